"""The demo's emulator in a process of its own."""

from pathlib import Path

import click
import pytest
import requests

from service.cli.apart import running_apart
from service.emulator import Emulator


def test_it_answers_counts_and_ends_with_us(tmp_path: Path) -> None:
    with running_apart(lambda: Emulator(tmp_path), "school@example.org") as stand_in:
        assert stand_in.credentials_path.exists()
        bearer = {"Authorization": f"Bearer {stand_in.token}"}
        assert requests.get(f"{stand_in.url}/drive/v3/files", headers=bearer, timeout=20).ok
        assert [request["kind"] for request in stand_in.requests()] == ["drive_list"]
        stand_in.reset_requests()
        assert stand_in.requests() == []
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{stand_in.url}/_emulator/health", timeout=5)


def test_what_cannot_be_made_is_told(tmp_path: Path) -> None:
    def refuse() -> Emulator:
        raise click.UsageError("no such switch")

    with pytest.raises(click.UsageError, match="no such switch"), running_apart(refuse, ""):
        pass
