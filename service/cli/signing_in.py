"""Signing in as a person: consent in a browser, and the code that comes back to this very machine.

google-auth-oauthlib asks and redeems. Its own little server takes the first request for the answer, but
browsers open connections ahead of need and ask for icons; ours waits for the one that carries our state.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import requests
from google.auth.transport.requests import AuthorizedSession, Request
from google_auth_oauthlib.flow import InstalledAppFlow  # type: ignore[import-untyped]
from oauthlib.oauth2.rfc6749.errors import OAuth2Error  # type: ignore[import-untyped]

from service.errors import ConfigurationError, GoogleAccessError, GoogleBusyError
from service.sheets.credentials import SCOPES
from service.sheets.wire import RedirectAdapter

HOST = "127.0.0.1"
ABOUT = "https://www.googleapis.com/drive/v3/about"
PAGE = (
    '<!doctype html><html lang="th"><meta charset="utf-8"><title>tidtam</title>'
    '<body style="font-family:sans-serif;margin:3rem"><p>{words}</p></body></html>'
)
DONE = "ลงชื่อเข้าใช้แล้ว ปิดหน้านี้แล้วกลับไปที่หน้าต่างคำสั่งได้ · Signed in. You may close this page."
DENIED = "ไม่ได้รับอนุญาต กลับไปที่หน้าต่างคำสั่ง · Access was not granted. Go back to the terminal."
NOT_THIS = "ไม่ใช่คำตอบที่รออยู่ · This is not the answer that is waited for."


class _Landing:
    """The page the browser is sent back to; keeps the first answer that carries our state."""

    def __init__(self) -> None:
        self.state = ""
        self.answer: Mapping[str, str] = {}
        self.arrived = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        query = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        ours = bool(self.state) and query.get("state") == self.state and {"code", "error"} & query.keys()
        words = (DONE if "code" in query else DENIED) if ours else NOT_THIS
        start_response("200 OK" if ours else "404 Not Found", [("Content-Type", "text/html; charset=utf-8")])
        if ours and not self.arrived.is_set():
            self.answer = query
            self.arrived.set()
        return [PAGE.format(words=words).encode()]


class _Server(ThreadingMixIn, WSGIServer):
    """A connection that a browser opens and never uses must not keep the answer waiting."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """The address holds the code: it belongs in no log."""


@contextmanager
def _listening(port: int, landing: _Landing) -> Iterator[int]:
    try:
        server = make_server(HOST, port, landing, server_class=_Server, handler_class=_Quiet)
    except OSError as error:
        raise ConfigurationError(
            f"--port {port}: ช่องนี้ใช้ไม่ได้ เลือกเลขอื่น หรือไม่ต้องระบุ · this port cannot be used "
            f"({error.strerror}); choose another, or leave it out"
        ) from error
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sign_in(
    client_file: Path, endpoint: str, port: int, patience: float, browse: Callable[[str], None]
) -> dict[str, str]:
    """What an authorized_user file holds, once the person has consented.

    ``browse`` is given the address to open. Raises ConfigurationError, GoogleAccessError, GoogleBusyError.
    """
    flow = _flow(client_file, endpoint)
    landing = _Landing()
    with _listening(port, landing) as found:
        flow.redirect_uri = f"http://{HOST}:{found}/"
        # Asked for anew each time: Google gives a refresh token only with a consent.
        address, landing.state = flow.authorization_url(access_type="offline", prompt="consent")
        browse(_redirected(address, endpoint))
        if not landing.arrived.wait(patience):
            raise GoogleAccessError(
                f"รอคำตอบจากเบราว์เซอร์ {patience:.0f} วินาทีแล้วไม่ได้รับ สั่ง tidtam login ใหม่ · "
                "the browser did not come back in time; run tidtam login again"
            )
    if "error" in landing.answer:
        raise GoogleAccessError(_refusal(landing.answer["error"]))
    _redeem(flow, landing.answer["code"], client_file)
    return _authorized_user(flow, endpoint)


def _flow(client_file: Path, endpoint: str) -> Any:
    flow = InstalledAppFlow.from_client_config({"installed": read_client(client_file)}, scopes=SCOPES)
    if endpoint:
        flow.oauth2session.mount("https://", RedirectAdapter(endpoint))
    return flow


def _redirected(address: str, endpoint: str) -> str:
    """The same page at TIDTAM_GOOGLE_ENDPOINT, when that is set."""
    if not endpoint:
        return address
    parts = urlsplit(address)
    return f"{endpoint}{parts.path}?{parts.query}"


def _refusal(error: str) -> str:
    if error == "access_denied":
        return (
            "ไม่ได้กดอนุญาตในหน้าของ Google: สั่ง tidtam login ใหม่แล้วกดอนุญาต · "
            "access was denied on Google's page: run tidtam login again and allow it"
        )
    return (
        f"Google ไม่อนุญาต ({error}): ให้ผู้ดูแล Google Workspace ของสำนักงานอนุญาตแอปนี้ · "
        "Google refused: ask the administrator of the office's Google Workspace to trust this application"
    )


def _redeem(flow: Any, code: str, client_file: Path) -> None:
    try:
        flow.fetch_token(code=code)
    except OAuth2Error as error:
        raise GoogleAccessError(
            f"Google ไม่ยอมรับ ({error.error}: {error.description}): ดาวน์โหลดแฟ้ม {client_file} ใหม่ "
            "แล้วสั่ง tidtam login อีกครั้ง · download the client's file again, then repeat"
        ) from error
    except Warning as error:  # oauthlib's word for: other scopes were granted than asked for
        granted = set(getattr(error, "new_scope", ()))
        missing = ", ".join(scope.rpartition("/")[2] for scope in SCOPES if scope not in granted)
        raise GoogleAccessError(
            f"ยังไม่ได้อนุญาตครบ ขาด {missing}: สั่ง tidtam login ใหม่แล้วเลือกให้ครบทุกช่อง · "
            "not everything was allowed: run tidtam login again and tick every box"
        ) from error
    except requests.RequestException as error:
        raise GoogleBusyError(
            f"ติดต่อ Google ไม่ได้ ตรวจเครือข่าย · Google cannot be reached ({type(error).__name__})"
        ) from error


def _authorized_user(flow: Any, endpoint: str) -> dict[str, str]:
    credentials = flow.credentials
    if not credentials.refresh_token:
        raise GoogleAccessError(
            "Google ไม่ได้ให้สิทธิ์ระยะยาว (refresh token): สั่ง tidtam login ใหม่ · "
            "Google gave no refresh token: run tidtam login again"
        )
    return {
        "type": "authorized_user",
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
        "refresh_token": credentials.refresh_token,
        "universe_domain": "googleapis.com",
        "account": _email(credentials, endpoint),
    }


def _email(credentials: Any, endpoint: str) -> str:
    """Whose account it is; "" when Drive does not say, which the doctor will look into."""
    inner = requests.Session()
    make: Any = AuthorizedSession
    with make(credentials, auth_request=Request(inner)) as session:
        for each in (inner, session):
            if endpoint:
                each.mount("https://", RedirectAdapter(endpoint))
        try:
            answer = session.get(ABOUT, params={"fields": "user(emailAddress)"}, timeout=30)
            return str(answer.json()["user"]["emailAddress"]) if answer.ok else ""
        except (requests.RequestException, ValueError, KeyError):
            return ""


def read_client(path: Path) -> dict[str, Any]:
    """The desktop client in a file downloaded from the console. Raises ConfigurationError."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"{path}: เปิดแฟ้มไม่ได้หรือไม่ใช่ JSON ดาวน์โหลดใหม่จาก Google · cannot be read; download it again"
        ) from error
    if isinstance(found, dict) and isinstance(found.get("installed"), dict):
        missing = [
            name
            for name in ("client_id", "client_secret", "auth_uri", "token_uri")
            if not found["installed"].get(name)
        ]
        if not missing:
            return dict(found["installed"])
    raise ConfigurationError(f"{path}: {_not_a_client(found)}")


def _not_a_client(found: Any) -> str:
    kind = found.get("type") if isinstance(found, dict) else None
    if kind == "service_account":
        return (
            "เป็นกุญแจของบัญชีบริการ ไม่ต้องลงชื่อเข้าใช้ ตั้ง TIDTAM_CREDENTIALS ให้ชี้มาที่แฟ้มนี้ได้เลย · "
            "is a service account's key: no login is needed, set TIDTAM_CREDENTIALS to it"
        )
    if kind == "authorized_user":
        return "เป็นแฟ้มที่ tidtam login สร้างแล้ว ไม่ใช่แฟ้มของแอป · is what tidtam login writes, not a client"
    if isinstance(found, dict) and "web" in found:
        return "เป็นแอปชนิดเว็บ ให้สร้างใหม่เป็นชนิด Desktop app · is a web client; make one of the type Desktop app"
    return "ไม่ใช่แฟ้มของแอปชนิด Desktop app · is not the file of a client of the type Desktop app"
