"""Words that answer without a figure (DOMAIN §4): four kinds of answer, never mixed up."""

import re

from service.core.cells import Outcome, Parsed

from .answers import NOT_APPLICABLE, error, warn_missing

UNITS = (
    *("คน", "โรงเรียน", "โรง", "หน่วยงาน", "แห่ง", "ห้องเรียน", "ห้อง", "บาท", "ครั้ง"),
    *("ราย", "รายการ", "รูป", "หลัง", "เครื่อง", "ชั่วโมง", "วัน", "เรื่อง"),
    *("โครงการ", "กิจกรรม", "ชุด", "เล่ม", "ฉบับ", "กลุ่ม", "ทีม", "ชั้น"),
    *("หมู่บ้าน", "ตำบล", "ข้อ", "ผลงาน", "หน่วย", "ต้นแบบ", "ไร่", "คัน"),
    *("ประเภท", "คะแนน"),
)
_THINGS = ("นักเรียน", "ผู้เรียน", "เด็ก", "ครู", "บุคลากร", *UNITS)

NONE_WORD = "ไม่มี"
NOT_APPLICABLE_WORD = "ไม่เกี่ยวข้อง"
"""How drop-downs and tables write that a question does not concern the respondent."""
_NONE = frozenset({NONE_WORD, "ไม่มีเลย", *(NONE_WORD + thing for thing in _THINGS)})
_ZERO = _NONE | {"ศูนย์"}
_NOT_APPLICABLE = frozenset(
    {NOT_APPLICABLE_WORD, "ไม่เกี่ยว", "ไม่เกี่ยวข้องกับโรงเรียน", "ไม่เกี่ยวข้องกับสถานศึกษา"}
    | {"ไม่เกี่ยวข้องกับหน่วยงาน", "notapplicable"}
)
# Said of a figure these leave no doubt even in free text.
_NO_DATA_ANYWHERE = frozenset(
    {"n/a", "na", "n.a", "nodata", "null", "ไม่มีข้อมูล", "ยังไม่มีข้อมูล", "รอข้อมูล", "ไม่ทราบ", "ไม่ทราบข้อมูล"}
)
_NO_DATA = _NO_DATA_ANYWHERE | {
    *(NONE_WORD, "none", "nil", "tbd", "?", "??", "???", "รอ", "ยังไม่ทราบ", "ไม่ระบุ", "ยังไม่มี", "ยังไม่รายงาน"),
    *("กำลังดำเนินการ", "ระหว่างดำเนินการ", "ยังไม่ดำเนินการ", "ยังไม่ได้ดำเนินการ", "ไม่ได้ดำเนินการ"),
    *("รอผล", "รอสรุป", "รอดำเนินการ", "รอผลการประเมิน", "ยังไม่ได้ทำ", "ยังไม่ทำ", "ไม่ได้ทำ"),
}
_DASHES = "-–—‒―−‐‑_.…ー"
_ERROR_LITERAL = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|ERROR!)")
_FORMULA = re.compile(r"=|[+@]\s*[A-Za-z]")


def is_dash(text: str) -> bool:
    """Whether the text is only dashes or the dots of a printed form; ``text`` is not empty."""
    return text[0] in _DASHES and not text.strip(_DASHES + " ")


def no_figure(kind: str, typed: str, raw: str, unit: str = "") -> Parsed | None:
    """The answer when the cell says zero, missing or not applicable in words; else None.

    ``unit`` is the field's own: "ไม่มีจุด" is nought where จุด are counted.
    """
    if is_dash(typed):
        return warn_missing("dash_missing", raw)
    key = _key(typed)
    if key in _NOT_APPLICABLE:
        return NOT_APPLICABLE
    if kind == "count" and (key in _ZERO or (unit and key == NONE_WORD + _key(unit))):
        return Parsed(0, Outcome.WARN_ZERO)
    if key in _NO_DATA or key.startswith(("อยู่ระหว่าง", "อยู่ในระหว่าง")):
        return warn_missing("no_data_word", raw)
    return None


def means_nothing(typed: str) -> bool:
    """Whether the words say that there is nothing, or nothing yet: "-", "ไม่มี", "ยังไม่มีข้อมูล"."""
    text = typed.strip()
    return bool(text) and (is_dash(text) or _key(text) in _ZERO | _NO_DATA)


def means_none(typed: str) -> bool:
    """Whether the words say that there is none: "ไม่มี", "ไม่มีผลงานในรอบนี้"."""
    return _key(typed).removesuffix("ในรอบนี้") in _NONE


def no_text(typed: str, raw: str) -> Parsed | None:
    """The same for free text, where "ไม่มี" and "อยู่ระหว่างดำเนินการ" are answers."""
    key = _key(typed)
    if key in _NOT_APPLICABLE:
        return NOT_APPLICABLE
    return warn_missing("no_data_word", raw) if key in _NO_DATA_ANYWHERE else None


def formula(typed: str, raw: str) -> Parsed | None:
    """An issue when a typed field holds the text of a formula, or of its failure; else None."""
    if _ERROR_LITERAL.fullmatch(typed):
        return error("formula_error", raw)
    return error("formula_text", raw) if _FORMULA.match(typed) else None


def error_literal(typed: str, raw: str) -> Parsed | None:
    return error("formula_error", raw) if _ERROR_LITERAL.fullmatch(typed) else None


def _key(typed: str) -> str:
    return typed.strip(" .()[]*").replace(" ", "").casefold()
