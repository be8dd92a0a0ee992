"""What a newer version of a form no longer asks: its values stay at the end of the tab, and are not read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.core.answers import NOTE_MARK
from service.sheets import layout as at
from service.sheets.blueprint import COLUMNS, GROUPS, OLD, ROWS, Blueprint, Crossing, Line, Whose
from service.sheets.deeds import Deed
from service.sheets.finding import Found
from service.sheets.grids import seen_note
from service.sheets.standing import Standing
from service.sheets.style import GROUP, hex_of, rgb, styled

OLD_TITLE = "ไม่ใช้แล้วในแบบรุ่นนี้ (เก็บค่าไว้ ไม่อ่าน)"
NAME = re.compile(r"[a-z][a-z0-9_]*")
"""A field's name, as definitions write it."""
Former = Mapping[Crossing, tuple[str, str]]
"""The fill and note that marked cells had before our mark, by row and column."""


@dataclass(slots=True)
class Retired:
    """``kept`` are the keys of the lines that stay at the end, ``fresh`` those that go there just now."""

    kept: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)


def retire(plan: Blueprint, tab: Standing, found: Found) -> Retired:
    """Take blank lines of removed fields out; name those that hold something. Lines are deleted here."""
    done, axis = Retired(), plan.fields
    crossing = found.places[COLUMNS if axis == ROWS else ROWS].get(plan.key)
    if not axis or crossing is None:
        return done
    planned = set(found.places[axis].values()) | found.copies[axis]
    for index in reversed(range(tab.counts[axis])):
        key = tab.text(*_place(axis, index, crossing))
        if index in planned or not (NAME.fullmatch(key) or key.startswith((f"{OLD}:", "§"))):
            continue
        if key.startswith(f"{OLD}:") or _holds(plan, tab, found, index):
            name = key if key.startswith(OLD) else f"{OLD}:{key}"
            done.kept.insert(0, name)
            found.places[axis][name] = index
            if not key.startswith(OLD):
                done.fresh.append(name)
                done.deeds.append(Deed("retired", _title(plan, tab, found, index)))
        else:
            done.deeds.append(Deed("dropped", _title(plan, tab, found, index)))
            tab.delete(axis, index)
            became = {old: old - (old > index) for old in range(tab.counts[axis] + 1) if old != index}
            found.moved(axis, became)
    if not done.kept and axis == ROWS:
        _take_out_heading(tab, found, crossing)
    return done


def _take_out_heading(tab: Standing, found: Found, column: int) -> None:
    """Nothing stands below the heading of what is no longer asked: the fields are asked again."""
    for row in [row for row in range(len(tab.rows)) if tab.text(row, column) == OLD]:
        tab.delete(ROWS, row)
        count = tab.counts[ROWS] + 1
        found.moved(ROWS, {old: old - (old > row) for old in range(count) if old != row})


def _place(axis: str, index: int, crossing: int) -> tuple[int, int]:
    return (index, crossing) if axis == ROWS else (crossing, index)


def _title(plan: Blueprint, tab: Standing, found: Found, index: int) -> str:
    where = at.TITLE if plan.fields == ROWS else "#headings"
    crossing = found.places[COLUMNS if plan.fields == ROWS else ROWS].get(where)
    return tab.text(*_place(plan.fields, index, crossing)) if crossing is not None else ""


def _holds(plan: Blueprint, tab: Standing, found: Found, index: int) -> bool:
    """Whether somebody wrote something into the line, besides what was ours."""
    across = COLUMNS if plan.fields == ROWS else ROWS
    ours = {
        found.places[across][line.key]
        for line in plan.lines(across)
        if line.key in found.places[across] and line.key not in schools_lines(plan, across)
    }
    cells = enumerate(tab.line(plan.fields, index))
    return any(
        cell.get("formattedValue") or (seen_note(cell) and not seen_note(cell).startswith(NOTE_MARK))
        for place, cell in cells
        if place not in ours
    )


def schools_lines(plan: Blueprint, axis: str) -> frozenset[str]:
    """The keys of lines in which respondents write."""
    which = 0 if axis == ROWS else 1
    return frozenset(where[which] for where, cell in plan.cells.items() if cell.whose is Whose.SCHOOL)


def leave_behind(plan: Blueprint, tab: Standing, found: Found, done: Retired, former: Former) -> None:
    """Write the keys of lines just retired, take our marks off them, and say above them what they are."""
    axis, across = plan.fields, COLUMNS if plan.fields == ROWS else ROWS
    lines = found.places[across]
    for name in done.fresh:
        index = found.places[axis][name]
        tab.put(*_place(axis, index, lines[plan.key]), userEnteredValue={"stringValue": name})
        for key, crossing in lines.items():
            place = _place(axis, index, crossing)
            if key in (at.STATUS, at.MESSAGE):
                tab.put(*place, userEnteredValue=None, userEnteredFormat__backgroundColorStyle=None)
            elif seen_note(tab.raw(*place)).startswith(NOTE_MARK):
                plain = name.removeprefix(f"{OLD}:")
                fill, note = former.get((plain, key) if axis == ROWS else (key, plain), ("", ""))
                tab.put(
                    *place,
                    note=note or None,
                    userEnteredFormat__backgroundColorStyle=rgb(fill) if fill else None,
                )
    _say_above(plan, tab, found, done)


def _say_above(plan: Blueprint, tab: Standing, found: Found, done: Retired) -> None:
    if plan.fields == COLUMNS:
        groups = found.places[ROWS].get(GROUPS)
        for number, name in enumerate(done.kept if groups is not None else ()):
            text = OLD_TITLE if number == 0 else ""
            _write(tab, int(groups or 0), found.places[COLUMNS][name], text)
        return
    if OLD in found.places[ROWS]:
        row = found.places[ROWS][OLD]
        for line in plan.columns:
            if line.key in found.places[COLUMNS]:
                text = {plan.key: OLD, at.TITLE: OLD_TITLE}.get(line.key, "")
                _write(tab, row, found.places[COLUMNS][line.key], text)


def _write(tab: Standing, row: int, column: int, text: str) -> None:
    if tab.text(row, column) != text or hex_of(tab.raw(row, column)) != GROUP:
        cell = styled(text, bold=True, fill=GROUP, wrap="OVERFLOW_CELL")
        tab.put(
            row,
            column,
            userEnteredValue=cell.get("userEnteredValue"),
            userEnteredFormat=cell["userEnteredFormat"],
        )


def old_heading(done: Retired) -> list[Line]:
    """The line above the kept rows, when there are some."""
    return [Line(OLD, OLD_TITLE)] if done.kept else []
