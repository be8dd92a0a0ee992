"""Words that answer without a figure (DOMAIN §4): four kinds of answer, never mixed up."""

import re

from service.core.cells import Outcome, Parsed

from .answers import NOT_APPLICABLE, error, warn_missing

UNITS = (
    *("คน", "โรงเรียน", "โรง", "หน่วยงาน", "แห่ง", "ห้องเรียน", "ห้อง", "บาท", "ครั้ง"),
    *("ราย", "รายการ", "รูป", "หลัง", "เครื่อง", "ชั่วโมง", "วัน", "เรื่อง"),
    *("โครงการ", "กิจกรรม", "ชุด", "เล่ม", "ฉบับ", "กลุ่ม", "ทีม", "ชั้น"),
    *("หมู่บ้าน", "ตำบล", "ข้อ", "ผลงาน", "หน่วย", "ต้นแบบ", "ไร่", "คัน"),
    *("ประเภท", "คะแนน", "เหตุ", "ท่าน", "นาย", "ชม", "นาที", "คาบ", "สัปดาห์", "เดือน"),
)
_THINGS = ("นักเรียน", "ผู้เรียน", "เด็ก", "ครู", "บุคลากร", *UNITS)

NONE_WORD = "ไม่มี"
NOT_APPLICABLE_WORD = "ไม่เกี่ยวข้อง"
"""How drop-downs and tables write that a question does not concern the respondent."""
_NONE = frozenset({NONE_WORD, "ไม่มีเลย", *(NONE_WORD + thing for thing in _THINGS)})
_ZERO = _NONE | {"ศูนย์"}
_FREE = frozenset({"ฟรี", "ไม่มีค่าใช้จ่าย", "ไม่เสียค่าใช้จ่าย", "ไม่ใช้งบประมาณ", "ไม่ได้ใช้งบประมาณ"})
_NOT_SPENT = frozenset({"ยังไม่เบิก", "ยังไม่ได้เบิก", "ยังไม่เบิกจ่าย", "ยังไม่ได้เบิกจ่าย", "ยังไม่ได้ใช้", "ยังไม่ใช้"})
_NOBODY_SAT = frozenset(
    {"ไม่ได้สอบ", "ไม่ได้เข้าสอบ", "ไม่เข้าสอบ", "งดสอบ", "ไม่มีสอบ", "ไม่มีการสอบ", "ไม่ได้จัดสอบ", "ไม่มีการจัดสอบ"}
    | {"ไม่มีผู้เข้าสอบ", "ไม่มีผู้สอบ", "ไม่มีนักเรียนสอบ", "ไม่มีนักเรียนเข้าสอบ", "ไม่มีเด็กสอบ", "ไม่มีเด็กเข้าสอบ"}
    | {"ไม่มีนักเรียนชั้นนี้"}
)
"""There is no score then: the question does not concern the school. Of a count it is 0."""
_SCORE_KINDS = frozenset({"number", "percent", "level"})
_NO_NOUGHT_KINDS = _SCORE_KINDS | {"money"}
"""Kinds in which "there is none" asks what is meant."""
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
    *("ยังไม่สอบ", "ยังไม่ได้สอบ", "รอสอบ", "รอผลสอบ", "รอประกาศผล", "ยังไม่ประกาศผล", "ยังไม่ประกาศ"),
    *("รอผล", "รอสรุป", "รอดำเนินการ", "รอผลการประเมิน", "ยังไม่ได้ทำ", "ยังไม่ทำ", "ไม่ได้ทำ"),
}
UNFINISHED = frozenset(
    {"กำลังดำเนินการ", "กำลังดำเนินงาน", "กำลังทำ", "ระหว่างดำเนินการ", "อยู่ระหว่างดำเนินการ", "อยู่ในระหว่างดำเนินการ"}
    | {"อยู่ระหว่างการดำเนินการ", "อยู่ระหว่างดำเนินงาน", "อยู่ระหว่างทำ"}
)
_FINISHED = frozenset(
    {"แล้วเสร็จ", "เสร็จแล้ว", "เสร็จ", "เสร็จสิ้น", "เสร็จสิ้นแล้ว", "เรียบร้อย", "เรียบร้อยแล้ว", "ทำแล้ว", "ทำเสร็จแล้ว"}
    | {"ดำเนินการแล้ว", "ดำเนินการแล้วเสร็จ", "ดำเนินการเสร็จแล้ว", "ดำเนินการเสร็จสิ้น"}
)
_NOT_BEGUN = frozenset(
    {"ยังไม่ดำเนินการ", "ยังไม่ได้ดำเนินการ", "ยังไม่เริ่ม", "ยังไม่ได้เริ่ม", "ยังไม่เริ่มดำเนินการ", "ยังไม่ทำ", "ยังไม่ได้ทำ"}
)
SAME_STATE = (UNFINISHED, _FINISHED, _NOT_BEGUN)
"""Words of one meaning: in a list that offers one of them, each of the others is read as that."""
_DASHES = "-–—‒―−‐‑_.…ー"
_ERROR_LITERAL = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|ERROR!)")
_POLITE = re.compile("(?:นะ)?(?:ค่ะ|คะ|ครับ(?:ผม)?|จ้า|จ้ะ)$")
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
    if kind in _SCORE_KINDS and key in _NOBODY_SAT:
        return NOT_APPLICABLE
    none = key in _NONE or (unit != "" and key == NONE_WORD + _key(unit))
    if _is_nought(kind, key, none=none):
        return Parsed(0, Outcome.WARN_ZERO)
    if (none or key in _NOT_SPENT) and kind in _NO_NOUGHT_KINDS:
        return warn_missing("no_data_word", raw)
    if key in _NO_DATA or key.startswith(("อยู่ระหว่าง", "อยู่ในระหว่าง")):
        return warn_missing("no_data_word", raw)
    return None


def _is_nought(kind: str, key: str, *, none: bool) -> bool:
    if kind == "count":
        return none or key == "ศูนย์" or key in _NOBODY_SAT
    return kind == "money" and (key == "ศูนย์" or key in _FREE)


def says_none(typed: str) -> bool:
    """Whether the words say that there is none: "ไม่มี", "ไม่มีคะแนน", "ยังไม่เบิก"."""
    key = _key(typed)
    return (key.startswith(NONE_WORD) and key not in _NO_DATA_ANYWHERE) or key in _NOT_SPENT


def is_unfinished(typed: str) -> bool:
    """Whether the words say that it is being done."""
    key = _key(typed)
    return key in UNFINISHED or key.startswith(("อยู่ระหว่าง", "อยู่ในระหว่าง"))


def is_none(typed: str) -> bool:
    """Whether the words say that there is nothing to name: "-", "ไม่มี", "ยังไม่มี"; ``typed`` may be empty."""
    text = typed.strip()
    return bool(text) and (is_dash(text) or _key(text) in _NONE or _key(text) in ("ยังไม่มี", "none", "nil"))


def means_nothing(typed: str) -> bool:
    """Whether the words give no answer: "-", "ไม่มี", "ยังไม่มีข้อมูล", "ไม่เกี่ยวข้อง"."""
    text = typed.strip()
    return bool(text) and (is_dash(text) or _key(text) in _ZERO | _NO_DATA | _NOT_APPLICABLE)


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
    return _POLITE.sub("", typed.strip(" .()[]*").replace(" ", "").casefold())
