"""The register of respondents."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Engine, RowMapping, select

from service.core.register import Respondent
from service.store.tables import respondents
from service.store.upsert import upsert


class RegisterStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Respondent]:
        """Every respondent, by code."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(respondents).order_by(respondents.c.code)).mappings()
            return [_respondent(row) for row in rows]

    def save(self, register: Iterable[Respondent]) -> None:
        """Add and replace respondents; nobody is removed (a school that ends gets a closing date)."""
        with self._engine.begin() as connection:
            upsert(connection, respondents, [_row(respondent) for respondent in register])


def _row(respondent: Respondent) -> dict[str, Any]:
    row = asdict(respondent)
    return row | {"grades": " ".join(respondent.grades), "tags": " ".join(respondent.tags)}


def _respondent(row: RowMapping) -> Respondent:
    values = dict(row)
    return Respondent(**values | {"grades": tuple(row["grades"].split()), "tags": tuple(row["tags"].split())})
