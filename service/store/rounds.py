"""Rounds and the extensions of single respondents."""

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

from sqlalchemy import Engine, delete, select, update

from service.core.rounds import Round
from service.store.tables import extensions, rounds
from service.store.upsert import upsert


class RoundStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Round]:
        """Every round, oldest first."""
        with self._engine.connect() as connection:
            longer: dict[tuple[str, str], dict[str, date]] = {}
            for row in connection.execute(select(extensions)):
                longer.setdefault((row.form_id, row.round_id), {})[row.respondent] = row.due
            found = connection.execute(select(rounds).order_by(rounds.c.opens, rounds.c.round_id)).mappings()
            return [
                Round(**row, extensions=MappingProxyType(longer.get((row["form_id"], row["round_id"]), {})))
                for row in found
            ]

    def get(self, form_id: str, round_id: str) -> Round | None:
        matches = (item for item in self.all() if (item.form_id, item.round_id) == (form_id, round_id))
        return next(matches, None)

    def save(self, opened: Round) -> None:
        """Add the round, or set its window anew."""
        names = [column.name for column in rounds.c]
        with self._engine.begin() as connection:
            upsert(connection, rounds, [{name: getattr(opened, name) for name in names}])

    def close(self, form_id: str, round_id: str) -> None:
        key = (rounds.c.form_id == form_id) & (rounds.c.round_id == round_id)
        with self._engine.begin() as connection:
            connection.execute(update(rounds).where(key).values(closed=True))

    def remove(self, form_id: str, round_id: str) -> None:
        """Forget the round, as if nobody had opened it."""
        with self._engine.begin() as connection:
            for table in (extensions, rounds):
                key = (table.c.form_id == form_id) & (table.c.round_id == round_id)
                connection.execute(delete(table).where(key))

    def extend(self, form_id: str, round_id: str, respondents: Iterable[str], due: date) -> None:
        row = {"form_id": form_id, "round_id": round_id, "due": due}
        with self._engine.begin() as connection:
            upsert(connection, extensions, [row | {"respondent": code} for code in respondents])
