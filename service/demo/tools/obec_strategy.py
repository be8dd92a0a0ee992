"""Indicators of OBEC's strategies: the same ones in both rounds, further on in the second."""

from decimal import Decimal
from typing import cast

from service.demo.case import Answers, Case, rounded

SHARE, NUMBER, MEAN = "ร้อยละ", "จำนวน", "ค่าเฉลี่ย"
UP, DOWN = "ยิ่งมากยิ่งดี", "ยิ่งน้อยยิ่งดี"
INDICATORS = (
    ("G1", "ร้อยละของสถานศึกษาที่มีแผนเผชิญเหตุ", SHARE, SHARE, UP, 90),
    ("G1", "จำนวนเหตุไม่ปลอดภัยที่แก้ไขไม่แล้วเสร็จ", NUMBER, "เหตุ", DOWN, 10),
    ("G2", "ร้อยละของเด็กออกกลางคันที่กลับเข้าเรียน", SHARE, SHARE, UP, 80),
    ("G2", "ร้อยละของนักเรียนที่ขาดเรียนเกินเกณฑ์", SHARE, SHARE, DOWN, 5),
    ("G3", "ร้อยละของครูที่จัดการเรียนรู้เชิงรุก", SHARE, SHARE, UP, 85),
    ("G3", "คะแนนเฉลี่ยการอ่านของผู้เรียน", MEAN, "คะแนน", UP, 70),
    ("G4", "จำนวนสถานศึกษาที่ใช้ระบบข้อมูลร่วมกัน", NUMBER, "โรง", UP, 120),
    ("G4", "ร้อยละความพึงพอใจของผู้รับบริการ", SHARE, SHARE, UP, 85),
)
KEPT = ("strategy", "ind_no", "ind_name", "measure", "unit_name", "direction", "target", "below")
DONE = {"M6": 68, "M12": 98}
"""How far a middling group has come by then, per cent of the year's target."""
HALF_WAY = 70
"""Per cent of the year's target that is aimed at in six months."""
FEWEST, MOST = 4, 6
PROBLEMS = ("โรงเรียนขนาดเล็กขาดบุคลากร จึงดำเนินการได้ช้า", "ได้รับจัดสรรงบประมาณช้ากว่าแผน")
STEPS = ((Decimal(1), 5), (Decimal("0.9"), 4), (Decimal("0.8"), 3), (Decimal("0.7"), 2))


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """Four to six indicators; in the second round nothing that is counted falls."""
    return [_told(case, row, period) for row in before or _chosen(case)]


def _chosen(case: Case) -> list[Answers]:
    made: list[Answers] = []
    for strategy, name, measure, unit, direction, target in case.rng.sample(
        INDICATORS, case.rng.randint(FEWEST, MOST)
    ):
        row: Answers = {"ind_no": len(made) + 1, "strategy": strategy, "ind_name": name, "measure": measure}
        row |= {"unit_name": unit, "direction": direction, "target": target}
        if measure == SHARE:
            row["below"] = case.rng.randint(150, 900)
        made.append(row)
    return made


def _told(case: Case, row: Answers, period: str) -> Answers:
    told = {name: row[name] for name in KEPT if name in row}
    done = DONE[period] + round(20 * (case.quality - 0.7)) + case.rng.randint(-12, 8)
    if period == "M6":
        told["target6"] = _aim(cast(int, told["target"]), told["direction"] == UP)
    told |= _result(told, done)
    if told["measure"] == NUMBER and told["direction"] == UP:
        told["result"] = max(cast(int, told["result"]), cast(int, row.get("result", 0)))
    told["level"] = level = level_of(told)
    if level <= 2:
        told["problem"] = case.text(*PROBLEMS)
    if level >= 4 or case.rng.random() < 0.5:
        told["evidence"] = f"https://example.org/strategy/{case.code}/{told['ind_no']}"
    if case.rng.random() < 0.3:
        told["suggest"] = "ควรติดตามเป็นรายโรงเรียน และเผยแพร่ตัวอย่างที่ทำได้ดี"
    return told


def _aim(target: int, up: bool) -> int:
    return round(target * HALF_WAY / 100 if up else target * 100 / HALF_WAY)


def _result(row: Answers, done: int) -> Answers:
    """The result that is ``done`` per cent of the way; of what is better small, the target over it."""
    target = cast(int, row["target"])
    near = target * done / 100 if row["direction"] == UP else target * 100 / done
    if row["measure"] != SHARE:
        return {"result": round(near)}
    below = cast(int, row["below"])
    above = min(round(near * below / 100), below)
    return {"above": above, "result": rounded(Decimal(100 * above) / below)}


def level_of(row: Answers) -> int:
    """The level that the form's bands give to a result; in six months by the target of six months."""
    target = Decimal(cast(int, row.get("target6", row["target"])))
    result = Decimal(cast(int, row["result"]))
    if row["direction"] == DOWN:
        target, result = result, target
    share = result / target if target else Decimal(1)
    return next((level for low, level in STEPS if share >= low), 1)
