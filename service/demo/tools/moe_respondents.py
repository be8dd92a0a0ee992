"""Who answered the Ministry's inspection, by affiliation; in the second round as it was published too."""

from decimal import Decimal

from service.demo.case import Answers, Case, rounded

DUE = {"สพป.": 205, "สพม.": 29, "สศศ.": 3, "สอศ.": 17, "สกร.": 25, "สช.": 62, "อื่น ๆ": 9}
"""Schools and agencies of each affiliation; made up."""
LEAST = {"R1": 80, "R2": 88}
"""So many per cent answer at least."""


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """A row an affiliation, in the order of the form."""
    answered = {
        name: -(-due * case.rng.randint(LEAST[period], 100) // 100) if due > 3 else due
        for name, due in DUE.items()
    }
    total = sum(answered.values())
    made: list[Answers] = [
        {"affiliation": name, "answered": answered[name], "total": total, "due": due}
        for name, due in DUE.items()
    ]
    if period == "R1":
        return made
    return [
        row | {"published": rounded(Decimal(100 * answered[name]) / total)}
        for row, name in zip(made, DUE, strict=True)
    ]
