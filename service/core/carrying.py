"""What is written into a new tab so that nobody types it twice: answers of the round before, rows of
another form. It is written as it was understood, and only where it would be understood so again."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from service.core.cells import Cell
from service.core.entries import Entry, Status, entry_of
from service.core.expressions.run import run
from service.core.normalise import NOT_APPLICABLE_WORD, Context, number_text, parse
from service.core.register import Respondent
from service.core.row_names import Names, row_names
from service.core.rows import by_row, row_name, split_name
from service.core.schema import Field, Form
from service.core.showing import show
from service.core.submission import Frame

NUMBER_CELLS = frozenset({"count", "integer", "number", "money"})
"""Kinds whose cells have a number format; in all others a text stands as it was typed."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row to be written, by field; ``names`` tell it apart (a form's row key; too short: nothing does)."""

    names: Names
    cells: Mapping[str, Cell]


def carried(
    form: Form,
    entries: Mapping[str, Entry],
    wrong: Collection[str],
    asked: Collection[str],
    contexts: Mapping[str, Context],
) -> list[Row]:
    """The fields that ``form`` carries of a submission: one row, or those of a list in their order.

    ``wrong`` names the cells with an open error, ``asked`` the fields that concern the respondent now.
    """
    names = [name for name in form.carry if name in asked]
    rows = []
    for key, answers in by_row(entries).items():
        right = {name: entry for name, entry in answers.items() if row_name(key, name) not in wrong}
        cells = dict(_cells(form, {name: right[name] for name in names if name in right}, contexts))
        if cells:
            rows.append(Row(row_names(form, right), cells))
    return rows


def unfinished(
    form: Form, person: Respondent, entries: Mapping[str, Entry], wrong: Collection[str]
) -> Mapping[str, Entry]:
    """The answers without the rows that are over: ``carry_until`` holds, and nothing in them is wrong."""
    if form.carry_until is None or not entries:
        return entries
    rows = by_row(entries)
    frame = Frame(form, [person] * len(rows), list(rows.values()))
    ended = np.broadcast_to(run(form.carry_until, frame), (len(rows),))
    open_still = {split_name(name)[0] for name in wrong}
    over = {key for key, is_over in zip(rows, ended, strict=True) if is_over} - open_still
    return {name: entry for name, entry in entries.items() if split_name(name)[0] not in over}


def offered(
    form: Form, answers: Mapping[str, Entry], asked: Collection[str], contexts: Mapping[str, Context]
) -> Row | None:
    """A row of another form as a row of ``form``; None when what tells it apart is not known.

    ``answers`` are those of the other form.
    """
    assert form.rows_from is not None
    pairs = form.rows_from.fields.items()
    mine = {here: answers[there] for here, there in pairs if there in answers and here in asked}
    cells = dict(_cells(form, mine, contexts))
    names = row_names(form, {name: entry for name, entry in mine.items() if name in cells})
    return Row(names, cells) if is_whole(form, names) else None


def is_whole(form: Form, names: Names) -> bool:
    """Whether a row has all that tells it apart."""
    return bool(names) and len(names) == len(form.row_key)


def _cells(
    form: Form, answers: Mapping[str, Entry], contexts: Mapping[str, Context]
) -> Iterator[tuple[str, Cell]]:
    fields = {item.name: item for item in form.fields}
    for name, entry in answers.items():
        if name in fields and (cell := cell_for(fields[name], entry, contexts[name])):
            yield name, cell


def cell_for(item: Field, entry: Entry, context: Context) -> Cell | None:
    """The cell in which the field would be understood as this answer; None when it would not (a code that
    is no longer valid, a question that has changed its kind)."""
    if item.reference and item.reference.form:  # what may stand there is only known once that form is read
        codes = {str(entry.value), *(part.strip() for part in str(entry.value).split(","))}
        context = replace(context, codes=dict.fromkeys(codes, ""))
    for cell in _candidates(item, entry):
        found = entry_of(parse(item.kind, cell, context))
        if found == entry and isinstance(found.value, bool) == isinstance(entry.value, bool):
            return cell
    return None


def _candidates(item: Field, entry: Entry) -> Iterator[Cell]:
    """Ways to write the answer, the best first."""
    value = entry.value
    if entry.status == Status.NOT_APPLICABLE:
        yield _text(NOT_APPLICABLE_WORD)
    if entry.status != Status.VALUE or value is None:
        return
    if item.kind in NUMBER_CELLS and isinstance(value, int | Decimal):
        yield Cell(float(value), number_text(value), "NUMBER")
    yield _text(show(item, value))
    if isinstance(value, bool):
        yield _text("ใช่" if value else "ไม่ใช่")
    yield _text(str(value))


def _text(text: str) -> Cell:
    return Cell(text, text, "TEXT")
