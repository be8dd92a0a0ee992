"""The requests of a batchUpdate that make, fill and guard one tab."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from typing import Any

from service.core.normalise import NONE_WORD
from service.sheets.areas import areas_of
from service.sheets.style import grid, rgb

BLANK = "F1F3F4"
NO_CELL: dict[str, Any] = {}


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

    def protect(
        self, open_areas: list[dict[str, int]], head_rows: int = 0, editors: Sequence[str] = ()
    ) -> None:
        """Protect the whole tab but for the places a respondent fills; owners and ``editors`` still may.

        With ``head_rows`` those alone: below them rows may be added, moved and deleted by all.
        """
        area = {"sheetId": self.sheet_id}
        area |= {"startRowIndex": 0, "endRowIndex": head_rows} if head_rows else {}
        self.add("addProtectedRange", protectedRange=protection(area, self.title, open_areas, editors))

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

    def grey_begun(self, headings: int, columns: Collection[int], begun: Sequence[tuple[int, int]]) -> None:
        """The same in rows that hold something in the columns of ``begun``.

        The rule begins at the headings, which stay whatever is done to the rows below.
        """
        if columns:
            areas = areas_of(self.sheet_id, [(headings, column) for column in columns])
            for area in areas:
                del area["endRowIndex"]  # rows that are added below are greyed too
            self.colour_when(areas, begun_formula(areas[0], begun), BLANK)


def blank_formula(first: Mapping[str, int]) -> str:
    """Whether a cell is blank, as seen from the first cell of the rule's first range."""
    return f"=ISBLANK(${letters(first['startColumnIndex'])}{first['startRowIndex'] + 1})"


def begun_formula(first: Mapping[str, int], begun: Sequence[tuple[int, int]]) -> str:
    """The same in a row that holds in these columns more than that there is nothing to list."""
    row = first["startRowIndex"] + 1
    cell = f"{letters(first['startColumnIndex'])}{row}"
    areas = [f"${letters(left)}{row}:${letters(right)}{row}" for left, right in begun]
    said = "+".join(f'COUNTIF({area},"{NONE_WORD}")' for area in areas)
    return f"=AND(ISBLANK({cell}),COUNTA({','.join(areas)})>{said})"


def letters(column: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    text = ""
    while column >= 0:
        text = chr(ord("A") + column % 26) + text
        column = column // 26 - 1
    return text


def protection(
    area: Mapping[str, int], description: str, open_areas: Sequence[Mapping[str, int]], editors: Sequence[str]
) -> dict[str, Any]:
    """A ProtectedRange. Whoever makes it may edit it without being named."""
    protected: dict[str, Any] = {"range": dict(area), "description": description}
    protected |= {"unprotectedRanges": list(open_areas)} if open_areas else {}
    return protected | ({"editors": {"users": list(editors)}} if editors else {})


def _content(cell: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in cell.items() if key != "userEnteredFormat"}
