"""Submissions: what stands in each cell now, everything ever read, issues and accepted reasons."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, literal, select, tuple_

from service.core.cells import Cell
from service.core.entries import Entry
from service.core.issues import Issue, Progress, Reason, State
from service.core.rows import ORDER, by_row, order_cell, usual_order
from service.store.coding import cell_parts, dump_cells, dump_entries, load_cells, load_entries
from service.store.tables import history, issues, reasons, submissions
from service.store.upsert import upsert

Change = tuple[str, str, Cell, datetime]
"""Respondent, name of the cell, content, and when it was read."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A submission as kept: when its content last changed, and since when it has been complete."""

    respondent: str
    file_id: str
    cells: Mapping[str, Cell]
    entries: Mapping[str, Entry]
    progress: Progress
    changed_at: datetime | None
    complete_at: datetime | None

    @property
    def says_none(self) -> bool:
        """Whether it is a list that says there is nothing to list: what was typed is no row of data."""
        return bool(self.cells) and not self.entries


class SubmissionStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(
        self, form_id: str, round_id: str, *, content: bool = True, only: Collection[str] | None = None
    ) -> dict[str, Stored]:
        """The submissions of a round by respondent, of all or ``only`` these; without ``content``, their
        progress alone (for pages)."""
        columns = [
            column if content or column.name not in ("cells", "entries") else literal("{}").label(column.name)
            for column in submissions.c
        ]
        query = select(*columns).where(*_of_round(submissions, form_id, round_id, only))
        with self._engine.connect() as connection:
            return {row["respondent"]: _stored(row) for row in connection.execute(query).mappings()}

    def issues(self, form_id: str, round_id: str) -> dict[str, list[Issue]]:
        """The issues of a round by respondent."""
        query = (
            select(issues)
            .where(issues.c.form_id == form_id, issues.c.round_id == round_id)
            .order_by(issues.c.id)
        )
        found: dict[str, list[Issue]] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                found.setdefault(row.respondent, []).append(
                    Issue(
                        row.respondent, row.field, row.code, row.severity, row.message, row.seen, row.reason
                    )
                )
        return found

    def reasons(
        self, form_id: str, round_id: str, only: Collection[str] | None = None
    ) -> dict[str, dict[tuple[str, str], Reason]]:
        """The accepted reasons of a round by respondent, then (field, code)."""
        query = select(reasons).where(*_of_round(reasons, form_id, round_id, only))
        found: dict[str, dict[tuple[str, str], Reason]] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                found.setdefault(row.respondent, {})[(row.field, row.code)] = Reason(row.text, row.seen)
        return found

    def history(
        self, form_id: str, round_id: str, respondent: str, field: str
    ) -> list[tuple[datetime, Cell]]:
        """Every content this cell was ever read with, oldest first."""
        key = _key(history, form_id, round_id, respondent)
        query = select(history).where(*key, history.c.field == field).order_by(history.c.id)
        with self._engine.connect() as connection:
            return [(row.read_at, Cell(*json.loads(row.cell))) for row in connection.execute(query)]

    def changes(self, form_id: str, round_id: str) -> list[Change]:
        """Every content that any cell of a round was ever read with, and under ORDER the order of rows that
        were moved; oldest first."""
        query = select(history).where(history.c.form_id == form_id, history.c.round_id == round_id)
        with self._engine.connect() as connection:
            return [
                (row.respondent, row.field, Cell(*json.loads(row.cell)), row.read_at)
                for row in connection.execute(query.order_by(history.c.id))
            ]

    def save(
        self,
        form_id: str,
        round_id: str,
        stored: Sequence[Stored],
        found: Mapping[str, Sequence[Issue]],
        reasons_typed: Mapping[str, Mapping[str, str]],
        read_at: datetime,
    ) -> None:
        """Keep submissions with their issues; cells that changed are added to the history first."""
        before = self.all(form_id, round_id, only=[item.respondent for item in stored])
        base = {"form_id": form_id, "round_id": round_id}
        with self._engine.begin() as connection:
            changed = [row | base | {"read_at": read_at} for item in stored for row in _changes(before, item)]
            if changed:
                connection.execute(insert(history), changed)
            upsert(connection, submissions, [base | _row(item) for item in stored])
            for item in stored:
                mine = found.get(item.respondent, ())
                _replace_issues(connection, base | {"respondent": item.respondent}, mine)
                _replace_reasons(
                    connection, base | {"respondent": item.respondent}, mine, reasons_typed[item.respondent]
                )


