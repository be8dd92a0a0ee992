"""The issues tab of a table: a row for each question, kept where it is once it stands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from service.core.answers import GREEN, YELLOW
from service.core.issues import Issue
from service.sheets import layout as at
from service.sheets.grids import Grid, Spot, issue_rows
from service.sheets.style import rgb, text_value
from service.sheets.writer import Want


def question_key(issue: Issue) -> str:
    """By which a question finds its row again: respondent|field|code."""
    return f"{issue.respondent}|{issue.field}|{issue.code}"


def question_wants(grid: Grid, issues: Iterable[Issue], answered: Iterable[str]) -> dict[Spot, Want]:
    """What the rows that stand should say. ``answered`` are the respondents that were just checked."""
    open_questions = {question_key(issue): issue for issue in issues if issue.severity == "query"}
    known = set(answered)
    wants: dict[Spot, Want] = {}
    for key, row, columns in issue_rows(grid):
        if key.partition("|")[0] not in known:
            continue
        issue = open_questions.get(key)
        if at.MESSAGE in columns and issue:
            wants[Spot(grid.sheet_id, row, columns[at.MESSAGE])] = Want(text=issue.message)
        if at.STATUS in columns:
            words, fill = _status(issue)
            wants[Spot(grid.sheet_id, row, columns[at.STATUS])] = Want(text=words, fill=fill)
    return wants


def _status(issue: Issue | None) -> tuple[str, str]:
    if issue is None:
        return "✔ แก้แล้ว", GREEN
    return ("✔ รับเหตุผลแล้ว", GREEN) if issue.reason else ("? รอเหตุผล", YELLOW)


def new_questions(
    grid: Grid, issues: Iterable[Issue], names: Mapping[str, str], titles: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Rows for questions that have none yet, below the last one; a reason that is remembered comes along."""
    standing = {key for key, _, _ in issue_rows(grid)}
    fresh = [issue for issue in issues if issue.severity == "query" and question_key(issue) not in standing]
    if not fresh:
        return []
    head = _head(grid)
    if head is None:  # its row of codes is gone: nothing may be written by guessing
        return []
    # Appended below whatever stands there by then: a row that people add meanwhile is never written over.
    rows = [_row(issue, names, titles, head[1]) for issue in fresh]
    fields = "userEnteredValue,userEnteredFormat.backgroundColorStyle"
    cells = {"sheetId": grid.sheet_id, "rows": [{"values": row} for row in rows], "fields": fields}
    return [{"appendCells": cells}]


def _head(grid: Grid) -> tuple[int, Sequence[str]] | None:
    for row, cells in enumerate(grid.rows):
        codes = [grid.text(row, column).strip() for column in range(len(cells))]
        if at.KEY in codes:
            return row, codes
    return None


def _row(
    issue: Issue, names: Mapping[str, str], titles: Mapping[str, str], codes: Sequence[str]
) -> list[dict[str, Any]]:
    words, fill = _status(issue)
    texts = {
        at.KEY: question_key(issue),
        at.SCHOOL: names.get(issue.respondent, issue.respondent),
        at.TITLE: titles.get(issue.field, issue.field),
        at.MESSAGE: issue.message,
        at.STATUS: words,
        at.REASON: issue.reason,
    }
    row = [text_value(texts.get(code, "")) for code in codes]
    if at.STATUS in codes:
        row[codes.index(at.STATUS)]["userEnteredFormat"] = {"backgroundColorStyle": rgb(fill)}
    return row
