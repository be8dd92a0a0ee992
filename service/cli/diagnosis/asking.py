"""Single questions to Google in an account's name, answered in our words; nothing is tried twice."""

from typing import Any

import requests
from google.auth.exceptions import GoogleAuthError

from service.errors import GoogleError
from service.sheets.calls import describe
from service.sheets.credentials import Account
from service.sheets.failures import Refusal
from service.sheets.network import page_instead, unanswered
from service.sheets.refusals import Asked, refused
from service.sheets.wire import RedirectAdapter, Wire

DRIVE = "https://www.googleapis.com/drive/v3"
SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
PATIENCE = (10, 60)


class Line:
    """The connection to Google, or to TIDTAM_GOOGLE_ENDPOINT."""

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint
        self._wire = Wire(endpoint)
        self._wire.timeout = PATIENCE

    def knock(self) -> requests.Response:
        """An answer to nobody in particular. Raises GoogleError when there is none."""
        with requests.Session() as session:
            if self._endpoint:
                session.mount("https://", RedirectAdapter(self._endpoint))
            try:
                return session.get(f"{DRIVE}/about", timeout=PATIENCE)
            except requests.RequestException as error:
                raise unanswered(error, "").error from error

    def admit(self, account: Account) -> None:
        """Ask for a token. Raises GoogleError that says what to do."""
        try:
            self._wire.sign_in(account)
        except (GoogleAuthError, requests.RequestException) as error:
            raise unanswered(error, account.name).error from error

    def ask(self, account: Account, url: str, **params: str) -> Any:
        """What Google answers. Raises GoogleError that says what to do."""
        call = describe("GET", url, {"params": params})
        try:
            response = self._wire.send(account, call)
        except (GoogleAuthError, requests.RequestException) as error:
            raise unanswered(error, account.name).error from error
        if not response.ok:
            raise refused(Refusal.of(response), Asked(call, account.name, account.project)).error
        try:
            return response.json()
        except requests.JSONDecodeError as error:
            raise page_instead().error from error


def is_disabled(error: GoogleError) -> bool:
    """Whether the API is not enabled in the project."""
    return "console.cloud.google.com/apis/library" in str(error)
