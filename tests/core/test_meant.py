"""Which word of a list was probably meant: better none than a wrong one."""

import pytest

from service.core.normalise.meant import meant_code, meant_word

OWNERS = ("นักเรียน", "ครู", "ผู้บริหาร", "ชุมชน")
UNITS = {"U01": "กลุ่มอำนวยการ", "U02": "กลุ่มนโยบายและแผน", "U07": "กลุ่มนิเทศ ติดตาม และประเมินผล"}
STRATEGIES = {"S1": "ความปลอดภัย", "S2": "โอกาส", "S3": "คุณภาพ"}
OIT = {f"O{number}": f"ข้อ O{number}" for number in range(1, 41)}


@pytest.mark.parametrize(
    ("typed", "words", "meant"),
    [
        ("ศิลปะ", ("วิชาการ", "ศิลปะ ดนตรี กีฬา"), "ศิลปะ ดนตรี กีฬา"),
        ("ครูผู้สอน", OWNERS, "ครู"),
        ("ครู/นักเรียน", OWNERS, None),
        ("ผู้บริหาน", OWNERS, "ผู้บริหาร"),
        ("ไม่บรรลุเป้าหมาย", ("บรรลุ", "ไม่บรรลุ"), "ไม่บรรลุ"),
        ("ไม่ครบ", ("ครบ", "บางส่วน"), None),
        ("ระดับ", ("ระดับชาติ", "ระดับภาค"), None),
        ("อะไรก็ได้", OWNERS, None),
        ("", OWNERS, None),
    ],
)
def test_a_word_is_meant_that_holds_what_was_typed_or_is_spelt_alike(
    typed: str, words: tuple[str, ...], meant: str | None
) -> None:
    assert meant_word(typed, words) == meant


@pytest.mark.parametrize(
    ("typed", "codes", "meant"),
    [
        ("กลุ่มนิเทศฯ", UNITS, "U07"),
        ("กลุ่ม นผ.", UNITS, None),
        ("UO2", UNITS, "U02"),
        ("U2", UNITS, "U02"),
        ("O99", OIT, None),
        ("O 9.", OIT, "O9"),
        ("3", STRATEGIES, "S3"),
        ("กลยุทธ์ที่ 3", STRATEGIES, "S3"),
        ("ด้านที่ ๓", STRATEGIES, "S3"),
        ("S9", STRATEGIES, None),
        ("66-U02-1", {"66-U02-01": "", "66-U02-02": ""}, "66-U02-01"),
    ],
)
def test_a_code_is_meant_by_its_number_or_its_title(
    typed: str, codes: dict[str, str], meant: str | None
) -> None:
    assert meant_code(typed, codes) == meant
