"""Bringing a tab that stands to its blueprint: what differs is written, and nothing that a respondent wrote.

``repair`` puts back what was lost, each line where it stands now. ``migrate`` does the same for a newer
version of the form: fields are added, retired and brought into the new order; values go with their field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from service.core.answers import ANSWER_FILLS, NOTE_MARK
from service.sheets.blueprint import (
    AXES,
    COLUMNS,
    HEADINGS,
    OLD,
    ROWS,
    Blueprint,
    PlannedCell,
    Tail,
    Whose,
)
from service.sheets.building import NOTHING_KNOWN, Known, made_cell
from service.sheets.deeds import Deed
from service.sheets.finding import Found, find
from service.sheets.grids import seen_note
from service.sheets.guarding import Guard
from service.sheets.ordering import moves
from service.sheets.retiring import Former, Retired, leave_behind, old_heading, retire
from service.sheets.standing import Standing
from service.sheets.style import hex_of, rgb
from service.sheets.tab_builder import TabBuilder

NO_FORMER: Former = {}


@dataclass(frozen=True, slots=True)
class Brought:
    """The requests that bring a tab to its blueprint, what they do, and what they could not.

    ``lost`` is whether nothing in the tab could be recognised: it must be made anew.
    """

    requests: list[dict[str, Any]] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    left: list[Deed] = field(default_factory=list)
    lost: bool = False


def repair(plan: Blueprint, tab: Standing, known: Known = NOTHING_KNOWN) -> Brought:
    """Restore what differs. Lines stay where people moved them; other lines are not touched."""
    return _bring(plan, tab, known, NO_FORMER, newer=False)


def migrate(
    plan: Blueprint, tab: Standing, known: Known = NOTHING_KNOWN, former: Former = NO_FORMER
) -> Brought:
    """Bring a tab of an older version of the form to this one.

    ``former`` are the looks that come back where our marks stood on cells of removed fields.
    """
    return _bring(plan, tab, known, former, newer=True)


def bring_found(plan: Blueprint, tab: Standing, found: Found, known: Known = NOTHING_KNOWN) -> Brought:
    """Restore what differs in a tab whose lines were found by other means (an adopted one)."""
    return _Bringing(plan, tab, found, known, NO_FORMER, newer=False).all()


def _bring(plan: Blueprint, tab: Standing, known: Known, former: Former, newer: bool) -> Brought:
    found = find(plan, tab, guess=not newer)
    if found is None:
        return Brought(lost=True)
    return _Bringing(plan, tab, found, known, former, newer).all()


@dataclass(slots=True)
class _Bringing:
    plan: Blueprint
    tab: Standing
    found: Found
    known: Known
    former: Former
    newer: bool
    fresh: dict[str, set[str]] = field(default_factory=lambda: {ROWS: set(), COLUMNS: set()})
    deeds: list[Deed] = field(default_factory=list)
    left: list[Deed] = field(default_factory=list)

    def all(self) -> Brought:
        """Lines first, then cells, then rules: each in the places that the step before left."""
        self.left += [Deed("doubtful", line.title) for line in self.found.doubtful]
        retired = self._retire()
        for axis in AXES:
            self._insert_missing(axis)
        self._insert_heading_of_old(retired)
        self._join_head()
        if self.newer and not self.plan.loose:
            for axis in {self.plan.fields} - {""}:
                self._order(axis, retired)
        self._drop_copies()
        self._fill_fresh()
        self._restore_cells()
        if retired.kept:
            leave_behind(self.plan, self.tab, self.found, retired, self.former)
        return self._finished()

    def _finished(self) -> Brought:
        guard = Guard(self.plan, self.tab, self.found, self.fresh)
        last = guard.requests()
        requests = [*guard.first, *self.tab.shifts, *self.tab.writes(), *last]
        if requests and self.newer and not self.plan.loose:
            requests += self._sizes()
        return Brought(requests, [*self.deeds, *guard.deeds], [*self.left, *guard.left])

    def _sizes(self) -> list[dict[str, Any]]:
        """Lines of an older layout take the sizes of this one; else people's own stay."""
        builder = TabBuilder(self.tab.sheet_id, self.plan.title)
        for axis in AXES:
            for line in self.plan.lines(axis):
                if line.size:
                    index = self.found.places[axis][line.key]
                    builder.size(axis, index, {"pixelSize": line.size}, "pixelSize")
        return builder.requests

    # -- lines

    def _retire(self) -> Retired:
        if not self.newer:
            return Retired()
        done = retire(self.plan, self.tab, self.found)
        self.deeds += done.deeds
        return done

    def _insert_missing(self, axis: str) -> None:
        kind = "added" if self.newer and axis == self.plan.fields else "line"
        for line in self.found.missing(self.plan, axis):
            self._insert(axis, line.key, self._place_for(axis, line.key))
            self.deeds.append(Deed(kind, line.title))

    def _place_for(self, axis: str, key: str) -> int:
        """After the planned line before it, wherever that stands; else before the next one."""
        lines, places = [line.key for line in self.plan.lines(axis)], self.found.places[axis]
        number = lines.index(key)
        before = next((places[other] for other in lines[:number][::-1] if other in places), None)
        if before is not None:
            return before + 1
        return next((places[other] for other in lines[number:] if other in places), 0)

    def _insert(self, axis: str, key: str, index: int) -> None:
        size = self.tab.counts[axis]
        self.tab.insert(axis, index)
        self.found.moved(axis, {old: old + (old >= index) for old in range(size)})
        self.found.places[axis][key] = index
        self.fresh[axis].add(key)

    def _insert_heading_of_old(self, retired: Retired) -> None:
        for line in old_heading(retired) if self.plan.fields == ROWS else ():
            column = self.found.places[COLUMNS].get(self.plan.key, 0)
            standing = [row for row in range(len(self.tab.rows)) if self.tab.text(row, column) == OLD]
            if standing:
                self.found.places[ROWS][OLD] = standing[0]
            else:
                self._insert(ROWS, line.key, max(self.found.places[ROWS].values()) + 1)

    def _join_head(self) -> None:
        """The headings stand right below the codes: reading takes them from there."""
        places = self.found.places[ROWS]
        codes, headings = places[self.plan.key], places[HEADINGS]
        if headings != codes + 1:
            self._move(ROWS, (codes, codes + 1, headings))
            self.deeds.append(Deed("moved", "แถวรหัส"))

    def _order(self, axis: str, retired: Retired) -> None:
        wanted = [line.key for line in self.plan.lines(axis)]
        wanted += [OLD] if axis == ROWS and OLD in self.found.places[ROWS] else []
        done = moves(self.found.places[axis], [*wanted, *retired.kept])
        for move in done:
            key = self.found.index(axis, move[0])
            self._move(axis, move)
            self.deeds += [Deed("moved", line.title) for line in self.plan.lines(axis) if line.key == key]

    def _move(self, axis: str, move: tuple[int, int, int]) -> None:
        start, end, destination = move
        order = list(range(self.tab.counts[axis]))
        rest = order[:start] + order[end:]
        place = destination - (end - start) if destination > start else destination
        order = rest[:place] + order[start:end] + rest[place:]
        self.tab.move(axis, start, end, destination)
        self.found.moved(axis, {old: new for new, old in enumerate(order)})

    # -- cells

    def _drop_copies(self) -> None:
        """A copied line is no second place for the same answer: it loses its key."""
        for axis in AXES:
            across = self.found.places[COLUMNS if axis == ROWS else ROWS]
            for index in self.found.copies[axis]:
                place = (index, across[self.plan.key]) if axis == ROWS else (across[self.plan.key], index)
                key = self.tab.text(*place)
                self.tab.put(*place, userEnteredValue=None)
                title = next((line.title for line in self.plan.lines(axis) if line.key == key), key)
                self.deeds.append(Deed("copy", title))

    def _fill_fresh(self) -> None:
        """Every cell of a line just inserted: it took over the look of its neighbour."""
        rows, columns = self.found.places[ROWS], self.found.places[COLUMNS]
        for row in rows:
            for column in columns if row in self.fresh[ROWS] else self.fresh[COLUMNS]:
                planned = self.plan.at(row, column)
                known = self.known.cells.get((row, column), {})
                self._fill((rows[row], columns[column]), made_cell(planned, known) if planned else {})
        if self.plan.tail and self.fresh[COLUMNS]:
            self._fill_tail(self.plan.tail)

    def _fill_tail(self, tail: Tail) -> None:
        """A column put back gets what is known of the rows below, by their keys."""
        columns = self.found.places[COLUMNS]
        known = {row[self.plan.key]["userEnteredValue"]["stringValue"]: row for row in self.known.tail}
        for row in range(max(self.found.places[ROWS].values()) + 1, self.tab.counts[ROWS]):
            kept = known.get(self.tab.text(row, columns[self.plan.key]), {})
            for column in self.fresh[COLUMNS]:
                blank = tail.cells[column].cell if column in tail.cells else {}
                self._fill((row, columns[column]), {**blank, **kept.get(column, {})})

    def _fill(self, place: tuple[int, int], made: Mapping[str, Any]) -> None:
        parts = {name: made.get(name) for name in ("userEnteredValue", "note", "userEnteredFormat")}
        self.tab.put(*place, **parts)

    def _restore_cells(self) -> None:
        for (row, column), planned in self.plan.cells.items():
            if row in self.fresh[ROWS] or column in self.fresh[COLUMNS]:
                continue
            place = (self.found.places[ROWS][row], self.found.places[COLUMNS][column])
            if planned.whose is Whose.OURS:
                self._restore_text(place, planned)
            elif planned.whose is Whose.SCHOOL and self.newer and not self.plan.loose:
                self._restore_format(place, planned, row if self.plan.fields == ROWS else column)

    def _restore_text(self, place: tuple[int, int], planned: PlannedCell) -> None:
        text, strict = planned.text.strip(), self.newer and not self.plan.loose
        kind = "changed" if self.newer else "text"
        if text != self.tab.text(*place) and (text or strict):
            self.tab.put(*place, userEnteredValue=planned.cell.get("userEnteredValue"))
            self.deeds.append(Deed(kind, text.split("\n")[0]))
        note = seen_note(self.tab.raw(*place))
        if note != planned.note and not note.startswith(NOTE_MARK) and (planned.note or strict):
            self.tab.put(*place, note=planned.note or None)
            self.deeds.append(Deed(kind if self.newer else "note", text))
        fill = hex_of(planned.cell)
        if fill and not self.plan.loose and hex_of(self.tab.raw(*place)) in ("", *ANSWER_FILLS):
            # A colour of ours fell upon it and was cleared; people's own colours stay.
            self.tab.put(*place, userEnteredFormat__backgroundColorStyle=rgb(fill))
            self.deeds.append(Deed("look", text))

    def _restore_format(self, place: tuple[int, int], planned: PlannedCell, key: str) -> None:
        shown = self.tab.raw(*place).get("userEnteredFormat", {})
        for part in ("numberFormat", "wrapStrategy"):
            if shown.get(part) != planned.shape[part]:
                self.tab.put(*place, **{f"userEnteredFormat__{part}": planned.shape[part]})
                self.deeds.append(Deed("format", key))
