"""Which files there are, what each holds, and what was last seen of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, select, update

from service.store.tables import marks, spreadsheets, tabs
from service.store.upsert import upsert


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of a file: what it is for ("card", "list", "table", "issues", "status", "indicators")."""

    form_id: str
    round_id: str
    purpose: str
    sheet_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A file of ours. ``kind`` is "respondent" (cards and lists), "table", "adopted" or "control".

    ``seen_modified`` is Drive's modifiedTime when it was last read; ``own_write`` says that the change
    after it is our own; ``dirty`` that it must be read again whatever Drive says. ``journal`` is what
    we wrote and have not yet seen standing in its place (steps.journal); at ``settle_at`` the file is
    read once more, because Drive tells of some edits late.
    """

    file_id: str
    kind: str
    fiscal_year: int
    respondent: str = ""
    form_id: str = ""
    seen_modified: str = ""
    own_write: bool = False
    dirty: bool = False
    problem: str = ""
    content_hash: str = ""
    journal: str = ""
    settle_at: datetime | None = None
    tabs: tuple[Tab, ...] = ()


Mark = tuple[str, str, str, str]
"""form, round, respondent, field."""


class SpreadsheetStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Spreadsheet]:
        """Every file with its tabs."""
        with self._engine.connect() as connection:
            held: dict[str, list[Tab]] = {}
            for row in connection.execute(select(tabs).order_by(tabs.c.sheet_id)).mappings():
                values = {name: row[name] for name in ("form_id", "round_id", "purpose", "sheet_id", "title")}
                held.setdefault(row["file_id"], []).append(Tab(**values))
            rows = connection.execute(select(spreadsheets).order_by(spreadsheets.c.respondent)).mappings()
            return [Spreadsheet(**row, tabs=tuple(held.get(row["file_id"], ()))) for row in rows]

    def find(
        self, kind: str, fiscal_year: int, respondent: str = "", form_id: str = ""
    ) -> Spreadsheet | None:
        wanted = (kind, fiscal_year, respondent, form_id)
        matches = (s for s in self.all() if (s.kind, s.fiscal_year, s.respondent, s.form_id) == wanted)
        return next(matches, None)

    def save(self, spreadsheet: Spreadsheet) -> None:
        """Add a file with its tabs; of one that is known, add or change tabs and set ``dirty``.

        What was seen of a known file stays (``note`` is for that): whoever saves may have read it long ago.
        """
        with self._engine.begin() as connection:
            _save(connection, spreadsheet)

    def replace(self, gone: str, spreadsheet: Spreadsheet) -> None:
        """Record a file in the place of one that is gone, with its tabs; the marks of that one go."""
        with self._engine.begin() as connection:
            connection.execute(delete(spreadsheets).where(spreadsheets.c.file_id == gone))
            _save(connection, spreadsheet)

    def note(self, file_id: str, **seen: Any) -> None:
        """Remember what was seen of a file (seen_modified, own_write, dirty, problem, journal …)."""
        with self._engine.begin() as connection:
            connection.execute(update(spreadsheets).where(spreadsheets.c.file_id == file_id).values(**seen))

    def marks(self, file_id: str) -> dict[Mark, tuple[str, str]]:
        """The fill and note each marked cell had before our mark."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(marks).where(marks.c.file_id == file_id))
            return {
                (row.form_id, row.round_id, row.respondent, row.field): (row.fill, row.note) for row in rows
            }

    def save_marks(self, file_id: str, new: Mapping[Mark, tuple[str, str]], gone: Iterable[Mark]) -> None:
        """Remember the former look of newly marked cells; forget cells whose mark went."""
        names = ("form_id", "round_id", "respondent", "field")
        with self._engine.begin() as connection:
            for mark in gone:
                key = [tabs_column == value for tabs_column, value in zip(_mark_columns(), mark, strict=True)]
                connection.execute(delete(marks).where(marks.c.file_id == file_id, *key))
            rows = [
                dict(zip(names, mark, strict=True)) | {"file_id": file_id, "fill": fill, "note": note}
                for mark, (fill, note) in new.items()
            ]
            upsert(connection, marks, rows)


def _save(connection: Connection, spreadsheet: Spreadsheet) -> None:
    row = {name: value for name, value in asdict(replace(spreadsheet, tabs=())).items() if name != "tabs"}
    known = spreadsheets.c.file_id == spreadsheet.file_id
    if connection.execute(select(spreadsheets.c.file_id).where(known)).first():
        row = {name: row[name] for name in ("kind", "respondent", "form_id", "fiscal_year", "dirty")}
        connection.execute(update(spreadsheets).where(known).values(**row))
    else:
        upsert(connection, spreadsheets, [row])
    rows = [asdict(tab) | {"file_id": spreadsheet.file_id} for tab in spreadsheet.tabs]
    upsert(connection, tabs, rows)


def _mark_columns() -> tuple[Any, ...]:
    return (marks.c.form_id, marks.c.round_id, marks.c.respondent, marks.c.field)
