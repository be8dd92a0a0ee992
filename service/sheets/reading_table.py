"""The layout ``table``: one form, a row a respondent, and its questions on a tab of their own."""

from collections.abc import Mapping

from service.core.schema import Form
from service.sheets import layout as at
from service.sheets.grids import Codes, Grid, Spot, cell_of, issue_rows, rows_by_key
from service.sheets.readings import Expected, Places, ReadSubmission, empty, role_faults, some, title_faults


def read_table(grid: Grid, tab: Expected, codes: Codes, issues: Grid | None) -> list[ReadSubmission]:
    rows, twice = rows_by_key(grid, codes, at.KEY)
    shared = list(role_faults(grid, codes, at.TABLE_COLUMNS, at.headings(tab.form, at.TABLE_HEADINGS)))
    missing = [item.title for item in tab.form.fields if item.name not in codes.columns]
    if missing:
        shared.append(("heading_missing", {"fields": some(missing)}))
    shared += title_faults(grid, tab.form, codes)
    reasons = _table_reasons(issues)
    submissions = []
    for code in tab.respondents:
        submission = empty(tab, code, grid, *shared)
        if code in rows:
            _read_table_row(submission, grid, tab.form, codes.columns, rows[code])
            submission.reasons = reasons.get(code, {})
        else:
            submission.faults.append(
                ("row_missing", {"tab": tab.title, "who": tab.form.who.th, "who_en": tab.form.who.en})
            )
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
