"""A process that takes permits as fast as it gets them: `python -m tests.sheets.takers sqlite|redis WHERE`."""

import json
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from service.sheets.calls import READS
from service.sheets.limiter import Limiter, Quota
from service.sheets.shelves import RedisShelf, Shelf, SqliteShelf

QUOTA, WINDOW, SECONDS = 5, 0.3, 1.2
ACCOUNT: Any = SimpleNamespace(key="key_shared", project_key="project_shared", name="shared")


def main(kind: str, where: str) -> None:
    shelf: Shelf = SqliteShelf(Path(where)) if kind == "sqlite" else RedisShelf(where)
    readings: list[float] = []

    def clock() -> float:
        readings.append(time.monotonic())
        return readings[-1]

    limiter = Limiter(Quota(account=QUOTA), clock, shelf, WINDOW)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    granted: list[float] = []
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        readings.clear()
        account, wait = limiter.take([ACCOUNT], READS)
        if account:
            granted.append(readings[0])  # read while the shelf was locked
            time.sleep(0.005)  # as long as a request, if Google were very fast
        else:
            time.sleep(wait)
    sys.stdout.write(json.dumps(granted))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
