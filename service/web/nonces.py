"""One-time links: a nonce is good until it is used or a day has passed."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from service.store import Store

LASTS = timedelta(hours=24)
PREFIX = "entry:"


class OneTime(Protocol):
    """What the page of a one-time link asks."""

    def is_good(self, nonce: str) -> bool:
        """Whether the link could be used now."""

    def take(self, nonce: str) -> bool:
        """Use it up; True for one caller only."""


class EntryNonces:
    """Kept in the database, so that ``tidtam link`` can make one while ``tidtam serve`` runs."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def issue(self) -> str:
        nonce = secrets.token_urlsafe(16)
        self._store.settings.set(PREFIX + nonce, self._clock().isoformat())
        return nonce

    def is_good(self, nonce: str) -> bool:
        made = self._store.settings.get(PREFIX + nonce)
        return bool(made) and self._clock() - datetime.fromisoformat(made) < LASTS

    def take(self, nonce: str) -> bool:
        good = self.is_good(nonce)
        return self._store.settings.take(PREFIX + nonce) and good
