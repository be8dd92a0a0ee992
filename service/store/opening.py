"""Opening the database: SQLite by default, PostgreSQL by its URL; the schema is brought up to date."""

import sqlite3
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from service.errors import ConfigurationError
from service.store.definitions import DefinitionStore
from service.store.facts import FactStore
from service.store.register import RegisterStore
from service.store.reports import ReportStore
from service.store.results import ResultStore
from service.store.rounds import RoundStore
from service.store.settings import SettingStore
from service.store.spreadsheets import SpreadsheetStore
from service.store.submissions import SubmissionStore

MIGRATIONS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = threading.Lock()  # Alembic keeps the migration under way in a global
LOCK = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(254300)"}
"""Held until the migration's transaction ends."""


@dataclass(frozen=True, slots=True)
class Store:
    """One shelf for each noun, all in one database."""

    engine: Engine
    register: RegisterStore
    rounds: RoundStore
    spreadsheets: SpreadsheetStore
    submissions: SubmissionStore
    results: ResultStore
    reports: ReportStore
    settings: SettingStore
    definitions: DefinitionStore
    facts: FactStore

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Open the database at ``url`` and bring its schema up to date. Raises ConfigurationError."""
    engine = _engine(url)
    try:
        _migrate(engine)
    except DBAPIError as error:
        engine.dispose()
        raise ConfigurationError(f"TIDTAM_DATABASE_URL cannot be used: {error.orig}") from error
    return Store(
        engine=engine,
        register=RegisterStore(engine),
        rounds=RoundStore(engine),
        spreadsheets=SpreadsheetStore(engine),
        submissions=SubmissionStore(engine),
        results=ResultStore(engine),
        reports=ReportStore(engine),
        settings=SettingStore(engine),
        definitions=DefinitionStore(engine),
        facts=FactStore(engine),
    )


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):  # as hosting platforms write it
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, hide_parameters=True)
    except (SQLAlchemyError, ImportError, OSError, ValueError) as error:
        raise ConfigurationError(f"TIDTAM_DATABASE_URL cannot be used: {error}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
    return engine


def _tune_sqlite(connection: Any, _record: Any) -> None:
    """Readers do not wait for the writer, and a second writer waits its turn instead of failing."""
    cursor = connection.cursor()
    for pragma in ("busy_timeout=15000", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    # SQLite does not wait to change the mode: it fails at once while somebody else opens the new file. They
    # set the mode then, and it stays with the file.
    with suppress(sqlite3.OperationalError):
        cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


def _migrate(engine: Engine) -> None:
    """Bring the schema up to date; of several processes that start together, one does it."""
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == head:
            return
    with ONE_AT_A_TIME, engine.begin() as connection:
        connection.exec_driver_sql(LOCK[engine.dialect.name])
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
