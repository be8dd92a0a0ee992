"""Every figure of the demo computed a second time, from the plan alone.

Written apart from service.core.indicators on purpose: plain loops over plain answers, exact fractions,
so that a test may compare the two and believe the result.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from service.demo.answers import GROUPS, STEPS, STEPS_OF, relevant_groups
from service.demo.plan import PlannedSchool

AREA = "area"
Place = tuple[str, str]
"""Scope and name: ("area", "area"), ("district", "เขื่องใน"), ("size", "small")."""
Answer = Callable[["Given"], Fraction]
TESTS = ("rt", "nt", "onet6")
PROTOTYPES = ("students", "teachers", "leaders", "communities")
STANDARDS = ("qp06_self", "qp06_self_manage", "qp06_self_teach")
USUAL = (AREA, "district", "network_group", "size")
PERCENTAGES = {
    "QP02": ("qp02_returned", "qp02_lost", "qp02_lost"),
    "QP05": ("qp05_practising", "qp05_teachers", ""),
    "QP07": ("qp07_passed", "qp07_behind", "qp07_behind"),
}
"""Of the mixed rubrics: part, whole, and the count at whose nought all is well (100 %)."""
FOUR_FROM = {"QP02": 60, "QP05": 70, "QP07": 60}
FIVE_FROM = 80
INDEX, IN_INDEX, WEIGHT = "INDEX", GROUPS[:10], 10


@dataclass(frozen=True, slots=True)
class TrueFigure:
    """One indicator for one place: ``reporting`` (n) of ``due`` (N) schools are in the sums."""

    indicator: str
    scope: str
    place: str
    numerator: Fraction
    denominator: Fraction
    reporting: int
    due: int


@dataclass(frozen=True, slots=True)
class Given:
    """The answers of one school, by the name of the field."""

    planned: PlannedSchool

    def number(self, name: str) -> Fraction:
        value = self.planned.truth[name]
        assert isinstance(value, int | Decimal)
        return Fraction(value)

    def yes(self, name: str) -> bool:
        return self.planned.truth[name] is True


@dataclass(frozen=True, slots=True)
class Measure:
    """What is added up, over the schools that answered all of ``fields``; ``optional`` may stay blank.

    Of a rating some fields may be not applicable, but not all of them. ``scopes``: where it is added up.
    """

    id: str
    fields: tuple[str, ...]
    numerator: Answer
    denominator: Answer
    optional: tuple[str, ...] = ()
    rating: bool = False
    scopes: tuple[str, ...] = USUAL


def figures(planned: Iterable[PlannedSchool]) -> list[TrueFigure]:
    """All indicators for the area and each place of their breakdowns that has a school concerned."""
    schools = list(planned)
    found = [
        _figure(measure, place, schools) for measure in MEASURES for place in _places(measure.scopes, schools)
    ]
    found += [_index(place, found) for place in _places(USUAL, schools)]
    return [figure for figure in found if figure.due]


def _places(scopes: tuple[str, ...], schools: list[PlannedSchool]) -> list[Place]:
    return list(dict.fromkeys((scope, _place(scope, school)) for scope in scopes for school in schools))


def _place(scope: str, planned: PlannedSchool) -> str:
    if scope == AREA:
        return AREA
    if scope == "size":
        return size_of(int(planned.school["pupils"]))
    return grades_of(planned.school["grades"]) if scope == "grades" else planned.school[scope]


def size_of(pupils: int) -> str:
    """OBEC's four sizes."""
    if pupils <= 120:
        return "small"
    if pupils <= 600:
        return "medium"
    return "large" if pupils <= 1500 else "extra"


def grades_of(grades: str) -> str:
    """Every school of the demo teaches P1 to P6: some have a kindergarten, some go up to M3."""
    if "M" in grades:
        return "extended"
    return "kindergarten_primary" if "K" in grades else "primary"


def _figure(measure: Measure, place: Place, schools: list[PlannedSchool]) -> TrueFigure:
    here = [school for school in schools if _place(place[0], school) == place[1]]
    due = [school for school in here if _concerns(measure, school)]
    counted = [Given(school) for school in due if _counts(measure, school)]
    return TrueFigure(
        measure.id,
        *place,
        sum((measure.numerator(given) for given in counted), Fraction(0)),
        sum((measure.denominator(given) for given in counted), Fraction(0)),
        len(counted),
        len(due),
    )


def _index(place: Place, found: list[TrueFigure]) -> TrueFigure:
    """The mean of the ten mean levels, of those that have one here; n of N of the least covered."""
    parts = [part for part in found if part.indicator in IN_INDEX and (part.scope, part.place) == place]
    concerned = [part for part in parts if part.due]
    levels = [part.numerator / part.denominator for part in concerned if part.denominator]
    least = min(concerned, key=lambda part: Fraction(part.reporting, part.due))
    return TrueFigure(
        INDEX,
        *place,
        WEIGHT * sum(levels, Fraction(0)),
        Fraction(WEIGHT * len(levels)),
        least.reporting,
        least.due,
    )


