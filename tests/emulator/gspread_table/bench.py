"""What a row works with: a fresh spreadsheet, gspread clients, and the plain client that looks afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import gspread
from emulator_clients import SCOPES, SHEET, Person, Rewrite
from google.oauth2.credentials import Credentials
from google.oauth2.service_account import Credentials as ServiceCredentials

from service.emulator import Emulator

OWNER, DEPUTY, SCHOOL = "owner@office.example", "deputy@office.example", "school1@school.example"
ROWS = [["ชื่อ", "จำนวน", "วันที่"], ["บ้านเหนือ", 12, "ก"], ["บ้านใต้", 5, "ข"]]


class Bench:
    """`client` is the service account's, `raw` the owner's plain requests; `book` has one tab, Sheet1."""

    def __init__(self, emulator: Emulator, raw: Person, client: gspread.Client) -> None:
        self.emulator, self.raw, self.client = emulator, raw, client
        self.id = raw.new_sheet(emulator.shared_drive_id, "ตารางทดสอบ")
        self.book = client.open_by_key(self.id)
        self.sheet = self.book.sheet1
        self.kept: dict[str, Any] = {}

    def person(self, email: str) -> gspread.Client:
        """gspread in the hands of somebody who has signed in."""
        return _rewritten(gspread.Client(Credentials(self.emulator.token_for(email))), self.emulator)

    def own_file(self) -> gspread.Spreadsheet:
        """A spreadsheet in the owner's My Drive; only such a one has an owner."""
        self.id = self.raw.drive("POST", "/files", json={"name": "ของฉัน", "mimeType": SHEET}).json()["id"]
        return self.person(OWNER).open_by_key(self.id)

    # Before: the state a row starts from.

    def put(self, rows: list[list[Any]], where: str = "A1") -> None:
        params = {"valueInputOption": "RAW"}
        path = f"/{self.id}/values/{quote(where)}"
        self.raw.sheets("PUT", path, params=params, json={"values": rows}).raise_for_status()

    def edit(self, *requests: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self.raw.batch(self.id, *requests)
        answer.raise_for_status()
        return list(answer.json()["replies"])

    def share(self, email: str, role: str = "writer") -> str:
        body = {"type": "user", "role": role, "emailAddress": email}
        return str(self.raw.drive("POST", f"/files/{self.id}/permissions", json=body).json()["id"])

    def comments(self, method: str, params: dict[str, str], **more: Any) -> Any:
        """Comments know nothing of shared drives, and need none of their parameters."""
        answer = self.raw.request(
            method, f"{self.raw.base}/drive/v3/files/{self.id}/comments", params=params, **more
        )
        answer.raise_for_status()
        return answer.json()

    # After: what plain requests see.

    def values(self, where: str = "Sheet1", how: str = "FORMATTED_VALUE") -> list[list[Any]]:
        params = {"valueRenderOption": how}
        answer = self.raw.sheets("GET", f"/{self.id}/values/{quote(where)}", params=params)
        return list(answer.json().get("values", []))

    def get(self, fields: str, *ranges: str) -> Any:
        """spreadsheets.get under a mask."""
        return self.raw.sheets("GET", f"/{self.id}", params={"fields": fields, "ranges": list(ranges)}).json()

    def tab(self, fields: str, index: int = 0) -> Any:
        """One tab under a mask."""
        return self.get(f"sheets({fields})")["sheets"][index]

    def grid(self) -> dict[str, Any]:
        return dict(self.tab("properties.gridProperties")["properties"]["gridProperties"])

    def titles(self) -> list[str]:
        return [one["properties"]["title"] for one in self.get("sheets.properties.title")["sheets"]]

    def cells(self, fields: str, where: str) -> list[list[dict[str, Any]]]:
        data = self.get(f"sheets.data.rowData.values({fields})", where)["sheets"][0]["data"][0]
        return [row.get("values", [{}]) for row in data.get("rowData", [])]

    def file(self, fields: str, file_id: str | None = None) -> Any:
        return self.raw.drive("GET", f"/files/{file_id or self.id}", params={"fields": fields}).json()

    def roles(self, file_id: str | None = None) -> dict[str, str]:
        """Who may do what, by address (or kind, for whoever has the link)."""
        params = {"fields": "permissions(type,role,emailAddress,pendingOwner)"}
        path = f"/files/{file_id or self.id}/permissions"
        found = self.raw.drive("GET", path, params=params).json()["permissions"]
        return {one.get("emailAddress", one["type"]): one["role"] for one in found}

    def sizes(self, axis: str, count: int) -> list[dict[str, Any]]:
        """rowMetadata or columnMetadata of the first rows or columns."""
        data = self.tab(f"data.{axis}Metadata")["data"][0]
        return list(data[f"{axis}Metadata"][:count])


def _rewritten(client: gspread.Client, emulator: Emulator) -> gspread.Client:
    client.http_client.session.mount("https://", Rewrite(emulator.url))
    return client


@contextmanager
def benches(emulator: Emulator) -> Iterator[Any]:
    """A maker of benches, which share the two clients."""
    key = str(emulator.credentials_path)
    credentials = ServiceCredentials.from_service_account_file(key, scopes=SCOPES)
    client = _rewritten(gspread.Client(credentials), emulator)
    with Person(emulator.url, emulator.token_for(OWNER)) as raw:
        yield lambda: Bench(emulator, raw, client)
    client.http_client.session.close()
