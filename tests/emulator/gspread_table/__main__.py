"""Print the table: `python -m tests.emulator.gspread_table [WORD]`, only rows with WORD when one is given."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gspread_table.show import main

sys.exit(main(sys.argv[1:]))
