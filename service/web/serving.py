"""Serving the pages with waitress."""

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from waitress.server import create_server
from waitress.wasyncore import close_all

from service.errors import ConfigurationError

log = logging.getLogger(__name__)

THREADS = 8


def serve(app: Flask, host: str, port: int) -> None:
    """Serve until Ctrl+C or SIGTERM; then return, so that the caller can stop its worker.

    Raises ConfigurationError when the port is taken.
    """
    sockets: dict[int, Any] = {}
    try:
        server = create_server(app, sockets, host=host, port=port, threads=THREADS, ident="tidtam")
        log.info("serving", extra={"action": "serving", "host": host, "port": port})
        with _sigterm_leaves():
            server.run()  # returns on KeyboardInterrupt and SystemExit
    except OSError as error:
        raise ConfigurationError(
            f"TIDTAM_PORT: {host}:{port} เปิดไม่ได้ (cannot be opened: {error.strerror}); "
            "ปิดโปรแกรมที่ใช้พอร์ตนี้ หรือตั้งพอร์ตอื่น (stop what uses it, or set another port)"
        ) from error
    finally:
        close_all(sockets)


@contextmanager
def _sigterm_leaves() -> Iterator[None]:
    """Let SIGTERM end the server as Ctrl+C does; only the main thread may listen to signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def _leave(_number: int, _frame: Any) -> None:
    raise SystemExit(0)
