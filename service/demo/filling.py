"""Generated schools type their answers into their sheets, over HTTP, as anybody with the link may."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import requests

from service.demo.plan import PlannedSchool
from service.demo.typed import Typed

CODE, VALUE, REASON = "#code", "#value", "#reason"
PATIENCE, PAUSE_SECONDS = 15, 6.0
"""With --quota google the quota is refilled each minute; a real school would wait as well."""


class Typist:
    """Types into cards through the Sheets API at ``endpoint`` as the owner of ``token``."""

    def __init__(self, endpoint: str, token: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self._base = f"{endpoint}/v4/spreadsheets"
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def places(self, file_id: str, sheet_id: int) -> tuple[dict[str, int], dict[str, int]]:
        """Rows by field code and columns by role; all cards of a form are alike."""
        fields = "sheets(properties/sheetId,data/rowData/values/formattedValue)"
        answer = self._call("get", f"{self._base}/{file_id}", params={"fields": fields})
        sheet = next(item for item in answer["sheets"] if item["properties"].get("sheetId", 0) == sheet_id)
        rows = [
            [cell.get("formattedValue", "") for cell in row.get("values", ())]
            for row in sheet["data"][0]["rowData"]
        ]
        head = next(row for row in rows if CODE in row)
        columns = {role: column for column, role in enumerate(head) if role}
        codes = {row[columns[CODE]]: number for number, row in enumerate(rows) if len(row) > columns[CODE]}
        return codes, columns

    def fill(
        self,
        file_id: str,
        sheet_id: int,
        school: PlannedSchool,
        rows: Mapping[str, int],
        columns: Mapping[str, int],
    ) -> None:
        """One request with everything the school types."""
        changes = [
            _update(sheet_id, rows[name], columns[VALUE], _cell(typed))
            for name, typed in school.cells.items()
        ]
        changes += [
            _update(sheet_id, rows[name], columns[REASON], {"userEnteredValue": {"stringValue": reason}})
            for name, reason in school.reasons.items()
        ]
        if changes:
            self._call("post", f"{self._base}/{file_id}:batchUpdate", json={"requests": changes})

    def _call(self, method: str, url: str, **kwargs: Any) -> Any:
        for _ in range(PATIENCE):
            response = self._session.request(method, url, timeout=60, **kwargs)
            if response.status_code != 429:
                break
            self._sleep(PAUSE_SECONDS)
        response.raise_for_status()
        return response.json()


def _update(sheet_id: int, row: int, column: int, cell: dict[str, Any]) -> dict[str, Any]:
    fields = "userEnteredValue" + (",userEnteredFormat.numberFormat" if "userEnteredFormat" in cell else "")
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}


def _cell(typed: Typed) -> dict[str, Any]:
    """What the typing leaves in the cell. Real numbers stay numbers, everything else is literal text."""
    if typed.formula:
        value: dict[str, Any] = {"formulaValue": typed.formula}
    elif isinstance(typed.value, bool):
        value = {"boolValue": typed.value}
    elif isinstance(typed.value, int | float):
        value = {"numberValue": typed.value}
    else:
        value = {"stringValue": str(typed.value)}
    cell: dict[str, Any] = {"userEnteredValue": value}
    if typed.number_format:
        form = {"type": typed.number_format} | ({"pattern": typed.pattern} if typed.pattern else {})
        cell["userEnteredFormat"] = {"numberFormat": form}
    return cell
