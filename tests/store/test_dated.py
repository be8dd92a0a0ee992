"""Windows, kept definitions and facts: what is kept comes back, and an old database gets room for it."""

import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from service.core.register import Respondent
from service.core.rounds import Round
from service.store import Store, open_store
from service.store.opening import MIGRATIONS

OPENED = Round("small", "2568-HP", date(2022, 10, 1), date(2025, 10, 15), False, "1", "abc")


def form(version: str, digest: str, text: str) -> Any:
    """What the store needs of a form."""
    return SimpleNamespace(id="small", version=version, definition_hash=digest, source=text)


def test_a_round_keeps_its_window_and_its_days(store: Store) -> None:
    whole = replace(OPENED, closes=date(2025, 12, 1), first=date(2022, 10, 1), last=date(2025, 9, 30))
    store.rounds.save(whole)
    assert store.rounds.get("small", "2568-HP") == whole
    store.rounds.save(replace(whole, closes=None))
    assert store.rounds.all()[0].closes is None


def test_a_definition_is_kept_once_as_it_was(store: Store) -> None:
    store.definitions.keep(form("1", "abc", "ก: 1\n"))
    store.definitions.keep(form("1", "abc", "ก: 2\n"))
    store.definitions.keep(form("2", "def", "ก: 3\n"))
    assert [(item.version, item.text) for item in store.definitions.of_form("small")] == [
        ("1", "ก: 1\n"), ("2", "ก: 3\n"),
    ]  # fmt: skip
    assert store.definitions.has("small", "def") and not store.definitions.has("other", "def")
    assert store.definitions.get("small", "xyz") is None


def test_facts_are_kept_by_year_exactly_and_a_blank_takes_one_away(store: Store) -> None:
    store.facts.save(2565, {"a": {"pupils": Decimal("120"), "p1": Decimal("0")}})
    store.facts.save(2566, {"a": {"pupils": Decimal("95.50")}, "b": {"pupils": Decimal(7)}})
    store.facts.save(2566, {"b": {"pupils": None}, "a": {"teachers": Decimal(8)}})
    assert store.facts.of_year(2565) == {"a": {"pupils": Decimal(120), "p1": Decimal(0)}}
    assert store.facts.of_year(2566) == {"a": {"pupils": Decimal("95.50"), "teachers": Decimal(8)}}
    assert (store.facts.years(), store.facts.of_year(2567)) == ([2565, 2566], {})


def test_a_merger_is_kept(store: Store) -> None:
    merged = Respondent("1", "ก", "ข", grades=("P1",), closed=date(2023, 5, 1), merged_into="2")
    store.register.save([merged])
    assert store.register.all() == [merged]


def test_a_database_of_the_version_before_keeps_its_rounds_and_schools(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    engine.dispose()
    with sqlite3.connect(path) as old:
        old.execute(
            "INSERT INTO rounds VALUES ('small', '2566-M6', '2022-10-01', '2023-04-15', 0, '1', 'abc')"
        )
        old.execute("INSERT INTO respondents VALUES ('1','ก','ข','','','P1',9,'','',NULL,NULL,'','')")
    old.close()
    store = open_store(f"sqlite:///{path}")
    unit = Respondent("U02", "กลุ่มนโยบายและแผน", "", tags=("planning",), kind="unit")
    (kept,), (school,) = store.rounds.all(), store.register.all()
    assert (kept.ends, kept.closes, kept.opens) == (date(2023, 3, 31), None, date(2022, 10, 1))
    assert (school.name, school.pupils, school.merged_into, school.kind) == ("ก", 9, "", "school")
    store.register.save([unit])
    assert store.register.all() == [school, unit]
    store.close()
