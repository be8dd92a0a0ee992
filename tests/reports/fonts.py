"""A private font for previews: LibreOffice must print "TH SarabunPSK" at its true size.

Debian maps that name to Laksaman with a matrix that LibreOffice ignores, so letters come out half again
too large and every page break is wrong. Copies of Laksaman with a larger em, under the right name, and a
fontconfig file that knows only these, leave the machine's own settings alone.
"""

from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY = "TH SarabunPSK"
_SOURCE = Path("/usr/share/fonts/truetype/tlwg")
_SCALE = 0.66  # TH Sarabun's letters are this much of Laksaman's
_FACES = {"Regular": "", "Bold": "-Bold", "Italic": "-Italic", "Bold Italic": "-BoldItalic"}


def private_fontconfig(folder: Path) -> Path:
    """A fontconfig file in ``folder`` that offers the four faces of ``FAMILY`` and nothing else."""
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for face, suffix in _FACES.items():
        _scaled(face, _SOURCE / f"Laksaman{suffix}.ttf").save(
            fonts / f"THSarabunPSK{suffix or '-Regular'}.ttf"
        )
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return config


def _scaled(face: str, source: Path) -> TTFont:
    font = TTFont(source)
    font["head"].unitsPerEm = round(1000 / _SCALE)
    names = font["name"]
    names.names = [record for record in names.names if record.platformID == 3]
    postscript = FAMILY.replace(" ", "")
    words = {1: FAMILY, 16: FAMILY, 4: f"{FAMILY} {face}", 6: f"{postscript}-{face.replace(' ', '')}"}
    for record in names.names:
        record.string = words.get(record.nameID, record.string)
    return font
