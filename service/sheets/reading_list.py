"""The layout ``list``: one respondent, a row a thing it adds."""

from service.core.rows import ListRow
from service.sheets import layout as at
from service.sheets.grids import Codes, Grid, Spot, cell_of
from service.sheets.readings import Expected, ReadSubmission, empty, role_faults, some, title_faults


def read_list(grid: Grid, tab: Expected, codes: Codes) -> ReadSubmission:
    """The rows as they stand; which row is which is said later (readings.with_keys)."""
    submission = empty(tab, tab.respondents[0], grid)
    submission.columns = codes.columns
    roles = (*at.LIST_COLUMNS, at.LIST_LAST)
    submission.faults += role_faults(grid, codes, roles, at.LIST_HEADINGS)
    asked = [item for item in tab.form.fields if not item.names_respondent]  # whose list it is stands above
    missing = [item.title for item in asked if item.name not in codes.columns]
    if missing:
        submission.faults.append(("heading_missing", {"fields": some(missing)}))
    submission.faults += title_faults(grid, tab.form, codes)
    submission.rows = [_row(grid, tab, codes, row) for row in range(codes.headings + 1, len(grid.rows))]
    submission.rows = [
        row for row in submission.rows if row.key or row.content or _answered(grid, codes, row)
    ]
    receipt = next((row for row in range(codes.row) if _is_receipt(grid, codes, row)), None)
    if receipt is not None:
        column = codes.columns.get(at.LIST_COLUMNS[1], codes.columns[at.KEY] + 1)
        submission.receipt = Spot(grid.sheet_id, receipt, column)
    return submission


def _row(grid: Grid, tab: Expected, codes: Codes, row: int) -> ListRow:
    def text(role: str) -> str:
        return grid.text(row, codes.columns[role]).strip() if role in codes.columns else ""

    cells = {
        item.name: cell_of(grid.raw(row, codes.columns[item.name]))
        for item in tab.form.fields
        if item.name in codes.columns and not item.names_respondent
    }
    return ListRow(row, text(at.KEY), cells, text(at.REASON))


def _answered(grid: Grid, codes: Codes, row: ListRow) -> bool:
    """Whether words of ours were left on a row that holds nothing any more."""
    roles = (at.STATUS, at.MESSAGE)
    return any(grid.text(row.row, codes.columns[role]) for role in roles if role in codes.columns)


def _is_receipt(grid: Grid, codes: Codes, row: int) -> bool:
    return grid.text(row, codes.columns[at.KEY]).strip() == at.RECEIPT
