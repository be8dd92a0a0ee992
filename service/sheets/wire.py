"""The sockets: a session for each thread and account; every address sent to one endpoint when one is set."""

import json
import threading
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from google.auth.transport.requests import Request
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase

from service.sheets.calls import Call
from service.sheets.credentials import Account
from service.sheets.failures import Again
from service.sheets.network import SignInError, busy_signing_in, page_instead

TIMEOUT_SECONDS = (10, 190)  # Google itself gives a request up to 180 s


def user_agent() -> str:
    """Google compresses its answers only for agents whose name says gzip."""
    try:
        ours = version("tidtam")
    except PackageNotFoundError:
        ours = "0"
    return f"tidtam/{ours} (gspread {version('gspread')}, gzip)"


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


class _Bearer(AuthBase):
    """As ``auth``, so that a .netrc of the machine cannot put another header in its place."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _SignIn:
    """google-auth's way to the token endpoint. It takes a page in between for a token, or for a refusal of
    the key, and sleeps by itself while Google is busy: so such answers do not come to it.
    """

    def __init__(self, session: requests.Session) -> None:
        self._request: Any = Request(session)

    def __call__(self, **asked: Any) -> Any:
        answer = self._request(**asked)
        if answer.status == 429 or answer.status >= 500:
            raise SignInError(busy_signing_in(answer.status))
        try:
            json.loads(answer.data)
        except ValueError:
            raise SignInError(page_instead(Again.SURE)) from None
        return answer


class Wire:
    """Sends a call as an account. requests' sessions are not safe in several threads, so each has its own."""

    def __init__(self, endpoint: str = "") -> None:
        self.timeout: Any = TIMEOUT_SECONDS
        self._endpoint = endpoint
        self._agent = user_agent()
        self._own = threading.local()

    def send(self, account: Account, call: Call) -> requests.Response:
        """One attempt; a second one follows only a 401, with a new token."""
        token = self.sign_in(account)
        response = self._ask(account, call, token)
        if response.status_code == 401:
            response = self._ask(account, call, self.sign_in(account, stale=token))
        return response

    def sign_in(self, account: Account, stale: str | None = None) -> str:
        """A token of the account; asks Google for one only when there is none that holds."""
        return account.token(_SignIn(self._session("sign-in")), stale)

    def _ask(self, account: Account, call: Call, token: str) -> requests.Response:
        session = self._session(account.key)
        return session.request(
            call.method, call.url, auth=_Bearer(token), timeout=self.timeout, **call.options
        )

    def _session(self, name: str) -> requests.Session:
        sessions: dict[str, requests.Session] = self._own.__dict__
        if name not in sessions:
            session = sessions[name] = requests.Session()
            session.headers["User-Agent"] = self._agent
            if self._endpoint:
                adapter = RedirectAdapter(self._endpoint)
                session.mount("https://", adapter)
                session.mount("http://", adapter)
        return sessions[name]
