"""Answers into the sheet: what should stand there, compared with what does, only differences written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from service.core.answers import NOTE_MARK, CellAnswer
from service.sheets.reader import Grid, Places, Reading, ReadSubmission, Spot, anchor_of, seen_note
from service.sheets.style import hex_of, rgb, text_value

FORMER_NOTE = "\n\n— โน้ตเดิม —\n"
ASPECTS = {"text": "userEnteredValue", "fill": "userEnteredFormat.backgroundColorStyle", "note": "note"}


@dataclass(frozen=True, slots=True)
class Want:
    """What a cell is to show; None leaves that aspect alone, "" clears it."""

    text: str | None = None
    fill: str | None = None
    note: str | None = None


Former = tuple[str, str]
"""The fill and note a cell had before our mark."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Wanted cells, and which former looks to remember and forget (by field)."""

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
        if answer.fill:
            look = former.get(name) or _look_before(raw)
            wants[places.value] = Want(fill=answer.fill, note=_with_former(answer.note, look[1]))
            marked[name] = look
        elif name in former or seen_note(raw).startswith(NOTE_MARK):
            fill, note = former.get(name, ("", ""))
            wants[places.value] = Want(fill=fill, note=note)
            unmarked.add(name)
        _want_words(wants, places, answer)
    for spot, want in ((submission.receipt, receipt), (submission.status, status)):
        if spot:
            wants[spot] = want
    return Plan(
        wants, {name: look for name, look in marked.items() if name not in former}, frozenset(unmarked)
    )


def _look_before(raw: Mapping[str, Any]) -> Former:
    """The cell's own fill and note; a mark of ours that was pasted here counts as none."""
    note = seen_note(raw)
    return ("", "") if note.startswith(NOTE_MARK) else (hex_of(raw), note)


def _with_former(note: str, former: str) -> str:
    return f"{note}{FORMER_NOTE}{former}" if former else note


def _want_words(wants: dict[Spot, Want], places: Places, answer: CellAnswer) -> None:
    if places.status:
        wants[places.status] = Want(text=answer.status, fill=answer.status_fill)
    if places.message:
        wants[places.message] = Want(text=answer.message)


def strays(reading: Reading, wants: Mapping[Spot, Want]) -> dict[Spot, Want]:
    """Marks of ours on cells that have no answer: pasted or left behind; they are cleared.

    A tab of a round that is not read (it is closed) keeps its last answers.
    """
    ours = {(item.form_id, item.round_id) for item in reading.submissions}
    return {
        spot: Want(fill="", note="")
        for grid in reading.grids.values()
        if (anchor := anchor_of(grid)) is None or anchor[1:] in ours
        for spot, raw in grid.walk()
        if seen_note(raw).startswith(NOTE_MARK) and spot not in wants
    }


def requests(grids: Mapping[int, Grid], wants: Mapping[Spot, Want]) -> list[dict[str, Any]]:
    """updateCells requests for the differences; cells below each other are written together."""
    differing = []
    for spot, want in wants.items():
        aspects = _differences(grids[spot.sheet_id].raw(spot.row, spot.column), want)
        if aspects:
            differing.append((spot, want, aspects))
    differing.sort(key=lambda item: (item[0].sheet_id, item[2], item[0].column, item[0].row))
    runs = groupby(
        enumerate(differing),
        key=lambda pair: (pair[1][0].sheet_id, pair[1][2], pair[1][0].column, pair[1][0].row - pair[0]),
    )
    return [_update([item for _, item in run]) for _, run in runs]


def _differences(raw: Mapping[str, Any], want: Want) -> tuple[str, ...]:
    aspects = []
    if want.text is not None and want.text != str(raw.get("formattedValue", "")):
        aspects.append("text")
    if want.fill is not None and want.fill != hex_of(raw):
        aspects.append("fill")
    if want.note is not None and want.note != seen_note(raw):
        aspects.append("note")
    return tuple(aspects)


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
    if "fill" in aspects and want.fill:
        cell["userEnteredFormat"] = {"backgroundColorStyle": rgb(want.fill)}
    if "note" in aspects and want.note:
        cell["note"] = want.note
    return cell
