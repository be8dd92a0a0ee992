"""Answers into the sheet: what should stand there, compared with what does, only differences written."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from service.core.answers import ANSWER_FILLS, MARK_FILLS, NOTE_MARK, CellAnswer
from service.core.cells import BLANK, Cell
from service.sheets import layout as at
from service.sheets.grids import Codes, Grid, Spot, anchor_of, cell_of, cell_text, code_row, seen_note
from service.sheets.readings import Places, Reading, ReadSubmission
from service.sheets.style import GROUP, hex_of, rgb, text_value

FORMER_NOTE = "\n\n— โน้ตเดิม —\n"
ASPECTS = {
    "text": "userEnteredValue",
    "back": "userEnteredValue",
    "fill": "userEnteredFormat.backgroundColorStyle",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class Want:
    """What a cell is to show; None leaves that aspect alone, "" clears it.

    ``back`` is a school's own content that is put back, after a write of ours hit it: its value, never
    its formula.
    """

    text: str | None = None
    fill: str | None = None
    note: str | None = None
    back: Cell | None = None


Former = tuple[str, str]
"""The fill and note a cell had before our mark."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Wanted cells, the former looks of those marked, and the fields marked no more."""

    wants: Mapping[Spot, Want]
    marked: Mapping[str, Former]
    unmarked: frozenset[str]


def plan(
    reading: Reading,
    submission: ReadSubmission,
    answers: Mapping[str, CellAnswer],
    receipt: Want,
    status: Want,
    former: Mapping[str, Former],
) -> Plan:
    """What the sheet should show for one submission. ``former`` are the remembered looks by field."""
    wants: dict[Spot, Want] = {}
    marked: dict[str, Former] = {}
    unmarked: set[str] = set()
    grid = reading.grids[submission.sheet_id]
    for name, places in submission.places.items():
        answer = answers[name]
        raw = grid.raw(places.value.row, places.value.column)
        if answer.note:
            look = former.get(name) or look_before(raw)
            wants[places.value] = Want(fill=answer.fill, note=_with_former(answer.note, look[1]))
            marked[name] = look
        elif name in former or _bears_mark(raw) or hex_of(raw) == GROUP:
            fill, note = former.get(name) or look_before(raw)
            wants[places.value] = Want(fill=fill, note=note)
            unmarked.add(name)
        if name in submission.hit:
            base = wants.get(places.value) or Want(fill="", note="")
            wants[places.value] = replace(base, back=submission.hit[name])
        if places.reason and name in submission.reasons_hit:
            wants[places.reason] = Want(text=submission.reasons[name], fill="")
        _want_words(wants, places, answer)
    for spot, want in ((submission.receipt, receipt), (submission.status, status)):
        if spot:
            wants[spot] = want
    return Plan(wants, marked, frozenset(unmarked))


def look_before(raw: Mapping[str, Any]) -> Former:
    """The cell's own fill and note; a mark of ours that was pasted or inherited counts as none."""
    note, fill = seen_note(raw), hex_of(raw)
    if note.startswith(NOTE_MARK):
        return "", ""
    return "" if fill in (*MARK_FILLS, GROUP) else fill, note


def _bears_mark(raw: Mapping[str, Any]) -> bool:
    """Our note, or our fill alone: a row that people insert takes over the colours of its neighbour."""
    return _noted(raw) or hex_of(raw) in MARK_FILLS


def _with_former(note: str, former: str) -> str:
    return f"{note}{FORMER_NOTE}{former}" if former else note


def _want_words(wants: dict[Spot, Want], places: Places, answer: CellAnswer) -> None:
    if places.status:
        wants[places.status] = Want(text=answer.status, fill=answer.status_fill)
    if places.message:
        wants[places.message] = Want(text=answer.message, fill="")


def strays(reading: Reading, wants: Mapping[Spot, Want], texts: Collection[str] = ()) -> dict[Spot, Want]:
    """Marks of ours on cells that have no answer: pasted, inherited or left behind; they are cleared.

    So are ``texts`` of ours that landed beside their place. A tab of a round that is not read (it is
    closed) keeps its last answers.
    """
    ours = {(item.form_id, item.round_id) for item in reading.submissions}
    answers = _places_of_answers(reading)
    cleared: dict[Spot, Want] = {}
    read = {item.sheet_id for item in reading.submissions}
    for grid in reading.grids.values():
        anchor = anchor_of(grid)
        if anchor is not None and anchor[1:] not in ours:
            continue
        words = texts if grid.sheet_id in read else ()  # people may keep a copy of a tab
        codes = code_row(grid, at.CODE)
        own_columns = _own_columns(codes or code_row(grid, at.KEY))
        for spot, raw in grid.walk():
            if spot in wants:
                if wants[spot].note is None and _noted(raw):
                    cleared[spot] = replace(wants[spot], note="")  # on words of ours that moved here
                continue
            if cell_text(raw) in words and spot not in answers:
                cleared[spot] = Want(text="", fill=_resting_fill(grid, spot.row), note="")
            elif _bears_mark(raw):
                cleared[spot] = Want(fill=_resting_fill(grid, spot.row), note=look_before(raw)[1])
            elif hex_of(raw) in ANSWER_FILLS and _inherited(grid, spot, own_columns):
                cleared[spot] = Want(fill=_resting_fill(grid, spot.row), note=seen_note(raw))
            elif hex_of(raw) == GROUP and _is_of_field(grid, codes, spot.row):
                cleared[spot] = Want(fill="", note=seen_note(raw))
    return cleared


def left_behind(reading: Reading, texts: Collection[str]) -> bool:
    """Whether words or notes of ours stand beside their places: they landed there by a write of ours."""
    return any(cell_text(raw) in texts or _noted(raw) for raw in _beside(reading))


