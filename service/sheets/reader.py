"""From Google's JSON to cells by code and key. A broken structure becomes faults, never an exception."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from service.core.cells import BLANK, Cell
from service.core.schema import Form
from service.sheets import layout as at

HEAD_SEARCH = 40
"""Rows in which the row of codes is looked for: people insert rows above it."""


class Spot(NamedTuple):
    """A place in a tab; row and column from 0."""

    sheet_id: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One tab as it stands."""

    sheet_id: int
    title: str
    rows: Sequence[Sequence[Mapping[str, Any]]]
    row_count: int = 1000

    def raw(self, row: int, column: int) -> Mapping[str, Any]:
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return {}

    def text(self, row: int, column: int) -> str:
        return cell_text(self.raw(row, column))

    def walk(self) -> Iterator[tuple[Spot, Mapping[str, Any]]]:
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if cell:
                    yield Spot(self.sheet_id, row, column), cell


def grids_of(spreadsheet: Mapping[str, Any]) -> list[Grid]:
    """The tabs of an answer of spreadsheets.get."""
    grids = []
    for sheet in spreadsheet.get("sheets", ()):
        data = sheet.get("data", [{}])
        rows = [row.get("values", ()) for row in data[0].get("rowData", ())] if data else []
        known = sheet["properties"]
        row_count = known.get("gridProperties", {}).get("rowCount", len(rows))
        grids.append(Grid(known.get("sheetId", 0), known["title"], rows, row_count))
    return grids


def cell_text(cell: Mapping[str, Any]) -> str:
    return str(cell.get("formattedValue", ""))


