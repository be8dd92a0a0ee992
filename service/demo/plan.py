"""Who types what: which schools are right, which err and where, and what the checker must say of each.

The plan is exact. ``PlannedSchool.issues`` are all the issues a checker may find in the school, so a
test can compare the two lists, and a demo can say how many planted mistakes were found.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from service.core.cells import Value
from service.demo.answers import relevant_groups, true_answers
from service.demo.case import Answers
from service.demo.schools import SEED, grades_of, tags_of
from service.demo.tables import table
from service.demo.typed import BLANK, Typed, as_typed, casual, meaning, plain, unescape

SILENT, UNFINISHED = 12, 20
MOST_ROWS = 3
"""Rows of a table that one school gets, each in another group of fields."""
NOT_APPLICABLE = "NA"
Row = dict[str, str]
Marks = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PlannedSchool:
    """One school of the plan.

    ``issues`` are (field, code, severity); ``accepted`` those whose picked reason settles them.
    ``truth`` is what the cells mean; fields left blank, unreadable, or not concerning the school are
    absent, and ``not_applicable`` names those declared so. ``excluded`` carry an error.
    """

    school: dict[str, str]
    cells: dict[str, Typed]
    truth: Answers
    state: str
    reasons: dict[str, str] = field(default_factory=dict)
    issues: Marks = ()
    accepted: Marks = ()
    not_applicable: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    rows: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.school["school_code"]


def plan(schools: list[dict[str, str]]) -> list[PlannedSchool]:
    """Every school of the demo's register, in its order; the same at every call."""
    rng = Random(SEED)
    free = list(range(len(schools)))
    rng.shuffle(free)
    free.sort(
        key=lambda index: bool(schools[index]["tags"])
    )  # few have a tag: kept for the rows that need one
    silent, unfinished, rest = free[:SILENT], free[SILENT : SILENT + UNFINISHED], free[SILENT + UNFINISHED :]
    planned = {index: PlannedSchool(schools[index], {}, {}, "missing") for index in silent}
    planned |= {index: _unfinished(schools[index], rng) for index in unfinished}
    given = _deal(schools, rest)
    planned |= {index: _answered(schools[index], given.get(index, []), rng) for index in rest}
    return [planned[index] for index in range(len(schools))]


def expected_states(planned: Iterable[PlannedSchool]) -> dict[str, str]:
    """The state of each school by its code."""
    return {school.code: school.state for school in planned}


def _deal(schools: list[dict[str, str]], free: list[int]) -> dict[int, list[Row]]:
    """Give every row of both tables to a school that suits it; kinds are not mixed in one school."""
    given: dict[int, list[Row]] = {}
    errors, queries, accepted = _by_outcome()
    for rows, most in (
        (errors, MOST_ROWS),
        (queries, MOST_ROWS),
        (accepted, 1),
        (list(odd_rows()), MOST_ROWS),
    ):
        chosen: dict[int, list[Row]] = {}
        for row in sorted(rows, key=lambda row: -len(row["needs"])):
            index = next(i for i in _order(free, chosen) if _suits(schools[i], row, chosen.get(i, []), most))
            chosen.setdefault(index, []).append(row)
        free = [index for index in free if index not in chosen]
        given |= chosen
    return given


def _order(free: list[int], chosen: dict[int, list[Row]]) -> list[int]:
    """Schools that have a row already come first, so that most schools stay without a mistake."""
    return [*chosen, *(index for index in free if index not in chosen)]


def _by_outcome() -> tuple[list[Row], list[Row], list[Row]]:
    rows = table("planted.csv")
    errors = [row for row in rows if row["severity"] in ("error", "blank")]
    queries = [row for row in rows if row["severity"] == "query" and not row["accepted"]]
    return errors, queries, [row for row in rows if row["accepted"]]


def odd_rows() -> Iterator[Row]:
    """oddities.csv in the columns of planted.csv: rows of which nothing is expected."""
    for row in table("oddities.csv"):
        yield row | {"value": row["expect_value"], "severity": "", "reason": "", "accepted": ""}


def _suits(school: dict[str, str], row: Row, taken: list[Row], most: int) -> bool:
    groups = set(touched_groups(row))
    return (
        len(taken) < most
        and not any(groups & set(touched_groups(other)) for other in taken)
        and meets(school, row["needs"])
    )


def touched_groups(row: Row) -> frozenset[str]:
    """The groups of the fields that a row types into."""
    return frozenset(name.partition("_")[0] for name in (row["field"], *sets_of(row)))


