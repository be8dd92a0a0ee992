"""Serving the pages with waitress."""

import logging
import signal
import threading
from typing import Any

from flask import Flask
from waitress.server import create_server

from service.errors import ConfigurationError

log = logging.getLogger(__name__)

THREADS = 8


def serve(app: Flask, host: str, port: int) -> None:
    """Serve until Ctrl+C or SIGTERM; then return, so that the caller can stop its worker.

    Raises ConfigurationError when the port is taken.
    """
    try:
        server = create_server(app, host=host, port=port, threads=THREADS, ident="tidtam")
    except OSError as error:
        raise ConfigurationError(
            f"TIDTAM_PORT: {host}:{port} เปิดไม่ได้ (cannot be opened: {error.strerror}); "
            "ปิดโปรแกรมที่ใช้พอร์ตนี้ หรือตั้งพอร์ตอื่น (stop what uses it, or set another port)"
        ) from error
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _leave)
    log.info("serving", extra={"action": "serving", "host": host, "port": port})
    try:
        server.run()  # returns on KeyboardInterrupt and SystemExit
    finally:
        server.close()


def _leave(_number: int, _frame: Any) -> None:
    raise SystemExit(0)