def _concerns(measure: Measure, school: PlannedSchool) -> bool:
    """N: the register says so, and the school has not declared a field not applicable (evidence apart)."""
    declared = {*measure.fields} & school.not_applicable
    left_out = len(declared) == len(measure.fields) if measure.rating else bool(declared)
    return measure.id[:4] in relevant_groups(school.school) and not left_out


def _counts(measure: Measure, school: PlannedSchool) -> bool:
    """n: everything needed is answered and nothing of it is known to be wrong."""
    named = {*measure.fields, *measure.optional}
    needed = {*measure.fields} - (school.not_applicable if measure.rating else frozenset())
    return not named & school.excluded and all(name in school.truth for name in needed)


def _one(_: Given) -> Fraction:
    return Fraction(1)


def _level(group: str) -> Measure:
    prefix = group.lower()
    steps = tuple(f"{prefix}_s{step}" for step in range(1, STEPS_OF[group] + 1))
    evidence = f"{prefix}_evidence"

    def level(given: Given) -> Fraction:
        if evidence not in given.planned.truth:
            return Fraction(0)
        done = [given.yes(step) for step in steps]
        if False in done:
            return Fraction(done.index(False))
        return Fraction(STEPS if len(steps) == STEPS else _by_percentage(group, given))

    above = tuple(dict.fromkeys(name for name in PERCENTAGES.get(group, ()) if name))
    return Measure(group, steps + above, level, _one, (evidence,))


def _by_percentage(group: str, given: Given) -> int:
    """Level 4 or 5 of a school that has done its three steps; 3 when its percentage is in no band."""
    part, whole, none = PERCENTAGES[group]
    if none and given.number(none) == 0:
        return 5
    if given.number(whole) == 0:
        return 3
    percentage = Fraction(floor(given.number(part) / given.number(whole) * 10_000 + Fraction(1, 2)), 100)
    if percentage < FOUR_FROM[group]:
        return 3
    return 4 if percentage < FIVE_FROM else 5


def _rating(measure_id: str, items: tuple[str, ...]) -> Measure:
    """The sum of the ratings given over how many they are."""

    def ratings(given: Given) -> list[Fraction]:
        return [given.number(item) for item in items if item in given.planned.truth]

    return Measure(
        measure_id,
        items,
        lambda given: sum(ratings(given), Fraction(0)),
        lambda given: Fraction(len(ratings(given))),
        rating=True,
    )


def _ratio(measure_id: str, part: str, whole: str) -> Measure:
    """The sum of one field over the sum of another."""
    return Measure(
        measure_id,
        (part, whole),
        lambda given: given.number(part),
        lambda given: given.number(whole),
    )


def _share(
    measure_id: str,
    fields: tuple[str, ...],
    holds: Callable[[Given], bool],
    scopes: tuple[str, ...] = USUAL,
) -> Measure:
    """The schools where something holds, of those that answered."""
    return Measure(measure_id, fields, lambda given: Fraction(holds(given)), _one, scopes=scopes)


def _two_tests_up(given: Given) -> bool:
    ups = [given.number(f"qp04_{test}_2565") > given.number(f"qp04_{test}_2564") for test in TESTS]
    return sum(ups) >= 2


def _any_prototype(given: Given) -> bool:
    return any(given.number(f"qp11_{kind}") >= 1 for kind in PROTOTYPES)


MEASURES = (
    *(_level(group) for group in GROUPS),
    _ratio("QP01A", "qp01_closed", "qp01_cases"),
    _share("QP01B", ("qp01_plan",), lambda given: given.yes("qp01_plan")),
    _ratio("QP02A", "qp02_returned", "qp02_lost"),
    _ratio("QP03A", "qp03_joined", "qp03_pupils"),
    _share(
        "QP04A",
        tuple(f"qp04_{test}_{year}" for test in TESTS for year in (2564, 2565)),
        _two_tests_up,
        (AREA, "district", "size", "grades"),
    ),
    _ratio("QP05A", "qp05_practising", "qp05_teachers"),
    _ratio("QP06A", "qp06_ontrack", "qp06_assessed"),
    _rating("QP06B", STANDARDS),
    _ratio("QP07A", "qp07_passed", "qp07_behind"),
    _share(
        "QP08A",
        ("qp08_council", "qp08_coop"),
        lambda given: given.yes("qp08_council") and given.yes("qp08_coop"),
    ),
    _ratio("QP09A", "qp09_passed", "qp09_pupils"),
    _share("QP10A", ("qp10_resources",), lambda given: given.number("qp10_resources") >= 1),
    _share("QP11A", tuple(f"qp11_{kind}" for kind in PROTOTYPES), _any_prototype),
)
