"""Opening a database: made when new, brought up to date when old, refused when it cannot be."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from service.errors import ConfigurationError
from service.store import open_store
from service.store.tables import metadata

NOW = datetime(2023, 4, 1, tzinfo=UTC)


def test_an_empty_database_gets_every_table_of_the_code(url: str) -> None:
    store = open_store(url)
    assert set(metadata.tables) <= set(inspect(store.engine).get_table_names())
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    store.close()


def test_opening_again_keeps_what_is_there(url: str) -> None:
    first = open_store(url)
    first.settings.set("folder", "ก")
    first.close()
    again = open_store(url)
    assert again.settings.get("folder") == "ก"
    again.close()


def test_a_server_and_a_worker_may_start_together_on_an_empty_database(url: str) -> None:
    command = [
        sys.executable,
        "-c",
        "import sys; from service.store import open_store; open_store(sys.argv[1])",
        url,
    ]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(process.communicate()[1], process.returncode) for process in started] == [(b"", 0)] * 2


def test_threads_may_open_an_empty_database_together(url: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        for store in pool.map(open_store, [url] * 3):
            store.settings.set("folder", "ก")
            store.close()


def test_two_who_ask_for_a_report_at_once_get_two_revisions(url: str) -> None:
    stores = [open_store(url) for _ in range(2)]

    def ask(number: int) -> int:
        return stores[number % 2].reports.add(f"r{number}", "small", "2566-Q1", NOW).revision

    with ThreadPoolExecutor(2) as pool:
        revisions = list(pool.map(ask, range(12)))
    assert sorted(revisions) == list(range(1, 13))
    for store in stores:
        store.close()


@pytest.mark.parametrize(
    "wrong", ["nonsense", "oracle://host/db", "sqlite:////proc/none/tidtam.db", "mysql+nobody://h/d"]
)
def test_an_address_that_cannot_be_used_is_named_with_its_variable(wrong: str) -> None:
    with pytest.raises(ConfigurationError, match="TIDTAM_DATABASE_URL"):
        open_store(wrong)


def test_a_database_that_is_not_there_is_a_matter_of_the_settings() -> None:
    with pytest.raises(ConfigurationError, match="TIDTAM_DATABASE_URL"):
        open_store("postgresql+psycopg://nobody@127.0.0.1:1/none")


def test_a_file_that_is_no_database_is_a_matter_of_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("only words, and more of them than a header has", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="TIDTAM_DATABASE_URL"):
        open_store(f"sqlite:///{path}")


def test_a_password_in_the_address_is_never_shown() -> None:
    with pytest.raises(ConfigurationError) as caught:
        open_store("postgresql+psycopg://nobody:tell-nobody@127.0.0.1:1/none")
    assert "tell-nobody" not in str(caught.value)


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'tidtam.db'}")
    store.settings.set("folder", "ก")
    writer = sqlite3.connect(tmp_path / "tidtam.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert store.settings.get("folder") == "ก"
    writer.close()
    store.close()
