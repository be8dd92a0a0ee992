"""The hand-written tables beside this module.

planted.csv: mistakes. ``raw`` is typed into ``field`` as ``typed_as`` says (text, number:<value>,
date_serial:<value>, percent:<value>, formula:<result>) and means ``value`` (blank: nothing); then
``expect_cell`` alone gets ``expect_code``. ``also_sets`` are other fields set first, ``needs`` what the
school must be like, ``reason`` what is picked beside a query, ``accepted`` whether that settles it.

oddities.csv: what is right however odd it looks. Nothing is marked, and ``expect_value`` is understood;
"NA" is a declared "not applicable".

In both, ``\\n``, ``\\u200b`` and ``⟨x×2000⟩`` stand for characters that are hard to see or to count.
"""

import csv
import io
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one file, in its order."""
    text = files("service.demo").joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))
