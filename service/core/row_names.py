"""Rows of a list from round to round: the row of the same project, last round (a form's ``row_key``).

Keys of rows (core.rows) hold within a round; what names a row for people holds longer.
"""

from collections.abc import Mapping
from typing import TypeVar

from service.core.cells import Value
from service.core.entries import Entry
from service.core.rows import by_row, row_name
from service.core.schema import Form
from service.core.uniqueness import key_of

T = TypeVar("T")
Names = tuple[str, ...]
"""What names a row, one part a field of the row key."""


def rows_by_name(form: Form, values: Mapping[str, Value]) -> dict[Names, tuple[str, dict[str, Value]]]:
    """The rows of a list by what names them, with the key each had; none where the form names no rows."""
    found: dict[Names, tuple[str, dict[str, Value]]] = {}
    for key, row in (by_row(values) if form.row_key else {}).items():
        names = tuple(key_of(row[name]) for name in form.row_key if name in row)
        if len(names) == len(form.row_key):
            found[names] = (key, row)
    return found


def row_names(form: Form, entries: Mapping[str, Entry]) -> Names:
    """What names a row; too short a name is nobody's."""
    values = [entry.value for name in form.row_key if (entry := entries.get(name))]
    return tuple(key_of(value) for value in values if value is not None)


def held_of_row(held: Mapping[tuple[str, str], T], key: str) -> dict[tuple[str, str], T]:
    """What is kept by (field, code) of one row of a list."""
    start = row_name(key, "")
    return {
        (name.removeprefix(start), code): item
        for (name, code), item in held.items()
        if name.startswith(start)
    }
