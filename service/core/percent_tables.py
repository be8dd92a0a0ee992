"""Percent tables: counts or sums by place, choice or code, with percentages that add up to 100.

By a field of kind codes, in which a unit may have several, a row of the table counts every unit that has
its code. The total counts each unit once, and the percentages are of it: they need not add up to 100.

Who is in a table: a unit (a respondent, or a row of its list) that has answered anything at all, whose
fields that the table needs all have a value, and none with an open error (in a list: on whatever cell of
the row). Whoever has not answered is in no row; n of N of the whole table says how many are in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from service.core.breakdowns import PLACE_WORDS, in_thai_order, place_of, place_title
from service.core.entries import Status
from service.core.expressions.run import Array, run
from service.core.indicators.columns import UnitColumns
from service.core.indicators.exact import decimal_of, fraction, rounded
from service.core.indicators.places import Adder, Places
from service.core.indicators.population import Population, by_respondent
from service.core.indicators.units import Collected, Units, units_of
from service.core.normalise import offered_code
from service.core.percents import percents
from service.core.schema import BREAKDOWNS, Form, PercentTable, Scope
from service.core.several import codes_in


@dataclass(frozen=True, slots=True)
class TableRow:
    """``percent`` is None where there is no whole to speak of (shown as "–")."""

    title: str
    count: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class TableFigures:
    """A table as shown, its total last; ``reporting`` of ``due`` respondents are in it (n of N)."""

    id: str
    title: str
    decimals: int
    rows: tuple[TableRow, ...]
    total: TableRow
    reporting: int
    due: int
    definition_hash: str
    note: str = ""
    """What must be known to read it."""


SEVERAL = "หนึ่งแถวนับในทุกรหัสที่ระบุ รวมนับแถวละครั้ง ร้อยละเทียบกับรวม จึงบวกกันอาจเกิน 100"


def percent_tables(form: Form, now: Collected) -> list[TableFigures]:
    """Every table of the form for one round."""
    if not form.tables:
        return []
    columns = UnitColumns(units_of(form, [now]))
    answered = _answered(form, columns)
    return [_table(form, table, columns, answered) for table in form.tables]


def _answered(form: Form, columns: UnitColumns) -> Array:
    """Units in which anything has been typed, the respondent's own code apart."""
    names = [item.name for item in form.fields if not item.names_respondent]
    given = [columns.units.frame.given(name) for name in names]
    return np.logical_or.reduce(given) if given else np.zeros(columns.units.size, dtype=bool)


def _table(form: Form, table: PercentTable, columns: UnitColumns, answered: Array) -> TableFigures:
    people = _population(table, columns, answered)
    several = table.by not in BREAKDOWNS and form.field(table.by).kind == "codes"
    places, titles = _several(form, table.by, columns.units) if several else _rows(form, table, columns.units)
    counts = _counts(table, columns, people, places)[: len(titles)]
    whole = [count for count in counts if count is not None]
    known = len(whole) == len(counts)
    if several:
        everybody = Places(("",), {}, np.zeros((1, columns.units.size), dtype=np.intp))
        whole = [count for count in _counts(table, columns, people, everybody) if count is not None]
        known = bool(whole)
    shares = _shares(counts, whole, table.decimals, several) if known else [None] * len(counts)
    rows = [
        TableRow(title, None if count is None else decimal_of(count), share)
        for title, count, share in zip(titles, counts, shares, strict=True)
    ]
    hundred = Decimal(100).quantize(Decimal(1).scaleb(-table.decimals))
    some = any(share is not None for share in shares)
    total = TableRow("รวม", decimal_of(sum(whole)) if known else None, hundred if some else None)
    reporting, due = int(people.reporting.sum()), int(people.due.sum())
    return TableFigures(
        table.id,
        table.title.th,
        table.decimals,
        tuple(rows),
        total,
        reporting,
        due,
        table.definition_hash,
        SEVERAL if several else "",
    )


def _counts(
    table: PercentTable, columns: UnitColumns, people: Population, places: Places
) -> list[Fraction | None]:
    adder = Adder.of(places, np.arange(columns.units.size), people.included)
    sums = np.broadcast_to(run(table.count, columns.exact(zero=False), adder.aggregator), (places.size,))
    return [fraction(value) for value in sums.tolist()]


