"""Short ways to write the requests of batchUpdate, and to look at what they did."""

from __future__ import annotations

from typing import Any

from emulator_clients import Person


def area(top: int, bottom: int, left: int, right: int, sheet_id: int = 0) -> dict[str, int]:
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return {"sheetId": sheet_id, **dict(zip(names, (top, bottom, left, right), strict=True))}


def strip(axis: str, start: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": axis, "startIndex": start, "endIndex": end}


def bare(grid: dict[str, int]) -> dict[str, int]:
    """As it is answered for sheet 0."""
    return {name: value for name, value in grid.items() if name != "sheetId"}


def put(person: Person, sheet_id: str, rows: list[list[Any]], where: str = "A1") -> None:
    """Values as a person types them: formulas too."""
    params = {"valueInputOption": "USER_ENTERED"}
    path = f"/{sheet_id}/values/{where}"
    person.sheets("PUT", path, params=params, json={"values": rows}).raise_for_status()


def typed(person: Person, sheet_id: str, where: str = "Sheet1") -> list[list[Any]]:
    """Values as they were typed: formulas as such."""
    path, params = f"/{sheet_id}/values/{where}", {"valueRenderOption": "FORMULA"}
    return list(person.sheets("GET", path, params=params).json().get("values", []))


def tab(person: Person, sheet_id: str, fields: str, index: int = 0) -> Any:
    answer = person.sheets("GET", f"/{sheet_id}", params={"fields": f"sheets({fields})"}).json()
    return answer["sheets"][index]


def cells(person: Person, sheet_id: str, where: str, fields: str) -> list[list[dict[str, Any]]]:
    params = {"ranges": where, "fields": f"sheets.data.rowData.values({fields})"}
    data = person.sheets("GET", f"/{sheet_id}", params=params).json()["sheets"][0]["data"][0]
    return [row.get("values", []) for row in data.get("rowData", [])]


def message(person: Person, sheet_id: str, *edits: dict[str, Any]) -> str:
    """The refusal of a batch."""
    answer = person.batch(sheet_id, *edits)
    assert answer.status_code == 400, answer.text
    return str(answer.json()["error"]["message"])
