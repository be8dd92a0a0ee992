"""How the settings choose what keeps the quota."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from service.bootstrap import build_limiter
from service.config import Settings, read_settings
from service.sheets.calls import READS
from service.sheets.limiter import Limiter

ACCOUNT: Any = SimpleNamespace(key="key_1", project_key="project_1", name="a")


def settings(home: Path, **environ: str) -> Settings:
    return read_settings({"TIDTAM_HOME": str(home), **environ})


def granted(limiter: Limiter) -> int:
    return sum(limiter.take([ACCOUNT], READS)[0] is not None for _ in range(100))


def test_all_processes_of_an_office_share_one_quota(tmp_path: Path) -> None:
    office = settings(tmp_path, TIDTAM_QUOTA="20/300")
    one, other = (build_limiter(office, lambda: 1000.0) for _ in range(2))
    assert granted(one) + granted(other) == 20
    assert (tmp_path / "quota.db").exists()


def test_without_a_quota_nothing_is_kept_or_written(tmp_path: Path) -> None:
    assert granted(build_limiter(settings(tmp_path, TIDTAM_QUOTA="off"), lambda: 1000.0)) == 100
    assert not (tmp_path / "quota.db").exists()


def test_a_redis_that_is_not_there_leaves_the_quota_to_this_process(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    office = settings(tmp_path, TIDTAM_QUEUE_URL="redis://127.0.0.1:1/0")
    assert granted(build_limiter(office, lambda: 1000.0)) == 60
    assert [vars(record)["action"] for record in caplog.records] == ["google_limiter_alone"]


@pytest.mark.heavy
def test_an_office_on_redis_shares_the_quota_there(tmp_path: Path) -> None:
    from redis import Redis

    url = "redis://127.0.0.1:6379/10"
    office = settings(tmp_path, TIDTAM_QUEUE_URL=url, TIDTAM_QUOTA="20/300")
    with Redis.from_url(url) as redis:
        redis.flushdb()
        assert granted(build_limiter(office, lambda: 1000.0)) == 20
        assert granted(build_limiter(office, lambda: 1000.0)) == 0
        redis.flushdb()
