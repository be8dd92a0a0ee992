"""A fixed, fictional report: 205 schools, 5 districts, 11 indicators of two parts each.

Every figure and every school here is made up. The districts are real names, the titles those of the form.
"""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from service.core.report_context import (
    Absent,
    Card,
    DistrictRow,
    Figure,
    IndicatorPart,
    ReportContext,
    Response,
    SchoolText,
)

DISTRICTS = {"เมืองอุบลราชธานี": 68, "เขื่องใน": 56, "ม่วงสามสิบ": 39, "ดอนมดแดง": 25, "เหล่าเสือโก้ก": 17}
STATES = ("ยังไม่รายงาน", "กำลังกรอก", "ต้องแก้ไข", "รอคำอธิบาย")
TITLES = (
    ("ความปลอดภัย", "การจัดการศึกษาเพื่อความปลอดภัย และการบริหารสถานการณ์ที่เกิดขึ้นสอดคล้องกับนโยบาย"),
    ("โอกาส", "การดำเนินการ “พาน้องกลับมาเรียน”"),
    ("คุณภาพ", "การจัดการศึกษาตามแนวพระบรมราโชบายรัชกาลที่ 10 สู่การปฏิบัติ"),
    ("คุณภาพ", "การนำผล RT หรือ NT หรือ O-NET หรือผลการประเมินคุณภาพผู้เรียนอื่น ๆ ไปใช้ในการพัฒนาคุณภาพการศึกษา"),
    ("คุณภาพ", "การพัฒนาผู้เรียนตามหลักสูตรแกนกลางการศึกษาขั้นพื้นฐาน พุทธศักราช 2551 ด้วยการจัดการเรียนรู้เชิงรุก (Active Learning)"),
    ("โอกาส", "การจัดการศึกษาปฐมวัยอย่างมีคุณภาพ"),
    ("คุณภาพ", "การแก้ไขภาวะถดถอยทางการเรียนรู้ (Learning Loss) ของผู้เรียน"),
    ("คุณภาพ", "การส่งเสริมประชาธิปไตยในโรงเรียนโดยใช้กระบวนการสหกรณ์นักเรียน"),
    ("คุณภาพ", "การส่งเสริมการเรียนรู้ประวัติศาสตร์ หน้าที่พลเมือง คุณธรรมจริยธรรม"),
    ("ประสิทธิภาพ", "การบริหารจัดการโรงเรียนคุณภาพและการใช้ทรัพยากรร่วมกันได้สำเร็จตามเป้าหมาย"),
    ("เพิ่มเติม", "การค้นพบต้นแบบ นักเรียน ครู ผู้บริหาร ชุมชน ที่เป็นเลิศด้านการศึกษาและการสนับสนุนการศึกษา"),
)  # fmt: skip
PROBLEMS = (
    "ขาดแคลนบุคลากรที่รับผิดชอบโดยตรง",
    "งบประมาณไม่เพียงพอ\nการเดินทางลำบากในฤดูฝน",
    "ผู้ปกครองย้ายถิ่นไปทำงานต่างจังหวัด ทำให้ติดตามนักเรียนได้ยาก และข้อมูลที่อยู่ไม่เป็นปัจจุบัน",
    "สัญญาณอินเทอร์เน็ตไม่เสถียร",
)
SUGGESTIONS = ("ควรจัดอบรมครูผู้รับผิดชอบทุกภาคเรียน", "ขอให้เขตพื้นที่สนับสนุนวิทยากรและสื่อ")
NOTHING_KNOWN = Figure(None, None, None, 0, 205, None, (), "", False)


def school(number: int) -> str:
    return f"โรงเรียนบ้านสมมุติ {number}"


def sample(**changes: Any) -> ReportContext:
    context = ReportContext(
        office="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 1",
        form_title="นโยบายเร่งด่วน (Quick Policy)",
        form_version="2566.1",
        definition_hash="9f2c41d07ab35e68",
        notice="ข้อมูลทั้งหมดเป็นข้อมูลสมมุติเพื่อการสาธิต และเกณฑ์ระดับความสำเร็จเป็นข้อเสนอ ยังไม่ใช่เกณฑ์ของทางราชการ",
        round_title="รอบ 6 เดือน",
        fiscal_year=2566,
        period_start=date(2022, 10, 1),
        period_end=date(2023, 3, 31),
        due_on=date(2023, 4, 10),
        made_at=datetime(2023, 4, 12, 9, 5),  # noqa: DTZ001 - the report prints the office's wall clock
        revision=2,
        response=Response(205, 178, 6, 5, 8, 8),
        districts=tuple(_response(name, size) for name, size in DISTRICTS.items()),
        cards=tuple(card(number) for number in range(1, 12)),
        absent=tuple(absent(number) for number in range(27)),
    )
    return replace(context, **changes)


