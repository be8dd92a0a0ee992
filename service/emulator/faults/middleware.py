"""Between the server and the application: requests meet their faults here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from .. import keys, switches
from ..sockets import CUT
from ..state import State
from ..traffic import PROXY
from . import answers
from .answers import Wrong
from .control import Faults
from .rules import AFTER_WRITES, Asked, Rule

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Answer = tuple[str, list[tuple[str, str]], bytes]
BEFORE: dict[str, Callable[[Asked], Wrong]] = {
    "user_rate_limit": answers.user_rate_limit,
    "sharing_rate_limit": answers.sharing_rate_limit,
}


class FaultLine:
    """A WSGI application around the emulator's own."""

    def __init__(self, application: Any, faults: Faults, state: State, kind_of: Callable[[str, str], str]):
        self._application = application
        self._faults = faults
        self._state = state
        self._kind_of = kind_of

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        switches.use(self._state.switches)
        asked = self._asked(environ) if self._faults.wanted else None
        if asked is None:
            return self._carry_out(environ, start_response)
        after = ""
        for fault, rule in self._faults.due(asked):
            if fault in ("edit", "slow", "expire_tokens", "revoke"):
                self._disturb(fault, rule, asked)
            elif fault in (*AFTER_WRITES, "truncated"):
                after = after or fault
            else:
                return self._refuse(fault, rule, asked, environ, start_response)
        if after:
            return self._spoil(after, asked, environ, start_response)
        return self._carry_out(environ, start_response)

    def _carry_out(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found: Iterable[bytes] = self._application(environ, start_response)
        return found

    def _asked(self, environ: WSGIEnvironment) -> Asked | None:
        path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
        method = environ["REQUEST_METHOD"]
        kind = self._kind_of(method, path)
        if not kind:
            return None
        file_id = _file_of(path)
        name = self._state.files.get(file_id, {}).get("name", "")
        return Asked(kind, method, path, file_id, self._user(environ), name)

    def _user(self, environ: WSGIEnvironment) -> str:
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme != "Bearer":
            token = parse_qs(environ.get("QUERY_STRING", "")).get("access_token", [""])[0]
        content = keys.read_token(self._state.secret, token, self._state.clock()) if token else None
        return str(content["email"]) if content else ""

    def _disturb(self, fault: str, rule: Rule, asked: Asked) -> None:
        """What happens before the request, which then goes its way."""
        if fault == "edit":
            self._faults.edit(rule, asked)
            return
        self._faults.note(fault, asked)
        if fault == "slow":
            self._faults.sleep(rule.seconds)
        elif fault == "expire_tokens":
            self._faults.expire_tokens()
        else:
            self._faults.revoke(rule.user or asked.user, rule.item or asked.file)

    def _refuse(
        self, fault: str, rule: Rule, asked: Asked, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """The request is not carried out."""
        self._faults.note(fault, asked)
        if fault == "cut":
            raise cut(environ, now=True)
        if fault == "html":
            environ[PROXY] = True
            return _said(answers.page(rule.code), start_response)
        make = BEFORE.get(fault)
        return _said(make(asked) if make else answers.status(int(fault), asked), start_response)

    def _spoil(
        self, fault: str, asked: Asked, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """The request is carried out and stored; its answer does not arrive as it should."""
        status, headers, body = self._answer(environ)
        if not status.startswith("2"):
            start_response(status, headers)  # a refusal of its own is answered as it is
            return [body]
        self._faults.note(fault, asked)
        if fault == "cut_after":
            raise cut(environ, now=True)
        if fault == "truncated":
            start_response(status, headers)
            return _half(body, cut(environ, now=False))
        return _said(answers.status(int(fault.removesuffix("_after")), asked), start_response)

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], error: object = None) -> Any:
            said.append((status, headers))

        found = self._application(environ, start)
        try:
            body = b"".join(found)
        finally:
            if hasattr(found, "close"):
                found.close()
        return (*said[-1], body)


def _said(wrong: Wrong, start_response: StartResponse) -> Iterable[bytes]:
    code, content_type, body = wrong
    headers = [("Content-Type", content_type), ("Content-Length", str(len(body)))]
    start_response(f"{code} {HTTPStatus(code).phrase}", headers)
    return [body]


def cut(environ: WSGIEnvironment, now: bool) -> Exception:
    """Close the connection under the client's feet; the server takes the error for a client that left."""
    if CUT not in environ:
        return ConnectionAbortedError("There is no connection to cut.")
    error: Exception = environ[CUT](now)
    return error


def _half(body: bytes, end: Exception) -> Iterator[bytes]:
    yield body[: len(body) // 2]
    raise end


def _file_of(path: str) -> str:
    """The file a path speaks of, or ""."""
    for prefix in ("/v4/spreadsheets/", "/drive/v3/files/", "/upload/drive/v3/files/"):
        if path.startswith(prefix):
            return path.removeprefix(prefix).split("/")[0].split(":")[0]
    return ""
