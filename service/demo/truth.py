"""Every figure of the demo computed a second time, from the plan alone.

Written apart from service.core.indicators on purpose: plain loops over plain answers, exact fractions,
so that a test may compare the two and believe the result.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from service.demo.answers import GROUPS, STEPS, relevant_groups
from service.demo.plan import PlannedSchool

AREA = "area"
Answer = Callable[["Given"], Fraction]
TESTS = ("rt", "nt", "onet6")
PROTOTYPES = ("students", "teachers", "leaders", "communities")


@dataclass(frozen=True, slots=True)
class TrueFigure:
    """One indicator for one place: ``reporting`` (n) of ``due`` (N) schools are in the sums."""

    indicator: str
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
    """What is added up, over the schools that answered all of ``fields``; ``optional`` may stay blank."""

    id: str
    fields: tuple[str, ...]
    numerator: Answer
    denominator: Answer
    optional: tuple[str, ...] = ()


def figures(planned: Iterable[PlannedSchool]) -> list[TrueFigure]:
    """All indicators for the area and each district that has a school concerned."""
    schools = list(planned)
    places = [AREA, *dict.fromkeys(school.school["district"] for school in schools)]
    found = (_figure(measure, place, schools) for measure in MEASURES for place in places)
    return [figure for figure in found if figure.due]


def _figure(measure: Measure, place: str, schools: list[PlannedSchool]) -> TrueFigure:
    here = [school for school in schools if place in (AREA, school.school["district"])]
    due = [school for school in here if _concerns(measure, school)]
    counted = [Given(school) for school in due if _counts(measure, school)]
    return TrueFigure(
        measure.id,
        place,
        sum((measure.numerator(given) for given in counted), Fraction(0)),
        sum((measure.denominator(given) for given in counted), Fraction(0)),
        len(counted),
        len(due),
    )


def _concerns(measure: Measure, school: PlannedSchool) -> bool:
    """N: the register says so, and the school has not declared a field not applicable (evidence apart)."""
    return measure.id[:4] in relevant_groups(school.school) and not {*measure.fields} & school.not_applicable


def _counts(measure: Measure, school: PlannedSchool) -> bool:
    """n: everything needed is answered and nothing of it is known to be wrong."""
    named = {*measure.fields, *measure.optional}
    return not named & school.excluded and all(name in school.truth for name in measure.fields)


def _one(_: Given) -> Fraction:
    return Fraction(1)


def _level(group: str) -> Measure:
    prefix = group.lower()
    steps = tuple(f"{prefix}_s{step}" for step in range(1, STEPS + 1))
    evidence = f"{prefix}_evidence"

    def level(given: Given) -> Fraction:
        if evidence not in given.planned.truth:
            return Fraction(0)
        done = [given.yes(step) for step in steps]
        return Fraction(done.index(False) if False in done else STEPS)

    return Measure(group, steps, level, _one, (evidence,))


def _ratio(measure_id: str, part: str, whole: str) -> Measure:
    """The sum of one field over the sum of another."""
    return Measure(
        measure_id,
        (part, whole),
        lambda given: given.number(part),
        lambda given: given.number(whole),
    )


def _share(measure_id: str, fields: tuple[str, ...], holds: Callable[[Given], bool]) -> Measure:
    """The schools where something holds, of those that answered."""
    return Measure(measure_id, fields, lambda given: Fraction(holds(given)), _one)


def _two_tests_up(given: Given) -> bool:
    ups = [given.number(f"qp04_{test}_2565") > given.number(f"qp04_{test}_2564") for test in TESTS]
    return sum(ups) >= 2


def _any_prototype(given: Given) -> bool:
    return any(given.number(f"qp11_{kind}") >= 1 for kind in PROTOTYPES)


MEASURES = (
    *(_level(group) for group in GROUPS),
    _ratio("QP01A", "qp01_closed", "qp01_cases"),
    _ratio("QP02A", "qp02_returned", "qp02_lost"),
    _ratio("QP03A", "qp03_joined", "qp03_pupils"),
    _share("QP04A", tuple(f"qp04_{test}_{year}" for test in TESTS for year in (2564, 2565)), _two_tests_up),
    _ratio("QP05A", "qp05_practising", "qp05_teachers"),
    _ratio("QP06A", "qp06_ontrack", "qp06_assessed"),
    _ratio("QP07A", "qp07_passed", "qp07_restored"),
    _share(
        "QP08A",
        ("qp08_council", "qp08_coop"),
        lambda given: given.yes("qp08_council") and given.yes("qp08_coop"),
    ),
    _ratio("QP09A", "qp09_passed", "qp09_pupils"),
    _share("QP10A", ("qp10_resources",), lambda given: given.number("qp10_resources") >= 1),
    _share("QP11A", tuple(f"qp11_{kind}" for kind in PROTOTYPES), _any_prototype),
)
