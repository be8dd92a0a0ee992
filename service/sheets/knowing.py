"""What the store knows of a tab's content, as the cells that are put back when it was lost.

Values come back as values: what somebody typed as text stays text, and no formula is ever written.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from service.core.cells import Cell
from service.core.issues import Issue, Reason
from service.core.rows import by_row
from service.sheets import layout as at
from service.sheets.building import Known, KnownRow
from service.sheets.style import text_value

PLAIN_FORMATS = frozenset({"", "TEXT", "NUMBER"})
Reasons = Mapping[tuple[str, str], Reason]
"""By field and code."""


def cell_data(cell: Cell) -> dict[str, Any]:
    """A cell as it was read, to be written literally."""
    if cell.error or cell.value is None:
        return text_value(cell.shown or cell.error)
    kind = {bool: "boolValue", str: "stringValue"}.get(type(cell.value), "numberValue")
    written: dict[str, Any] = {"userEnteredValue": {kind: cell.value}}
    if kind == "numberValue" and cell.number_format not in PLAIN_FORMATS:
        # A date or a percentage is a number and its format: without it, it would be read as another value.
        written["userEnteredFormat"] = {"numberFormat": {"type": cell.number_format}}
    return written


def known_card(cells: Mapping[str, Cell], reasons: Reasons) -> Known:
    """The answers and reasons of one respondent."""
    found = {(name, at.VALUE): cell_data(cell) for name, cell in cells.items()}
    found |= {(name, at.REASON): text_value(reason.text) for (name, _), reason in reasons.items()}
    return Known(found)


def known_table(cells: Mapping[str, Mapping[str, Cell]]) -> Known:
    """The answers of all respondents."""
    return Known({(code, name): cell_data(cell) for code, row in cells.items() for name, cell in row.items()})


def known_list(cells: Mapping[str, Cell], reasons: Reasons) -> Known:
    """The rows one respondent added, under the keys they had."""
    rows: list[KnownRow] = []
    typed = {name: reason.text for (name, _), reason in reasons.items()}
    for key, row in by_row(cells).items():
        filled = {at.KEY: text_value(key)} | {name: cell_data(cell) for name, cell in row.items()}
        texts = [text for name, text in typed.items() if name.startswith(f"{key}/")]
        rows.append(filled | ({at.LIST_LAST: text_value(texts[0])} if texts else {}))
    return Known(tail=rows)


def begun_list(rows: Iterable[Mapping[str, Cell]]) -> Known:
    """Rows that are written before anybody read any: the sweep gives them their keys."""
    return Known(tail=[{name: cell_data(cell) for name, cell in row.items()} for row in rows])


def known_issues(
    issues: Iterable[Issue],
    names: Mapping[str, str],
    titles: Mapping[str, str],
    reasons: Mapping[str, Reasons],
) -> Known:
    """The questions of a table whose reasons are known; the sweep adds the others."""
    rows: list[KnownRow] = []
    for issue in issues:
        reason = reasons.get(issue.respondent, {}).get((issue.field, issue.code))
        if issue.severity == "query" and reason:
            texts = {
                at.KEY: f"{issue.respondent}|{issue.field}|{issue.code}",
                at.SCHOOL: names.get(issue.respondent, issue.respondent),
                at.TITLE: titles.get(issue.field, issue.field),
                at.MESSAGE: issue.message,
                at.REASON: reason.text,
            }
            rows.append({role: text_value(text) for role, text in texts.items()})
    return Known(tail=rows)
