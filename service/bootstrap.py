"""The one place that chooses implementations and puts the service together."""

import contextlib
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from itsdangerous import BadSignature, URLSafeSerializer

from service.config import NO_QUOTA, Settings
from service.errors import ConfigurationError, LinkError

if TYPE_CHECKING:
    from huey.api import Huey

    from service.sheets.drive import Google
    from service.sheets.limiter import Limiter
    from service.sheets.retry import Timing
    from service.steps.context import Service
    from service.steps.installing import Installed
    from service.steps.pages import Pages
    from service.store import Store

REDIS = ("redis://", "rediss://")
REPORT_SALT = "report-link"
ENTRY_SALT = "entry-link"


class Signer:
    """Links that only we can make: for a round's report, and for the first visit."""

    def __init__(self, secret: str) -> None:
        self._report = URLSafeSerializer(secret, salt=REPORT_SALT)
        self._entry = URLSafeSerializer(secret, salt=ENTRY_SALT)

    def report_token(self, form_id: str, round_id: str) -> str:
        return str(self._report.dumps([form_id, round_id]))

    def report_of(self, token: str) -> tuple[str, str]:
        """(form, round) of a report link. Raises LinkError when it was not made by us."""
        try:
            form_id, round_id = self._report.loads(token)
        except (BadSignature, ValueError, TypeError) as error:
            raise LinkError from error
        return str(form_id), str(round_id)

    def entry_token(self, nonce: str) -> str:
        return str(self._entry.dumps(nonce))

    def entry_nonce(self, token: str) -> str:
        """The nonce of a one-time link. Raises LinkError."""
        try:
            return str(self._entry.loads(token))
        except BadSignature as error:
            raise LinkError from error


def secret_of(settings: Settings) -> str:
    """The installation's secret, made at first use and readable by its owner alone."""
    path = settings.home / "secret"
    if not path.exists():
        settings.home.mkdir(parents=True, exist_ok=True)
        draft = settings.home / f"secret.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32), encoding="ascii")
        # Of several processes that start together one link is made, whole; the others read it.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    secret = path.read_text(encoding="ascii")
    if not secret:
        raise ConfigurationError(f"{path} is empty: delete it, and a new secret is made (old links end)")
    return secret


def build_store(settings: Settings) -> "Store":
    from service.store import open_store

    return open_store(settings.database_url)


def build_google(settings: Settings, timing: "Timing | None" = None) -> "Google":
    """Google by the settings, within its quotas. Raises ConfigurationError."""
    from service.sheets.client import connect
    from service.sheets.drive import Google
    from service.sheets.retry import Timing

    # Stamps on Redis are read by several computers; on one computer a clock that is never set is the better.
    timing = timing or (Timing(now=time.time) if _on_redis(settings) else Timing())
    limiter = build_limiter(settings, timing.now)
    return Google(connect(settings.credentials, settings.google_endpoint, limiter=limiter, timing=timing))


def build_limiter(settings: Settings, now: Callable[[], float]) -> "Limiter":
    """The limiter that all processes share: in a file, or in the queue's Redis."""
    from service.sheets.limiter import UNLIMITED, Limiter, Quota
    from service.sheets.shelves import RedisShelf, SqliteShelf

    if settings.quota == NO_QUOTA:
        return Limiter(UNLIMITED, now)
    redis = _on_redis(settings)
    shelf = RedisShelf(settings.queue_url) if redis else SqliteShelf(settings.home / "quota.db")
    return Limiter(Quota(*settings.quota), now, shelf)


def _on_redis(settings: Settings) -> bool:
    return settings.queue_url.startswith(REDIS)


def build_service(
    settings: Settings,
    store: "Store | None" = None,
    timing: "Timing | None" = None,
    installed: "Installed | None" = None,
) -> "Service":
    """The service with everything it needs. Raises ConfigurationError and DefinitionError."""
    return _service(settings, store, build_google(settings, timing), folder_of(settings), installed)


def build_reader(settings: Settings) -> "Service":
    """The service for what asks only the store: it needs no credentials, and meets Google nowhere."""
    return _service(settings, None, cast("Google", NoGoogle()), settings.folder)


def build_pages(settings: Settings, store: "Store | None" = None) -> "Pages":
    """What the pages and the commands that look show. Raises DefinitionError."""
    from service.steps.installing import installed_forms
    from service.steps.pages import Pages

    store = store or build_store(settings)
    installed = installed_forms(settings.forms, store)
    return Pages(store, installed.forms, refused=installed.refused, kpi_aims=settings.kpi_targets)


class NoGoogle:
    """In the place of Google where nobody is to ask it."""

    def __getattr__(self, name: str) -> object:
        raise ConfigurationError(f"Google ({name}) is asked where only the store is read; use build_service")


def _service(
    settings: Settings,
    store: "Store | None",
    google: "Google",
    folder: str,
    installed: "Installed | None" = None,
) -> "Service":
    from service.steps.context import Service
    from service.steps.installing import installed_forms

    store = store or build_store(settings)
    installed = installed or installed_forms(settings.forms, store)
    return Service(
        forms=installed.forms,
        refused=installed.refused,
        store=store,
        google=google,
        office=settings.office,
        folder=folder,
        sharing=settings.sharing,
        templates=settings.templates,
        reports=settings.reports,
        sheet_url=sheet_address(settings),
        report_url=report_address(settings),
        sweep_minutes=settings.sweep_minutes,
        province=settings.province,
        public_url=settings.public_url,
        kpi_aims=settings.kpi_targets,
    )


def folder_of(settings: Settings) -> str:
    """The drive or folder of all sheets. Raises ConfigurationError when none is set."""
    if not settings.folder:
        raise ConfigurationError(
            "TIDTAM_FOLDER: ตั้งเป็นรหัสไดรฟ์ที่แชร์หรือโฟลเดอร์ของสำนักงาน (ส่วนท้ายของที่อยู่) · "
            "set it to the id of the office's shared drive or folder (the last part of its address)"
        )
    return settings.folder


def sheet_address(settings: Settings) -> Callable[[str, int], str]:
    """How the address of a tab is made from its file and sheet id."""
    base = settings.google_endpoint or "https://docs.google.com"
    return lambda file_id, sheet_id: f"{base}/spreadsheets/d/{file_id}/edit#gid={sheet_id}"


def report_address(settings: Settings) -> Callable[[str, str], str]:
    """How the signed address of a round's report page is made."""
    signer = Signer(secret_of(settings))
    return lambda form_id, round_id: f"{settings.public_url}/r/{signer.report_token(form_id, round_id)}"


def build_queue(settings: Settings) -> "Huey":
    """The job queue: SQLite by default, Redis by its address. Raises ConfigurationError."""
    from huey import RedisHuey, SqliteHuey

    kind, _, rest = settings.queue_url.partition("://")
    if kind == "sqlite":
        path = Path(rest.removeprefix("/"))  # as SQLAlchemy: three slashes relative, four absolute
        path.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("tidtam", filename=str(path))
    if kind in ("redis", "rediss"):
        return RedisHuey("tidtam", url=settings.queue_url)
    raise ConfigurationError(
        f"TIDTAM_QUEUE_URL: {kind!r} is not known; use sqlite:///path or redis://host:6379/0"
    )
