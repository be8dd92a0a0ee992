"""Reports asked for: their state, their real progress, and the snapshot each was made from."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.errors import NotFoundError, RefusedError
from service.store.tables import reports


@dataclass(frozen=True, slots=True)
class Report:
    """One report; ``state`` is queued, running, done or failed."""

    id: str
    form_id: str
    round_id: str
    revision: int
    state: str
    done: int
    total: int
    step: str
    error: str
    path: str
    snapshot: str
    created_at: datetime
    finished_at: datetime | None


class ReportStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, report_id: str, form_id: str, round_id: str, now: datetime) -> Report:
        """A new report of the round with the next revision number."""
        highest = select(func.max(reports.c.revision)).where(
            reports.c.form_id == form_id, reports.c.round_id == round_id
        )
        for _ in range(5):  # two people may click at once: the unique key makes one of them count again
            try:
                with self._engine.begin() as connection:
                    revision = (connection.execute(highest).scalar() or 0) + 1
                    row = {"id": report_id, "form_id": form_id, "round_id": round_id, "revision": revision}
                    connection.execute(insert(reports).values(**row, state="queued", created_at=now))
                return self.get(report_id)
            except IntegrityError:
                continue
        raise RefusedError("many reports of this round are being made at once; try again in a moment")

    def get(self, report_id: str) -> Report:
        """The report. Raises NotFoundError."""
        with self._engine.connect() as connection:
            row = connection.execute(select(reports).where(reports.c.id == report_id)).mappings().first()
        if row is None:
            raise NotFoundError(f"there is no report {report_id}")
        return Report(**row)

    def of_round(self, form_id: str, round_id: str) -> list[Report]:
        """The reports of a round, newest first."""
        query = select(reports).where(reports.c.form_id == form_id, reports.c.round_id == round_id)
        with self._engine.connect() as connection:
            return [
                Report(**row)
                for row in connection.execute(query.order_by(reports.c.revision.desc())).mappings()
            ]

    def unfinished(self) -> list[Report]:
        """Reports queued or running: what a worker that was killed left behind."""
        query = (
            select(reports).where(reports.c.state.in_(("queued", "running"))).order_by(reports.c.created_at)
        )
        with self._engine.connect() as connection:
            return [Report(**row) for row in connection.execute(query).mappings()]

    def set(self, report_id: str, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(reports).where(reports.c.id == report_id).values(**values))