def _of_round(table: Any, form_id: str, round_id: str, only: Collection[str] | None) -> list[Any]:
    chosen = [] if only is None else [table.c.respondent.in_(only)]
    return [table.c.form_id == form_id, table.c.round_id == round_id, *chosen]


def _key(table: Any, form_id: str, round_id: str, respondent: str) -> list[Any]:
    return [table.c.form_id == form_id, table.c.round_id == round_id, table.c.respondent == respondent]


def _changes(before: Mapping[str, Stored], item: Stored) -> Iterable[dict[str, str]]:
    """The cells that changed, those of upper rows first; then the order of the rows, if some were moved."""
    known = before[item.respondent].cells if item.respondent in before else {}
    for field in dict.fromkeys([*item.cells, *known]):
        cell = item.cells.get(field, Cell())
        if cell != known.get(field, Cell()):
            yield _change(item, field, cell)
    rows, rows_before = by_row(item.cells), by_row(known)
    if [*rows] != usual_order(rows_before, rows):
        yield _change(item, ORDER, order_cell([*rows]))


def _change(item: Stored, field: str, cell: Cell) -> dict[str, str]:
    content = json.dumps(cell_parts(cell), ensure_ascii=False)
    return {"respondent": item.respondent, "field": field, "cell": content}


def _row(item: Stored) -> dict[str, Any]:
    return {
        "respondent": item.respondent,
        "file_id": item.file_id,
        "cells": dump_cells(item.cells),
        "entries": dump_entries(item.entries),
        "state": str(item.progress.state),
        "required": item.progress.required,
        "filled": item.progress.filled,
        "errors": item.progress.errors,
        "queries": item.progress.queries,
        "changed_at": item.changed_at,
        "complete_at": item.complete_at,
    }


def _stored(row: Any) -> Stored:
    return Stored(
        respondent=row["respondent"],
        file_id=row["file_id"],
        cells=load_cells(row["cells"]),
        entries=load_entries(row["entries"]),
        progress=Progress(State(row["state"]), row["required"], row["filled"], row["errors"], row["queries"]),
        changed_at=row["changed_at"],
        complete_at=row["complete_at"],
    )


def _replace_issues(connection: Connection, base: Mapping[str, str], found: Sequence[Issue]) -> None:
    connection.execute(delete(issues).where(*_key(issues, **base)))
    names = ("field", "code", "severity", "message", "seen", "reason")
    rows = [{**base, **{name: getattr(issue, name) for name in names}} for issue in found]
    if rows:
        connection.execute(insert(issues), rows)


def _replace_reasons(
    connection: Connection, base: Mapping[str, str], found: Sequence[Issue], typed: Mapping[str, str]
) -> None:
    """Keep newly accepted reasons; forget those whose cell was cleared, so that they may be picked anew."""
    cleared = [key.partition("|") for key, text in typed.items() if not text.strip()]
    whole = [field for field, _, code in cleared if not code]
    single = [(field, code) for field, _, code in cleared if code]
    for which in (reasons.c.field.in_(whole), tuple_(reasons.c.field, reasons.c.code).in_(single)):
        connection.execute(delete(reasons).where(*_key(reasons, **base), which))
    rows = [
        {**base, "field": issue.field, "code": issue.code, "text": issue.reason, "seen": issue.seen}
        for issue in found
        if issue.reason
    ]
    upsert(connection, reasons, rows)
