"""Several processes share one quota: real ones, in real (short) windows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .takers import QUOTA, SECONDS, WINDOW

REDIS = os.environ.get("TIDTAM_TEST_REDIS", "redis://127.0.0.1:6379/9")
ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 4


def permits(*where: str) -> list[list[float]]:
    """When each process was given its permits, all having begun at once."""
    command = [sys.executable, "-m", "tests.sheets.takers", *where]
    started = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    for process in started:
        assert process.stdout and process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return [json.loads(process.communicate(timeout=30)[0]) for process in started]


def check(taken: list[list[float]]) -> None:
    every = sorted(stamp for stamps in taken for stamp in stamps)
    fullest = max(sum(start <= stamp < start + WINDOW for stamp in every) for start in every)
    assert fullest == QUOTA  # never more, and not less either
    assert len(every) >= QUOTA * (SECONDS / WINDOW - 1)
    assert sum(bool(stamps) for stamps in taken) > 1


def test_processes_on_one_file_never_pass_the_quota_together(tmp_path: Path) -> None:
    check(permits("sqlite", str(tmp_path / "quota.db")))


@pytest.mark.heavy
def test_processes_on_one_redis_never_pass_the_quota_together() -> None:
    from redis import Redis

    with Redis.from_url(REDIS) as redis:
        redis.flushdb()
        check(permits("redis", REDIS))
        redis.flushdb()