def storable(text: str) -> str:
    """The text without what no database takes: NUL, and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def cell_of(raw: Mapping[str, Any]) -> Cell:
    """Google's CellData as ours."""
    if not raw:
        return BLANK
    effective = raw.get("effectiveValue", {})
    failure = effective.get("errorValue")
    value = next(
        (effective[name] for name in ("numberValue", "stringValue", "boolValue") if name in effective), None
    )
    if isinstance(value, str):
        value = storable(value)
    shown = storable(str(raw.get("formattedValue", "")))
    formula = raw.get("userEnteredValue", {}).get("formulaValue", "")
    if value is None and not failure and not shown and not formula:
        return BLANK  # whatever its number format
    return Cell(
        value=value,
        shown=shown,
        number_format=raw.get("userEnteredFormat", {}).get("numberFormat", {}).get("type", ""),
        formula=formula,
        error=(shown or f"#{failure.get('type', 'ERROR')}") if failure else "",
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Where a field's value and the words about it stand; None where the layout has no such place."""

    value: Spot
    status: Spot | None = None
    message: Spot | None = None
    reason: Spot | None = None


@dataclass(slots=True)
class ReadSubmission:
    """What one tab holds of one respondent. ``faults`` are (message code, its parameters)."""

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
    faults: list[tuple[str, dict[str, str]]] = field(default_factory=list)


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
        """Changes whenever a code, key, value or reason changes, or stands in another place."""
        parts = [
            [item.respondent, item.form_id, item.round_id, name, list(item.places[name].value), _plain(cell)]
            for item in self.submissions
            for name, cell in sorted(item.cells.items())
        ]
        reasons = [[item.respondent, sorted(item.reasons.items())] for item in self.submissions]
        text = json.dumps([parts, reasons], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _plain(cell: Cell) -> list[Any]:
    return [cell.value, cell.shown, cell.number_format, cell.formula, cell.error]


def read(spreadsheet: Mapping[str, Any], expected: Sequence[Expected]) -> Reading:
    """Find every expected tab by its id and anchor, and read it."""
    grids = grids_of(spreadsheet)
    anchors = {found: grid for grid in reversed(grids) if (found := anchor_of(grid))}
    by_id = {grid.sheet_id: grid for grid in grids}
    submissions: list[ReadSubmission] = []
    for tab in expected:
        grid = _grid_of(tab, by_id, anchors)
        submissions += _read_tab(grid, tab, anchors)
    return Reading(by_id, tuple(submissions))


def _grid_of(
    tab: Expected, by_id: Mapping[int, Grid], anchors: Mapping[tuple[str, str, str], Grid]
) -> Grid | None:
    """The tab we made; another that bears its anchor (a copy) only when that one is gone."""
    key, own = (tab.layout, tab.form.id, tab.round_id), by_id.get(tab.sheet_id)
    return own if own and anchor_of(own) == key else anchors.get(key) or own


def anchor_of(grid: Grid) -> tuple[str, str, str] | None:
    """(layout, form, round) of a tab of ours, by the text in its head."""
    for row in grid.rows[:HEAD_SEARCH]:
        for cell in row:
            found = at.parse_anchor(cell_text(cell))
            if found:
                return found
    return None


def _read_tab(
    grid: Grid | None, tab: Expected, anchors: Mapping[tuple[str, str, str], Grid]
) -> list[ReadSubmission]:
    codes = _code_row(grid, at.CODE if tab.layout == "card" else at.KEY) if grid else None
    if grid is None or codes is None:
        fault = ("tab_missing", {"tab": tab.title})
        return [_empty(tab, code, grid, fault) for code in tab.respondents]
    if tab.layout == "card":
        return [_read_card(grid, tab, codes)]
    issues = anchors.get(("issues", tab.form.id, tab.round_id))
    return _read_table(grid, tab, codes, issues)


def _empty(
    tab: Expected, respondent: str, grid: Grid | None, *faults: tuple[str, dict[str, str]]
) -> ReadSubmission:
    sheet_id = grid.sheet_id if grid else tab.sheet_id
    return ReadSubmission(tab.form.id, tab.round_id, respondent, tab.layout, sheet_id, faults=list(faults))


@dataclass(frozen=True, slots=True)
class _Codes:
    """The row of codes: which column plays which role."""

    row: int
    columns: Mapping[str, int]


def _code_row(grid: Grid, key: str) -> _Codes | None:
    for number, row in enumerate(grid.rows[:HEAD_SEARCH]):
        texts = [cell_text(cell).strip() for cell in row]
        if key in texts:
            columns: dict[str, int] = {}
            for column, text in enumerate(texts):
                if text and text not in columns:
                    columns[text] = column
            return _Codes(number, columns)
    return None


def _read_card(grid: Grid, tab: Expected, codes: _Codes) -> ReadSubmission:
    submission = _empty(tab, tab.respondents[0], grid)
    rows, twice = _rows_by_key(grid, codes, at.CODE)
    known = {item.name for item in tab.form.fields}
    columns = codes.columns
    submission.faults += _role_faults(grid, codes, at.CARD_COLUMNS, at.CARD_HEADINGS)
    if at.VALUE in columns:
        for name in known & rows.keys():
            _read_card_row(submission, grid, columns, name, rows[name])
    missing = [item.title for item in tab.form.fields if item.name not in rows] if at.VALUE in columns else []
    if missing:
        submission.faults.append(("heading_missing", {"fields": _some(missing)}))
    again = [tab.form.field(name).title for name in twice if name in known]
    if again:
        submission.faults.append(("heading_twice", {"fields": _some(again)}))
    submission.faults += _title_faults(grid, tab.form, columns, rows)
    receipt = _receipt_row(grid, codes)
    if receipt is not None:
        submission.receipt = Spot(grid.sheet_id, receipt, columns.get(at.TITLE, codes.columns[at.CODE] + 1))
    return submission


def _read_card_row(
    submission: ReadSubmission, grid: Grid, columns: Mapping[str, int], name: str, row: int
) -> None:
    def spot(role: str) -> Spot | None:
        return Spot(grid.sheet_id, row, columns[role]) if role in columns else None

    submission.cells[name] = cell_of(grid.raw(row, columns[at.VALUE]))
    submission.places[name] = Places(
        Spot(grid.sheet_id, row, columns[at.VALUE]), spot(at.STATUS), spot(at.MESSAGE), spot(at.REASON)
    )
    if at.REASON in columns:
        submission.reasons[name] = grid.text(row, columns[at.REASON])


def _receipt_row(grid: Grid, codes: _Codes) -> int | None:
    """The receipt's row carries its own code above the row of codes."""
    column = codes.columns[at.CODE]
    rows = range(codes.row)
    return next((row for row in rows if grid.text(row, column).strip() == at.RECEIPT), None)


def _rows_by_key(grid: Grid, codes: _Codes, role: str) -> tuple[dict[str, int], list[str]]:
    rows: dict[str, int] = {}
    twice: list[str] = []
    for row in range(codes.row + 1, len(grid.rows)):
        key = grid.text(row, codes.columns[role]).strip()
        if key in rows:
            twice.append(key)
        elif key:
            rows[key] = row
    return rows, twice


def _role_faults(
    grid: Grid, codes: _Codes, roles: Sequence[str], headings: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Roles whose code is gone, and visible headings that somebody changed."""
    for role, heading in zip(roles, headings, strict=True):
        if role not in codes.columns:
            yield "heading_missing", {"fields": f"คอลัมน์ “{heading or role}”"}
            continue
        shown = grid.text(codes.row + 1, codes.columns[role]).strip()
        if heading and shown != heading:
            yield "heading_changed", {"expected": heading, "raw": shown[:60]}


def _title_faults(
    grid: Grid, form: Form, columns: Mapping[str, int], rows: Mapping[str, int]
) -> Iterator[tuple[str, dict[str, str]]]:
    if at.TITLE not in columns:
        return
    for item in form.fields:
        wanted = at.field_title(item)
        if item.name in rows:
            shown = grid.text(rows[item.name], columns[at.TITLE]).strip()
            if shown != wanted:
                yield "heading_changed", {"expected": wanted, "raw": shown[:60]}


def _some(names: Sequence[str], limit: int = 3) -> str:
    quoted = ", ".join(f"“{name}”" for name in names[:limit])
    return quoted if len(names) <= limit else f"{quoted} และอีก {len(names) - limit} ช่อง"


def _read_table(grid: Grid, tab: Expected, codes: _Codes, issues: Grid | None) -> list[ReadSubmission]:
    rows, twice = _rows_by_key(grid, codes, at.KEY)
    shared = list(_role_faults(grid, codes, at.TABLE_COLUMNS, at.TABLE_HEADINGS))
    missing = [item.title for item in tab.form.fields if item.name not in codes.columns]
    if missing:
        shared.append(("heading_missing", {"fields": _some(missing)}))
    for item in tab.form.fields:
        if item.name in codes.columns:
            shown = grid.text(codes.row + 1, codes.columns[item.name]).strip()
            if shown != at.field_title(item):
                shared.append(("heading_changed", {"expected": at.field_title(item), "raw": shown[:60]}))
    reasons = _table_reasons(issues)
    submissions = []
    for code in tab.respondents:
        submission = _empty(tab, code, grid, *shared)
        if code in rows:
            _read_table_row(submission, grid, tab.form, codes.columns, rows[code])
            submission.reasons = reasons.get(code, {})
        else:
            submission.faults.append(("row_missing", {"tab": tab.title}))
        if code in twice:
            submission.faults.append(("heading_twice", {"fields": f"รหัส {code}"}))
        submissions.append(submission)
    return submissions


def _read_table_row(
    submission: ReadSubmission, grid: Grid, form: Form, columns: Mapping[str, int], row: int
) -> None:
    for item in form.fields:
        if item.name in columns:
            spot = Spot(grid.sheet_id, row, columns[item.name])
            submission.cells[item.name] = cell_of(grid.raw(row, spot.column))
            submission.places[item.name] = Places(spot)
    if at.STATUS in columns:
        submission.status = Spot(grid.sheet_id, row, columns[at.STATUS])
    if at.MESSAGE in columns:
        submission.receipt = Spot(grid.sheet_id, row, columns[at.MESSAGE])


def _table_reasons(grid: Grid | None) -> dict[str, dict[str, str]]:
    """The reasons of an issues tab: respondent → "field|code" → text."""
    reasons: dict[str, dict[str, str]] = {}
    for key, row, columns in issue_rows(grid):
        respondent, _, rest = key.partition("|")
        if at.REASON in columns:
            text = grid.text(row, columns[at.REASON]) if grid else ""
            reasons.setdefault(respondent, {})[rest] = text
    return reasons


def issue_rows(grid: Grid | None) -> Iterator[tuple[str, int, Mapping[str, int]]]:
    """(key, row, columns) of each question on an issues tab; keys are respondent|field|code."""
    codes = _code_row(grid, at.KEY) if grid else None
    if grid is None or codes is None:
        return
    for row in range(codes.row + 1, len(grid.rows)):
        key = grid.text(row, codes.columns[at.KEY]).strip()
        if key.count("|") == 2:
            yield key, row, codes.columns


def seen_note(raw: Mapping[str, Any]) -> str:
    return str(raw.get("note", ""))
