"""The counts of percent tables a second time, from what was planned alone."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from service.core.breakdowns import place_of
from service.core.schema import BREAKDOWNS, Form, PercentTable, Scope
from service.demo.case import code_of

from .people import register_of_all
from .plain_figures import Lived, Planned, planned_rows, total


def is_of_several(form: Form, table: PercentTable) -> bool:
    """Whether a row counts in several rows of the table, which then need not add up to 100."""
    return table.by not in BREAKDOWNS and form.field(table.by).kind == "codes"


def table_counts(form: Form, table: PercentTable, lived: Lived) -> list[Decimal]:
    """What stands in the rows of the table that are not nought, in any order."""
    span, sheets = lived
    names = table.count.names | ({table.by} - set(BREAKDOWNS))
    groups: dict[str, list[Planned]] = {}
    for sheet in sheets:
        for row in planned_rows(form, sheet, span):
            if all(row[name] not in (None, "M") for name in names):
                for place in _places(form, table, code_of(sheet.respondent), row):
                    groups.setdefault(place, []).append(row)
    counts = [total(table.count)(rows) for rows in groups.values()]
    return [_decimal(count) for count in counts if count]


def _places(form: Form, table: PercentTable, code: str, row: Planned) -> Sequence[str]:
    scope: Scope | None = next((scope for scope in BREAKDOWNS if scope == table.by), None)
    if scope:
        return [place_of(register_of_all()[code], scope)]
    return str(row[table.by]).split(", ") if is_of_several(form, table) else [str(row[table.by])]


def _decimal(count: Fraction) -> Decimal:
    return Decimal(count.numerator) / Decimal(count.denominator)
