"""Projects of a group from quarter to quarter: they begin, fall behind, and end. All of it is fictional."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import cast

from service.demo.case import Answers, Case
from service.demo.tables import table

QUARTER_ENDS = {
    "Q1": date(2022, 12, 31),
    "Q2": date(2023, 3, 31),
    "Q3": date(2023, 6, 30),
    "Q4": date(2023, 9, 30),
}
QUARTERS = tuple(zip((date(2022, 9, 30), *QUARTER_ENDS.values()), QUARTER_ENDS.values(), strict=False))
"""The last day before each quarter, and its own last day."""
FIRST_DAY, LAST_DAY = date(2022, 10, 1), QUARTER_ENDS["Q4"]
NOT_BEGUN, RUNNING, LATE, FINISHED, CANCELLED = (
    "ยังไม่ดำเนินการ",
    "กำลังดำเนินการ",
    "ล่าช้า",
    "แล้วเสร็จ",
    "ยกเลิก",
)
NO_BUDGET = "ไม่ใช้งบประมาณ"
SOURCES = ("งบประมาณ สพฐ.", "งบบริหารจัดการของเขต", "งบบริหารจัดการของเขต", "เงินนอกงบประมาณ", NO_BUDGET)
KINDS = ("งานตามภารกิจปกติ", "โครงการพัฒนา", "โครงการตามนโยบายเร่งด่วน")
UP, DOWN = "ยิ่งมากยิ่งดี", "ยิ่งน้อยยิ่งดี"
ENTERED = ("ยังไม่บันทึก", "บันทึก M1–M5 แล้ว", "เสนออนุมัติ (M7) แล้ว", "อนุมัติแล้ว")
ALIGNED: Mapping[str, Answers] = {
    "G1": {
        "national_strategy": "S1, S3",
        "master_plan": "MP01, MP13",
        "plan13": "H12",
        "ministry_policy": "MOE1",
        "sdg": "SDG3",
        "security": "SEC08",
        "education_plan": "E1",
        "obec_policy": "P1.1",
    },
    "G2": {
        "national_strategy": "S4",
        "master_plan": "MP17",
        "plan13": "H09",
        "ministry_policy": "MOE3",
        "sdg": "SDG4, SDG10",
        "education_plan": "E4",
        "obec_policy": "P2.2, P2.5",
    },
    "G3": {
        "national_strategy": "S3",
        "master_plan": "MP11, MP12",
        "plan13": "H12",
        "ministry_policy": "MOE2",
        "sdg": "SDG4",
        "education_plan": "E3",
        "obec_policy": "P3.2, P3.5",
    },
    "G4": {
        "national_strategy": "S6",
        "master_plan": "MP20",
        "plan13": "H13",
        "ministry_policy": "MOE6",
        "sdg": "SDG16",
        "education_plan": "E6",
        "obec_policy": "P4.1",
    },
}
"""What a project of each strategy of OBEC serves besides."""
MOST_AT_FIRST = 5
BEGINNINGS = {"Q1": (5, 5, 5, 35, 35, 95, 130, 190), "Q2": (120, 190)}
"""After how many days of the fiscal year projects begin that are first told of in this quarter."""
OF_QUARTER = ("kpi_result", "problem", "suggest", "evidence", "reform")
"""Answers that are given anew each quarter; the others stay."""
WHY_LATE = (
    "รอการโอนจัดสรรงบประมาณ คาดว่าแล้วเสร็จในไตรมาสถัดไป",
    "ติดภารกิจการสอบของโรงเรียน เลื่อนกิจกรรมไปไตรมาสถัดไป",
    "ผู้เข้าร่วมน้อยกว่าแผน จัดรุ่นที่ 2 เพิ่มภายในเดือนหน้า",
)
WHY_CANCELLED = ("ถูกปรับลดงบประมาณ จึงรวมกิจกรรมไว้กับโครงการอื่น", "นโยบายเปลี่ยน หน่วยงานอื่นดำเนินการแทน")
WHY_SHORT = ("กลุ่มเป้าหมายย้ายสถานศึกษา จึงได้ผลต่ำกว่าเป้าหมาย", "เวลาดำเนินการสั้นกว่าแผน จะติดตามผลต่อในปีถัดไป")
SUGGESTIONS = ("ควรโอนงบประมาณภายในไตรมาสแรก", "ควรจัดร่วมกับโครงการอื่นที่มีกลุ่มเป้าหมายเดียวกัน")


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """The projects of before, further on; a group that has many begins one of them in the second round."""
    listed = projects_of(case.code)
    wanted = listed[:MOST_AT_FIRST] if period == "Q1" else listed
    new = wanted[len(before) :]
    masters = [*before, *(_master(case, row, period) for row in new)]
    return [_told(case, master, period) for master in masters]


def projects_of(unit: str) -> list[dict[str, str]]:
    """The listed projects of a group, with their codes; a group that is not listed has those of U02."""
    listed = [row for row in table("projects.csv") if row["unit"] == unit]
    listed = listed or [row for row in table("projects.csv") if row["unit"] == "U02"]
    return [{**row, "project_code": f"66-{unit}-{number:02d}"} for number, row in enumerate(listed, 1)]


def _master(case: Case, row: Mapping[str, str], period: str) -> Answers:
    """What stays through the year: plan, budget, alignment."""
    rng = case.rng
    starts = FIRST_DAY + timedelta(days=rng.choice(BEGINNINGS[period]) + rng.randint(0, 25))
    ends = min(starts + timedelta(days=rng.choice((45, 70, 120, 200, 300))), LAST_DAY)
    source = rng.choice(SOURCES)
    budget = 0 if source == NO_BUDGET else rng.randint(20, 600) * 500
    return {
        "project_code": row["project_code"],
        "project_name": row["name"],
        "budget_source": source,
        "budget": budget,
        "kpi": row["kpi"],
        "kpi_unit": row["kpi_unit"],
        "kpi_direction": row["direction"],
        "kpi_target": int(row["target"]),
        "project_kind": rng.choice(KINDS),
        "objective": f"เพื่อ{row['goal']}",
        "target_group": row["target_group"],
        "starts": starts,
        "ends": ends,
        **_planned_money(budget, starts, ends),
        "emenscr": rng.choice(ENTERED[:2]),
        **ALIGNED[row["strategy"]],
        "cabinet_policy": "การพัฒนาคนทุกช่วงวัย (สมมติ)",
        "obec_strategy": row["strategy"],
    }


def _planned_money(budget: int, starts: date, ends: date) -> Answers:
    """The budget, parted among the quarters in which the project runs; the last takes what is left."""
    quarters = enumerate(QUARTERS, 1)
    running = [number for number, (before, last) in quarters if starts <= last and before < ends]
    parts = {number: budget // len(running) for number in running}
    parts[running[-1]] += budget - sum(parts.values())
    return {f"plan_q{number}": parts.get(number, 0) for number in range(1, 5)}


def _told(case: Case, row: Answers, period: str) -> Answers:
    """The project at the end of the quarter."""
    told = {name: value for name, value in row.items() if name not in OF_QUARTER}
    if row.get("status") in (FINISHED, CANCELLED):
        kept = ("kpi_result", "problem", "evidence")
        return told | {name: row[name] for name in kept if name in row}
    status, progress = standing(case, row, QUARTER_ENDS[period])
    told |= {"status": status, "progress": progress, "disbursed": _disbursed(case, row, status, progress)}
    told |= _result(case, row, status, progress) | _words(case, status)
    if period == "Q1" and row["obec_strategy"] == "G3":
        told["reform"] = "RF12"
    if row["emenscr"] != ENTERED[-1] and case.rng.random() < 0.5:
        told["emenscr"] = ENTERED[ENTERED.index(str(row["emenscr"])) + 1]
    if told["emenscr"] != ENTERED[0]:
        told["emenscr_code"] = f"สมมติ-{row['project_code']}"
    if status == FINISHED and _missed(row, _number(told["kpi_result"])):
        told["problem"] = case.text(*WHY_SHORT)
    return told


def _missed(row: Answers, result: float) -> bool:
    target = _number(row["kpi_target"])
    return result > target if row["kpi_direction"] == DOWN else result < target


def standing(case: Case, row: Answers, today: date) -> tuple[str, int]:
    """Status and percentage of what runs from ``starts`` to ``ends``, on the last day of a quarter."""
    starts, ends = cast(date, row["starts"]), cast(date, row["ends"])
    before = int(_number(row.get("progress", 0)))
    if starts > today:
        return NOT_BEGUN, 0
    if before < 60 and case.rng.random() < 0.03:
        return CANCELLED, before
    if ends <= today:
        done = case.rng.random() < 0.35 + 0.6 * case.quality
        return (FINISHED, 100) if done else (LATE, max(before, case.rng.randint(50, 90)))
    elapsed = 100 * (today - starts).days // ((ends - starts).days + 1)
    if case.rng.random() < 0.2 * (1 - case.quality):
        return LATE, max(before, elapsed // 2)
    return RUNNING, max(before, min(max(elapsed + case.rng.randint(-18, 10), 3), 97))


def _disbursed(case: Case, row: Answers, status: str, progress: int) -> int:
    """Money follows the work, in hundreds of baht, and never goes back."""
    budget, before = int(_number(row["budget"])), int(_number(row.get("disbursed", 0)))
    if status == NOT_BEGUN:
        return 0
    share = progress + case.rng.randint(-22, 5) if status != FINISHED else case.rng.randint(88, 100)
    paid = budget * max(share, 0) // 100 // 100 * 100
    return max(before, min(paid, budget)) if 20 * paid >= budget else before


def _result(case: Case, row: Answers, status: str, progress: int) -> Answers:
    """The result by the indicator; not measured before the work is well on its way."""
    target, before = _number(row["kpi_target"]), row.get("kpi_result")
    if status == FINISHED:
        short = case.rng.random() > 0.4 + 0.6 * case.quality
        missed = target * 1.2 + 1 if row["kpi_direction"] == DOWN else target * 0.9
        return {"kpi_result": int(missed) if short else int(target)}
    if progress < 20 or (row["kpi_unit"] == "ร้อยละ" and before is None):
        return {} if before is None else {"kpi_result": before}
    return {"kpi_result": int(max(_number(before or 0), target * progress * 0.8 // 100))}


def _words(case: Case, status: str) -> Answers:
    """What is told besides the figures."""
    words: Answers = {}
    if status == LATE:
        words["problem"] = case.text(*WHY_LATE)
    if status == CANCELLED:
        words["problem"] = case.text(*WHY_CANCELLED)
    if status in (LATE, RUNNING) and case.rng.random() < 0.4:
        words["suggest"] = case.text(*SUGGESTIONS)
    if status == FINISHED:
        words["evidence"] = f"https://example.org/projects/{case.code.lower()}/{case.rng.randint(100, 999)}"
    return words


def _number(value: object) -> float:
    assert isinstance(value, int | float)
    return value
