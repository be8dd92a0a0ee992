"""The few calls to Drive and Sheets that the service makes, each one HTTP request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gspread

from service.core.cells import Cell
from service.errors import GoogleMissingError
from service.sheets.grids import cell_of, grids_of
from service.sheets.payload import cut

DRIVE = "https://www.googleapis.com/drive/v3"
SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
LIST_FIELDS = (
    "nextPageToken,files(id,name,modifiedTime,createdTime,properties,lastModifyingUser(me,emailAddress))"
)
KEY = "tidtam"
"""The property by which a file of ours is known, whatever it is called."""
MOST_LANES = 8
CELL_FIELDS = (
    "effectiveValue,formattedValue,userEnteredValue/formulaValue,note,"
    "userEnteredFormat(backgroundColor,backgroundColorStyle,numberFormat/type)"
)
TAB_FIELDS = "properties(sheetId,title,gridProperties/rowCount)"
READ_FIELDS = f"properties/title,sheets({TAB_FIELDS},data(rowData(values({CELL_FIELDS}))))"
STRUCTURE_CELL_FIELDS = (
    "effectiveValue,formattedValue,userEnteredValue,note,dataValidation,"
    "userEnteredFormat(backgroundColor,backgroundColorStyle,numberFormat,wrapStrategy)"
)
STRUCTURE_FIELDS = (
    "properties(title,timeZone),sheets(properties(sheetId,title,gridProperties),protectedRanges,"
    f"conditionalFormats,merges,data(rowData(values({STRUCTURE_CELL_FIELDS})),"
    "rowMetadata/hiddenByUser,columnMetadata/hiddenByUser))"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as Drive lists it. ``by_us`` is whether we made its last change; ``key`` what we made it for."""

    file_id: str
    name: str
    modified: str
    by_us: bool
    key: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a file is that its folder does not list."""

    trashed: bool
    parents: tuple[str, ...]


class Google:
    """Sheets and Drive through gspread's HTTP client; every method is one request (a page, for lists)."""

    def __init__(self, client: gspread.Client) -> None:
        self._http: Any = client.http_client  # a GoogleHTTPClient; gspread's type knows only its own
        self._ours = frozenset(mail.lower() for mail in self.accounts)

    @property
    def accounts(self) -> tuple[str, ...]:
        """The addresses that files are to be shared with, and that may edit what is protected."""
        return tuple(self._http.pool.mails)

    @property
    def lanes(self) -> int:
        """How many requests make sense at once."""
        return min(MOST_LANES, 2 * len(self._http.pool.accounts))

    def quota_left(self) -> dict[str, dict[str, int]]:
        """For each account how many requests of each kind may go at once, by our own count."""
        pool = self._http.pool
        return {account.name: dict(pool.limiter.left(account)) for account in pool.accounts}

    def _json(self, method: str, url: str, **kwargs: Any) -> Any:
        return self._http.request(method, url, **kwargs).json()

    def list_spreadsheets(self, folder: str) -> list[Listed]:
        """The spreadsheets in a folder or shared drive: one request per thousand."""
        return list(self._pages(folder))

    def _pages(self, folder: str) -> Iterator[Listed]:
        params = {
            "q": f"'{folder}' in parents and mimeType='{SHEET_TYPE}' and trashed=false",
            "fields": LIST_FIELDS,
            "pageSize": "1000",
            "supportsAllDrives": "true",
            "includeItemsFromAllDrives": "true",
        }
        while True:
            page = self._json("get", f"{DRIVE}/files", params=params)
            for item in page.get("files", ()):
                by_us = self._is_us(item.get("lastModifyingUser", {}))
                key = item.get("properties", {}).get(KEY, "")
                created = item.get("createdTime", "")
                yield Listed(item["id"], item["name"], item["modifiedTime"], by_us, key, created)
            if not page.get("nextPageToken"):
                return
            params["pageToken"] = page["nextPageToken"]

    def _is_us(self, user: dict[str, Any]) -> bool:
        """``me`` is the asking account only; an address may be hidden. In doubt no: it is read once more."""
        return bool(user.get("me")) or str(user.get("emailAddress", "")).lower() in self._ours

    def read(self, file_id: str) -> dict[str, Any]:
        """Every tab's cells: typed and shown value, formula, note, fill, number format."""
        return dict(self._json("get", f"{SHEETS}/{file_id}", params={"fields": READ_FIELDS}))

    def read_structure(self, file_id: str) -> dict[str, Any]:
        """Every tab with its rules: also drop-downs, protection, hidden and frozen lines, formats."""
        return dict(self._json("get", f"{SHEETS}/{file_id}", params={"fields": STRUCTURE_FIELDS}))

    def titles(self, file_id: str) -> dict[int, str]:
        """The titles of the tabs by their ids."""
        params = {"fields": "sheets/properties(sheetId,title)"}
        found = self._json("get", f"{SHEETS}/{file_id}", params=params).get("sheets", ())
        return {tab["properties"].get("sheetId", 0): tab["properties"]["title"] for tab in found}

    def table(self, file_id: str) -> list[list[Cell]]:
        """The cells of the first tab."""
        grids = grids_of(self.read(file_id))
        return [[cell_of(cell) for cell in row] for row in grids[0].rows] if grids else []

    def write(self, file_id: str, requests: Sequence[dict[str, Any]], once: bool = False) -> dict[str, Any]:
        """All changes at once; answers with the spreadsheet as it then stands, in the form of ``read``.

        More than 2 MB go in several requests, one after the other.
        """
        return self._write(file_id, requests, READ_FIELDS, once)

    def write_structure(self, file_id: str, requests: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """As ``write``; answers in the form of ``read_structure``."""
        return self._write(file_id, requests, STRUCTURE_FIELDS, once=True)

    def _write(
        self, file_id: str, requests: Sequence[dict[str, Any]], answer: str, once: bool
    ) -> dict[str, Any]:
        *first, last = cut(requests)
        for batch in first:
            self.change(file_id, batch, once)
        body = {"requests": last, "includeSpreadsheetInResponse": True, "responseIncludeGridData": True}
        fields = f"updatedSpreadsheet({answer})"
        return dict(self._update(file_id, body, fields, once)["updatedSpreadsheet"])

    def change(self, file_id: str, requests: Sequence[dict[str, Any]], once: bool = False) -> None:
        """All changes at once (more than 2 MB in several requests), nothing read back."""
        for batch in cut(requests):
            self._update(file_id, {"requests": batch}, "spreadsheetId", once)

    def _update(self, file_id: str, body: dict[str, Any], fields: str, once: bool) -> Any:
        url = f"{SHEETS}/{file_id}:batchUpdate"
        return self._json("post", url, params={"fields": fields}, json=body, once=once)

    def create(self, title: str, folder: str, key: str = "") -> str:
        """A new spreadsheet in the folder or shared drive; its id. ``key`` says what it is made for."""
        body: dict[str, Any] = {"name": title, "mimeType": SHEET_TYPE, "parents": [folder]}
        body |= {"properties": {KEY: key}} if key else {}
        params = {"supportsAllDrives": "true", "fields": "id"}
        return str(self._json("post", f"{DRIVE}/files", params=params, json=body, once=True)["id"])

    def whereabouts(self, file_id: str) -> Whereabouts:
        """Where a file is. Raises GoogleMissingError for one that is deleted or not shared with us."""
        params = {"supportsAllDrives": "true", "fields": "trashed,parents"}
        found = self._json("get", f"{DRIVE}/files/{file_id}", params=params)
        return Whereabouts(bool(found.get("trashed")), tuple(found.get("parents", ())))

    def take_from_bin(self, file_id: str) -> None:
        """Restore a file that was put into the bin. Raises GoogleAccessError when we may not."""
        params = {"supportsAllDrives": "true", "fields": "id"}
        self._json("patch", f"{DRIVE}/files/{file_id}", params=params, json={"trashed": False})

    def share(self, file_id: str, email: str = "") -> None:
        """Let an address, or everybody with the link, edit the file."""
        who = {"type": "user", "emailAddress": email} if email else {"type": "anyone"}
        params = {"supportsAllDrives": "true", "sendNotificationEmail": "false", "fields": "id"}
        self._json(
            "post", f"{DRIVE}/files/{file_id}/permissions", params=params, json=who | {"role": "writer"}
        )

    def about_folder(self, folder: str) -> str:
        """The name of the folder or shared drive; raises when it cannot be reached."""
        try:
            return str(self._json("get", f"{DRIVE}/drives/{folder}", params={"fields": "name"})["name"])
        except GoogleMissingError:
            params = {"supportsAllDrives": "true", "fields": "name"}
            return str(self._json("get", f"{DRIVE}/files/{folder}", params=params)["name"])
