"""Tabs from a definition: the batchUpdate requests that make a card, a table or an issues tab."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from typing import Any

from service.core.register import Respondent
from service.core.rounds import Round
from service.core.schema import BOOLEAN_KINDS, Field, Form
from service.sheets import layout as at
from service.sheets.style import GROUP, HEAD, SOFT, WHITE, grid, rgb

NOT_APPLICABLE = "ไม่เกี่ยวข้อง"
PLAIN_TEXT = {"type": "TEXT"}
NUMBER_FORMATS = {
    "count": {"type": "NUMBER", "pattern": "#,##0"},
    "integer": {"type": "NUMBER", "pattern": "#,##0"},
    "number": {"type": "NUMBER", "pattern": "#,##0.##"},
    "money": {"type": "NUMBER", "pattern": "#,##0.00"},
}
"""Other kinds are plain text, so that Sheets changes nothing: no lost zeros, no year 2566 C.E."""
TABLE_HEAD_ROWS = 5
BLANK = "F1F3F4"


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

    def cells(self, row: int, column: int, rows: Sequence[Sequence[dict[str, Any]]]) -> None:
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
            self._size("COLUMNS", column, {"pixelSize": pixels}, "pixelSize")

    def hide(self, dimension: str, index: int) -> None:
        self._size(dimension, index, {"hiddenByUser": True}, "hiddenByUser")

    def _size(self, dimension: str, index: int, properties: dict[str, Any], fields: str) -> None:
        place = {"sheetId": self.sheet_id, "dimension": dimension, "startIndex": index, "endIndex": index + 1}
        self.add("updateDimensionProperties", range=place, properties=properties, fields=fields)

    def choices(self, area: dict[str, int], options: Iterable[str]) -> None:
        """A drop-down that still lets other text in: it is checked, and answered, by us."""
        values = [{"userEnteredValue": option} for option in options]
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

    def colour_when(self, areas: list[dict[str, int]], formula: str, fill: str) -> None:
        """Instant feedback: Sheets itself colours these cells while the formula holds."""
        condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
        style = {"backgroundColorStyle": rgb(fill)}
        rule = {"ranges": areas, "booleanRule": {"condition": condition, "format": style}}
        self.add("addConditionalFormatRule", rule=rule, index=0)


NO_CELL: dict[str, Any] = {}


def _content(cell: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in cell.items() if key != "userEnteredFormat"}


def styled(
    text: str = "",
    *,
    fill: str = "",
    bold: bool = False,
    size: int = 10,
    colour: str = "",
    wrap: str = "WRAP",
    centre: bool = False,
    number_format: dict[str, str] | None = None,
    note: str = "",
    link: str = "",
) -> dict[str, Any]:
    """A cell with literal text and a look of its own."""
    shape: dict[str, Any] = {"wrapStrategy": wrap, "verticalAlignment": "MIDDLE"}
    style: dict[str, Any] = {"fontSize": size, "bold": bold}
    if fill:
        shape["backgroundColorStyle"] = rgb(fill)
    if colour:
        style["foregroundColorStyle"] = rgb(colour)
    if link:
        style["link"] = {"uri": link}
    if centre:
        shape["horizontalAlignment"] = "CENTER"
    shape["textFormat"] = style
    shape["numberFormat"] = number_format or PLAIN_TEXT
    cell: dict[str, Any] = {"userEnteredFormat": shape}
    if text:
        cell["userEnteredValue"] = {"stringValue": text}
    if note:
        cell["note"] = note
    return cell


def build_card(
    form: Form,
    opened: Round,
    respondent: Respondent,
    relevant: Collection[str],
    sheet_id: int,
    previous: Mapping[str, str],
) -> list[dict[str, Any]]:
    """A card: a row a field, reading well on a phone.

    ``relevant`` are the fields the school is asked, ``previous`` what it answered in the round before.
    """
    tab = TabBuilder(sheet_id, at.tab_title(form, opened.round_id))
    rows = at.card_rows(form)
    top = len(at.HEAD_ROWS)
    tab.new_sheet(top + len(rows), len(at.CARD_COLUMNS), frozen_rows=at.FROZEN_ROWS)
    tab.cells(
        0, 0, [*_card_head(form, opened, respondent), *[_card_row(row, respondent, previous) for row in rows]]
    )
    tab.widths((60, 225, 125, 120, 300, 190, 110))  # title and answer fit a phone's 390 points
    tab.hide("COLUMNS", 0)
    if not previous:
        tab.hide("COLUMNS", at.CARD_COLUMNS.index(at.PREVIOUS))
    tab.hide("ROWS", at.HEAD_ROWS.index("codes"))
    open_areas = _card_choices(tab, form, rows, top)
    tab.protect(tab.title, open_areas)
    required = [
        number
        for number, row in enumerate(rows, top)
        if row.field is not None and row.field.constraints.required and row.field.name in relevant
    ]
    _blank_rule(tab, required)
    return tab.requests


def _card_head(form: Form, opened: Round, respondent: Respondent) -> list[list[dict[str, Any]]]:
    title = f"{form.title.th} · {opened.title}"
    who = f"{respondent.name} · รหัส {respondent.code} · อำเภอ{respondent.district}"
    instructions = "\n".join(f"• {line}" for line in (*form.instructions, form.notice) if line)
    anchor = at.anchor("card", form.id, opened.round_id)
    return [
        [styled(anchor, colour="BBBBBB", size=8), styled(title, bold=True, size=13, wrap="OVERFLOW_CELL")],
        [styled(), styled(who, bold=True, wrap="OVERFLOW_CELL")],
        [styled(at.RECEIPT, colour="BBBBBB", size=8), styled("ยังไม่ได้อ่าน", fill=SOFT, wrap="OVERFLOW_CELL")],
        [styled(code, colour="BBBBBB", size=8) for code in at.CARD_COLUMNS],
        [styled(text, bold=True, fill=HEAD, colour=WHITE, centre=True) for text in at.CARD_HEADINGS],
        [styled(), styled(instructions, size=9, colour="444444")],
    ]


def _card_row(row: at.CardRow, respondent: Respondent, previous: Mapping[str, str]) -> list[dict[str, Any]]:
    code = styled(row.code, colour="BBBBBB", size=8)
    if row.field is None:
        rest = [styled(fill=GROUP) for _ in at.CARD_COLUMNS[2:]]
        return [code, styled(row.title, bold=True, fill=GROUP), *rest]
    value = styled(
        at.prefilled(row.field, respondent),
        number_format=_number_format(row.field),
        wrap="CLIP" if row.field.kind == "uri" else "WRAP",
    )
    between = [styled() for _ in at.CARD_COLUMNS[3:-1]]
    before = styled(previous.get(row.field.name, ""), colour="666666")
    return [code, styled(row.title, note=row.field.description), value, *between, before]


def _number_format(item: Field) -> dict[str, str]:
    return NUMBER_FORMATS.get(item.kind, PLAIN_TEXT)


def _card_choices(tab: TabBuilder, form: Form, rows: Sequence[at.CardRow], top: int) -> list[dict[str, int]]:
    """Drop-downs; returns the places that stay open to the respondent."""
    value, reason = at.CARD_COLUMNS.index(at.VALUE), at.CARD_COLUMNS.index(at.REASON)
    open_rows: list[int] = []
    alike: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for number, row in enumerate(rows, top):
        if row.field is None or at.prefilled(row.field, Respondent("x", "", "")):
            continue
        open_rows.append(number)
        alike.setdefault((value, offered(row.field)), []).append(number)
        alike.setdefault((reason, at.reasons_for(form, row.field)), []).append(number)
    for (column, options), numbers in alike.items():
        for first, last in runs(numbers) if options else ():
            tab.choices(grid(tab.sheet_id, first, last + 1, column, column + 1), options)
    return [
        grid(tab.sheet_id, first, last + 1, column, column + 1)
        for column in (value, reason)
        for first, last in runs(open_rows)
    ]


def offered(item: Field) -> tuple[str, ...]:
    """What a drop-down offers: the choices, and that the question does not concern the school."""
    if item.kind in BOOLEAN_KINDS or item.kind == "choice":
        return (*item.choices, NOT_APPLICABLE)
    return ()


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Consecutive numbers as (first, last)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _blank_rule(tab: TabBuilder, required: Sequence[int]) -> None:
    """Required blanks are grey, at once and without us; what is overdue the sweep says beside them.

    No date stands in the rule: it would be wrong as soon as a school is given more time.
    """
    if not required:
        return
    column = at.CARD_COLUMNS.index(at.VALUE)
    areas = [grid(tab.sheet_id, first, last + 1, column, column + 1) for first, last in runs(required)]
    cell = f"$C{required[0] + 1}"
    tab.colour_when(areas, f"=ISBLANK({cell})", BLANK)


def build_table(
    form: Form, opened: Round, respondents: Sequence[Respondent], sheet_id: int
) -> list[dict[str, Any]]:
    """A table: a row a respondent, a column a field; for offices that keep one shared sheet."""
    tab = TabBuilder(sheet_id, at.tab_title(form, opened.round_id))
    fields, left, top = form.fields, len(at.TABLE_COLUMNS), TABLE_HEAD_ROWS
    tab.new_sheet(top + len(respondents), left + len(fields), frozen_rows=top, frozen_columns=2)
    tab.cells(0, 0, [*_table_head(form, opened), *[_table_row(form, item) for item in respondents]])
    tab.widths((60, 240, 120, 320, *[120] * len(fields)))
    tab.hide("COLUMNS", 0)
    tab.hide("ROWS", 3)
    open_columns = []
    for column, item in enumerate(fields, left):
        area = grid(sheet_id, top, top + len(respondents), column, column + 1)
        if offered(item):
            tab.choices(area, offered(item))
        if item.kind != "school_code":
            open_columns.append(column)
    bottom = top + len(respondents)
    open_areas = [grid(sheet_id, top, bottom, first, last + 1) for first, last in runs(open_columns)]
    tab.protect(tab.title, open_areas)
    return tab.requests


def _table_head(form: Form, opened: Round) -> list[list[dict[str, Any]]]:
    groups = {group.id: group.title for group in form.groups}
    shown = ""
    group_row = [styled(fill=GROUP) for _ in at.TABLE_COLUMNS]
    for item in form.fields:
        text = groups.get(item.group, "") if item.group != shown else ""
        shown = item.group
        group_row.append(
            styled(f"{item.group} {text}" if text else "", bold=True, fill=GROUP, wrap="OVERFLOW_CELL")
        )
    codes = [*at.TABLE_COLUMNS, *[item.name for item in form.fields]]
    titles = [*at.TABLE_HEADINGS, *[at.field_title(item) for item in form.fields]]
    notes = [*[""] * len(at.TABLE_COLUMNS), *[item.description for item in form.fields]]
    instructions = " • ".join((*form.instructions, form.notice))
    return [
        [
            styled(at.anchor("table", form.id, opened.round_id), colour="BBBBBB", size=8),
            styled(f"{form.title.th} · {opened.title}", bold=True, size=13, wrap="OVERFLOW_CELL"),
        ],
        [styled(), styled(instructions, size=9, colour="444444", wrap="OVERFLOW_CELL")],
        group_row,
        [styled(code, colour="BBBBBB", size=8) for code in codes],
        [
            styled(text, bold=True, fill=HEAD, colour=WHITE, centre=True, note=note)
            for text, note in zip(titles, notes, strict=True)
        ],
    ]


def _table_row(form: Form, respondent: Respondent) -> list[dict[str, Any]]:
    values = [
        styled(at.prefilled(item, respondent), number_format=_number_format(item)) for item in form.fields
    ]
    return [
        styled(respondent.code, colour="BBBBBB", size=8),
        styled(respondent.name),
        styled(),
        styled(),
        *values,
    ]


def build_issues(form: Form, opened: Round, sheet_id: int) -> list[dict[str, Any]]:
    """The questions of a table, a row each, with a place for the reason."""
    tab = TabBuilder(sheet_id, at.tab_title(form, opened.round_id, "issues"))
    tab.new_sheet(1000, len(at.ISSUE_COLUMNS), frozen_rows=3)
    tab.cells(
        0,
        0,
        [
            [
                styled(at.anchor("issues", form.id, opened.round_id), colour="BBBBBB", size=8),
                styled("คำถามที่รอเหตุผล: แก้ค่าในแท็บข้อมูล หรือเลือกเหตุผลที่นี่", bold=True, wrap="OVERFLOW_CELL"),
            ],
            [styled(code, colour="BBBBBB", size=8) for code in at.ISSUE_COLUMNS],
            [styled(text, bold=True, fill=HEAD, colour=WHITE, centre=True) for text in at.ISSUE_HEADINGS],
        ],
    )
    tab.widths((60, 220, 220, 380, 220, 130))
    tab.hide("COLUMNS", 0)
    tab.hide("ROWS", 1)
    reason = at.ISSUE_COLUMNS.index(at.REASON)
    area = grid(sheet_id, 3, 1000, reason, reason + 1)
    notes = dict.fromkeys(note for item in form.fields for note in at.reasons_for(form, item))
    tab.choices(area, notes)
    tab.protect(tab.title, [area])
    return tab.requests
