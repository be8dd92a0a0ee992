"""SQLite under the state: one row for each file, spreadsheet, drive and account, written at once."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

SCHEMA = "CREATE TABLE IF NOT EXISTS items (kind TEXT, id TEXT, body TEXT NOT NULL, PRIMARY KEY (kind, id))"


class Storage:
    """Callers hold the lock of the state; a commit survives the process being killed."""

    def __init__(self, home: Path | None) -> None:
        if home:
            home.mkdir(parents=True, exist_ok=True)
        place = str(home / "emulator.db") if home else ":memory:"
        self._db = sqlite3.connect(place, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        # NORMAL loses nothing when the process dies, only perhaps when the power goes.
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(SCHEMA)

    def write(self, *items: tuple[str, str, str | None]) -> None:
        """Put (kind, id, body) rows in one transaction; a body of None removes the row."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            for kind, item_id, body in items:
                if body is None:
                    self._db.execute("DELETE FROM items WHERE kind = ? AND id = ?", (kind, item_id))
                else:
                    self._db.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?)", (kind, item_id, body))

    def text(self, kind: str, item_id: str) -> str | None:
        row = self._db.execute("SELECT body FROM items WHERE kind = ? AND id = ?", (kind, item_id)).fetchone()
        return row[0] if row else None

    def all(self, kind: str) -> dict[str, Any]:
        rows = self._db.execute("SELECT id, body FROM items WHERE kind = ? ORDER BY rowid", (kind,))
        return {item_id: json.loads(body) for item_id, body in rows}

    def close(self) -> None:
        self._db.close()
