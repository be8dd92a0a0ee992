"""100 indicators for every school, every district and the area: ours, a groupby per formula, one SQL query.

A school without one of the values of a formula is not counted in it, by any engine.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from benchmarks import forms
from benchmarks.survey import SEED, school
from service.core.entries import BLANK_ENTRY, Entry, Status
from service.core.indicators import evaluate, figures_of
from service.core.indicators.figures import Figures
from service.core.indicators.units import units_of_frame
from service.core.register import Respondent
from service.core.results import Result
from service.core.schema import Form
from service.core.submission import Frame

COUNTS = tuple(f"a{number:02}" for number in range(1, 41))
AMOUNTS = tuple(f"m{number}" for number in range(1, 6))
MISSING = 0.03
TOLERANCE = 1e-9

Key = tuple[str, str, str]
"""(indicator, scope, place)."""
Sums = dict[Key, tuple[Any, Any]]
"""Numerator and denominator of each place."""


class Formula(NamedTuple):
    """Numerator and denominator: as a form has them, in SQL, and on columns (pandas or plain numbers)."""

    id: str
    names: tuple[str, ...]
    numerator: str
    denominator: str
    sql: tuple[str, str]
    apply: Callable[[Mapping[str, Any]], tuple[Any, Any]]


def formulas() -> Iterator[Formula]:
    """60 shares of sums, 10 sums of two counts, 20 shares of schools, 10 amounts a head."""
    for number in range(100):
        name = f"X{number:03}"
        first, second, third = (COUNTS[(number * step) % len(COUNTS)] for step in (1, 3, 7))
        below = COUNTS[(number * 11 + 5) % len(COUNTS)]
        if number % 10 < 6:
            yield _share(name, first, below)
        elif number % 10 == 6:
            yield _two(name, second, third, below)
        elif number % 10 < 9:
            yield _schools(name, first, 100 + number)
        else:
            yield _share(name, AMOUNTS[number // 10 % len(AMOUNTS)], below)


def _share(name: str, above: str, below: str) -> Formula:
    texts = f"sum({above})", f"sum({below})"
    return Formula(name, (above, below), *texts, (above, below), lambda row: (row[above], row[below]))


def _two(name: str, one: str, other: str, below: str) -> Formula:
    texts = f"sum({one} + {other})", f"sum({below})"
    sql = f"{one} + {other}", below
    return Formula(name, (one, other, below), *texts, sql, lambda row: (row[one] + row[other], row[below]))


def _schools(name: str, field: str, least: int) -> Formula:
    texts = f"count({field} >= {least})", "count()"
    sql = f"({field} >= {least})::int", "1"

    def apply(row: Mapping[str, Any]) -> tuple[Any, Any]:
        return (row[field] >= least) * 1, row[field] * 0 + 1

    return Formula(name, (field,), *texts, sql, apply)


FORMULAS = tuple(formulas())


@dataclass(frozen=True)
class Answers:
    """What ``size`` schools answered; None where one did not."""

    size: int

    @cached_property
    def respondents(self) -> list[Respondent]:
        return [school(index) for index in range(self.size)]

    @cached_property
    def values(self) -> list[dict[str, int | Decimal | None]]:
        return [_values(index) for index in range(self.size)]


def _values(index: int) -> dict[str, int | Decimal | None]:
    chance = random.Random(f"{SEED}/figures/{index}")
    typed: dict[str, int | Decimal | None] = {name: chance.randint(1, 1500) for name in COUNTS}
    typed |= {name: Decimal(chance.randint(100, 90_000_000)) / 100 for name in AMOUNTS}
    return {name: None if chance.random() < MISSING else value for name, value in typed.items()}


class Engine(NamedTuple):
    """``prepare`` makes the input, ``compute`` is timed, ``sums`` reads its outcome."""

    prepare: Callable[[Answers], Any]
    compute: Callable[[Any], Any]
    sums: Callable[[Any], Sums]


def load(name: str) -> Engine:
    return {
        "tidtam": Engine(_our_frame, _our_columns, _our_sums),
        "tidtam, a Result a place": Engine(_our_frame, _our_results, _sums_of_results),
        "pandas groupby": Engine(_data, _groupbys, dict),
        "duckdb": Engine(_table, _query, _query_sums),
    }[name]


def judge(answers: Answers, engine: Engine, data: Any, outcome: Any) -> tuple[int, int, int]:
    """How many places are equal to exact sums, lacking, or different; ours are to be equal exactly."""
    wanted, given = exact_sums(answers), engine.sums(outcome)
    exact = isinstance(data, tuple) and isinstance(data[0], Form)
    equal = sum(_equal(wanted[key], given[key], exact) for key in wanted.keys() & given.keys())
    return equal, len(wanted.keys() - given.keys()), len(given) - equal


def _equal(wanted: tuple[Any, Any], given: tuple[Any, Any], exact: bool) -> bool:
    if exact:
        return wanted == tuple(Fraction(part) for part in given)
    near = (
        abs(float(a) - float(b)) <= TOLERANCE * max(1.0, abs(float(a)))
        for a, b in zip(wanted, given, strict=True)
    )
    return all(near)


def exact_sums(answers: Answers) -> Sums:
    """The plain way: a Fraction a place, added up school by school."""
    sums: dict[Key, tuple[Fraction, Fraction]] = {}
    nought = Fraction(0), Fraction(0)
    for formula in FORMULAS:
        for respondent, values in zip(answers.respondents, answers.values, strict=True):
            if any(values[name] is None for name in formula.names):
                continue
            above, below = (Fraction(part) for part in formula.apply(values))
            for scope, place in _places(respondent):
                key = formula.id, scope, place
                so_far = sums.get(key, nought)
                sums[key] = so_far[0] + above, so_far[1] + below
    return dict(sums)


def _places(respondent: Respondent) -> tuple[tuple[str, str], ...]:
    return ("area", "area"), ("district", respondent.district), ("respondent", respondent.code)


# -- ours -----------------------------------------------------------------------------------------------


def counting_form() -> Form:
    fields = [
        forms.field("school_id", "string", "school_code"),
        *(forms.field(name, "integer", "count") for name in COUNTS),
        *(forms.field(name, "number", "money") for name in AMOUNTS),
    ]
    return forms.load(forms.definition(fields, [_indicator(formula) for formula in FORMULAS]))


def _indicator(formula: Formula) -> dict[str, Any]:
    return {
        "id": formula.id,
        "title": {"th": formula.id},
        "numerator": formula.numerator,
        "denominator": formula.denominator,
        "factor": 100,
        "decimals": 2,
        "missing": "pairwise",
        "min_coverage": 0.8,
        "target": {"mode": "point", "scope": "area", "Q1": 60, "Q2": 80},
        "legend": [[0, 60, "red"], [60, 80, "yellow"], [80, 100, "green"]],
    }


def _our_frame(answers: Answers) -> tuple[Form, Frame]:
    form = counting_form()
    entries = [
        {name: BLANK_ENTRY if value is None else Entry(Status.VALUE, value) for name, value in row.items()}
        for row in answers.values
    ]
    return form, Frame(form, answers.respondents, entries)


def _our_columns(data: tuple[Form, Frame]) -> list[Figures]:
    """Sums, values, n of N and levels of every place, a column each."""
    form, frame = data
    units = units_of_frame(frame, [()] * frame.size)
    return figures_of(form, units, units)


def _our_sums(columns: list[Figures]) -> Sums:
    sums: Sums = {}
    for figures in columns:
        for scope, span in figures.places.spans.items():
            for place in span:
                if figures.held[place]:
                    key = figures.indicator.id, scope, figures.places.names[place]
                    sums[key] = figures.numerators[place], figures.denominators[place]
    return sums


def _our_results(data: tuple[Form, Frame]) -> list[Result]:
    """The same with colours, targets and an object a place, as the store takes them."""
    form, frame = data
    return evaluate(form, frame, [()] * frame.size, "Q1")


def _sums_of_results(results: list[Result]) -> Sums:
    return {
        (result.indicator, result.scope, result.place): (result.numerator, result.denominator)
        for result in results
        if result.numerator is not None
    }


# -- pandas ---------------------------------------------------------------------------------------------


def _data(answers: Answers) -> Any:
    import pandas as pd

    data = pd.DataFrame(
        [
            {name: None if value is None else float(value) for name, value in row.items()}
            for row in answers.values
        ]
    )
    data["respondent"] = [item.code for item in answers.respondents]
    data["district"] = [item.district for item in answers.respondents]
    return data


def _groupbys(data: Any) -> Sums:
    sums: Sums = {}
    for formula in FORMULAS:
        whole = data.dropna(subset=list(formula.names))
        above, below = formula.apply(whole)
        parts = whole[["respondent", "district"]].assign(above=above, below=below)
        sums[formula.id, "area", "area"] = parts["above"].sum(), parts["below"].sum()
        for scope in ("respondent", "district"):
            found = parts.groupby(scope)[["above", "below"]].sum()
            for place, one, other in zip(found.index, found["above"], found["below"], strict=True):
                sums[formula.id, scope, place] = one, other
    return sums


# -- DuckDB ---------------------------------------------------------------------------------------------


def _table(answers: Answers) -> Any:
    import duckdb

    database = duckdb.connect()
    data = _data(answers)
    database.execute("SET threads = 1")
    database.execute("CREATE TABLE answers AS SELECT * FROM data")
    del data
    return database


def _query(database: Any) -> list[tuple[Any, ...]]:
    columns = []
    for formula in FORMULAS:
        given = " AND ".join(f"{name} IS NOT NULL" for name in formula.names)
        columns += [f"sum({part}) FILTER (WHERE {given})" for part in formula.sql]
    sets = "GROUPING SETS ((), (district), (respondent))"
    query = f"SELECT district, respondent, {', '.join(columns)} FROM answers GROUP BY {sets}"
    rows: list[tuple[Any, ...]] = database.execute(query).fetchall()
    return rows


def _query_sums(rows: list[tuple[Any, ...]]) -> Sums:
    sums: Sums = {}
    for district, respondent, *parts in rows:
        scope = "district" if district else "respondent" if respondent else "area"
        for formula, above, below in zip(FORMULAS, parts[::2], parts[1::2], strict=True):
            if above is not None:
                sums[formula.id, scope, district or respondent or "area"] = above, below
    return sums
