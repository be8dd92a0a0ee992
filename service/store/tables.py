"""The tables. Text holds JSON where the shape belongs to a form and not to the database."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData()
BANGKOK = timezone(timedelta(hours=7))
"""Thailand keeps one time all year."""


class Moment(TypeDecorator[datetime]):
    """An aware time: kept as UTC without a zone (SQLite has none), given back in Thai time."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Any) -> datetime | None:
        return value.replace(tzinfo=UTC).astimezone(BANGKOK) if value else None


respondents = Table(
    "respondents",
    metadata,
    Column("code", String(20), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("district", String(100), nullable=False),
    Column("subdistrict", String(100), nullable=False, default=""),
    Column("network_group", String(200), nullable=False, default=""),
    Column("grades", String(100), nullable=False, default=""),
    Column("pupils", Integer),
    Column("email", String(200), nullable=False, default=""),
    Column("tags", String(500), nullable=False, default=""),
    Column("opened", Date),
    Column("closed", Date),
    Column("smis_code", String(20), nullable=False, default=""),
    Column("obec_code", String(20), nullable=False, default=""),
    Column("merged_into", String(20), nullable=False, default="", server_default=""),
    Column("kind", String(10), nullable=False, default="school", server_default="school"),
)


def _round_key() -> tuple[Column[str], Column[str]]:
    return (
        Column("form_id", String(60), primary_key=True),
        Column("round_id", String(20), primary_key=True),
    )


rounds = Table(
    "rounds",
    metadata,
    *_round_key(),
    Column("opens", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("closed", Boolean, nullable=False, default=False),
    Column("form_version", String(40), nullable=False),
    Column("definition_hash", String(64), nullable=False),
    Column("closes", Date),
    Column("first", Date),
    Column("last", Date),
)

definitions = Table(
    "definitions",
    metadata,
    Column("form_id", String(60), primary_key=True),
    Column("hash", String(64), primary_key=True),
    Column("version", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("kept_at", Moment, nullable=False, default=lambda: datetime.now(UTC)),
)

facts = Table(
    "facts",
    metadata,
    Column("code", String(20), primary_key=True),
    Column("academic_year", Integer, primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("value", String(40), nullable=False),
)

extensions = Table(
    "extensions",
    metadata,
    *_round_key(),
    Column("respondent", String(20), primary_key=True),
    Column("due", Date, nullable=False),
)

spreadsheets = Table(
    "spreadsheets",
    metadata,
    Column("file_id", String(100), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("respondent", String(20), nullable=False, default=""),
    Column("form_id", String(60), nullable=False, default=""),
    Column("fiscal_year", Integer, nullable=False),
    Column("seen_modified", String(40), nullable=False, default=""),
    Column("own_write", Boolean, nullable=False, default=False),
    Column("dirty", Boolean, nullable=False, default=False),
    Column("problem", Text, nullable=False, default=""),
    Column("content_hash", String(64), nullable=False, default=""),
    Column("journal", Text, nullable=False, default="", server_default=""),
    Column("settle_at", Moment),
    UniqueConstraint("kind", "respondent", "form_id", "fiscal_year"),
)

tabs = Table(
    "tabs",
    metadata,
    Column("file_id", String(100), ForeignKey("spreadsheets.file_id", ondelete="CASCADE"), primary_key=True),
    *_round_key(),
    Column("purpose", String(20), primary_key=True),
    Column("sheet_id", Integer, nullable=False),
    Column("title", String(200), nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("file_id", String(100), ForeignKey("spreadsheets.file_id", ondelete="CASCADE"), primary_key=True),
    *_round_key(),
    Column("respondent", String(20), primary_key=True),
    Column("field", String(60), primary_key=True),
    Column("fill", String(10), nullable=False, default=""),
    Column("note", Text, nullable=False, default=""),
)

submissions = Table(
    "submissions",
    metadata,
    *_round_key(),
    Column("respondent", String(20), primary_key=True),
    Column("file_id", String(100), nullable=False),
    Column("cells", Text, nullable=False, default="{}"),
    Column("entries", Text, nullable=False, default="{}"),
    Column("state", String(20), nullable=False),
    Column("required", Integer, nullable=False),
    Column("filled", Integer, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("queries", Integer, nullable=False),
    Column("changed_at", Moment),
    Column("complete_at", Moment),
)

issues = Table(
    "issues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form_id", String(60), nullable=False),
    Column("round_id", String(20), nullable=False),
    Column("respondent", String(20), nullable=False),
    Column("field", String(60), nullable=False),
    Column("code", String(60), nullable=False),
    Column("severity", String(10), nullable=False),
    Column("message", Text, nullable=False),
    Column("seen", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Index("issues_by_submission", "form_id", "round_id", "respondent"),
)

reasons = Table(
    "reasons",
    metadata,
    *_round_key(),
    Column("respondent", String(20), primary_key=True),
    Column("field", String(60), primary_key=True),
    Column("code", String(60), primary_key=True),
    Column("text", Text, nullable=False),
    Column("seen", Text, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form_id", String(60), nullable=False),
    Column("round_id", String(20), nullable=False),
    Column("respondent", String(20), nullable=False),
    Column("field", String(60), nullable=False),
    Column("cell", Text, nullable=False),
    Column("read_at", Moment, nullable=False),
    Index("history_of_cell", "form_id", "round_id", "respondent", "field"),
)

results = Table(
    "results",
    metadata,
    *_round_key(),
    Column("indicator", String(60), primary_key=True),
    Column("scope", String(20), primary_key=True),
    Column("place", String(100), primary_key=True),
    Column("definition_hash", String(64), nullable=False),
    Column("figures", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("form_id", String(60), nullable=False),
    Column("round_id", String(20), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("done", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False, default=0),
    Column("step", Text, nullable=False, default=""),
    Column("error", Text, nullable=False, default=""),
    Column("path", Text, nullable=False, default=""),
    Column("snapshot", Text, nullable=False, default=""),
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    UniqueConstraint("form_id", "round_id", "revision"),
)

settings = Table(
    "settings",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)
