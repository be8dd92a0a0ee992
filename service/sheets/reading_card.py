"""The layout ``card``: one respondent, a row a field."""

from collections.abc import Iterator, Mapping

from service.core.schema import Form
from service.sheets import layout as at
from service.sheets.grids import Codes, Grid, Spot, cell_of, rows_by_key
from service.sheets.readings import Expected, Fault, Places, ReadSubmission, empty, role_faults, some


def read_card(grid: Grid, tab: Expected, codes: Codes) -> ReadSubmission:
    submission = empty(tab, tab.respondents[0], grid)
    rows, twice = rows_by_key(grid, codes, at.CODE)
    known = {item.name for item in tab.form.fields}
    columns = codes.columns
    submission.faults += role_faults(grid, codes, at.CARD_COLUMNS, at.headings(tab.form, at.CARD_HEADINGS))
    if at.VALUE in columns:
        for name in known & rows.keys():
            _read_card_row(submission, grid, columns, name, rows[name])
    missing = [item.title for item in tab.form.fields if item.name not in rows] if at.VALUE in columns else []
    if missing:
        submission.faults.append(("heading_missing", {"fields": some(missing)}))
    again = [tab.form.field(name).title for name in twice if name in known]
    if again:
        submission.faults.append(("heading_twice", {"fields": some(again)}))
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


def _receipt_row(grid: Grid, codes: Codes) -> int | None:
    """The receipt's row carries its own code above the row of codes."""
    column = codes.columns[at.CODE]
    rows = range(codes.row)
    return next((row for row in rows if grid.text(row, column).strip() == at.RECEIPT), None)


def _title_faults(
    grid: Grid, form: Form, columns: Mapping[str, int], rows: Mapping[str, int]
) -> Iterator[Fault]:
    if at.TITLE not in columns:
        return
    for item in form.fields:
        if item.name in rows:
            shown = grid.text(rows[item.name], columns[at.TITLE]).strip()
            if shown not in at.titles(item):
                yield "heading_changed", {"expected": at.field_title(item), "raw": shown[:60]}
