"""What expressions are made of, in Thai, for those who write form files."""

from collections.abc import Mapping

KINDS_TH: Mapping[str, str] = {"number": "ตัวเลข", "text": "ข้อความ", "truth": "เงื่อนไข"}
FIELDS_TH: Mapping[str, str] = {"number": "ช่องตัวเลข", "text": "ช่องข้อความ", "truth": "ช่อง yes_no"}
"""A field by what it holds."""
WANTED_TH: Mapping[str, str] = {
    **KINDS_TH,
    "field": "ชื่อช่อง",
    "number field": "ชื่อช่องตัวเลข",
    "text field": "ชื่อช่องรหัส",
    "literal": "ข้อความในเครื่องหมายคำพูด",
}
"""What a function takes."""
