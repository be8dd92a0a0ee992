"""Each piece of advice is followed further from round to round."""

from service.demo.case import Answers, Case
from service.demo.tools import case_of
from service.demo.units import demo_units

from .advice import GIVERS
from .advice import rows as advice


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    known = {(row["giver"], row["rec_no"]): row for row in before}
    made: list[Answers] = []
    for giver, row in _told(period):
        if row["owner"] == case.code:
            former = known.get((giver, row["rec_no"]), {})
            reached = former.get("progress", 0)
            assert isinstance(reached, int)
            taken = {"giver": giver, "rec_no": row["rec_no"], "words": row["words"]}
            progress = min(reached + case.rng.randint(20, 50), 100)
            made.append(taken | {"progress": progress, "steps": case.rng.randint(1, 4)})
    return made


def _told(period: str) -> list[tuple[str, Answers]]:
    """All that was advised up to this round."""
    found = []
    for unit in demo_units():
        if unit["unit_code"] in GIVERS:
            case = case_of("advice", unit, period)
            now = advice(case, "R1", [])
            found += [(case.code, row) for row in (now if period == "R1" else advice(case, "R2", now))]
    return found