def _shares(
    counts: Sequence[Fraction | None], whole: Sequence[Fraction], decimals: int, several: bool
) -> list[Decimal | None]:
    """Percentages of the whole: parts of it that add up, or each by itself where a unit is in several."""
    if not several:
        return percents(whole, decimals)
    total = sum(whole, Fraction(0))
    return [
        None if count is None or count < 0 or total <= 0 else rounded(count * 100 / total, decimals)
        for count in counts
    ]


def _population(table: PercentTable, columns: UnitColumns, answered: Array) -> Population:
    units = columns.units
    names = sorted(table.count.names | ({table.by} - set(BREAKDOWNS)))
    due = np.ones(units.size, dtype=bool)
    included = answered & units.real & ~units.wrong_units
    for name in names:
        due &= ~columns.status(name, Status.NOT_APPLICABLE)
        included = included & columns.status(name, Status.VALUE)
        if name in units.wrong:
            included = included & ~units.wrong[name]
    return by_respondent(units, due, included)


def _rows(form: Form, table: PercentTable, units: Units) -> tuple[Places, list[str]]:
    """The rows of the table as places of the units: choices and classes in their own order, even
    when empty; names of the register in Thai order, "ไม่ระบุ" last."""
    if table.by in BREAKDOWNS:
        scope: Scope = next(scope for scope in BREAKDOWNS if scope == table.by)
        of_units = [place_of(respondent, scope) for respondent in units.frame.respondents]
        names = _ordered(scope, of_units)
        titles = [place_title(scope, name) for name in names]
    else:
        of_units, names, titles = _chosen(form, table.by, units)
    index = {name: place for place, name in enumerate(names)}
    codes = np.array([[index.get(name, 0) for name in of_units]], dtype=np.intp)
    return Places(tuple(names), {}, codes), titles


def _several(form: Form, name: str, units: Units) -> tuple[Places, list[str]]:
    """The codes as places of the units: as many in each unit as it has, the rest beyond the last row."""
    typed = units.frame.column(name).tolist()
    of_units = [codes_in(value) if isinstance(value, str) else [] for value in typed]
    titles = _code_titles(form, name, {code for codes in of_units for code in codes})
    index = {code: place for place, code in enumerate(titles)}
    found = np.full((max(map(len, of_units), default=0) or 1, units.size), len(titles), dtype=np.intp)
    for unit, codes in enumerate(of_units):
        found[: len(codes), unit] = [index[code] for code in codes]
    return Places((*titles, ""), {}, found), list(titles.values())


def _code_titles(form: Form, name: str, given: set[str]) -> dict[str, str]:
    """The codes that hold on a day of the form, in the order of their list, and whatever else was given."""
    listed = form.field(name).codes
    valid = [code for code in listed if code.is_valid(form.valid_from, form.valid_to) or code.code in given]
    titles = {code.code: offered_code(code.code, code.title) for code in valid}
    return titles | {code: code for code in sorted(given - set(titles))}


def _ordered(scope: Scope, places: Sequence[str]) -> list[str]:
    if scope in PLACE_WORDS:
        found = set(places)
        return [name for name in PLACE_WORDS[scope] if name != "unknown" or name in found]
    return in_thai_order(places)


def _chosen(form: Form, name: str, units: Units) -> tuple[list[str], list[str], list[str]]:
    """What each unit chose, and the choices with their titles: those of the form in its order, then what
    else stands in the store (of an older version of the form). Of a scale a choice is its number."""
    item = form.field(name)
    typed = units.frame.column(name).tolist()
    of_units = ["" if value is None or value != value else _word(value) for value in typed]
    labels = {str(number): label for number, label in item.scale} or {word: word for word in item.choices}
    if item.kind == "code":
        labels = _code_titles(form, name, set(of_units) - {""})
    others = sorted({value for value in of_units if value and value not in labels})
    return of_units, [*labels, *others], [*labels.values(), *others]


def _word(value: object) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)
