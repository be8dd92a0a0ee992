"""The server's connections, which faults may cut."""

from __future__ import annotations

import socket
from typing import Any

from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.task import WSGITask

CUT = "emulator.cut"
"""Where the application finds, in its environ, how to close the connection it answers on."""


class CuttableTask(WSGITask):  # type: ignore[misc]  # waitress has no types
    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ[CUT] = self.cut
        return environ

    def cut(self, now: bool) -> Exception:
        """The error to raise so that the connection closes: now, or once what was said has been sent."""
        if now:
            self.channel.socket.shutdown(socket.SHUT_RDWR)
        return ClientDisconnected()  # type: ignore[no-any-return]


class CuttableChannel(HTTPChannel):  # type: ignore[misc]
    task_class = CuttableTask
