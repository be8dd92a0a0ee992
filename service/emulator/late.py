"""Drive learns late of what people type: modifiedTime tells after minutes, of several edits as one."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from .errors import Json

TOLD = ("modifiedTime", "version", "lastModifyingUser")


class LateTimes:
    """Off until `least` and `most` seconds are set. What the API writes always shows at once."""

    def __init__(self) -> None:
        self.least = 0.0
        self.most = 0.0

    def set(self, least: float, most: float) -> None:
        if not 0 <= least <= most:
            raise ValueError("least and most are seconds, least not above most.")
        self.least, self.most = least, most

    @property
    def on(self) -> bool:
        return self.most > 0

    def held(self, before: Json, after: Json, now: datetime) -> Json:
        """The file after an edit by hand: until a moment yet to come it is shown as it was before.

        An edit made while another is held waits no longer than that one: Drive tells of both together.
        """
        former = self._holding(before, now)
        if former is None:
            # The wait is the same in every run: it depends on the name and on how often the file was edited.
            wait = random.Random(f"{before['name']}/{before['version']}").uniform(self.least, self.most)
            until = (now + timedelta(seconds=wait)).isoformat()
            former = {name: before.get(name) for name in TOLD} | {"until": until}
        return {**after, "late": former}

    def shown(self, file: Json, now: datetime) -> Json:
        """The file as Drive tells of it now."""
        if "late" not in file:
            return file
        former = self._holding(file, now)
        held = {name: former[name] for name in TOLD} if former else {}
        return {name: value for name, value in file.items() if name != "late"} | held

    def _holding(self, file: Json, now: datetime) -> Json | None:
        late: Json | None = file.get("late")
        return late if late and self.on and now < datetime.fromisoformat(late["until"]) else None
