"""The one way to Google: gspread's client over a session of ours, with errors in our words."""

import logging
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import gspread
import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import RefreshError, TransportError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.service_account import Credentials as ServiceAccountCredentials
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from requests.adapters import HTTPAdapter

from service.errors import (
    ConfigurationError,
    GoogleAccessError,
    GoogleBusyError,
    GoogleError,
    GoogleMissingError,
)

SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")
TIMEOUT_SECONDS = (10, 190)  # Google itself gives a request up to 180 s
ATTEMPTS = 6
BUSY = frozenset({408, 429, 500, 502, 503, 504})
RATE_LIMITS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "sharingRateLimitExceeded"})

log = logging.getLogger(__name__)


class RedirectAdapter(HTTPAdapter):
    """Sends every request, whatever Google host it names, to one base URL (TIDTAM_GOOGLE_ENDPOINT)."""

    def __init__(self, endpoint: str) -> None:
        super().__init__()
        self._base = urlsplit(endpoint)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        _, _, path, query, fragment = urlsplit(str(request.url))
        request.url = urlunsplit((self._base.scheme, self._base.netloc, path, query, fragment))
        request.headers.pop("Host", None)
        return super().send(request, *args, **kwargs)


def connect(
    credentials_path: Path, endpoint: str = "", sleep: Callable[[float], None] = time.sleep
) -> gspread.Client:
    """A gspread client for the service account in the key file. Raises ConfigurationError."""
    credentials = _credentials(credentials_path)
    inner = _session(requests.Session(), endpoint)
    authorized: Any = AuthorizedSession  # google-auth's transport is untyped
    session = _session(authorized(credentials, auth_request=Request(inner)), endpoint)
    make: Any = partial(GoogleHTTPClient, sleep=sleep)
    return gspread.Client(auth=credentials, session=session, http_client=make)


S = TypeVar("S", bound=requests.Session)


def _session(session: S, endpoint: str) -> S:
    if endpoint:
        adapter = RedirectAdapter(endpoint)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
    return session


def _credentials(path: Path) -> Credentials:
    load: Any = ServiceAccountCredentials.from_service_account_file
    try:
        credentials: Credentials = load(str(path), scopes=SCOPES)
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"{path} is not there: put the service account's key file at this place, or set "
            "TIDTAM_CREDENTIALS to its path (see credentials.example.json)"
        ) from error
    except (ValueError, KeyError) as error:
        raise ConfigurationError(
            f"{path} is no service account's key file ({error}); download it again"
        ) from error
    return credentials


class GoogleHTTPClient(HTTPClient):
    """gspread's one choke point: waits when Google is busy, retries what is safe, names what failed.

    A repeated POST is safe here because every write of ours names absolute cells and ids (GOOGLE §3:
    a 5xx does not mean "not done"). Making files and tabs is not: those pass ``once=True``.
    """

    def __init__(self, auth: Credentials, session: Any, sleep: Callable[[float], None]) -> None:
        super().__init__(auth, session)
        self._sleep = sleep
        self.set_timeout(TIMEOUT_SECONDS)

    def request(self, method: str, endpoint: str, *args: Any, once: bool = False, **kwargs: Any) -> Any:
        """Send one request. Raises a GoogleError that says what to do."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._send(method, endpoint, *args, **kwargs)
            except (GoogleBusyError, requests.RequestException, TransportError) as error:
                quota = isinstance(error, GoogleBusyError) and error.quota
                if attempt == ATTEMPTS or (once and not quota):
                    raise error if isinstance(error, GoogleError) else _unreachable(error) from error
                delay = min(2.0**attempt, 32.0) if quota else 0.2 * 2**attempt
                log.warning(
                    "google_busy", extra={"action": "google_busy", "attempt": attempt, "delay": delay}
                )
                self._sleep(delay)
        raise AssertionError("unreachable")

    def _send(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Any:
        log.debug(
            "google_request",
            extra={"action": "google_request", "method": method, "path": urlsplit(endpoint).path},
        )
        try:
            response = super().request(method, endpoint, *args, **kwargs)
            if response.content:
                response.json()  # a page of a proxy in between is no answer of Google's
            return response
        except APIError as error:
            raise translate(error) from error
        except RefreshError as error:
            if error.retryable:
                raise _unreachable(error) from error
            raise GoogleAccessError(
                f"Google did not accept the credentials ({error}): check the key file and the clock"
            ) from error


def _unreachable(error: Exception) -> GoogleBusyError:
    return GoogleBusyError(f"Google cannot be reached ({type(error).__name__}); check the network")


def _reasons(error: APIError) -> set[str]:
    """Drive says in errors[].reason what a 403 means; the sentences are for people."""
    return {str(item.get("reason", "")) for item in error.error.get("errors", ()) if isinstance(item, dict)}


def _access_remedy(error: APIError) -> str:
    if "storageQuotaExceeded" in _reasons(error):
        return "Set TIDTAM_FOLDER to a shared drive: service accounts cannot own files."
    return "Share the file with the service account as editor."


def translate(error: APIError) -> GoogleError:
    """Google's error as one of ours: retryable or not, with the remedy."""
    status, text = error.response.status_code, str(error.error.get("message", error))
    limited = status == 403 and _reasons(error) & RATE_LIMITS
    if status in (401, 403) and not limited:
        return GoogleAccessError(f"{text} {_access_remedy(error)}")
    if status == 404:
        return GoogleMissingError(f"{text} Restore it from the bin, or share it again.")
    if status in BUSY or limited:
        busy = GoogleBusyError(f"Google is busy ({status}): {text}")
        busy.quota = status in (429, 403)
        return busy
    return GoogleError(f"Google refused ({status}): {text}")
