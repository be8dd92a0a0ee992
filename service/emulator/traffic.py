"""Everything asked and answered over the wire, for whoever looks on: tests hold it against Google's own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

WATCHED = ("/v4/", "/drive/", "/upload/", "/resumable/")
PROXY = "emulator.proxy"
"""Set in the environ when a fault lets a proxy on the way answer: that is not Google's word."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer. ``path`` is as it was sent, percent signs and all."""

    method: str
    path: str
    query: str
    user_agent: str
    content_type: str
    body: bytes
    status: int
    answer_type: str
    answer: bytes
    whole: bool = True  # False when the connection was cut before the answer's end, or a proxy answered


Observer = Callable[[Exchange], None]
observers: list[Observer] = []
"""Of every emulator in this process; nothing is kept while nobody looks on."""


class Traffic:
    """WSGI middleware: the outermost one, so that it sees what the client sees."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self.observers: list[Observer] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        watching = [*observers, *self.observers]
        if not watching or not environ.get("PATH_INFO", "").startswith(WATCHED):
            unwatched: Iterable[bytes] = self._application(environ, start_response)
            return unwatched
        return _Watched(environ, watching).pass_on(self._application, start_response)


class _Watched:
    """One exchange while it happens."""

    def __init__(self, environ: WSGIEnvironment, watching: list[Observer]) -> None:
        self._environ, self._watching = environ, watching
        self._body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(self._body)
        self._status, self._headers = "0", {"content-type": "", "content-length": "-1"}
        self._answer = bytearray()
        self._handed_over = False

    def pass_on(self, application: Any, start_response: StartResponse) -> Iterator[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            self._status = status
            self._headers |= {name.lower(): value for name, value in headers}
            return start_response(status, headers, *more)

        try:
            return self._chunks(application(self._environ, begin))
        except Exception:
            self._hand_over(whole=False)
            raise

    def _chunks(self, found: Iterable[bytes]) -> Iterator[bytes]:
        """Observers are told before the last byte leaves: a client that has its answer knows it was seen."""
        ended = False
        try:
            for chunk in found:
                self._answer += chunk
                if len(self._answer) == int(self._headers["content-length"]):
                    self._hand_over(whole=True)
                yield chunk
            ended = True
        finally:
            if hasattr(found, "close"):
                found.close()
            self._hand_over(whole=ended and len(self._answer) >= int(self._headers["content-length"]))

    def _hand_over(self, whole: bool) -> None:
        if self._handed_over:
            return
        self._handed_over = True
        sent = self._environ.get("REQUEST_URI") or quote(self._environ["PATH_INFO"], encoding="latin-1")
        exchange = Exchange(
            method=self._environ["REQUEST_METHOD"],
            path=sent.partition("?")[0],
            query=self._environ.get("QUERY_STRING", ""),
            user_agent=self._environ.get("HTTP_USER_AGENT", ""),
            content_type=self._environ.get("CONTENT_TYPE", ""),
            body=self._body,
            status=int(self._status.split()[0]),
            answer_type=self._headers["content-type"],
            answer=bytes(self._answer),
            whole=whole and not self._environ.get(PROXY),
        )
        for observe in self._watching:
            observe(exchange)


class Recorder:
    """An observer that writes each exchange as a line of JSON, for a look after the process has ended."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def __call__(self, exchange: Exchange) -> None:
        texts = {name: getattr(exchange, name).decode("utf-8", "surrogateescape") for name in BODIES}
        line = json.dumps(asdict(exchange) | texts)
        with self._lock, self._path.open("a", encoding="ascii") as file:
            file.write(line + "\n")


BODIES = ("body", "answer")


def recorded(path: Path) -> Iterator[Exchange]:
    """The exchanges a Recorder wrote."""
    with path.open(encoding="ascii") as file:
        for line in file:
            found = json.loads(line)
            texts = {name: found[name].encode("utf-8", "surrogateescape") for name in BODIES}
            yield Exchange(**found | texts)
