"""Values as people read them: in messages, beside a cell, in a heading."""

from decimal import Decimal

from service.core.cells import Cell, Outcome, Parsed, Value
from service.core.normalise import describe, offered_code
from service.core.schema import BOOLEAN_KINDS, Field

QUOTE_LIMIT = 60


def show(item: Field, value: Value | None) -> str:
    """A value as a school reads it, in Arabic digits."""
    if value is None:
        return "ว่าง"
    if item.kind in BOOLEAN_KINDS and item.choices:
        return item.choices[0] if value is True else item.choices[1]
    if item.scale:
        return next((label for number, label in item.scale if number == value), str(value))
    if item.codes and item.kind == "code":
        title = next((code.title for code in reversed(item.codes) if code.code == value), "")
        return offered_code(str(value), title)
    return describe(Parsed(value, Outcome.OK), item.kind)


def quote(cell: Cell) -> str:
    """What stands in the cell; the number itself where its format hides a fraction (1.5 shown as 2)."""
    shown = cell.shown or ("" if cell.value is None else str(cell.value))
    if isinstance(cell.value, float) and cell.number_format == "NUMBER" and not cell.value.is_integer():
        shown = repr(cell.value)
    text = " ".join((cell.error or shown).split())
    return text if len(text) <= QUOTE_LIMIT else text[: QUOTE_LIMIT - 1] + "…"


def decimal_of(value: float) -> Decimal:
    """The number as it was typed: -1, not -1.0."""
    return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
