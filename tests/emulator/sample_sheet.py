"""A small school sheet as the service would make it, for the page and the Excel file."""

from __future__ import annotations

from typing import Any

from emulator_clients import Person

GREEN = {"red": 0.83, "green": 0.93, "blue": 0.85}
RED = {"red": 0.98, "green": 0.8, "blue": 0.8}
NAVY = {"red": 0.11, "green": 0.23, "blue": 0.4}
HOSTILE = "<script>document.title = 'broken'</script>"


def text(value: str, note: str = "", **formats: Any) -> dict[str, Any]:
    cell: dict[str, Any] = {"userEnteredValue": {"stringValue": value}, "userEnteredFormat": formats}
    return cell | ({"note": note} if note else {})


def number(value: float, pattern: str = "#,##0", **formats: Any) -> dict[str, Any]:
    kind = "PERCENT" if "%" in pattern else "NUMBER"
    formats["numberFormat"] = {"type": kind, "pattern": pattern}
    return {"userEnteredValue": {"numberValue": value}, "userEnteredFormat": formats}


def head(value: str) -> dict[str, Any]:
    white = {"bold": True, "foregroundColor": {"red": 1, "green": 1, "blue": 1}}
    return text(
        value, backgroundColor=NAVY, textFormat=white, horizontalAlignment="CENTER", wrapStrategy="WRAP"
    )


def rows() -> list[list[dict[str, Any]]]:
    link = {"link": {"uri": "https://example.org/evidence"}}
    return [
        [text("แบบติดตาม: อ่านออกเขียนได้ ปีงบประมาณ 2569", textFormat={"bold": True, "fontSize": 14})],
        [text("ครบ 3/5 · ต้องแก้ 1 · อ่านล่าสุด 9 มิ.ย. 2569 10.15 น.", textFormat={"italic": True})],
        [head(title) for title in ("รหัส", "รายการ", "คำตอบ", "สถานะ", "สิ่งที่ต้องทำ")],
        [text("p1_all"), text("นักเรียนชั้น ป.1 ทั้งหมด (คน)"), number(1250), text("ผ่าน", backgroundColor=GREEN)],
        [
            text("p1_read"),
            text("นักเรียนชั้น ป.1 ที่อ่านออก (คน)"),
            number(1300, backgroundColor=RED) | {"note": "ติดตาม: อ่านออก 1,300 คน มากกว่าทั้งหมด 1,250 คน"},
            text("ต้องแก้", backgroundColor=RED),
            text("แก้ช่อง C4 หรือ C5 ช่องใดช่องหนึ่ง แล้วระบบจะตรวจใหม่ให้เองในไม่กี่นาที", wrapStrategy="WRAP"),
        ],
        [text("rate"), text("ร้อยละที่อ่านออก"), number(0.8567, "0.00%"), text("ผ่าน", backgroundColor=GREEN)],
        [text("school_id"), text("รหัสโรงเรียน"), text("0042", numberFormat={"type": "TEXT"}), text("")],
        [text("has_lunch"), text("มีโครงการอาหารกลางวัน"), text("มี"), text("")],
        [text("evidence"), text("ลิงก์หลักฐาน"), text("เปิดหลักฐาน", textFormat=link), text("")],
        [text("remark"), text("หมายเหตุ"), text(HOSTILE), text("")],
        [text("formula"), text("ข้อความที่ขึ้นต้นด้วยเท่ากับ"), text("=1+1"), text("")],
        [text("sum"), text("รวม"), {"userEnteredValue": {"formulaValue": "=SUM(C4:C5)"}}, text("")],
        [text("blank"), text("จำนวนครู"), {}, text("")],
    ]


def area(top: int, bottom: int, left: int, right: int) -> dict[str, int]:
    return {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}


def columns(start: int, end: int, **properties: Any) -> dict[str, Any]:
    span = {"dimension": "COLUMNS", "startIndex": start, "endIndex": end}
    return {
        "updateDimensionProperties": {"range": span, "properties": properties, "fields": ",".join(properties)}
    }


def build(owner: Person, drive_id: str) -> str:
    """The sample, shared with anyone who has the link; only C4:C13 may be typed into. Its tab is called ข้อมูล."""
    sheet_id = owner.new_sheet(drive_id, "โรงเรียนบ้านตัวอย่าง · ปีงบ 2569")
    lunch = {
        "type": "ONE_OF_LIST",
        "values": [{"userEnteredValue": word} for word in ("มี", "ไม่มี", "ไม่เกี่ยวข้อง")],
    }
    blank = {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=ISBLANK($C4)"}]}}
    yellow = {**blank, "format": {"backgroundColor": {"red": 1, "green": 0.95, "blue": 0.8}}}
    tab = {"sheetId": 0, "title": "ข้อมูล", "gridProperties": {"frozenRowCount": 3, "frozenColumnCount": 2}}
    fields = "title,gridProperties(frozenRowCount,frozenColumnCount)"
    owner.batch(
        sheet_id,
        {"updateSheetProperties": {"properties": tab, "fields": fields}},
        {"addSheet": {"properties": {"title": "คำชี้แจง", "sheetId": 7}}},
        {
            "updateCells": {
                "start": {"sheetId": 0},
                "rows": [{"values": row} for row in rows()],
                "fields": "*",
            }
        },
        {"mergeCells": {"range": area(0, 1, 0, 5)}},
        {"mergeCells": {"range": area(1, 2, 0, 5)}},
        columns(0, 1, hiddenByUser=True),
        columns(1, 2, pixelSize=230),
        columns(4, 5, pixelSize=260),
        {
            "setDataValidation": {
                "range": area(7, 8, 2, 3),
                "rule": {"condition": lunch, "strict": True, "showCustomUi": True},
            }
        },
        {"addConditionalFormatRule": {"rule": {"ranges": [area(3, 13, 2, 3)], "booleanRule": yellow}}},
        {
            "addProtectedRange": {
                "protectedRange": {"range": {"sheetId": 0}, "unprotectedRanges": [area(3, 13, 2, 3)]}
            }
        },
    ).raise_for_status()
    owner.drive("POST", f"/files/{sheet_id}/permissions", json={"type": "anyone", "role": "writer"})
    return sheet_id
