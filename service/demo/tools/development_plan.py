"""Indicators of the area's five-year plan: targets once for all years, results year by year.

The period says PY and not which year: it is the one after the latest that has a result.
"""

from decimal import Decimal
from typing import cast

from service.demo.case import Answers, Case

FIRST, LAST = 2566, 2570
CLOSED_BY = {"HP": 2568, "EP": 2570}
UP, DOWN = "ยิ่งมากยิ่งดี", "ยิ่งน้อยยิ่งดี"
SAFE, CHANCE, QUALITY, OFFICE = "ความปลอดภัย", "โอกาสและความเสมอภาค", "คุณภาพผู้เรียนและครู", "ประสิทธิภาพการบริหาร"
INDICATORS = (
    ("ร้อยละของเด็กปฐมวัยที่มีพัฒนาการสมวัย", QUALITY, "ร้อยละ", UP, 80, 2),
    ("คะแนนเฉลี่ยความสามารถด้านการอ่าน", QUALITY, "คะแนน", UP, 65, 2),
    ("จำนวนนักเรียนที่ออกกลางคัน", CHANCE, "คน", DOWN, 60, -8),
    ("จำนวนสถานศึกษาที่ผ่านเกณฑ์สถานศึกษาปลอดภัย", SAFE, "โรง", UP, 120, 14),
    ("ร้อยละของครูที่ได้รับการพัฒนาตามแผน", QUALITY, "ร้อยละ", UP, 65, 5),
    ("ร้อยละของสถานศึกษาที่ใช้ระบบข้อมูลกลาง", OFFICE, "ร้อยละ", UP, 60, 6),
    ("จำนวนเรื่องร้องเรียนที่ยังไม่ยุติ", OFFICE, "เรื่อง", DOWN, 40, -5),
    ("จำนวนเหตุร้ายแรงในสถานศึกษา", SAFE, "เหตุ", DOWN, 0, 0),
)
REACHED, NOT_REACHED, NOT_YET = "บรรลุ", "ไม่บรรลุ", "ยังวัดไม่ได้"
UNMEASURED = 0.06
CAUSES = ("โรงเรียนขนาดเล็กขาดครู จึงดำเนินการได้ไม่ครบ", "ได้รับงบประมาณช้ากว่าแผน", "เปลี่ยนเครื่องมือวัดระหว่างปี")
ADVICE = ("ติดตามรายโรงเรียนทุกภาคเรียน", "ปรับเป้าหมายให้สอดคล้องกับจำนวนนักเรียน", "จัดสรรงบประมาณตั้งแต่ต้นปี")
FEWEST, MOST = 4, 6


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """Four to six indicators that stay; the results of all years that are over, as they were told before."""
    known = max(
        (year for row in before for year in range(FIRST, LAST + 1) if f"r{year}" in row), default=FIRST - 1
    )
    last = CLOSED_BY.get(period, min(known + 1, LAST))
    return [_told(case, row, known, last, period) for row in before or _planned(case)]


def _planned(case: Case) -> list[Answers]:
    made: list[Answers] = []
    chosen = case.rng.sample(INDICATORS, case.rng.randint(FEWEST, MOST))
    for number, (name, strategy, unit, direction, base, step) in enumerate(chosen, 1):
        row: Answers = {
            "code": f"DP-{number:02}",
            "ind_name": name,
            "strategy": strategy,
            "unit_name": unit,
            "direction": direction,
            "baseline": base,
        }
        made.append(row | {f"t{year}": base + step * (year - FIRST + 1) for year in range(FIRST, LAST + 1)})
    return made


def _told(case: Case, row: Answers, known: int, last: int, period: str) -> Answers:
    """The row with the results of the years after ``known``, up to ``last``, and what is said of ``last``."""
    told = {
        name: value for name, value in row.items() if name not in ("achieved", "cause", "suggest", "evidence")
    }
    for year in range(known + 1, last + 1):
        if row["code"] == "DP-01" or case.rng.random() >= UNMEASURED:
            told[f"r{year}"] = _result(case, row, year)
    told["achieved"] = said = _achieved(told, last)
    if said != REACHED or _worse(told, last):
        told["cause"] = case.text(*CAUSES)
    if said == NOT_REACHED or period in CLOSED_BY:
        told["suggest"] = case.text(*ADVICE)
    if case.rng.random() < case.quality:
        told["evidence"] = f"https://example.org/plan/{case.code}/{row['code']}/{last}"
    return told


def _result(case: Case, row: Answers, year: int) -> Decimal:
    """Near the target: mostly a little better, of those who do less well a little worse."""
    target = Decimal(cast(int, row[f"t{year}"]))
    if target == 0:
        return Decimal(case.rng.randint(0, 1))
    share = Decimal(case.rng.randint(-8, 6) + round(10 * (case.quality - 0.6))) / 100
    result = target * (1 + share if row["direction"] == UP else 1 - share)
    if row["unit_name"] in ("ร้อยละ", "คะแนน"):
        return min(result.quantize(Decimal("0.1")), Decimal(100))
    return result.quantize(Decimal(1))


def _number(row: Answers, name: str) -> Decimal | None:
    value = row.get(name)
    return None if value is None else Decimal(cast(int, value))


def _achieved(row: Answers, year: int) -> str:
    result, target = _number(row, f"r{year}"), _number(row, f"t{year}")
    if result is None or target is None:
        return NOT_YET
    reached = result >= target if row["direction"] == UP else result <= target
    return REACHED if reached else NOT_REACHED


def _worse(row: Answers, year: int) -> bool:
    """Whether the result fell behind that of the year before."""
    now, before = _number(row, f"r{year}"), _number(row, f"r{year - 1}")
    if now is None or before is None:
        return False
    return now < before if row["direction"] == UP else now > before
