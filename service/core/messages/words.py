"""Single words and reasons of the catalogue, and what stands in the places of its messages."""

from collections.abc import Mapping
from types import MappingProxyType

from service.core.schema import Text

REGISTER_IS_WRONG = "ทะเบียนไม่ตรง แจ้งเขตแก้แล้ว"
KEPT_FOR_REFERENCE = "บันทึกไว้อ้างอิง ไม่นับในผล"

ACCEPT_NOTES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "dash_missing": ("ยังไม่มีข้อมูล จะรายงานรอบหน้า", "อื่น ๆ (ระบุ)"),
        "no_data_word": ("ยังไม่มีข้อมูล จะรายงานรอบหน้า", "อื่น ๆ (ระบุ)"),
        "irrelevant_value": (REGISTER_IS_WRONG, "อื่น ๆ (ระบุ)"),
        "irrelevant_round": (KEPT_FOR_REFERENCE, "อื่น ๆ (ระบุ)"),
        "irrelevant_outside": (REGISTER_IS_WRONG, KEPT_FOR_REFERENCE, "อื่น ๆ (ระบุ)"),
        "irrelevant_any": (REGISTER_IS_WRONG, KEPT_FOR_REFERENCE, "อื่น ๆ (ระบุ)"),
        "irrelevant_answer": (KEPT_FOR_REFERENCE, "อื่น ๆ (ระบุ)"),
        "irrelevant_either": (REGISTER_IS_WRONG, KEPT_FOR_REFERENCE, "อื่น ๆ (ระบุ)"),
    }
)
"""Reasons for the queries that belong to no form."""

UNLESS = Text("ถ้าไม่เกี่ยวข้องพิมพ์ “ไม่เกี่ยวข้อง” ", "or type “ไม่เกี่ยวข้อง” ")
"""The place {unless} of a message: what to type where the question does not concern the respondent."""
RANGE_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "any": Text("ตัวเลข", "a number"),
        "from": Text("ตัวเลข {low} ขึ้นไป", "a number from {low}"),
        "range": Text(" {low} ถึง {high}", "{low} to {high}"),
    }
)
"""What may be typed in a field of numbers: the place {range} of a message."""

STATE_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "needs_fix": Text("ต้องแก้", "needs fix"),
        "explain": Text("รออธิบาย", "explain"),
        "missing": Text("ยังไม่กรอก", "missing"),
        "in_progress": Text("กำลังกรอก", "in progress"),
        "complete": Text("ครบ", "complete"),
    }
)

SHEET_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "needs_fix": "✖ ต้องแก้",
        "explain": "? ต้องอธิบาย",
        "missing": "○ ยังไม่กรอก",
        "in_progress": "○ กำลังกรอก",
        "complete": "✔ ครบ",
    }
)
"""The states as whoever fills a sheet reads them: a sign first, since a narrow column shows no more."""


USUAL: Mapping[str, str] = MappingProxyType({"example": "45", "day": "9 มิ.ย. 2566", "unit": "", "unless": ""})
"""What stands in a place of a message about a cell of no form (the register, a table of facts)."""
