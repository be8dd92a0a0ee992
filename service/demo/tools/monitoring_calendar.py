"""The year's work of a group, an item a row: planned in the first quarter, done bit by bit in all four."""

from datetime import date, timedelta

from service.demo.case import Answers, Case

STEPS = (
    "1 ศึกษาผลปีก่อน นโยบาย และแผน",
    "2 วางแผนและสร้างเครื่องมือ",
    "3 เสนอผู้บังคับบัญชาและประสานงาน",
    "4 ติดตาม ประเมิน รายงาน และเผยแพร่",
)
INSIDE, OBEC, MINISTRY = "ภายในสำนักงาน", "สพฐ.", "ผู้ตรวจราชการ ศธ."
QUARTER, HALF, YEAR = "เฉพาะไตรมาส", "รอบ 6 เดือน (M6)", "รอบ 12 เดือน (M12)"
FIRST_INSPECTION, SECOND_INSPECTION = "ตรวจราชการ รอบที่ 1 (R1)", "ตรวจราชการ รอบที่ 2 (R2)"
WORK = (
    ("วิเคราะห์ผลการดำเนินงานปีที่ผ่านมา", 0, "OBEC, ACT", INSIDE, QUARTER, date(2022, 11, 15)),
    ("ศึกษานโยบายและประเด็นการตรวจราชการ", 0, "MOE, OBEC", INSIDE, FIRST_INSPECTION, date(2022, 11, 30)),
    ("จัดทำแผนกำกับติดตามและเครื่องมือ", 1, "OBEC, QP, ACT", INSIDE, HALF, date(2022, 12, 15)),
    ("เสนอแผนกำกับติดตามต่อผู้บังคับบัญชา", 2, "ACT", INSIDE, HALF, date(2022, 12, 28)),
    ("รายงานความก้าวหน้า ไตรมาส 2", 3, "ACT", INSIDE, QUARTER, date(2023, 3, 25)),
    ("ติดตามโรงเรียนตามแผน รอบที่ 1", 3, "MOE, QP", MINISTRY, FIRST_INSPECTION, date(2023, 2, 28)),
    ("รายงานผล รอบ 6 เดือน", 3, "OBEC, QP", OBEC, HALF, date(2023, 4, 20)),
    ("รายงานความก้าวหน้า ไตรมาส 3", 3, "ACT", INSIDE, QUARTER, date(2023, 6, 25)),
    ("ติดตามโรงเรียนตามแผน รอบที่ 2", 3, "MOE, QP", MINISTRY, SECOND_INSPECTION, date(2023, 8, 15)),
    ("รายงานผล รอบ 12 เดือน และเผยแพร่", 3, "OBEC, QP, DEV", OBEC, YEAR, date(2023, 10, 13)),
)
PLANNED = ("item_no", "work", "step", "plan_of", "report_to", "report_round", "serves", "due_on")
ENDS = {"Q1": date(2022, 12, 31), "Q2": date(2023, 3, 31), "Q3": date(2023, 6, 30), "Q4": date(2023, 9, 30)}
REPORTED = ENDS | {"Q4": date(2023, 10, 15)}
"""Until when a quarter tells: after the last one comes none, so it tells until its report is due."""
CAUSES = ("รอข้อมูลจากโรงเรียน กำหนดใหม่ภายใน 30 วัน", "วิทยากรเลื่อนกำหนด จึงเลื่อนงานทั้งชุด")
DONE, GOING_ON, NOT_BEGUN, CANCELLED = "แล้วเสร็จ", "กำลังดำเนินการ", "ยังไม่เริ่ม", "ยกเลิก"
MOST_LATE = 20
"""Days: work later than this is not late, it is left over for the next quarter."""


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """All ten items in every quarter; what is done stays done, on the day it was done."""
    return [_told(case, row, period) for row in before or _planned(case)]


def _planned(case: Case) -> list[Answers]:
    return [
        {
            "item_no": number,
            "work": work,
            "step": STEPS[step],
            "plan_of": plans,
            "report_to": reader,
            "report_round": _quarter(due),
            "serves": serves,
            "due_on": due - timedelta(days=case.rng.randint(0, 5)),
        }
        for number, (work, step, plans, reader, serves, due) in enumerate(WORK, 1)
    ]


def _quarter(due: date) -> str:
    """The quarter that a day lies in, in the words of the form."""
    ends = REPORTED.values()
    return f"ไตรมาส {next(number for number, last in enumerate(ends, 1) if due <= last)}"


def _told(case: Case, row: Answers, period: str) -> Answers:
    if row.get("state") in (DONE, CANCELLED):
        return dict(row)
    told = {name: row[name] for name in PLANNED}
    due, end = row["due_on"], REPORTED[period]
    assert isinstance(due, date)
    if due > end:
        return told | {"state": GOING_ON if (due - end).days < 60 else NOT_BEGUN}
    first = due if row.get("state") is None or due > _before(period) else _before(period)
    done = _done_on(case, due, first, end)
    if done is None:
        gone = case.rng.random() < 0.05
        return told | {"state": CANCELLED if gone else GOING_ON, "cause": case.text(*CAUSES)}
    told |= {"state": DONE, "done_on": done}
    if done > due:
        told["cause"] = case.text(*CAUSES)
    if case.rng.random() < case.quality:
        told["evidence"] = f"https://example.org/calendar/{case.code}/{row['item_no']}"
    return told


def _before(period: str) -> date:
    """The last day of the quarter before; that of the fiscal year before for the first."""
    names = list(ENDS)
    return ENDS[names[names.index(period) - 1]] if period != names[0] else date(2022, 9, 30)


def _done_on(case: Case, due: date, first: date, end: date) -> date | None:
    """The day it was done; None when it is not, at the end of the quarter."""
    if first > due:  # left over from a quarter before: done in the first weeks of this one
        return first + timedelta(days=case.rng.randint(3, MOST_LATE))
    if case.rng.random() < case.quality + 0.15:
        return due - timedelta(days=case.rng.randint(0, 6))
    done = due + timedelta(days=case.rng.randint(1, MOST_LATE))
    return done if done <= end else None
