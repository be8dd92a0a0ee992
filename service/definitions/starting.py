"""A first file for a new form: commented in Thai, valid as it stands, with the commonest things in it."""

import re
from importlib.resources import files

from service.core.calendar import BE_MINUS_CE
from service.errors import RefusedError

LAYOUTS = ("card", "table", "list")


def starter(form_id: str, layout: str, title: str, fiscal_year: int) -> str:
    """The text of a new form file of one layout for a fiscal year (B.E.). Raises RefusedError."""
    if not re.fullmatch("[a-z][a-z0-9_]{0,59}", form_id):
        words = "รหัสแบบใช้อักษรเล็ก a-z ตัวเลข และ _ ขึ้นต้นด้วยตัวอักษร เช่น school_lunch"
        raise RefusedError(f"{form_id}: {words} (small letters, digits and _)")
    kept = "list" if layout == "list" else "card"
    text = files(__package__).joinpath(f"starters/{kept}.yaml").read_text(encoding="utf-8")
    year = fiscal_year - BE_MINUS_CE
    for old, new in (
        ("my_form", form_id),
        ("layouts: [card]", f"layouts: [{layout}]"),
        ('"2566.1"', f'"{fiscal_year}.1"'),
        ('["2022-10-01", "2023-09-30"]', f'["{year - 1}-10-01", "{year}-09-30"]'),
        ("th: ชื่อแบบ", f"th: {_quoted(title)}"),
        ("short_title: ชื่อแบบ", f"short_title: {_quoted(title[:30])}"),
    ):
        text = text.replace(old, new)
    return text


def _quoted(words: str) -> str:
    """Words of a person as YAML, whatever marks stand in them."""
    if not words.strip() or "\n" in words:
        raise RefusedError("ชื่อแบบต้องมีตัวอักษร และอยู่บรรทัดเดียว (a title is one line of words)")
    return "'" + words.strip().replace("'", "''") + "'"
