"""Sums as a form writes them, beside the same in Python: what the reference adds up."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
Sum = Callable[[Sequence[Row]], Fraction | None]


def part(text: str, names: str, value: Callable[[Row], Any]) -> tuple[str, frozenset[str], Sum]:
    """A sum as the form writes it, the fields it needs, and how the reference adds it up."""

    def total(rows: Sequence[Row]) -> Fraction | None:
        values = [value(row) for row in rows]
        return None if None in values else sum((Fraction(item) for item in values), Fraction(0))

    return text, frozenset(names.split()), total


PARTS = [
    part("sum(read)", "read", lambda row: row["read"]),
    part("sum(money)", "money", lambda row: row["money"]),
    part("sum(money + read)", "money read", lambda row: row["money"] + row["read"]),
    part("sum(read * 0.1)", "read", lambda row: row["read"] * Fraction(1, 10)),
    part("sum(money * all)", "money all", lambda row: row["money"] * row["all"]),
    part(
        "sum(read / all)", "read all", lambda row: row["read"] / Fraction(row["all"]) if row["all"] else None
    ),
    part(
        "sum(when(plan, money, read)) + sum(read)",
        "plan money read",
        lambda row: row["read"] + (row["money"] if row["plan"] else row["read"]),
    ),
    part(
        "sum(max(money, read) - min(all, 0.5))",
        "money read all",
        lambda row: max(row["money"], row["read"]) - min(row["all"], Fraction(1, 2)),
    ),
    part("2 * sum(read) - count(plan)", "read plan", lambda row: 2 * row["read"] - row["plan"]),
    part(
        "count(plan and read <= all)", "plan read all", lambda row: row["plan"] and row["read"] <= row["all"]
    ),
    part("count()", "", lambda row: 1),
]


def filled(row: Row) -> Row:
    """The row with decimals as fractions and 0 for what is missing."""
    return {name: _filled(value) for name, value in row.items()}


def _filled(value: Any) -> Any:
    return Fraction(value) if isinstance(value, Decimal) else (0 if value is None else value)
