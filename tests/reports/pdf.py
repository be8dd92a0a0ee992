"""Word to PDF to pictures, for tests and for looking at a report; not part of the service."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .fonts import private_fontconfig


@dataclass(frozen=True)
class Converter:
    """LibreOffice with its own profile and fonts, so that it neither sees nor changes the user's."""

    home: Path
    fontconfig: Path

    @classmethod
    def at(cls, home: Path) -> "Converter":
        return cls(home, private_fontconfig(home))

    def pdf(self, document: Path) -> Path:
        self._run(
            "soffice", "--headless", f"-env:UserInstallation={(self.home / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", str(document.parent), str(document),
        )  # fmt: skip
        return document.with_suffix(".pdf")

    def pages(self, pdf: Path, dpi: int = 60) -> list[Path]:
        """One grey or coloured PNG a page, in order."""
        self._run("pdftoppm", "-png", "-r", str(dpi), str(pdf), str(pdf.with_suffix("")))
        return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))

    def fonts(self, pdf: Path) -> set[str]:
        """The faces in the file, without the six letters that mark a subset."""
        lines = self._run("pdffonts", str(pdf)).splitlines()[2:]
        return {line.split()[0].split("+")[-1] for line in lines}

    def _run(self, *command: str) -> str:
        environ = os.environ | {"FONTCONFIG_FILE": str(self.fontconfig), "HOME": str(self.home)}
        done = subprocess.run(command, env=environ, check=True, capture_output=True, text=True, timeout=180)
        return done.stdout
