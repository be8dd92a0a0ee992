"""Tabs from their blueprints: the batchUpdate requests that make a new one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from typing import Any

from service.core.register import Respondent
from service.core.rounds import Round
from service.core.schema import Form
from service.sheets import layout as at
from service.sheets.areas import areas_of, runs
from service.sheets.blueprint import Blueprint, Crossing, PlannedCell, Tail, Whose
from service.sheets.blueprint_card import plan_card
from service.sheets.blueprint_table import plan_issues, plan_table
from service.sheets.style import grid, rgb

BLANK = "F1F3F4"
NO_CELL: dict[str, Any] = {}
NOTHING: dict[Crossing, Mapping[str, Any]] = {}


@dataclass(slots=True)
class TabBuilder:
    """Collects the requests that make one tab."""

    sheet_id: int
    title: str
    requests: list[dict[str, Any]] = field(default_factory=list)

    def add(self, kind: str, **body: Any) -> None:
        self.requests.append({kind: body})

    def new_sheet(self, rows: int, columns: int, frozen_rows: int, frozen_columns: int = 0) -> None:
        sizes = {"rowCount": rows, "columnCount": columns, "frozenRowCount": frozen_rows}
        if frozen_columns:
            sizes["frozenColumnCount"] = frozen_columns
        self.add(
            "addSheet", properties={"sheetId": self.sheet_id, "title": self.title, "gridProperties": sizes}
        )

    def cells(self, row: int, column: int, rows: Sequence[Sequence[Mapping[str, Any]]]) -> None:
        """Write a block; each cell brings its format, sent once for all that are alike below each other.

        A request must stay well under 2 MB (GOOGLE §3): a table of 205 schools has 30,000 cells.
        """
        self.add(
            "updateCells",
            start={"sheetId": self.sheet_id, "rowIndex": row, "columnIndex": column},
            rows=[{"values": [_content(cell) for cell in cells]} for cells in rows],
            fields="userEnteredValue,note",
        )
        for place, cells in enumerate(zip_longest(*rows, fillvalue=NO_CELL), column):
            top = row
            for shape, alike in groupby(cells, key=lambda cell: cell.get("userEnteredFormat")):
                bottom = top + len(list(alike))
                if shape:
                    area = grid(self.sheet_id, top, bottom, place, place + 1)
                    self.add(
                        "repeatCell",
                        range=area,
                        cell={"userEnteredFormat": shape},
                        fields="userEnteredFormat",
                    )
                top = bottom

    def widths(self, sizes: Iterable[int]) -> None:
        for column, pixels in enumerate(sizes):
            self.size("COLUMNS", column, {"pixelSize": pixels}, "pixelSize")

    def hide(self, dimension: str, index: int, hidden: bool = True) -> None:
        self.size(dimension, index, {"hiddenByUser": hidden}, "hiddenByUser")

    def size(self, dimension: str, index: int, properties: dict[str, Any], fields: str) -> None:
        place = {"sheetId": self.sheet_id, "dimension": dimension, "startIndex": index, "endIndex": index + 1}
        self.add("updateDimensionProperties", range=place, properties=properties, fields=fields)

    def choices(self, area: dict[str, int], options: Iterable[str]) -> None:
        """A drop-down that still lets other text in: it is checked, and answered, by us."""
        values = [{"userEnteredValue": option} for option in options]
        if not values:
            self.add("setDataValidation", range=area)
            return
        condition = {"type": "ONE_OF_LIST", "values": values}
        self.add(
            "setDataValidation",
            range=area,
            rule={"condition": condition, "strict": False, "showCustomUi": True},
        )

    def protect(self, description: str, open_areas: list[dict[str, int]]) -> None:
        """Protect the whole tab but for the places a respondent fills; owners and we still may."""
        protected: dict[str, Any] = {"range": {"sheetId": self.sheet_id}, "description": description}
        if open_areas:
            protected["unprotectedRanges"] = open_areas
        self.add("addProtectedRange", protectedRange=protected)

    def protect_head(self, description: str, rows: int) -> None:
        """Protect the first rows alone: below them rows may be added, moved and deleted by all."""
        head = {"sheetId": self.sheet_id, "startRowIndex": 0, "endRowIndex": rows}
        self.add("addProtectedRange", protectedRange={"range": head, "description": description})

    def colour_when(self, areas: list[dict[str, int]], formula: str, fill: str) -> None:
        """Instant feedback: Sheets itself colours these cells while the formula holds."""
        condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
        style = {"backgroundColorStyle": rgb(fill)}
        rule = {"ranges": areas, "booleanRule": {"condition": condition, "format": style}}
        self.add("addConditionalFormatRule", rule=rule, index=0)

    def grey_blanks(self, places: Collection[tuple[int, int]]) -> None:
        """Required blanks are grey, at once and without us; what is overdue the sweep says beside them.

        No date stands in the rule: it would be wrong as soon as a school is given more time.
        """
        if places:
            areas = areas_of(self.sheet_id, places)
            self.colour_when(areas, blank_formula(areas[0]), BLANK)


def blank_formula(first: Mapping[str, int]) -> str:
    """Whether a cell is blank, as seen from the first cell of the rule's first range."""
    return f"=ISBLANK(${letters(first['startColumnIndex'])}{first['startRowIndex'] + 1})"


