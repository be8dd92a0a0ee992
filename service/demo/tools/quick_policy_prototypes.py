"""Prototypes of Quick Policy 11: a row a work; in the next round the same works reach more people."""

from datetime import date, timedelta

from service.demo import by_indicator
from service.demo.case import Answers, Case

OWNERS = ("นักเรียน", "ครู", "ผู้บริหาร", "ชุมชน")
AREAS = ("วิชาการ", "ทักษะชีวิตและอาชีพ", "ศิลปะ ดนตรี กีฬา", "คุณธรรมและจิตอาสา", "เทคโนโลยีและนวัตกรรม")
WORKS = (*by_indicator.WORKS, "ห้องเรียนวิทยาศาสตร์ริมทุ่ง", "ตลาดนัดอาชีพวันศุกร์")
NATIONAL = 5
FIRST_DAY = date(2022, 10, 15)
MOST_REACHED = 2000


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """Two to five works; each later round adds one."""
    if not before:
        titles = case.rng.sample(WORKS, case.rng.randint(2, 5))
        return [_work(case, number, title) for number, title in enumerate(titles, 1)]
    taken = {row["work_title"] for row in before}
    new = next(title for title in WORKS if title not in taken)
    return [*(_later(case, row) for row in before), _work(case, len(before) + 1, new)]


def _work(case: Case, number: int, title: str) -> Answers:
    award = min(1 + case.part(NATIONAL - 1, case.quality * 0.6), NATIONAL)
    work: Answers = {
        "work_no": number,
        "owner_type": case.text(*OWNERS),
        "work_title": title,
        "area": case.text(*AREAS),
        "award": award,
        "chosen_on": FIRST_DAY + timedelta(days=case.rng.randint(0, 150)),
        "reached": case.rng.randint(10, 60) * award,
    }
    if award == NATIONAL or case.rng.random() < case.quality:
        work["evidence"] = f"https://example.org/works/{case.code}/{number}"
    return work


def _later(case: Case, row: Answers) -> Answers:
    reached = row["reached"]
    assert isinstance(reached, int)
    return row | {"reached": min(reached + case.rng.randint(0, 40), MOST_REACHED)}