def _response(name: str, size: int) -> tuple[str, Response]:
    rest = {68: (2, 2, 3, 2), 56: (2, 1, 2, 2), 39: (1, 1, 1, 2), 25: (1, 1, 1, 1), 17: (0, 0, 1, 1)}[size]
    return name, Response(size, size - sum(rest), *rest)


def absent(number: int) -> Absent:
    names = list(DISTRICTS)
    return Absent(
        f"10349{number:05}", school(number + 1), names[min(number * 5 // 27, 4)], STATES[number % 4]
    )


def card(number: int, **changes: Any) -> Card:
    dimension, title = TITLES[number - 1]
    made = Card(
        no=number,
        id=f"QP{number:02}",
        title=f"ระดับความสำเร็จของ{title}",
        dimension=dimension,
        parts=(level_part(number), percent_part(number)),
        problems=_texts(PROBLEMS, (number * 5) % 14),
        suggestions=_texts(SUGGESTIONS, number % 4),
    )
    return replace(made, **changes)


def plain_card(**changes: Any) -> Card:
    """A card without any figure, so that nothing is drawn, but for ``changes``."""
    parts = tuple(replace(part, area=NOTHING_KNOWN, met=None, districts=()) for part in card(1).parts)
    return replace(card(1, parts=parts, problems=(), suggestions=()), **changes)


def _texts(texts: tuple[str, ...], count: int) -> tuple[SchoolText, ...]:
    names = list(DISTRICTS)
    return tuple(
        SchoolText(school(40 + index), names[index % 5], texts[index % len(texts)]) for index in range(count)
    )


def level_part(number: int) -> IndicatorPart:
    rows = tuple(
        DistrictRow(name, _level(size, number + at)) for at, (name, size) in enumerate(DISTRICTS.items())
    )
    area = _level(205, number)
    return IndicatorPart(
        f"QP{number:02}.L", f"ระดับความสำเร็จเฉลี่ยของสถานศึกษา ตัวชี้วัดที่ {number}", "ระดับ", 2, True,
        "ผลรวมระดับของสถานศึกษา", "จำนวนสถานศึกษาที่ประเมิน", Decimal("3"),
        area.value is not None and area.value >= 3, area, rows, f"{number:02}a1b2c3d4e5",
    )  # fmt: skip


def _level(due: int, seed: int) -> Figure:
    reporting = due * (60 if seed % 7 == 3 else 95) // 100
    shares = ((1, 2, 4, 6, 5, 2), (0, 1, 2, 5, 7, 5), (3, 5, 5, 3, 2, 1))[seed % 3]
    counts = [reporting * share // 20 for share in shares]
    counts[3] += reporting - sum(counts)
    total = sum(level * count for level, count in enumerate(counts))
    value = Decimal(total) / reporting
    colour = "green" if value >= 3 else "yellow" if value >= Decimal("2.5") else "red"
    low = reporting < due * 0.8
    return Figure(
        Decimal(total), Decimal(reporting), value, reporting, due, int(value), tuple(counts), colour, low
    )


def percent_part(number: int) -> IndicatorPart:
    rows = tuple(
        DistrictRow(name, _percent(size, number + at)) for at, (name, size) in enumerate(DISTRICTS.items())
    )
    area = _percent(205, number)
    return IndicatorPart(
        f"QP{number:02}.P", f"ร้อยละของนักเรียนที่ได้รับประโยชน์ตามตัวชี้วัดที่ {number}", "ร้อยละ", 2, False,
        "นักเรียนที่ได้รับประโยชน์ (คน)", "นักเรียนทั้งหมด (คน)", Decimal("80"),
        area.value is not None and area.value >= 80, area, rows, f"{number:02}f6e5d4c3b2",
    )  # fmt: skip


def _percent(due: int, seed: int) -> Figure:
    whole = Decimal(due * 117 + seed)
    part = (whole * (58 + seed * 7 % 42) / 100).to_integral_value()
    value = part / whole * 100
    colour = "green" if value >= 80 else "yellow" if value >= 60 else "red"
    return Figure(part, whole, value, due * 9 // 10, due, min(5, int(value // 20) + 1), (), colour, False)
