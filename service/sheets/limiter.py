"""The limiter: permits shared by all processes, kept by this process alone while the shared place fails."""

import logging
from collections.abc import Callable, Mapping, Sequence

from service.sheets.calls import KINDS
from service.sheets.credentials import Account
from service.sheets.ledger import UNLIMITED as UNLIMITED
from service.sheets.ledger import WINDOW as WINDOW
from service.sheets.ledger import Ledger
from service.sheets.ledger import Quota as Quota
from service.sheets.shelves import MemoryShelf, Shelf, ShelfError

ALONE = 60.0
"""Seconds a process keeps the quotas by itself when the shared place fails, before it looks there again."""

log = logging.getLogger(__name__)


class Limiter:
    """The permits of all processes; of this one alone while the shared place fails, which is said."""

    def __init__(
        self, quota: Quota, now: Callable[[], float], shelf: Shelf | None = None, window: float = WINDOW
    ) -> None:
        self._now = now
        self._own = Ledger(MemoryShelf(), quota, now, window)
        self._shared = Ledger(shelf, quota, now, window) if shelf else None
        self._alone_until: float | None = None

    def take(self, accounts: Sequence[Account], kind: str) -> tuple[Account | None, float]:
        """The first account that may send now, or None and in how many seconds the first of them may."""
        shared = self._reachable()
        if shared:
            try:
                account, wait = shared.take(accounts, kind)
                if account:
                    self._own.spend(account, kind)  # what this process used, should it soon be alone
                self._together()
                return account, wait
            except ShelfError as error:
                self._apart(error)
        return self._own.take(accounts, kind)

    def hold(self, account: Account, kind: str, seconds: float, whole_project: bool = False) -> None:
        """Give no permit to the account (or to its project) for so long."""
        self._own.hold(account, kind, seconds, whole_project)
        shared = self._reachable()
        if shared:
            try:
                shared.hold(account, kind, seconds, whole_project)
            except ShelfError as error:
                self._apart(error)

    def left(self, account: Account) -> Mapping[str, int]:
        """How many requests of each kind may go at once, now."""
        shared = self._reachable()
        if shared:
            try:
                return {kind: shared.left(account, kind) for kind in KINDS}
            except ShelfError as error:
                self._apart(error)
        return {kind: self._own.left(account, kind) for kind in KINDS}

    def _reachable(self) -> Ledger | None:
        alone = self._alone_until is not None and self._now() < self._alone_until
        return None if alone else self._shared

    def _apart(self, error: ShelfError) -> None:
        self._alone_until = self._now() + ALONE
        extra = {"action": "google_limiter_alone", "why": str(error), "seconds": ALONE}
        log.warning("the quota is kept by this process alone; several together may pass it", extra=extra)

    def _together(self) -> None:
        if self._alone_until is not None:
            self._alone_until = None
            log.info("the quota is kept together again", extra={"action": "google_limiter_together"})
