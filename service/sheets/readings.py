"""What is read from the tabs of a file, whatever their layout; faults of the structure, never exceptions."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.core.cells import Cell
from service.core.rows import Cells, ListRow, identify, row_name
from service.core.schema import Form
from service.sheets import layout as at
from service.sheets.grids import Codes, Grid, Spot, issue_rows

Fault = tuple[str, dict[str, str]]
"""A message code and its parameters."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a field's value and the words about it stand; None where the layout has no such place."""

    value: Spot
    status: Spot | None = None
    message: Spot | None = None
    reason: Spot | None = None


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Where the words about a whole row of a list stand, and its key."""

    key: Spot
    status: Spot | None = None
    message: Spot | None = None


@dataclass(slots=True)
class ReadSubmission:
    """What one tab holds of one respondent. ``faults`` are (message code, its parameters).

    ``cells``, ``reasons`` and ``places`` are by field; in a list by key and field (core.rows), once
    ``with_keys`` has said which of ``rows`` is which. ``emptied`` are rows of a list without content.
    ``hit`` is the content of cells that a write of ours landed on, ``reasons_hit`` such reasons.
    """

    form_id: str
    round_id: str
    respondent: str
    layout: str
    sheet_id: int
    cells: dict[str, Cell] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    places: dict[str, Places] = field(default_factory=dict)
    status: Spot | None = None
    receipt: Spot | None = None
    faults: list[Fault] = field(default_factory=list)
    hit: dict[str, Cell] = field(default_factory=dict)
    reasons_hit: set[str] = field(default_factory=set)
    rows: list[ListRow] = field(default_factory=list)
    columns: Mapping[str, int] = field(default_factory=dict)
    keyed: dict[str, RowPlaces] = field(default_factory=dict)
    emptied: list[RowPlaces] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Expected:
    """A tab that should be in a file."""

    form: Form
    round_id: str
    layout: str
    sheet_id: int
    title: str
    respondents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file as read: its tabs, and a submission for each expected (tab, respondent)."""

    grids: Mapping[int, Grid]
    submissions: tuple[ReadSubmission, ...]

    def content_hash(self) -> str:
        """Changes whenever a code, key, value or reason changes, or any of our places lies elsewhere."""
        parts = [
            [
                [item.respondent, item.form_id, item.round_id, item.receipt, item.status, item.faults],
                [[name, item.places[name], _plain(cell)] for name, cell in sorted(item.cells.items())],
                sorted((name, reason) for name, reason in item.reasons.items() if reason),
                sorted(item.keyed.items()),
            ]
            for item in self.submissions
        ]
        text = json.dumps(parts, ensure_ascii=False, default=_values)
        return hashlib.sha256(text.encode()).hexdigest()

    def questions(self) -> set[tuple[int, str, int]]:
        """Where each question of the issues tabs stands."""
        grids = self.grids.values()
        return {(grid.sheet_id, key, row) for grid in grids for key, row, _ in issue_rows(grid)}


def _values(item: Any) -> list[Any]:
    """What `dataclasses.astuple` gives, without copying every leaf: a file has thousands of places."""
    return [getattr(item, name) for name in item.__dataclass_fields__]


def _plain(cell: Cell) -> list[Any]:
    return [cell.value, cell.shown, cell.number_format, cell.formula, cell.error]


def empty(tab: Expected, respondent: str, grid: Grid | None, *faults: Fault) -> ReadSubmission:
    sheet_id = grid.sheet_id if grid else tab.sheet_id
    return ReadSubmission(tab.form.id, tab.round_id, respondent, tab.layout, sheet_id, faults=list(faults))


def role_faults(grid: Grid, codes: Codes, roles: Sequence[str], headings: Sequence[str]) -> Iterator[Fault]:
    """Roles whose code is gone, and visible headings that somebody changed."""
    for role, heading in zip(roles, headings, strict=True):
        if role not in codes.columns:
            yield "heading_missing", {"fields": f"คอลัมน์ “{heading or role}”"}
            continue
        shown = grid.text(codes.headings, codes.columns[role]).strip()
        if heading and shown != heading:
            yield "heading_changed", {"expected": heading, "raw": shown[:60]}


def title_faults(grid: Grid, form: Form, codes: Codes) -> Iterator[Fault]:
    """Fields' headings, under the row of codes, that somebody changed."""
    for item in form.fields:
        if item.name in codes.columns:
            shown = grid.text(codes.headings, codes.columns[item.name]).strip()
            if shown not in at.titles(item):
                yield "heading_changed", {"expected": at.field_title(item), "raw": shown[:60]}


def some(names: Sequence[str], limit: int = 3) -> str:
    quoted = ", ".join(f"“{name}”" for name in names[:limit])
    return quoted if len(names) <= limit else f"{quoted} และอีก {len(names) - limit} ช่อง"


def with_keys(submission: ReadSubmission, known: Mapping[str, Cells]) -> None:
    """Say which row of a list is which, by what was last read of it; fills cells, places and reasons."""
    seed = f"{submission.form_id}/{submission.round_id}/{submission.respondent}"
    submission.cells, submission.places, submission.reasons = {}, {}, {}
    submission.keyed, submission.emptied = {}, []
    for row, key in zip(submission.rows, identify(submission.rows, known, seed), strict=True):
        places = _row_places(submission, row)
        if key:
            submission.keyed[key] = places
            _name_row(submission, row, key)
        else:
            submission.emptied.append(places)


def _row_places(submission: ReadSubmission, row: ListRow) -> RowPlaces:
    def spot(role: str) -> Spot | None:
        column = submission.columns.get(role)
        return None if column is None else Spot(submission.sheet_id, row.row, column)

    key = Spot(submission.sheet_id, row.row, submission.columns[at.KEY])
    return RowPlaces(key, spot(at.STATUS), spot(at.MESSAGE))


def _name_row(submission: ReadSubmission, row: ListRow, key: str) -> None:
    for field_name, cell in row.cells.items():
        name = row_name(key, field_name)
        submission.cells[name] = cell
        submission.places[name] = Places(Spot(submission.sheet_id, row.row, submission.columns[field_name]))
        submission.reasons[name] = row.reason
