"""Several accounts as one: whoever may send first does; who has no access to a file is not asked for it."""

import itertools
import logging
import math
import threading
from collections.abc import Sequence

from service.errors import GoogleBusyError
from service.sheets.calls import DRIVE, Call
from service.sheets.credentials import Account
from service.sheets.limiter import Limiter
from service.sheets.retry import Timing

REMEMBERED = 600.0
"""Seconds for which an account that was refused a file is left out for it: then it may have been shared."""
EVERYWHERE = ("", "every file")

log = logging.getLogger(__name__)


class Pool:
    """Our accounts. The first one leads: it lists, makes and shares files, so that they have one maker."""

    def __init__(self, accounts: Sequence[Account], limiter: Limiter, timing: Timing) -> None:
        self.accounts = tuple(accounts)
        self.limiter = limiter
        self._timing = timing
        self._turn = itertools.count()
        self._lock = threading.Lock()
        self._refused: dict[tuple[str, str, str], float] = {}

    @property
    def mails(self) -> tuple[str, ...]:
        """The addresses that are known: a person's may be missing in an old file of `tidtam login`."""
        return tuple(account.mail for account in self.accounts if account.mail)

    def permit(self, call: Call, deadline: float) -> tuple[Account, float]:
        """Wait until one of the accounts may send; which, and for how long it was. Raises GoogleBusyError."""
        started = self._timing.now()
        while True:
            account, wait = self.limiter.take(self._candidates(call), call.kind)
            now = self._timing.now()
            if account:
                return account, now - started
            if now + wait > deadline:
                raise _used_up()
            self._timing.sleep(wait)

    def _candidates(self, call: Call) -> Sequence[Account]:
        """Those not refused, in turn; when all were, the lead, so that a mended access is noticed."""
        willing = [account for account in self.accounts if not self._is_refused(account, call)]
        if call.kind == DRIVE or len(willing) < 2:
            return willing[:1] or self.accounts[:1]
        start = next(self._turn) % len(willing)
        return [*willing[start:], *willing[:start]]

    def _is_refused(self, account: Account, call: Call) -> bool:
        keys = ((account.key, call.kind, call.place), (account.key, *EVERYWHERE))
        return any(self._timing.now() < self._refused.get(key, -math.inf) for key in keys)

    def refuse(self, account: Account, call: Call, everywhere: bool = False) -> bool:
        """Leave the account out for this file, or for all; whether another one is left to be tried."""
        now = self._timing.now()
        what = EVERYWHERE if everywhere else (call.kind, call.place)
        with self._lock:
            self._refused = {key: until for key, until in self._refused.items() if now < until}
            self._refused[account.key, *what] = now + REMEMBERED
        extra = {"action": "google_account_refused", "account": account.name, "file": call.place}
        log.warning("an account has no access", extra=extra)
        return any(not self._is_refused(other, call) for other in self.accounts)

    def refused_mails(self, account: Account, call: Call) -> str:
        """The addresses that have no access, this account's with them."""
        names = [item.name for item in self.accounts if item is account or self._is_refused(item, call)]
        return ", ".join(names)


def _used_up() -> GoogleBusyError:
    error = GoogleBusyError(
        "โควตาของ Google เต็ม ระบบจะลองใหม่เอง · "
        "the quota is used up for minutes to come; it is tried again by itself"
    )
    error.quota = True
    return error
