"""Paste-ready tables: which columns a form's rows have in the paper or system they are pasted into."""

from dataclasses import dataclass
from typing import Literal

REMARKS = "หมายเหตุ"
"""The heading of the last column of every table: what is wrong or not reported in the row."""
ColumnSource = Literal[
    "field", "text", "prev", "rows_of", "respondent", "constant", "round", "office", "share"
]


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column. ``value`` is a field (field, prev, share), words with {field} (text, rows_of), name or
    code (respondent), the words themselves (constant), words, days or id (round), name or province (office).

    ``form`` is the list whose rows stand in the cell, a line each; ``on`` the field that is equal there.
    ``titled`` are codes that stand with their words, a line each. ``total``: a last row has the sum.
    """

    heading: str
    source: ColumnSource
    value: str
    form: str = ""
    on: str = ""
    numbered: bool = False
    titled: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """A table with its columns in their order, one row a respondent or a row of a list.

    ``only`` are fields of kind yes_no: a row stands in the table when all of them are yes.
    """

    id: str
    title: str
    columns: tuple[ExportColumn, ...]
    only: tuple[str, ...] = ()
