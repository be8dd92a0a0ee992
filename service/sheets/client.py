"""The one way to Google: gspread's client on a wire of ours, within the quotas, with errors in our words."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import gspread
import requests
from google.auth.exceptions import GoogleAuthError
from gspread.http_client import HTTPClient

from service.sheets.calls import Call, describe
from service.sheets.credentials import SCOPES as SCOPES
from service.sheets.credentials import Account, load_accounts
from service.sheets.failures import Failure, Refusal
from service.sheets.limiter import UNLIMITED, Limiter
from service.sheets.network import page_instead, unanswered
from service.sheets.pool import Pool
from service.sheets.refusals import Asked, refused
from service.sheets.retry import Patience, Timing, Trials
from service.sheets.wire import RedirectAdapter as RedirectAdapter
from service.sheets.wire import Wire

NOTABLE = 1.0
"""Seconds of waiting for a permit from which a request is logged as more than a detail."""
PROXIES = frozenset({401, 403, 407, 511})
"""Google itself gives these as JSON; as a page they come from whatever stands in between."""

log = logging.getLogger(__name__)


def connect(
    credentials: Path | Sequence[Path],
    endpoint: str = "",
    *,
    limiter: Limiter | None = None,
    timing: Timing | None = None,
    patience: Patience | None = None,
) -> gspread.Client:
    """A gspread client for the accounts in the key files. Without a limiter no quota is kept.

    Raises ConfigurationError.
    """
    accounts = load_accounts([credentials] if isinstance(credentials, Path) else credentials)
    timing = timing or Timing()
    pool = Pool(accounts, limiter or Limiter(UNLIMITED, timing.now), timing)
    make: Any = partial(GoogleHTTPClient, pool=pool, timing=timing, patience=patience or Patience())
    wire: Any = Wire(endpoint)  # in the place of the one session that gspread would use for everything
    return gspread.Client(auth=accounts[0].credentials, session=wire, http_client=make)


class GoogleHTTPClient(HTTPClient):
    """gspread's one choke point: every request is permitted, sent, retried where that is safe, and named."""

    def __init__(self, auth: Any, session: Any, pool: Pool, timing: Timing, patience: Patience) -> None:
        super().__init__(auth, session)
        self.auth = auth
        self.pool = pool
        self._wire: Wire = session
        self._timing, self._patience = timing, patience
        self._files: WeakValueDictionary[str, Any] = WeakValueDictionary()
        self._files_lock = threading.Lock()

    def set_timeout(self, timeout: Any) -> None:
        self._wire.timeout = timeout

    def request(
        self, method: str, endpoint: str, *args: Any, once: bool = False, **kwargs: Any
    ) -> requests.Response:
        """Send one request; ``once`` forbids repeating it blindly. Raises a GoogleError with its remedy."""
        names = ("params", "data", "json", "files", "headers")  # gspread hands them over by place, too
        call = describe(method, endpoint, {**dict(zip(names, args, strict=False)), **kwargs}, once)
        with self._alone(call.file):
            return self._persist(call, Trials(self._patience, self._timing))

    @contextmanager
    def _alone(self, file: str) -> Iterator[None]:
        """One request at a time for a file: Google advises it, and answers others with 503."""
        if not file:
            yield
            return
        with self._files_lock:
            lock = self._files.setdefault(file, threading.Lock())
        while not lock.acquire(blocking=False):
            self._timing.sleep(0.02)  # on the clock we were given, which may stand still while a thread waits
        try:
            yield
        finally:
            lock.release()

    def _persist(self, call: Call, trials: Trials) -> requests.Response:
        attempt = 0
        while True:
            attempt += 1
            account, waited = self.pool.permit(call, trials.deadline)
            answer = self._send(account, call, attempt, waited)
            if isinstance(answer, requests.Response):
                return answer
            if answer.other_account and self.pool.refuse(account, call, answer.everywhere):
                continue
            delay = trials.delay(answer, call.repeatable)
            if delay is None:
                # What Google or a library says may quote a cell, so it is no part of what is raised.
                raise answer.error from None
            if answer.quota:
                # Not slept here: the permit is what waits, and another account may have one at once.
                self.pool.limiter.hold(account, call.kind, delay, answer.quota == "project")
            else:
                self._timing.sleep(delay)

    def _send(self, account: Account, call: Call, attempt: int, waited: float) -> requests.Response | Failure:
        started = time.perf_counter()
        try:
            answer = self._wire.send(account, call)
        except (requests.RequestException, GoogleAuthError) as error:
            failure = unanswered(error, account.name)
            _note(call, account, attempt, waited, started, type(error).__name__, 0, failure)
            return failure
        asked = Asked(call, self.pool.refused_mails(account, call), account.project)
        found = _judge(answer, asked)
        _note(call, account, attempt, waited, started, answer.status_code, len(answer.content), found)
        return found or answer


def _judge(answer: requests.Response, asked: Asked) -> Failure | None:
    """What is wrong with an answer; None when it is what was asked for."""
    kind = answer.headers.get("Content-Type", "")
    if "html" in kind and (answer.ok or answer.status_code in PROXIES):
        return page_instead()
    if not answer.ok:
        return refused(Refusal.of(answer), asked)
    if answer.content and ("json" in kind or not kind):
        try:
            found = answer.json()
        except requests.exceptions.JSONDecodeError:
            return page_instead()
        # Whoever asked reads it next: a spreadsheet of megabytes is not parsed a second time.
        answer.json = lambda **_: found  # type: ignore[method-assign]
    return None


def _note(
    call: Call,
    account: Account,
    attempt: int,
    waited: float,
    started: float,
    status: int | str,
    received: int,
    failure: Failure | None,
) -> None:
    """The request log: identifiers and figures; nothing of a body, a range, or Google's words."""
    level = logging.INFO if attempt > 1 or waited >= NOTABLE else logging.DEBUG
    log.log(
        logging.WARNING if failure else level,
        "google_request",
        extra={
            "action": "google_request",
            "call": call.label,
            "kind": call.kind,
            "file": call.file,
            "status": status,
            "attempt": attempt,
            "account": account.name,
            "waited_ms": round(waited * 1000),
            "ms": round((time.perf_counter() - started) * 1000),
            "sent": call.sent,
            "received": received,
        },
    )
