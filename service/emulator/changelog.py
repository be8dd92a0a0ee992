"""For each file its latest change, numbered in the order of the changes."""

from __future__ import annotations

import json

from .errors import Json


class ChangeLog:
    """The caller holds the lock of the state."""

    def __init__(self, stored: dict[str, Json]) -> None:
        self.latest = stored
        self.count = max((one["number"] for one in stored.values()), default=0)

    def note(self, file: Json, time: str) -> tuple[str, str, str]:
        """The row that says that the file has just changed; whoever ever knew it is told when it goes."""
        former = self.latest.get(file["id"], {"people": []})
        named = {one["emailAddress"] for one in file["permissions"] if "emailAddress" in one}
        self.count += 1
        one: Json = {"number": self.count, "time": time, "people": sorted(named | set(former["people"]))}
        if file.get("driveId"):
            one["driveId"] = file["driveId"]
        self.latest[file["id"]] = one
        return "change", file["id"], json.dumps(one, ensure_ascii=False)

    def since(self, number: int) -> list[tuple[str, Json]]:
        fresh = [(file_id, one) for file_id, one in self.latest.items() if one["number"] >= number]
        return sorted(fresh, key=lambda entry: int(entry[1]["number"]))
