"""The emulator as one Flask application."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from . import routes_control, routes_drive, routes_oauth, routes_pages, routes_sheets
from .errors import NOT_FOUND, ApiError
from .faults import Faults
from .faults.middleware import FaultLine
from .quota import DRIVE, Quota
from .state import State
from .switches import Switches
from .traffic import Traffic
from .wire import answer, caller, drive_error

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PAGES = Path(__file__).parent / "pages"
READING_POSTS = (":getByDataFilter", ":batchGetByDataFilter", "developerMetadata:search")
MAX_BODY = 64 * 1024 * 1024


class RequestLog:
    """Every API request, seen where the server hands it over: refused ones count too."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._lock = threading.Lock()
        self._seen: list[dict[str, str]] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
        path = path.encode("latin-1", "replace").decode("utf-8", "replace")
        if is_api(path):
            entry = {"method": method, "path": path, "kind": kind_of(method, path)}
            with self._lock:
                self._seen.append(entry)
        found: Iterable[bytes] = self._application(environ, start_response)
        return found

    def seen(self) -> list[dict[str, str]]:
        with self._lock:
            return list(self._seen)

    def reset(self) -> None:
        with self._lock:
            self._seen.clear()


def is_api(path: str) -> bool:
    return path.startswith(("/v4/", "/drive/", "/upload/", "/token", "/oauth2/", "/v1/"))


def kind_if_api(method: str, path: str) -> str:
    return kind_of(method, path) if is_api(path) else ""


def kind_of(method: str, path: str) -> str:
    if path.startswith("/v4/"):
        reads = method == "GET" or path.endswith(READING_POSTS)
        return "sheet_read" if reads else "sheet_write"
    if path.startswith(("/drive/", "/upload/")):
        if method != "GET":
            return "drive_write"
        return "drive_list" if path == "/drive/v3/files" else "drive_read"
    return "token" if path in ("/token", "/oauth2/v4/token") else "other"


def create_app(
    state: State,
    *,
    auth: str = "strict",
    quota: str = "off",
    clock: Callable[[], datetime] | None = None,
    switches: Switches | None = None,
) -> Flask:
    if clock is not None:
        state.clock = clock
    if switches is not None:
        state.turn(switches)
    app = Flask(__name__, template_folder=str(PAGES), static_folder=None)
    app.config.update(STATE=state, AUTH=auth, QUOTA=Quota(quota, state), MAX_CONTENT_LENGTH=MAX_BODY)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for module in (routes_sheets, routes_drive, routes_oauth, routes_pages, routes_control):
        app.register_blueprint(module.routes)
    app.before_request(count_for_drive)
    app.register_error_handler(ApiError, _refuse)
    app.register_error_handler(HTTPException, _no_route)
    app.register_error_handler(Exception, _fail)
    app.config["FAULTS"] = faults = Faults(app)
    log = RequestLog(FaultLine(app.wsgi_app, faults, state, kind_if_api))
    app.config["LOG"] = log
    app.config["TRAFFIC"] = app.wsgi_app = Traffic(log)  # type: ignore[method-assign]
    return app


def count_for_drive() -> None:
    """Sheets' own routes count for themselves: only they know a read from a write."""
    quota: Quota = current_app.config["QUOTA"]
    if quota.on and request.path.startswith(("/drive/", "/upload/")):
        quota.take(DRIVE, caller().email or "")


def _refuse(error: ApiError) -> Response:
    if request.path.startswith(("/drive/", "/upload/")):
        error = drive_error(error)
    return answer(error.body(), error.code)


def _no_route(error: HTTPException) -> Response:
    code = error.code or 500
    if code == 404 and is_api(request.path):
        return answer(ApiError(404, NOT_FOUND).body(), 404)
    return Response(f"{code} {error.name}", code, mimetype="text/plain")


def _fail(error: Exception) -> Response:
    """A fault of the emulator itself is answered as Google answers its own."""
    logging.getLogger(__name__).error("emulator_fault", exc_info=error)
    return answer(ApiError(500, "Internal error encountered.").body(), 500)
