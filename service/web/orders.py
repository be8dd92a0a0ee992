"""Ordering a report once, however often the button is pressed.

Each page that shows the button holds a signed key of its own. It proves that the order comes from a
page of ours (another site cannot read it), and it stands for one order: pressing twice, or loading
the answer again, leads to the same report.
"""

import secrets
import threading
from collections.abc import Callable

from itsdangerous import BadData, URLSafeTimedSerializer

from service.errors import LinkError
from service.store import Store
from service.store.reports import Report

SALT = "order-report"
LASTS = 12 * 60 * 60
PREFIX = "order:"
Order = Callable[[str, str], Report]

OUTDATED = (
    "หน้านี้เปิดค้างไว้นานเกินไป หรือไม่ได้กดจากหน้าของระบบ: เปิดหน้ารายงานใหม่แล้วกดอีกครั้ง (open the page again, then press)"
)


class Orders:
    def __init__(self, store: Store, order: Order, secret: str) -> None:
        self._store = store
        self._order = order
        self._keys = URLSafeTimedSerializer(secret, salt=SALT)
        self._lock = threading.Lock()

    def key(self, form_id: str, round_id: str) -> str:
        """What the form of a page sends along."""
        return str(self._keys.dumps([form_id, round_id, secrets.token_urlsafe(9)]))

    def place(self, form_id: str, round_id: str, key: str) -> Report:
        """The report this key stands for, ordered now if it was not before. Raises LinkError."""
        nonce = self._nonce(form_id, round_id, key)
        with self._lock:  # one web process serves all pages, so its lock is enough
            report = self._placed(nonce) or self._underway(form_id, round_id)
            if report is None:
                report = self._order(form_id, round_id)
                self._store.settings.set(PREFIX + nonce, report.id)
        return report

    def _nonce(self, form_id: str, round_id: str, key: str) -> str:
        try:
            *place, nonce = self._keys.loads(key, max_age=LASTS)
        except (BadData, ValueError, TypeError) as error:
            raise LinkError(OUTDATED) from error
        if place != [form_id, round_id]:
            raise LinkError(OUTDATED)
        return str(nonce)

    def _placed(self, nonce: str) -> Report | None:
        report_id = self._store.settings.get(PREFIX + nonce)
        return self._store.reports.get(report_id) if report_id else None

    def _underway(self, form_id: str, round_id: str) -> Report | None:
        """A report that waits would hold the same figures as a new one, so nobody needs a second."""
        newest = self._store.reports.of_round(form_id, round_id)[:1]
        return next((report for report in newest if report.state == "queued"), None)
