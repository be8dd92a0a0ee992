"""Where the planned lines of a tab stand now: by key, else by the visible text that is theirs alone."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import TypeVar

from service.sheets.blueprint import AXES, COLUMNS, HEADINGS, OLD, ROWS, Blueprint, Line
from service.sheets.grids import HEAD_SEARCH
from service.sheets.standing import Standing

T = TypeVar("T")
SURE = 2
"""So many known codes or headings make a row of codes or headings, should its own mark be gone."""


@dataclass(slots=True)
class Found:
    """Places of planned lines by axis and key. ``copies`` are lines that bear a key a second time;
    ``doubtful`` are planned lines that several could be."""

    places: dict[str, dict[str, int]] = field(default_factory=lambda: {ROWS: {}, COLUMNS: {}})
    copies: dict[str, set[int]] = field(default_factory=lambda: {ROWS: set(), COLUMNS: set()})
    doubtful: list[Line] = field(default_factory=list)

    def missing(self, plan: Blueprint, axis: str) -> list[Line]:
        return [line for line in plan.lines(axis) if line.key not in self.places[axis]]

    def index(self, axis: str, index: int) -> str | None:
        """The key of the planned line at a place."""
        return next((key for key, place in self.places[axis].items() if place == index), None)

    def moved(self, axis: str, became: Mapping[int, int]) -> None:
        """Follow lines to new places; those that are not named are gone."""
        places = self.places[axis]
        self.places[axis] = {key: became[place] for key, place in places.items() if place in became}
        self.copies[axis] = {became[place] for place in self.copies[axis] if place in became}


@dataclass(frozen=True, slots=True)
class Head:
    """The crossing lines by which all others are found; None for one that is gone."""

    codes: int | None
    keys: int | None
    headings: int | None


def find(plan: Blueprint, tab: Standing, *, guess: bool = True) -> Found | None:
    """Every planned line that stands; None when nothing in the tab is known.

    Without ``guess`` a line with a key that is not planned is never taken for a planned one: between two
    versions of a form it is another field, even under the same title.
    """
    head = find_head(plan, tab)
    if head.codes is None and head.keys is None and head.headings is None:
        return None
    found = Found()
    seekers = {
        COLUMNS: _Seeker(plan, tab, COLUMNS, found, head.codes, {HEADINGS: head.headings}, guess),
        ROWS: _Seeker(plan, tab, ROWS, found, head.keys, found.places[COLUMNS], guess),
    }
    known = [(ROWS, HEADINGS, head.headings), (ROWS, plan.key, head.codes), (COLUMNS, plan.key, head.keys)]
    for axis, key, index in known:
        if index is not None:
            found.places[axis][key] = index
    for axis in AXES:
        seekers[axis].seek()
    return found


def find_head(plan: Blueprint, tab: Standing) -> Head:
    """The row of codes, the column of keys, and the row of headings."""
    head = range(min(HEAD_SEARCH, len(tab.rows)))
    texts = [{tab.text(row, column) for column in range(len(tab.rows[row]))} for row in head]
    codes = _best({row: len(texts[row] & {line.key for line in plan.columns}) for row in head})
    if codes is None:
        codes = next((row for row in head if plan.key in texts[row]), None)
    keys = _keys_column(plan, tab, codes)
    # A mark alone may be one that a write of ours put a row too high: first what many cells say.
    known = {text for line in plan.columns for _, text in line.names}
    headings = _best({row: len(texts[row] & known) for row in head if row != codes})
    if headings is None and keys is not None:
        headings = next((row for row in head if row != codes and tab.text(row, keys) == HEADINGS), None)
    if headings is None and codes is not None and keys is not None and not plan.tail:
        # Every heading was overwritten; where rows of people begin right below, that cannot be told.
        headings = None if tab.text(codes + 1, keys) else codes + 1
    return Head(codes, keys, headings)


def _keys_column(plan: Blueprint, tab: Standing, codes: int | None) -> int | None:
    if codes is not None:
        for column in range(len(tab.rows[codes])):
            if tab.text(codes, column) == plan.key:
                return column
    known = {line.key for line in plan.rows}
    counts: Counter[int] = Counter()
    for row, cells in enumerate(tab.rows):
        counts.update(column for column in range(len(cells)) if tab.text(row, column) in known)
    others = {line.key for line in plan.columns} | {text for line in plan.columns for _, text in line.names}
    others -= {plan.key}  # it is this column's own, on whatever row a write of ours has put it
    return _best({c: n for c, n in counts.items() if not _heads(tab, c, others)})


def _heads(tab: Standing, column: int, texts: Collection[str]) -> bool:
    """Whether one of these texts stands at the head of the column: a field may hold what keys hold."""
    return any(tab.text(row, column) in texts for row in range(min(HEAD_SEARCH, len(tab.rows))))


def _best(counts: Mapping[int, int]) -> int | None:
    """The line with most matches; the first of equals; none when there are too few."""
    best = max(counts, key=lambda index: (counts[index], -index), default=None)
    return best if best is not None and counts[best] >= SURE else None


@dataclass(slots=True)
class _Seeker:
    """Finds the lines of one axis. ``keys`` is the crossing line that bears their keys, ``crossing``
    where the lines stand that bear their names."""

    plan: Blueprint
    tab: Standing
    axis: str
    found: Found
    keys: int | None
    crossing: Mapping[str, int | None]
    guess: bool

    def seek(self) -> None:
        self._by_key()
        if self.axis == ROWS:
            self._swapped()
        self._by_name()

    # -- what a line shows

    def _text(self, index: int, crossing: int | None) -> str:
        if crossing is None:
            return ""
        return self.tab.text(index, crossing) if self.axis == ROWS else self.tab.text(crossing, index)

    def _key(self, index: int) -> str:
        return self._text(index, self.keys)

    def _bears(self, line: Line, index: int) -> bool:
        """Whether the line at ``index`` shows a text that is this line's."""
        return any(self._text(index, self.crossing.get(where)) == text for where, text in line.names)

    def _size(self) -> int:
        return len(self.tab.rows) if self.axis == ROWS else max((len(r) for r in self.tab.rows), default=0)

    # -- by key

    def _by_key(self) -> None:
        head = dict(self.found.places[self.axis])  # found by more than their key
        lines = {line.key: line for line in self.plan.lines(self.axis) if line.key not in head}
        bearers: dict[str, list[int]] = {}
        for index in (index for index in range(self._size()) if index not in head.values()):
            key = self._key(index)
            if key in lines:
                bearers.setdefault(key, []).append(index)
            elif key.startswith(f"{OLD}:") and (former := key.removeprefix(f"{OLD}:")) in lines:
                bearers.setdefault(former, []).append(index)
        for key, indices in bearers.items():
            alive = [index for index in indices if self._key(index) == key] or indices
            self.found.places[self.axis][key] = self._original(lines[key], alive)
        taken = set(self.found.places[self.axis].values())
        known = {**bearers, **dict.fromkeys(head)}
        self.found.copies[self.axis] = {
            index for index in range(self._size()) if index not in taken and self._key(index) in known
        }

    def _original(self, line: Line, indices: list[int]) -> int:
        """Of several lines with one key: that with its text, where the definition has it, else the first."""
        bearing = [index for index in indices if self._bears(line, index)] or indices
        if len(bearing) == 1:
            return bearing[0]
        before = self._neighbour(line, -1)
        return next((index for index in bearing if before is not None and index == before + 1), bearing[0])

    def _neighbour(self, line: Line, step: int) -> int | None:
        """The place of the nearest planned line before (-1) or after (1) that is found."""
        lines, places = self.plan.lines(self.axis), self.found.places[self.axis]
        rest = lines[lines.index(line) + 1 :] if step > 0 else lines[: lines.index(line)][::-1]
        return next((places[other.key] for other in rest if other.key in places), None)

    def _swapped(self) -> None:
        """A row with one line's code and another line's title, whose own code stands nowhere: the title is
        right (a code was written a row too high or low), when the code's own row is found by its title, or
        has none."""
        places = self.found.places[ROWS]
        for line in self.plan.rows:
            index = places.get(line.key)
            if index is None or self._bears(line, index):
                continue
            other = _only(o for o in self.plan.rows if o.key not in places and self._bears(o, index))
            home = _only(i for i in self._free() if self._bears(line, i))
            if other is None or (line.names and home is None):
                continue
            places[other.key] = index
            if home is None:
                del places[line.key]  # it stands where it belongs (_by_place)
            else:
                places[line.key] = home

    # -- by name

    def _free(self) -> list[int]:
        """Lines that are no planned line yet and might be one."""
        taken = set(self.found.places[self.axis].values())
        return [
            index
            for index in range(self._size())
            if index not in taken and (self.guess or not self._key(index))
        ]

    def _by_name(self) -> None:
        """First names that only one line bears; then names that one line bears between its neighbours."""
        places = self.found.places[self.axis]
        for between in (False, True):
            claimed = True
            while claimed:
                claimed = False
                for line in self.found.missing(self.plan, self.axis):
                    index = _only(self._candidates(line, between))
                    if index is not None and (between or self._alone(line)):
                        places[line.key], claimed = index, True
                        self.found.copies[self.axis].discard(index)
        self._by_place()
        self.found.doubtful += [
            line for line in self.found.missing(self.plan, self.axis) if self._candidates(line, between=True)
        ]

    def _by_place(self) -> None:
        """What cannot be told by key or name stands where it belongs: a line without a name of its own
        (the receipt), and lines whose keys and names a write of ours hit."""
        for run in self._runs_missing():
            low, high = self._neighbour(run[0], -1), self._neighbour(run[-1], 1)
            bounded = low is not None and high is not None
            between = range(0 if low is None else low + 1, self._size() if high is None else high)
            free = [index for index in self._free() if index in between]
            hit = [index for index in free if self._key(index) in self.tab.strays]
            # Below a head of rows are rows that people add, with keys that we have just written.
            if len(hit) == len(run) and (bounded or self.axis == COLUMNS):
                self._take(run, hit)
            elif bounded and len(run) == len(free) == len(between) and not any(line.names for line in run):
                self._take(run, free)

    def _take(self, run: list[Line], indices: list[int]) -> None:
        for line, index in zip(run, indices, strict=True):
            self.found.places[self.axis][line.key] = index

    def _runs_missing(self) -> list[list[Line]]:
        """Planned lines that are not found, those that follow each other together."""
        places = self.found.places[self.axis]
        runs = groupby(self.plan.lines(self.axis), key=lambda line: line.key in places)
        return [list(run) for found, run in runs if not found]

    def _candidates(self, line: Line, between: bool) -> list[int]:
        low, high = (self._neighbour(line, -1), self._neighbour(line, 1)) if between else (None, None)
        # A line with another line's code is a copy of that one, or this one with its code overwritten:
        # only a name that no other line has tells.
        copies = set() if self._unique(line) else self.found.copies[self.axis]
        return [
            index
            for index in self._free()
            if index not in copies
            and self._bears(line, index)
            and (low is None or low < index)
            and (high is None or index < high)
        ]

    def _unique(self, line: Line) -> bool:
        """Whether no other planned line goes by the same name."""
        others = (other for other in self.plan.lines(self.axis) if other is not line)
        return not any(set(line.names) & set(other.names) for other in others)

    def _alone(self, line: Line) -> bool:
        """Whether no other missing line goes by the same name."""
        names = set(line.names)
        others = self.found.missing(self.plan, self.axis)
        return not any(names & set(other.names) for other in others if other is not line)


def _only(items: Iterable[T]) -> T | None:
    """The one item, when there is just one."""
    first = list(islice(items, 2))
    return first[0] if len(first) == 1 else None
