"""Two goals; what was reached of them grows from year to year, and is told once more at the plan's half."""

from service.demo.case import Answers, Case

GOALS = ("ผู้เรียนอ่านออก", "ครูได้รับการพัฒนา")


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    return [_row(case, number, period, before) for number in range(1, len(GOALS) + 1)]


def _row(case: Case, number: int, period: str, before: list[Answers]) -> Answers:
    former = before[number - 1]["reached"] if before else 0
    assert isinstance(former, int)
    row: Answers = {
        "goal_no": number,
        "goal": GOALS[number - 1],
        "reached": former + case.rng.randint(3, 9),
    }
    return row | ({"why": "ครึ่งแผน"} if period == "HP" else {})
