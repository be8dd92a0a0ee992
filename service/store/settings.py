"""Small things remembered between runs (ids of folders, what the control sheet shows)."""

from sqlalchemy import Engine, delete, select

from service.store.tables import settings
from service.store.upsert import upsert


class SettingStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, key: str, default: str = "") -> str:
        with self._engine.connect() as connection:
            found = connection.execute(select(settings.c.value).where(settings.c.key == key)).scalar()
        return default if found is None else str(found)

    def take(self, key: str) -> bool:
        """Remove a key; True for one caller only, however many come at once."""
        with self._engine.begin() as connection:
            return connection.execute(delete(settings).where(settings.c.key == key)).rowcount == 1

    def set(self, key: str, value: str) -> None:
        with self._engine.begin() as connection:
            upsert(connection, settings, [{"key": key, "value": value}])