def texts_beside(reading: Reading) -> set[str]:
    """What people wrote into the tabs beside the places of ours."""
    return {cell_text(raw) for raw in _beside(reading)}


def _beside(reading: Reading) -> Iterator[Mapping[str, Any]]:
    """The cells of the tabs read that are neither answers nor words of ours."""
    known = _places_of_words(reading) | _places_of_answers(reading)
    for sheet_id in {item.sheet_id for item in reading.submissions} & reading.grids.keys():
        for spot, raw in reading.grids[sheet_id].walk():
            if spot not in known:
                yield raw


def _places_of_answers(reading: Reading) -> set[Spot | None]:
    return {places.value for item in reading.submissions for places in item.places.values()}


def _places_of_words(reading: Reading) -> set[Spot | None]:
    found: set[Spot | None] = set()
    for item in reading.submissions:
        found |= {item.receipt, item.status}
        for places in item.places.values():
            found |= {places.status, places.message}
        for row in (*item.keyed.values(), *item.emptied):
            found |= {row.key, row.status, row.message}
    return found


def _noted(raw: Mapping[str, Any]) -> bool:
    return seen_note(raw).startswith(NOTE_MARK)


def _own_columns(codes: Codes | None) -> frozenset[int]:
    """The columns that nobody but us colours: all with a code of ours but the answers'."""
    columns = codes.columns.items() if codes else ()
    return frozenset(column for code, column in columns if code.startswith("#") and code != at.VALUE)


def _inherited(grid: Grid, spot: Spot, own_columns: Collection[int]) -> bool:
    """Whether a cell has our fill from a neighbour, or from a write that hit it: in a column of ours, or
    in a new, blank one."""
    if spot.column in own_columns:
        return True
    return not any(grid.text(row, spot.column) for row in range(len(grid.rows)))


def _is_of_field(grid: Grid, codes: Codes | None, row: int) -> bool:
    """Whether the row of a card asks something: the colour of a group's heading is then out of place."""
    code = grid.text(row, codes.columns[at.CODE]) if codes and row > codes.row else ""
    return bool(code) and not at.is_group(code) and not code.startswith("#")


def _resting_fill(grid: Grid, row: int) -> str:
    """The fill that an empty cell of ours has: a group's heading is coloured all along its row."""
    return GROUP if any(at.is_group(cell_text(cell)) for cell in grid.rows[row]) else ""


def differing(
    grids: Mapping[int, Grid], wants: Mapping[Spot, Want]
) -> list[tuple[Spot, Want, tuple[str, ...]]]:
    """The cells that do not show what they should, and what is to be written of each."""
    compared = (
        (spot, want, _differences(grids[spot.sheet_id].raw(spot.row, spot.column), want))
        for spot, want in wants.items()
    )
    return [item for item in compared if item[2]]


def requests(cells: Iterable[tuple[Spot, Want, tuple[str, ...]]]) -> list[dict[str, Any]]:
    """updateCells requests for these cells; those below each other are written together."""
    ordered = sorted(cells, key=lambda item: (item[0].sheet_id, item[2], item[0].column, item[0].row))
    runs = groupby(
        enumerate(ordered),
        key=lambda pair: (pair[1][0].sheet_id, pair[1][2], pair[1][0].column, pair[1][0].row - pair[0]),
    )
    return [_update([item for _, item in run]) for _, run in runs]


def _differences(raw: Mapping[str, Any], want: Want) -> tuple[str, ...]:
    """What to write: all that is wanted, or nothing.

    Never a part: a fill that lands on a wrong row, because people moved rows meanwhile, is known as
    ours by the note or the words that came with it.
    """
    wanted = {
        "text": (want.text, str(raw.get("formattedValue", ""))),
        "fill": (want.fill, hex_of(raw)),
        "note": (want.note, seen_note(raw)),
        "back": (want.back, cell_of(raw)),
    }
    if all(wish is None or wish == standing for wish, standing in wanted.values()):
        return ()
    return tuple(aspect for aspect, (wish, _) in wanted.items() if wish is not None)


def _update(run: Iterable[tuple[Spot, Want, tuple[str, ...]]]) -> dict[str, Any]:
    items = list(run)
    first, _, aspects = items[0]
    return {
        "updateCells": {
            "start": {"sheetId": first.sheet_id, "rowIndex": first.row, "columnIndex": first.column},
            "rows": [{"values": [_cell(want, aspects)]} for _, want, _ in items],
            "fields": ",".join(ASPECTS[aspect] for aspect in aspects),
        }
    }


def _cell(want: Want, aspects: tuple[str, ...]) -> dict[str, Any]:
    cell: dict[str, Any] = {}
    if "text" in aspects:
        cell |= text_value(want.text or "")
    if "back" in aspects:
        cell |= content_of(want.back or BLANK)
    if "fill" in aspects and want.fill:
        cell["userEnteredFormat"] = {"backgroundColorStyle": rgb(want.fill)}
    if "note" in aspects and want.note:
        cell["note"] = want.note
    return cell


def literal(cell: Cell) -> Cell:
    """The cell as it can be put back: its value, and no formula; one that shows nothing is blank."""
    return BLANK if cell.value in (None, "") else Cell(cell.value, cell.shown, cell.number_format)


def content_of(cell: Cell) -> dict[str, Any]:
    """A value as it was, with its kind; an empty cell for a blank one."""
    if isinstance(cell.value, bool):
        return {"userEnteredValue": {"boolValue": cell.value}}
    if isinstance(cell.value, int | float):
        return {"userEnteredValue": {"numberValue": cell.value}}
    return text_value(cell.value or "")
