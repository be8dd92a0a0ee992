"""Dated facts of the register: named numbers of a respondent in an academic year."""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import Engine, delete, select

from service.store.tables import facts
from service.store.upsert import upsert

Facts = Mapping[str, Mapping[str, Decimal]]
"""Numbers by respondent code, then by name."""


class FactStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_year(self, academic_year: int) -> dict[str, dict[str, Decimal]]:
        """What is known of an academic year, by respondent and name."""
        found: dict[str, dict[str, Decimal]] = {}
        query = select(facts).where(facts.c.academic_year == academic_year)
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                found.setdefault(row.code, {})[row.name] = Decimal(row.value)
        return found

    def years(self) -> list[int]:
        """The academic years something is known of, in order."""
        query = select(facts.c.academic_year).distinct().order_by(facts.c.academic_year)
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def save(self, academic_year: int, known: Mapping[str, Mapping[str, Decimal | None]]) -> None:
        """Set numbers anew; None takes one away, what is not named stays."""
        keep = [
            {"code": code, "academic_year": academic_year, "name": name, "value": str(value)}
            for code, numbers in known.items()
            for name, value in numbers.items()
            if value is not None
        ]
        gone = [
            (code, name)
            for code, numbers in known.items()
            for name, value in numbers.items()
            if value is None
        ]
        with self._engine.begin() as connection:
            for code, name in gone:
                key = (facts.c.code == code) & (facts.c.name == name)
                connection.execute(delete(facts).where(key, facts.c.academic_year == academic_year))
            upsert(connection, facts, keep)
