"""What is typed into the tabs of one file, all in one request; places are found by their codes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from service.demo.dealing import Line
from service.demo.typed import BLANK, Typed

CODE, VALUE, REASON, KEY = "#code", "#value", "#reason", "#key"
Texts = Sequence[Sequence[str]]
"""What a tab shows, row by row."""
Place = tuple[int, int]
"""Row and column of a cell, from 0."""
MASK = "sheets(properties/sheetId,data/rowData/values/formattedValue)"


@dataclass(frozen=True, slots=True)
class Paper:
    """What one respondent leaves in one tab: ``lines`` instead of what it typed there ``before``.

    ``layout`` is card, table or list; ``rows`` are the rows (from 0) of the list in which ``before`` stands,
    ``names`` the fields that name a row there. ``kept`` are, line by line, the fields that are left as they
    stand in a new tab; they are typed where nothing stands. ``right`` are the first lines without their
    mistakes: they say which row that was made with the tab is meant, and what a mistake empties in it.
    """

    sheet_id: int
    layout: str
    respondent: str
    lines: Sequence[Line]
    before: Sequence[Line] = ()
    rows: Sequence[int] = ()
    names: Sequence[str] = ()
    kept: Sequence[frozenset[str]] = ()
    right: Sequence[Line] = ()


def texts_by_tab(answer: Mapping[str, Any]) -> dict[int, Texts]:
    """The texts of every tab of a spreadsheets.get with ``MASK``."""
    return {
        sheet["properties"].get("sheetId", 0): [
            [cell.get("formattedValue", "") for cell in row.get("values", ())]
            for row in sheet["data"][0].get("rowData", ())
        ]
        for sheet in answer["sheets"]
    }


def typing(paper: Paper, texts: Texts) -> tuple[list[dict[str, Any]], list[int]]:
    """The requests that type a paper, and the rows in which its lines stand."""
    rows, place_of = _rows(paper, texts), _places(paper, texts)
    requests: list[dict[str, Any]] = []
    for number, row in enumerate(rows):
        old = paper.before[number] if number < len(paper.before) else Line()
        new = paper.lines[number] if number < len(paper.lines) else Line()
        for name in dict.fromkeys([*old.cells, *new.cells]):
            was, now = old.cells.get(name, BLANK), new.cells.get(name, BLANK)
            place = place_of(row, name)
            if was != now and not (was == BLANK and _is_kept(paper, number, name) and _text(texts, *place)):
                requests.append(update(paper.sheet_id, *place, cell_of(now), was))
        requests += _emptied(paper, texts, number, partial(place_of, row), {*old.cells, *new.cells})
        requests += _reasons(paper, texts, row, old, new)
    return requests, rows


def _emptied(
    paper: Paper, texts: Texts, number: int, place_of: Callable[[str], Place], typed: set[str]
) -> list[dict[str, Any]]:
    """What stands in the row from the beginning and a mistake takes away: it is not among what is typed."""
    right = paper.right[number].cells if number < len(paper.right) else {}
    places = (place_of(name) for name in right if name not in typed)
    return [update(paper.sheet_id, *place, cell_of(BLANK)) for place in places if _text(texts, *place)]


def _is_kept(paper: Paper, number: int, name: str) -> bool:
    return number < len(paper.kept) and name in paper.kept[number]


def _text(texts: Texts, row: int, column: int) -> str:
    return texts[row][column] if row < len(texts) and column < len(texts[row]) else ""


def standing(layout: str, respondent: str, texts: Texts) -> list[dict[str, str]]:
    """What stands in a tab: the rows of a list that are not empty, or the answers of a respondent."""
    if layout == "card":
        column = _columns(texts, CODE)[VALUE]
        return [
            {name: _text(texts, row, column) for name, row in _codes(texts).items() if name[:1] not in "#§"}
        ]
    columns = {name: at for name, at in _columns(texts, KEY).items() if name[:1] != "#"}
    key = _columns(texts, KEY)[KEY]
    head = next(number for number, row in enumerate(texts) if KEY in row)
    below = range(head + 2, len(texts))
    rows = below if layout == "list" else [row for row in below if _text(texts, row, key) == respondent]
    found = [{name: _text(texts, row, at) for name, at in columns.items()} for row in rows]
    return [row for row in found if any(row.values())]


def picking(sheet_id: int, texts: Texts, reasons: Mapping[tuple[str, str], str]) -> list[dict[str, Any]]:
    """The requests that pick reasons on a table's issues tab, by respondent and field; "" takes one away."""
    if not any(KEY in row for row in texts):
        return []
    columns = _columns(texts, KEY)
    requests = []
    for number in range(len(texts)):
        respondent, _, question = _text(texts, number, columns[KEY]).partition("|")
        place = respondent, question.partition("|")[0]
        if place in reasons and _text(texts, number, columns[REASON]) != reasons[place]:
            cell = cell_of(Typed(reasons[place] or None))
            requests.append(update(sheet_id, number, columns[REASON], cell))
    return requests


