"""Words instead of an answer: understood where they can be, else told what fits the field."""

import pytest
from cast import form, submission

from service.core.cells import Value
from service.core.validation import check

REQUIRED = {"required": True}
STATES = ["ยังไม่ดำเนินการ", "กำลังดำเนินการ", "แล้วเสร็จ"]
WORDS = ["น้อยที่สุด", "น้อย", "ปานกลาง", "มาก", "มากที่สุด"]
RATING = [{"value": number, "label": word} for number, word in enumerate(WORDS, 1)]
FORM = form(
    [
        {"name": "state", "type": "string", "title": "สถานะ", "constraints": {**REQUIRED, "enum": STATES}},
        {
            "name": "net",
            "type": "string",
            "title": "เน็ต",
            "choice_aliases": {"Fiber": "ใยแก้ว"},
            "constraints": {**REQUIRED, "enum": ["ใยแก้ว", "ไม่มีอินเทอร์เน็ต"]},
        },
        {
            "name": "prize",
            "type": "integer",
            "kind": "scale",
            "title": "รางวัล",
            "choice_aliases": {"เขต": "ระดับเขตพื้นที่"},
            "categories": [{"value": 2, "label": "ระดับชาติ"}, {"value": 1, "label": "ระดับเขตพื้นที่"}],
        },
        {"name": "rating", "type": "integer", "kind": "level", "title": "พอใจ", "categories": RATING},
        {
            "name": "kind",
            "type": "string",
            "title": "ประเภท",
            "constraints": {**REQUIRED, "enum": ["ครู", "ชุมชน"]},
        },
        {"name": "maybe", "type": "string", "title": "รางวัล", "constraints": {"enum": ["ชาติ", "ภาค"]}},
        {
            "name": "step",
            "type": "boolean",
            "title": "ขั้นที่ 1",
            "trueValues": ["ทำแล้ว"],
            "falseValues": ["ยังไม่ทำ"],
        },
        {"name": "tel", "type": "string", "kind": "phone", "title": "โทรศัพท์", "constraints": REQUIRED},
        {"name": "link", "type": "string", "kind": "uri", "title": "ลิงก์"},
        {"name": "day", "type": "date", "title": "วันที่"},
        {
            "name": "work",
            "type": "string",
            "title": "ชื่อผลงาน",
            "none_is_blank": True,
            "constraints": {"minLength": 5},
        },
        {"name": "problem", "type": "string", "title": "ปัญหา อุปสรรค"},
    ]
)


def read(field: str, typed: str) -> tuple[Value | None, list[str]]:
    """The value, and what is said of it."""
    made = submission(FORM, {field: typed})
    return made.parsed[field].value, [issue.message for issue in check(FORM, [made])[0]]


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("state", "อยู่ระหว่างดำเนินการ", "กำลังดำเนินการ"),
        ("state", "กำลังทำ", "กำลังดำเนินการ"),
        ("state", "เสร็จแล้ว", "แล้วเสร็จ"),
        ("state", "ยังไม่เริ่ม", "ยังไม่ดำเนินการ"),
        ("net", "ไม่มี", "ไม่มีอินเทอร์เน็ต"),
        ("net", "fiber", "ใยแก้ว"),
        ("prize", "เขต", 1),
        ("rating", "มากที่สุด", 5),
        ("rating", "มาก (4)", 4),
        ("rating", "ระดับ ๓", 3),
        ("rating", "2", 2),
        ("problem", "ไม่มี", "ไม่มี"),
        ("problem", "อยู่ระหว่างดำเนินการ", "อยู่ระหว่างดำเนินการ"),
    ],
)
def test_the_words_of_a_clerk_are_understood_where_they_say_enough(
    field: str, typed: str, value: Value
) -> None:
    assert read(field, typed) == (value, [])


@pytest.mark.parametrize("typed", ["ไม่มี", "-", "ไม่มีค่ะ", "(ไม่มี)", "ยังไม่มี"])
@pytest.mark.parametrize("field", ["maybe", "link", "day", "work"])
def test_nothing_to_name_is_a_blank_where_none_need_be_named(field: str, typed: str) -> None:
    assert read(field, typed) == (None, [])


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        (
            "step",
            "อยู่ระหว่างดำเนินการ",
            "“อยู่ระหว่างดำเนินการ” คือยังไม่เสร็จ: เลือก “ยังไม่ทำ” ก่อน เสร็จแล้วค่อยเปลี่ยนเป็น “ทำแล้ว”",
        ),
        ("step", "กำลังทำ", "“กำลังทำ” คือยังไม่เสร็จ: เลือก “ยังไม่ทำ” ก่อน เสร็จแล้วค่อยเปลี่ยนเป็น “ทำแล้ว”"),
        ("rating", "ดีมาก", "“ดีมาก” เป็นคำของมาตราอื่น: เลือก น้อยที่สุด / น้อย / ปานกลาง / มาก / มากที่สุด"),
        ("kind", "-", "“-” ไม่ใช่คำตอบของข้อนี้: เลือก ครู / ชุมชน ถ้าไม่เกี่ยวข้องพิมพ์ “ไม่เกี่ยวข้อง” ถ้ายังไม่มีข้อมูลเลือกเหตุผล"),
        (
            "kind",
            "ไม่มี",
            "“ไม่มี” ไม่ใช่คำตอบของข้อนี้: เลือก ครู / ชุมชน ถ้าไม่เกี่ยวข้องพิมพ์ “ไม่เกี่ยวข้อง” ถ้ายังไม่มีข้อมูลเลือกเหตุผล",
        ),
        ("tel", "ไม่มี", "“ไม่มี” ไม่ใช่คำตอบ: กรอกคำตอบ ถ้าไม่เกี่ยวข้องพิมพ์ “ไม่เกี่ยวข้อง” ถ้ายังไม่มีข้อมูลเลือกเหตุผล"),
    ],
)
def test_what_is_no_answer_is_told_what_would_be_one(field: str, typed: str, message: str) -> None:
    assert read(field, typed) == (None, [message])
