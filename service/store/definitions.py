"""The definitions that rounds were opened with, as the text of their files."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, select

from service.core.schema import Form
from service.store.tables import definitions
from service.store.upsert import upsert


@dataclass(frozen=True, slots=True)
class Kept:
    """One version of a form; ``hash`` is its definition_hash."""

    form_id: str
    hash: str
    version: str
    text: str
    kept_at: datetime


class DefinitionStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, form: Form) -> None:
        """Keep the form's text; one that is kept already stays as it is."""
        if not self.has(form.id, form.definition_hash):
            row = {"form_id": form.id, "hash": form.definition_hash, "version": form.version}
            with self._engine.begin() as connection:
                upsert(connection, definitions, [row | {"text": form.source}])

    def has(self, form_id: str, definition_hash: str) -> bool:
        query = select(definitions.c.hash).where(*_key(form_id, definition_hash))
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def get(self, form_id: str, definition_hash: str) -> Kept | None:
        query = select(definitions).where(*_key(form_id, definition_hash))
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return Kept(**row) if row else None

    def of_form(self, form_id: str) -> list[Kept]:
        """Every version that is kept of a form, oldest first."""
        query = select(definitions).where(definitions.c.form_id == form_id)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(definitions.c.kept_at, definitions.c.hash)).mappings()
            return [Kept(**row) for row in rows]


def _key(form_id: str, definition_hash: str) -> tuple[ColumnElement[bool], ...]:
    return definitions.c.form_id == form_id, definitions.c.hash == definition_hash