def letters(column: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    text = ""
    while column >= 0:
        text = chr(ord("A") + column % 26) + text
        column = column // 26 - 1
    return text


def _content(cell: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in cell.items() if key != "userEnteredFormat"}


def build(plan: Blueprint, known: Mapping[Crossing, Mapping[str, Any]] = NOTHING) -> list[dict[str, Any]]:
    """The requests that make the tab. ``known`` puts cells of respondents back into a lost one."""
    tab = TabBuilder(plan.sheet_id, plan.title)
    rows = {line.key: number for number, line in enumerate(plan.rows)}
    columns = {line.key: number for number, line in enumerate(plan.columns)}
    spare = plan.tail.rows if plan.tail else 0
    frozen = columns[plan.frozen_columns] + 1 if plan.frozen_columns else 0
    tab.new_sheet(len(rows) + spare, len(columns), rows[plan.frozen_rows] + 1, frozen)
    tab.cells(0, 0, [[_made(plan, row, column, known) for column in columns] for row in rows])
    if plan.tail and any(cell.cell for cell in plan.tail.cells.values()):
        tab.cells(len(rows), 0, [tail_row(plan.tail, columns)] * spare)
    tab.widths([line.size for line in plan.columns])
    for axis, lines in (("COLUMNS", plan.columns), ("ROWS", plan.rows)):
        for number, line in enumerate(lines):
            if line.hidden:
                tab.hide(axis, number)
    offer(tab, choices_at(plan, rows, columns, len(rows) + spare))
    guard(tab, plan, len(rows), open_cells(plan, rows, columns, len(rows) + spare))
    tab.grey_blanks([(rows[row], columns[column]) for row, column in plan.grey])
    return tab.requests


def tail_row(tail: Tail, columns: Iterable[str]) -> list[Mapping[str, Any]]:
    return [tail.cells[column].cell if column in tail.cells else NO_CELL for column in columns]


def _made(
    plan: Blueprint, row: str, column: str, known: Mapping[Crossing, Mapping[str, Any]]
) -> Mapping[str, Any]:
    planned = plan.at(row, column)
    if planned is None:
        return NO_CELL
    return made_cell(planned, known.get((row, column), NO_CELL))


def made_cell(planned: PlannedCell, known: Mapping[str, Any]) -> dict[str, Any]:
    """The cell as it is made, with what is known of a respondent's answer in it."""
    if planned.whose is not Whose.SCHOOL or not known:
        return dict(planned.cell)
    shape = {**planned.shape, **known.get("userEnteredFormat", {})}
    return {**planned.cell, **known, "userEnteredFormat": shape}


def choices_at(
    plan: Blueprint, rows: Mapping[str, int], columns: Mapping[str, int], bottom: int
) -> dict[tuple[int, int], tuple[str, ...]]:
    """What each cell of a respondent offers; () where it is to offer nothing."""
    found = {
        (rows[row], columns[column]): cell.choices
        for (row, column), cell in plan.cells.items()
        if cell.whose is Whose.SCHOOL and row in rows and column in columns
    }
    for column, cell in plan.tail.cells.items() if plan.tail else ():
        if cell.whose is Whose.SCHOOL and column in columns:
            found |= {(row, columns[column]): cell.choices for row in range(max(rows.values()) + 1, bottom)}
    return found


def open_cells(
    plan: Blueprint, rows: Mapping[str, int], columns: Mapping[str, int], bottom: int
) -> set[tuple[int, int]]:
    """The cells a respondent may fill."""
    return set(choices_at(plan, rows, columns, bottom))


def offer(tab: TabBuilder, offers: Mapping[tuple[int, int], tuple[str, ...]], clear: bool = False) -> None:
    """Drop-downs, one request for cells that are alike; with ``clear`` also where there is to be none."""
    alike: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for place, options in offers.items():
        alike.setdefault(options, []).append(place)
    for options, places in alike.items():
        for area in areas_of(tab.sheet_id, places) if options or clear else ():
            tab.choices(area, options)


def guard(tab: TabBuilder, plan: Blueprint, head_rows: int, places: Collection[tuple[int, int]]) -> None:
    """The protection of a tab that has none."""
    if plan.protection == "tab":
        tab.protect(tab.title, areas_of(tab.sheet_id, places))
    elif plan.protection == "head":
        tab.protect_head(tab.title, head_rows)


def build_card(
    form: Form,
    opened: Round,
    respondent: Respondent,
    relevant: Collection[str],
    sheet_id: int,
    previous: Mapping[str, str],
) -> list[dict[str, Any]]:
    return build(plan_card(form, opened, respondent, relevant, sheet_id, previous))


def build_table(
    form: Form, opened: Round, respondents: Sequence[Respondent], sheet_id: int
) -> list[dict[str, Any]]:
    return build(plan_table(form, opened, respondents, sheet_id))


def build_issues(form: Form, opened: Round, sheet_id: int) -> list[dict[str, Any]]:
    return build(plan_issues(form, opened, sheet_id))
