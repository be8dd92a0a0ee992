"""Activities of the projects: two to four a project, one after the other, whose weights add up to 100."""

from datetime import date, timedelta
from typing import cast

from service.demo.case import Answers, Case
from service.demo.tools import true_rows
from service.demo.tools.projects import (
    CANCELLED,
    FINISHED,
    LATE,
    NOT_BEGUN,
    QUARTER_ENDS,
    WHY_CANCELLED,
    WHY_LATE,
    standing,
)

WEIGHTS = ((40, 60), (20, 50, 30), (10, 30, 40, 20))
STEPS = {
    2: ("ประชุมวางแผนและเตรียมการ", "ดำเนินกิจกรรมและสรุปผล"),
    3: ("ประชุมคณะทำงานและจัดทำเอกสาร", "จัดอบรมเชิงปฏิบัติการ", "ติดตาม สรุปผล และเผยแพร่"),
    4: ("สำรวจข้อมูลและวางแผน", "ประชุมชี้แจงโรงเรียน", "ดำเนินกิจกรรมในพื้นที่", "ประเมินผลและถอดบทเรียน"),
}
PLACES = ("ห้องประชุมสำนักงาน", "โรงเรียนในพื้นที่", "ประชุมออนไลน์", "โรงเรียนแม่ข่าย (สมมติ)")
POSITIONS = ("นักวิเคราะห์นโยบายและแผน", "ศึกษานิเทศก์", "นักจัดการงานทั่วไป", "คณะทำงาน")
OUTCOMES = (
    "ดำเนินการครบตามแผน ผู้เข้าร่วมครบตามเป้าหมาย",
    "ได้เอกสารและข้อสรุปสำหรับขั้นถัดไป",
    "จัดกิจกรรมแล้ว ผู้เข้าร่วมร้อยละ 90",
)
OF_QUARTER = ("outcome", "problem")


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """The activities of every project that the group answers in this quarter."""
    found: list[Answers] = []
    for project in true_rows("projects", case.school, period):
        mine = [row for row in before if row["project_code"] == project["project_code"]]
        found += [_told(case, row, project, period) for row in mine or _planned(case, project)]
    return found


def _planned(case: Case, project: Answers) -> list[Answers]:
    """One after the other within the days of the project, with its money parted by weight."""
    weights = case.rng.choice(WEIGHTS)
    starts, ends = cast(date, project["starts"]), cast(date, project["ends"])
    days, budget = (ends - starts).days, cast(int, project["budget"])
    planned: list[Answers] = []
    for number, (weight, title) in enumerate(zip(weights, STEPS[len(weights)], strict=True), 1):
        first = starts + timedelta(days=days * (number - 1) // len(weights))
        last = starts + timedelta(days=days * number // len(weights))
        planned.append(
            {
                "project_code": project["project_code"],
                "activity_code": number,
                "activity": title,
                "weight": weight,
                "starts": first,
                "ends": last,
                "place": case.text(*PLACES),
                "budget": budget * weight // 100,
                "position": case.text(*POSITIONS),
            }
        )
    return planned


def _told(case: Case, row: Answers, project: Answers, period: str) -> Answers:
    """The activity at the end of the quarter; what ended stays as it was told."""
    if row.get("status") in (FINISHED, CANCELLED):
        return dict(row)
    told = {name: value for name, value in row.items() if name not in OF_QUARTER}
    status, progress = _standing(case, row, project, period)
    told |= {"status": status, "progress": progress}
    if status == FINISHED:
        told["outcome"] = case.text(*OUTCOMES)
    if status in (LATE, CANCELLED):
        told["problem"] = case.text(*(WHY_LATE if status == LATE else WHY_CANCELLED))
    return told


def _standing(case: Case, row: Answers, project: Answers, period: str) -> tuple[str, int]:
    """An ended project has ended activities; one that has not begun has none that has."""
    before = cast(int, row.get("progress", 0))
    if project["status"] == FINISHED:
        return FINISHED, 100
    if project["status"] == CANCELLED:
        return CANCELLED, before
    status, progress = standing(case, row, QUARTER_ENDS[period])
    if status == CANCELLED:
        return LATE, before
    return (NOT_BEGUN, 0) if progress == 0 and status == NOT_BEGUN else (status, progress)
