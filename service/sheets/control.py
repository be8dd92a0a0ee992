"""The analyst's control spreadsheet: a row a respondent, a row an indicator, the report links; the KPIs.

Only we write it, and always whole tabs in one order: a sort by hand does no lasting harm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from service.sheets.layout import WHO
from service.sheets.style import LINK, SOFT, heading, styled
from service.sheets.tab_builder import TabBuilder

DISTRICT = "อำเภอ"
"""A column of schools alone."""
STATUS_HEADINGS = (
    "รหัส",
    WHO,
    DISTRICT,
    "สถานะ",
    "กรอกแล้ว",
    "ต้องแก้",
    "รออธิบาย",
    "เปลี่ยนล่าสุด",
    "ปัญหาของชีต",
)
STATUS_WIDTHS = (100, 330, 140, 100, 80, 70, 80, 135, 300)
INDICATOR_HEADINGS = ("รหัส", "ตัวชี้วัด", "ค่า", "หน่วย", "ระดับ", "รายงาน n จาก N", "เป้าหมาย", "ผล", "หมายเหตุ")
INDICATOR_WIDTHS = (75, 470, 80, 70, 60, 115, 80, 100, 170)
KPI_TITLE = "ตัวชี้วัดของกลุ่มงาน"
KPI_HEADINGS = ("ที่", "ตัวชี้วัด", "ร้อยละ", "n จาก N", "เป้าหมาย", "ผล", "นับอะไรจากอะไร", "นับแยกไว้")
KPI_WIDTHS = (40, 130, 75, 105, 80, 170, 430, 430)
HEAD_ROWS = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell of the control sheet."""

    text: str
    fill: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class ControlTab:
    """A tab as it should stand: a title, a line of facts, links above, then the rows."""

    title: str
    heading: str
    facts: str
    links: tuple[Shown, ...]
    headings: Sequence[str]
    widths: Sequence[int]
    rows: tuple[tuple[Shown, ...], ...]


def build_control(tab: ControlTab, sheet_id: int, editors: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The requests that make the tab, protected whole."""
    builder = TabBuilder(sheet_id, tab.title)
    builder.new_sheet(_height(tab), len(tab.headings), frozen_rows=HEAD_ROWS)
    builder.widths(tab.widths)
    builder.protect([], editors=editors)
    return [*builder.requests, *fill_control(tab, sheet_id)]


def fill_control(tab: ControlTab, sheet_id: int) -> list[dict[str, Any]]:
    """The requests that write the whole tab anew, with as many rows and columns as there are now."""
    builder = TabBuilder(sheet_id, tab.title)
    sizes = {"rowCount": _height(tab), "columnCount": len(tab.headings)}
    builder.add(
        "updateSheetProperties",
        properties={"sheetId": sheet_id, "gridProperties": sizes},
        fields="gridProperties(rowCount,columnCount)",
    )
    wide = "OVERFLOW_CELL"
    links = [_cell(link, wide) for link in tab.links]
    head = [
        [styled(), styled(tab.heading, bold=True, size=13, wrap=wide)],
        [styled(), styled(tab.facts, wrap=wide)],
        [styled(fill=SOFT), *links, *[styled(fill=SOFT) for _ in tab.headings[1 + len(links) :]]],
        [heading(text) for text in tab.headings],
    ]
    builder.cells(0, 0, [*head, *[[_cell(cell) for cell in row] for row in tab.rows]])
    return builder.requests


def _height(tab: ControlTab) -> int:
    """One row at least below the frozen head: Sheets does not let all rows be frozen."""
    return HEAD_ROWS + max(1, len(tab.rows))


def _cell(shown: Shown, wrap: str = "WRAP") -> dict[str, Any]:
    colour = LINK if shown.link else ""
    return styled(shown.text, fill=shown.fill, link=shown.link, colour=colour, wrap=wrap)


def control_title(form_title: str, round_id: str, purpose: str) -> str:
    """The title of a control tab."""
    return f"{'สถานะ' if purpose == 'status' else 'ตัวชี้วัด'} · {form_title} · {round_id}"