def _reasons(paper: Paper, texts: Texts, row: int, old: Line, new: Line) -> list[dict[str, Any]]:
    """A card has a place for each field's reason, a row of a list one for all; of a table see ``picking``."""
    if paper.layout == "table" or old.reasons == new.reasons:
        return []
    column = _columns(texts, CODE if paper.layout == "card" else KEY)[REASON]
    if paper.layout == "list":
        text = "".join([*new.reasons.values()][:1])
        return [update(paper.sheet_id, row, column, cell_of(Typed(text) if text else BLANK), BLANK)]
    codes = _codes(texts)
    return [
        update(paper.sheet_id, codes[name], column, cell_of(Typed(new.reasons.get(name) or None)), BLANK)
        for name in dict.fromkeys([*old.reasons, *new.reasons])
    ]


def _rows(paper: Paper, texts: Texts) -> list[int]:
    """Where each line stands. In a list: where it was, in the row made for it, or in the next free one."""
    if paper.layout == "card":
        return [0] if paper.lines or paper.before else []
    if paper.layout == "table":
        key = _columns(texts, KEY)[KEY]
        mine = (number for number, row in enumerate(texts) if row[key : key + 1] == [paper.respondent])
        return [next(mine)] if paper.lines or paper.before else []
    head = next(number for number, row in enumerate(texts) if KEY in row)
    columns = {name: at for name, at in _columns(texts, KEY).items() if name[:1] != "#"}
    rows = list(paper.rows)
    filled = {
        number: row
        for number, row in enumerate(texts)
        if number > head + 1 and any(row[at] for at in columns.values() if at < len(row))
    }
    free = max([head + 1, *filled, *rows]) + 1
    for number, line in enumerate(paper.lines[len(rows) :], len(rows)):
        right = paper.right[number] if number < len(paper.right) else line
        made = _made_for(
            right, paper.names, {at: row for at, row in filled.items() if at not in rows}, columns
        )
        rows.append(free if made is None else made)
        free += made is None
    return rows


def _made_for(
    line: Line, names: Sequence[str], filled: Mapping[int, Sequence[str]], columns: Mapping[str, int]
) -> int | None:
    """The row that already holds what names this line: it was made with the tab."""
    wanted = [str(line.cells[name].value).strip() for name in names if name in line.cells]
    if not wanted or len(wanted) < len(names):
        return None
    for number, row in filled.items():
        if [row[columns[name]].strip() if columns[name] < len(row) else "" for name in names] == wanted:
            return number
    return None


def _places(paper: Paper, texts: Texts) -> Callable[[int, str], Place]:
    """Where a field stands that belongs to the line of this row."""
    if paper.layout == "card":
        codes, column = _codes(texts), _columns(texts, CODE)[VALUE]
        return lambda _, name: (codes[name], column)
    columns = _columns(texts, KEY)
    return lambda row, name: (row, columns[name])


def _columns(texts: Texts, corner: str) -> dict[str, int]:
    head = next(row for row in texts if corner in row)
    return {code: column for column, code in enumerate(head) if code}


def _codes(texts: Texts) -> dict[str, int]:
    column = _columns(texts, CODE)[CODE]
    return {row[column]: number for number, row in enumerate(texts) if len(row) > column and row[column]}


def update(sheet_id: int, row: int, column: int, cell: dict[str, Any], was: Typed = BLANK) -> dict[str, Any]:
    """The request that types into one cell; a number format that the former content brought goes with it."""
    shaped = "userEnteredFormat" in cell or was.number_format
    fields = "userEnteredValue" + (",userEnteredFormat.numberFormat" if shaped else "")
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}


def cell_of(typed: Typed) -> dict[str, Any]:
    """What the typing leaves in the cell. Real numbers stay numbers, everything else is literal text."""
    if typed == BLANK:
        return {"userEnteredValue": {}}
    if typed.formula:
        value: dict[str, Any] = {"formulaValue": typed.formula}
    elif isinstance(typed.value, bool):
        value = {"boolValue": typed.value}
    elif isinstance(typed.value, int | float):
        value = {"numberValue": typed.value}
    else:
        value = {"stringValue": str(typed.value)}
    cell: dict[str, Any] = {"userEnteredValue": value}
    if typed.number_format:
        form = {"type": typed.number_format} | ({"pattern": typed.pattern} if typed.pattern else {})
        cell["userEnteredFormat"] = {"numberFormat": form}
    return cell
