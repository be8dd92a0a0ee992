"""Generated schools type their answers into their sheets, over HTTP, as anybody with the link may."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import requests

from service.demo.desk import (
    CODE,
    MASK,
    REASON,
    VALUE,
    Paper,
    Texts,
    cell_of,
    picking,
    texts_by_tab,
    typing,
    update,
)
from service.demo.plan import PlannedSchool
from service.demo.typed import Typed

PATIENCE, PAUSE_SECONDS = 15, 6.0
"""With --quota google the quota is refilled each minute; a real school would wait as well."""


class Typist:
    """Types into sheets through the Sheets API at ``endpoint`` as the owner of ``token``."""

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
            update(sheet_id, rows[name], columns[VALUE], cell_of(typed))
            for name, typed in school.cells.items()
        ]
        changes += [
            update(sheet_id, rows[name], columns[REASON], cell_of(Typed(reason)))
            for name, reason in school.reasons.items()
        ]
        self._change(file_id, changes)

    def type_into(
        self, file_id: str, papers: Sequence[Paper], texts: Mapping[int, Texts] | None = None
    ) -> list[list[int]]:
        """One read (none where ``texts`` are known), and one request with all that is typed into the tabs.

        The rows (from 0) in which the lines of each paper stand now.
        """
        shown = self.texts(file_id) if texts is None else texts
        typed = [typing(paper, shown[paper.sheet_id]) for paper in papers]
        self._change(file_id, [change for requests, _ in typed for change in requests])
        return [rows for _, rows in typed]

    def pick_reasons(self, file_id: str, sheet_id: int, reasons: Mapping[tuple[str, str], str]) -> None:
        """Pick reasons on the issues tab of a table, by respondent and field; "" takes one away."""
        self._change(file_id, picking(sheet_id, self.texts(file_id)[sheet_id], reasons))

    def texts(self, file_id: str) -> dict[int, Texts]:
        """What every tab of a file shows."""
        return texts_by_tab(self._call("get", f"{self._base}/{file_id}", params={"fields": MASK}))

    def _change(self, file_id: str, changes: Sequence[Mapping[str, Any]]) -> None:
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
