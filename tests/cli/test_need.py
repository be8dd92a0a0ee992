"""`make test-all` names what a machine lacks, and fails."""

import subprocess
import sys
from pathlib import Path

NEED = Path(__file__).resolve().parents[2] / ".ci" / "need.py"


def test_every_missing_package_is_named() -> None:
    bare = subprocess.run(
        [sys.executable, str(NEED)], env={"PATH": ""}, capture_output=True, text=True, check=False
    )
    assert bare.returncode == 1
    for package in ("chromium", "libreoffice-writer", "poppler-utils", "fonts-tlwg-laksaman-ttf"):
        assert f"Debian package {package}" in bare.stderr
