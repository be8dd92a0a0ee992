"""What a group did about the recommendations that name it: begun, further on, done before they are due."""

from datetime import date, timedelta
from typing import cast

from service.demo.case import Answers, Case
from service.demo.tools import true_rows
from service.demo.tools.recommendations import ROUND_ENDS, ROUND_STARTS
from service.demo.units import demo_units

NOT_BEGUN, RUNNING, DONE = "ยังไม่ดำเนินการ", "กำลังดำเนินการ", "แล้วเสร็จ"
GIVEN = (
    "rec_no",
    "inspector",
    "issue",
    "rec_text",
    "level",
    "school",
    "rec_date",
    "due",
    "submit_to",
)
"""What stands in the row before the group fills it."""
BEGUN = (
    "แต่งตั้งคณะทำงานและประชุมวางแผนแล้ว",
    "แจ้งโรงเรียนเป็นหนังสือและเริ่มดำเนินการแล้ว",
    "สำรวจข้อมูลแล้ว อยู่ระหว่างสรุปผล",
)
ENDED = "ดำเนินการครบตามข้อเสนอแนะ และรายงานผลต่อผู้บริหารแล้ว"


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """The items of before, further on, then those of this round; nothing is ever overdue."""
    told = [_told(case, row, period) for row in before]
    known = {row["rec_no"] for row in before}
    given = [row for each in _periods(period) for row in recommended_to(case.code, each)]
    new = [{name: row[name] for name in GIVEN if name in row} for row in given if row["rec_no"] not in known]
    return [*told, *(_told(case, row, period) for row in new)]


def recommended_to(unit: str, period: str) -> list[Answers]:
    """What the planning group notes in this round for a group."""
    planning = next(item for item in demo_units() if "planning" in item["tags"].split())
    return [row for row in true_rows("recommendations", planning, period) if row["owner_unit"] == unit]


def _periods(period: str) -> list[str]:
    return [each for each in ROUND_ENDS if each <= period]


def _told(case: Case, row: Answers, period: str) -> Answers:
    """The item at the end of the round; what is done stays as it was told."""
    if row.get("state") == DONE:
        return dict(row)
    today = ROUND_ENDS[period]
    due = cast(date, row.get("due", today))
    before = cast(int, row.get("progress", 0))
    if due < today or case.rng.random() < 0.3 * case.quality:
        return {**row, **_done(case, row, period)}
    if not before and case.rng.random() < 0.25:
        return {**row, "state": NOT_BEGUN, "progress": 0}
    progress = min(before + 10 * case.rng.randint(1, 5), 90)
    return {**row, "state": RUNNING, "progress": max(progress, before), "action": case.text(*BEGUN)}


def _done(case: Case, row: Answers, period: str) -> Answers:
    """Mostly in time, now and then a few days late; within the round."""
    given, due = cast(date, row["rec_date"]), cast(date, row.get("due", ROUND_ENDS[period]))
    first, last = max(given, ROUND_STARTS[period]), min(due + timedelta(days=10), ROUND_ENDS[period])
    days = max((last - first).days, 0)
    return {
        "state": DONE,
        "progress": 100,
        "action": ENDED,
        "done_on": first + timedelta(days=case.rng.randint(days // 2, days)),
        "evidence": f"https://example.org/followup/{case.code.lower()}/{row['rec_no']}",
    }
