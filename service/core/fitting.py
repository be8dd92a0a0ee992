"""Answers of the type that their field has now: what an older version of the form read may be of another."""

from datetime import date
from decimal import Decimal

from service.core.cells import Value
from service.core.schema import BOOLEAN_KINDS, NUMERIC_KINDS


def fitting(kind: str, values: list[Value | None]) -> list[Value | None]:
    """The values with None for those that the kind never reads; the same list when all are of its types."""
    types = _types(kind)
    if set(map(type, values)) <= types:
        return values
    return [value if type(value) in types else None for value in values]


def _types(kind: str) -> frozenset[type]:
    if kind in NUMERIC_KINDS:
        return _NUMBERS
    if kind in BOOLEAN_KINDS:
        return _TRUTHS
    return _DATES if kind == "date" else _TEXTS


_NUMBERS: frozenset[type] = frozenset({int, Decimal, float, type(None)})
"""Truths are no numbers, though Python's bool is an int."""
_TRUTHS: frozenset[type] = frozenset({bool, type(None)})
_DATES: frozenset[type] = frozenset({date, type(None)})
_TEXTS: frozenset[type] = frozenset({str, type(None)})