def sets_of(row: Row) -> dict[str, str]:
    """The other fields that a row sets, so that nothing but the expected cell is wrong."""
    pairs = (part.partition("=") for part in row["also_sets"].split(";") if part)
    return {name: value for name, _, value in pairs}


def meets(school: dict[str, str], needs: str) -> bool:
    """Whether a school has the grade, the tag or the number of pupils that a row needs."""
    return all(_meets_one(school, *need.split(":")) for need in needs.split())


def _meets_one(school: dict[str, str], what: str, value: str) -> bool:
    if what == "pupils":
        low, high = value.split("-")
        return int(low) <= int(school["pupils"]) <= int(high)
    held = value in grades_of(school) | tags_of(school)
    return not held if what.startswith("no_") else held


def _answered(school: dict[str, str], rows: list[Row], rng: Random) -> PlannedSchool:
    answers = true_answers(school)
    for row in rows:
        _overlay(answers, {name: meaning(raw) for name, raw in sets_of(row).items()})
    issues = tuple(_mark(row) for row in rows if row["severity"])
    accepted = tuple(_mark(row) for row in rows if row["accepted"])
    return PlannedSchool(
        school=school,
        cells=_cells(answers, rows, rng),
        truth=_truth(school, answers, rows),
        state=_state(set(issues) - set(accepted)),
        reasons={row["field"]: row["reason"] for row in rows if row["reason"]},
        issues=issues,
        accepted=accepted,
        not_applicable=frozenset(row["field"] for row in rows if row["value"] == NOT_APPLICABLE),
        excluded=frozenset(row["field"] for row in rows if row["severity"] == "error"),
        rows=tuple(row["id"] for row in rows),
    )


def _cells(answers: Answers, rows: list[Row], rng: Random) -> dict[str, Typed]:
    """What stands in the sheet: the answers as people type them, with the rows typed over them."""
    cells = {name: casual(name, value, rng) for name, value in answers.items()}
    for row in rows:
        cells |= {name: plain(name, answers[name]) for name in sets_of(row) if name in answers}
        cells[row["field"]] = as_typed(row["raw"], row["typed_as"])
    return {name: typed for name, typed in cells.items() if typed != BLANK}


def _overlay(answers: Answers, values: dict[str, Value | None]) -> None:
    for name, value in values.items():
        if value is None:
            answers.pop(name, None)
        else:
            answers[name] = value


def _mark(row: Row) -> tuple[str, str, str]:
    return row["expect_cell"], row["expect_code"], row["severity"]


def _truth(school: dict[str, str], answers: Answers, rows: list[Row]) -> Answers:
    """What the cells mean, of the fields that the register says concern the school."""
    truth = dict(answers)
    for row in rows:
        value = None if row["value"] == NOT_APPLICABLE else _of_kind(row)
        _overlay(truth, {row["field"]: value})
    groups = {*relevant_groups(school), "OFFICE"}
    secondary = "M3" in grades_of(school)
    return {
        name: value
        for name, value in truth.items()
        if name.partition("_")[0].upper() in groups and (secondary or "onet3" not in name)
    }


def _of_kind(row: Row) -> Value | None:
    """Free text stays text: "ไม่มี" is no answer of yes or no there, and 007 no number."""
    value = meaning(row["value"])
    as_text = row["field"].endswith(("_problem", "_suggest", "_title", "_phone"))
    return unescape(row["value"]) or None if as_text else value


def _state(open_issues: set[tuple[str, str, str]]) -> str:
    severities = {severity for _, _, severity in open_issues}
    if "error" in severities:
        return "needs_fix"
    if "query" in severities:
        return "explain"
    return "in_progress" if severities else "complete"


def _unfinished(school: dict[str, str], rng: Random) -> PlannedSchool:
    """A school that worked from the top and stopped, or left some figures for later."""
    answers = true_answers(school)
    groups = relevant_groups(school)
    if rng.random() < 0.5:
        done = {group.lower() for group in groups[: rng.randint(1, len(groups) - 1)]}
        kept = {name: value for name, value in answers.items() if name.partition("_")[0] in done}
    else:
        blank = set(rng.sample(LATE_FIELDS, rng.randint(1, len(LATE_FIELDS))))
        kept = {name: value for name, value in answers.items() if name not in blank}
    return PlannedSchool(school, {n: casual(n, v, rng) for n, v in kept.items()}, kept, "in_progress")


LATE_FIELDS = ("qp02_referred", "qp03_percent", "qp04_nt_2565", "qp05_plans", "qp07_passed", "qp09_passed")
"""Required figures that a school may not have yet, and that no rule asks for when blank."""
