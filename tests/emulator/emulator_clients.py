"""How the tests reach the emulator: real gspread and plain requests, with Google's addresses rewritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gspread
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials
from requests.adapters import HTTPAdapter

from service.emulator import Emulator

SCOPES = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive"]
SHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"


class Rewrite(HTTPAdapter):
    """Sends what is meant for *.googleapis.com to the emulator, path and query unchanged."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        path = request.url.split("googleapis.com", 1)[1]
        request.url = self.base + path
        return super().send(request, *args, **kwargs)


class Person(requests.Session):
    """One signed-in person: `person.sheets("GET", "/ID")`, `person.drive("GET", "/files")`."""

    def __init__(self, base: str, token: str | None) -> None:
        super().__init__()
        self.base = base
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def sheets(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.request(method, f"{self.base}/v4/spreadsheets{path}", **options)

    def drive(self, method: str, path: str, **options: Any) -> requests.Response:
        if path.startswith("/files"):
            options["params"] = {"supportsAllDrives": "true", **options.get("params", {})}
        return self.request(method, f"{self.base}/drive/v3{path}", **options)

    def batch(self, sheet_id: str, *edits: dict[str, Any], **more: Any) -> requests.Response:
        return self.sheets("POST", f"/{sheet_id}:batchUpdate", json={"requests": list(edits), **more})

    def new_sheet(self, drive_id: str, name: str = "งานทดสอบ") -> str:
        body = {"name": name, "mimeType": SHEET, "parents": [drive_id]}
        return str(self.drive("POST", "/files", json=body).json()["id"])


def service_session(emulator: Emulator, key: Path | None = None) -> AuthorizedSession:
    credentials = Credentials.from_service_account_file(str(key or emulator.credentials_path), scopes=SCOPES)
    session = AuthorizedSession(credentials)
    session.mount("https://", Rewrite(emulator.url))
    return session


def gspread_client(emulator: Emulator, key: Path | None = None) -> gspread.Client:
    session = service_session(emulator, key)
    return gspread.Client(auth=session.credentials, session=session)
