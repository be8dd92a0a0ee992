"""What each school would truly report: made up, free of contradictions, better here than there."""

from random import Random

from service.demo.by_indicator import SPECIFIC
from service.demo.case import Answers, Case
from service.demo.schools import QUALITY_SCHOOL, SEED, grades_of, tags_of
from service.demo.tables import table

GROUPS = tuple(f"QP{number:02d}" for number in range(1, 12))
STEPS = 5
STEPS_OF = dict.fromkeys(GROUPS, STEPS) | {"QP02": 3, "QP05": 3, "QP07": 3}
"""How many steps each group asks for; where they are three, the percentage says level 4 or 5."""

# How far the area has come in each indicator, so that green, yellow and red all occur.
COMMON_QUALITY = {
    "QP01": 0.85,
    "QP02": 0.60,
    "QP03": 0.90,
    "QP04": 0.50,
    "QP05": 0.68,
    "QP06": 0.78,
    "QP07": 0.55,
    "QP08": 0.48,
    "QP09": 0.85,
    "QP10": 0.70,
    "QP11": 0.36,
}
DISTRICT_SPREAD, SCHOOL_SPREAD = 0.16, 0.16


def relevant_groups(school: dict[str, str]) -> tuple[str, ...]:
    """The indicators that the register says concern this school."""
    without = set()
    if "K" not in grades_of(school):
        without.add("QP06")
    if QUALITY_SCHOOL not in tags_of(school):
        without.add("QP10")
    return tuple(group for group in GROUPS if group not in without)


def true_answers(school: dict[str, str], seed: int = SEED) -> Answers:
    """Every relevant answer of the 6-month round; fields that do not concern the school are absent."""
    answers: Answers = {}
    for group in relevant_groups(school):
        case = _case(school, group, seed)
        answers |= _common(case, group) | SPECIFIC[group](case)
    run = school["obec_code"]
    return answers | {"office_phone": "045" + run, "office_email": school["email"]}


def _case(school: dict[str, str], group: str, seed: int) -> Case:
    district = Random(f"{seed}/{school['district']}/{group}")
    rng = Random(f"{seed}/{school['school_code']}/{group}")
    quality = COMMON_QUALITY[group]
    quality += district.uniform(-DISTRICT_SPREAD, DISTRICT_SPREAD)
    quality += rng.uniform(-SCHOOL_SPREAD, SCHOOL_SPREAD)
    return Case(school, min(max(quality, 0.03), 0.99), rng)


def _common(case: Case, group: str) -> Answers:
    """The milestones with their evidence, and the school's own words."""
    prefix = group.lower()
    level = min(max(round(case.quality * STEPS + case.rng.uniform(-0.8, 0.8)), 0), STEPS)
    answers: Answers = {f"{prefix}_s{step}": step <= level for step in range(1, STEPS_OF[group] + 1)}
    if level:
        answers[f"{prefix}_evidence"] = f"https://example.org/evidence/{case.school['school_code']}/{prefix}"
    for kind, chance in (("problem", 0.6), ("suggest", 0.5)):
        texts = [row["text"] for row in table("texts.csv") if (row["kind"], row["group"]) == (kind, group)]
        if case.rng.random() < chance:
            answers[f"{prefix}_{kind}"] = case.rng.choice(texts)
    return answers
