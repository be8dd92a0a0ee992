"""The faults of one emulator: what is set, and what was done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..errors import Json
from ..state import State, rfc3339
from . import people
from .rules import Asked, Counted, Edits, FaultError, Rule, read_rule

if TYPE_CHECKING:
    from flask import Flask


LATE = "late_times"


class Faults:
    """Set faults from the test's own process; the control endpoint and the command line do the same."""

    def __init__(self, app: Flask, sleep: Callable[[float], object] = time.sleep) -> None:
        self.sleep = sleep
        """How a slow answer passes its seconds; `clock.forward` of a movable clock passes them at once."""
        self._app = app
        self._state: State = app.config["STATE"]
        self._lock = threading.Lock()
        self._rules: list[Counted] = []
        self._made = 0
        self._log: list[Json] = []
        self._quiet = 0

    # Setting faults

    def add(self, fault: str, **settings: Any) -> None:
        """`add("503_after", kind="sheet_write", nth=3)`. Raises FaultError; see the README for the names."""
        self.set([{"fault": fault, **settings}])

    def set(self, given: Iterable[Json]) -> None:
        """Add rules as the control endpoint takes them: all of them, or none."""
        given = list(given)
        if not all(isinstance(one, dict) for one in given):
            raise FaultError("A fault is an object.")
        rules = [read_rule(one) for one in given if one.get("fault") != LATE]
        for rule in rules:
            if not callable(rule.edits):
                people.check(rule.edits)
        with self._lock:
            for rule in rules:
                self._made += 1
                self._rules.append(Counted(rule, self._made))
        for one in given:
            if one.get("fault") == LATE:
                self.late_times(float(one.get("least", 180)), float(one.get("most", 600)))

    def before(self, kind: str, file_id: str, edits: Edits, **settings: Any) -> None:
        """Just before the next `kind` request for this file, people make these edits.

        `edits` may be a function instead. It runs outside of every lock and may itself call the emulator:
        while it runs, no request meets a fault.
        """
        self.set([{"fault": "edit", "kind": kind, "file": file_id, "edits": edits, **settings}])

    def random(self, probability: float, seed: int = 1, **settings: Any) -> None:
        """Any of `of=(…)` for this share of all requests; the same requests in every run with this seed."""
        self.add("random", probability=probability, seed=seed, **settings)

    def clear(self) -> None:
        """No fault any more; what was revoked is given back. The log stays until `forget`."""
        with self._lock:
            self._rules.clear()
            self._made = 0
        self._state.revoked.clear()
        self._state.late.set(0, 0)

    # At once

    def expire_tokens(self) -> None:
        """Every access token issued until now is refused with 401."""
        self._state.expire_tokens()

    def revoke(self, user: str, item_id: str) -> None:
        """The user loses a file, or a folder or shared drive with all that lies in it."""
        self._state.revoked.add((user.lower(), item_id))

    def restore(self, user: str, item_id: str) -> None:
        self._state.revoked.discard((user.lower(), item_id))

    def late_times(self, least: float = 180, most: float = 600) -> None:
        """Let modifiedTime, version and last user tell of what people type only after so many seconds."""
        self._state.late.set(least, most)

    # Looking at them

    def shown(self) -> Json:
        """What is set, as JSON."""
        with self._lock:
            rules = [counted.rule.shown() for counted in self._rules]
        late = [{"fault": LATE, "least": self._state.late.least, "most": self._state.late.most}]
        on = late if self._state.late.on else []
        return {"faults": rules + on, "revoked": sorted(map(list, self._state.revoked))}

    def log(self) -> list[Json]:
        """What was done to whom, oldest first: fault, request and the emulator's time."""
        with self._lock:
            return [dict(entry) for entry in self._log]

    def forget(self) -> None:
        with self._lock:
            self._log.clear()

    # For the middleware

    @property
    def wanted(self) -> bool:
        return bool(self._rules)

    def due(self, asked: Asked) -> list[tuple[str, Rule]]:
        """The faults this request meets, edits first. Each rule counts the request."""
        with self._lock:
            if self._quiet:
                return []
            met = [(name, counted.rule) for counted in self._rules if (name := counted.due(asked))]
            self._rules = [counted for counted in self._rules if not counted.spent]
        return sorted(met, key=lambda one: one[0] != "edit")

    def note(self, fault: str, asked: Asked, **more: Any) -> None:
        entry = {"fault": fault, "time": rfc3339(self._now()), "kind": asked.kind}
        entry |= {"method": asked.method, "path": asked.path, "file": asked.file, "user": asked.user}
        with self._lock:
            self._log.append(entry | more)

    def _now(self) -> datetime:
        return self._state.clock()

    def edit(self, rule: Rule, asked: Asked) -> None:
        """Let people edit, or call the function, before the request goes on."""
        if callable(rule.edits):
            self.note("edit", asked, edit="a function")
            with self._lock:
                self._quiet += 1
            try:
                rule.edits()
            finally:
                with self._lock:
                    self._quiet -= 1
            return
        for edit in rule.edits:
            refused = people.carry_out(self._app, asked.file, edit)
            self.note("edit", asked, edit=edit, **({"refused": refused} if refused else {}))
