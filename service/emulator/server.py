"""The emulator as a server in this process."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from flask import Flask
from waitress import create_server, wasyncore

from . import grants, keys
from .app import create_app
from .faults import Faults
from .quota import Quota
from .sockets import CuttableChannel
from .state import State
from .switches import Switches
from .traffic import Recorder

SERVICE_ACCOUNT = "tidtam@emulator.iam.gserviceaccount.com"
HOST = "127.0.0.1"
THREADS = 8


class Emulator:
    """Start it, hand `credentials_path` and `url` to the code under test, stop it."""

    def __init__(
        self,
        home: Path,
        port: int = 0,
        quota: str = "off",
        auth: str = "strict",
        clock: Callable[[], datetime] | None = None,
        switches: Switches | None = None,
        record: Path | None = None,
    ) -> None:
        self.home = Path(home)
        self.state = State(self.home, clock)
        self.app: Flask = create_app(self.state, auth=auth, quota=quota, switches=switches)
        if record:
            self.app.config["TRAFFIC"].observers.append(Recorder(record))
        self.shared_drive_id = self.state.shared_drive_id
        self._map: dict[int, Any] = {}
        self._server: Any = create_server(self.app, map=self._map, host=HOST, port=port, threads=THREADS)
        self._server.channel_class = CuttableChannel
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self.credentials_path = self.add_service_account(SERVICE_ACCOUNT, self.home / "credentials.json")
        if SERVICE_ACCOUNT not in str(self.state.drives[self.shared_drive_id]["permissions"]):
            self.state.join_drive(self.shared_drive_id, SERVICE_ACCOUNT, "fileOrganizer")

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._server.effective_port}"

    def add_service_account(self, email: str, path: Path) -> Path:
        """A key file for one more service account; an old file keeps its key and learns the new port."""
        if path.exists() and email in self.state.accounts:
            key = json.loads(path.read_text("utf-8"))
        else:
            key, account = keys.new_key(email)
            self.state.add_account(account)
        key["token_uri"] = f"{self.url}/token"
        path.write_text(json.dumps(key, indent=2), "utf-8")
        path.chmod(0o600)
        return path

    def add_oauth_client(self, path: Path, publishing: str = "production") -> Path:
        """The file of a desktop client for `tidtam login`; an old file is kept."""
        if not path.exists():
            path.write_text(json.dumps(grants.new_client(self.state, publishing), indent=2), "utf-8")
            path.chmod(0o600)
        return path

    def token_for(self, email: str) -> str:
        """An access token of a person, as if they had signed in."""
        scopes = " ".join(keys.SCOPES)
        return keys.new_token(self.state.secret, email, scopes, self.state.clock())

    def start(self) -> Emulator:
        self._thread = threading.Thread(target=self._loop, name="emulator", daemon=True)
        self._thread.start()
        return self

    def _loop(self) -> None:
        while not self._stopping.is_set():
            wasyncore.loop(timeout=1, map=self._map, count=1)

    def serve_forever(self) -> None:
        try:
            if self._thread:
                self._stopping.wait()
            else:
                self._loop()
        except KeyboardInterrupt:
            self.stop()

    def stop(self) -> None:
        """Close every connection too: one kept alive by a client must not reach a stopped emulator."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._server.pull_trigger()
        if self._thread:
            self._thread.join()
        self._server.task_dispatcher.shutdown()
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()  # large answers were kept in files, which close_all would leave open
        wasyncore.close_all(self._map)
        self.state.close()

    @property
    def faults(self) -> Faults:
        found: Faults = self.app.config["FAULTS"]
        return found

    @property
    def quota(self) -> Quota:
        found: Quota = self.app.config["QUOTA"]
        return found

    @property
    def switches(self) -> Switches:
        return self.state.switches

    def requests(self) -> list[dict[str, str]]:
        """Every API request since the last reset: method, path and kind."""
        found: list[dict[str, str]] = self.app.config["LOG"].seen()
        return found

    def reset_requests(self) -> None:
        self.app.config["LOG"].reset()

    def __enter__(self) -> Emulator:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
