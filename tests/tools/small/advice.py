"""Three pieces of advice a round, and one more in the next."""

from datetime import date

from service.demo.case import Answers, Case

OWNERS = ("U02", "U04", "U07", "U05", "U06", "U03")
WORDS = ("ให้นิเทศทุกภาคเรียน", "ให้เบิกจ่ายตามแผน", "ให้เผยแพร่แผนพัฒนา", "ให้ทบทวนเป้าหมาย")
GIVERS = ("U02", "U04", "U07")
WEIGHTS = {3: (50, 30, 20), 4: (40, 30, 20, 10)}


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """Of different givers no two tell the same group first: rows of the demo are spread over all."""
    number = len(before) + 1 if before else 3
    start = GIVERS.index(case.code)
    made: list[Answers] = [
        {
            "rec_no": f"{case.code}-{place}",
            "words": WORDS[place],
            "owner": OWNERS[(start + 2 * place) % len(OWNERS)],
            "told_on": date(2022, 11, 10 + place),
        }
        for place in range(number)
    ]
    return [row | {"weight": weight} for row, weight in zip(made, WEIGHTS[number], strict=True)]
