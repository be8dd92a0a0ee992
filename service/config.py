"""The only reader of the environment: one frozen Settings, every fault named with its variable."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

from service.errors import ConfigurationError

ROOT = Path(__file__).resolve().parent.parent
SHARING = ("link", "email")
LOG_LEVELS = ("INFO", "DEBUG", "WARNING", "ERROR")
QUOTA = "60/300"
NO_QUOTA = (0, 0)
KPIS, NO_TARGETS = 3, "//"
PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ from one installation to the next."""

    home: Path
    database_url: str
    queue_url: str
    credentials: tuple[Path, ...]
    google_endpoint: str
    quota: tuple[int, int]
    folder: str
    sharing: str
    office: str
    province: str
    forms: Path
    templates: Path
    public_url: str
    host: str
    port: int
    sweep_minutes: int
    log_level: str
    kpi_targets: tuple[Decimal | None, ...]

    @property
    def reports(self) -> Path:
        return self.home / "reports"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in the environment. Raises ConfigurationError listing every fault at once."""
    faults: list[str] = []
    home = Path(environ.get("TIDTAM_HOME", "var")).expanduser().resolve()
    port = _number(environ, ("TIDTAM_PORT", "PORT"), 8000, 65535, faults)
    host = environ.get("TIDTAM_HOST", "127.0.0.1")
    settings = Settings(
        home=home,
        database_url=environ.get("TIDTAM_DATABASE_URL", f"sqlite:///{home / 'tidtam.db'}"),
        queue_url=environ.get("TIDTAM_QUEUE_URL", f"sqlite:///{home / 'queue.db'}"),
        credentials=_paths(environ.get("TIDTAM_CREDENTIALS") or "credentials.json"),
        google_endpoint=_url(environ, "TIDTAM_GOOGLE_ENDPOINT", "", faults),
        quota=_quota(environ, faults),
        folder=environ.get("TIDTAM_FOLDER", ""),
        sharing=_choice(environ, "TIDTAM_SHARING", SHARING, faults),
        office=environ.get("TIDTAM_OFFICE", "สำนักงานเขตพื้นที่การศึกษา"),
        province=environ.get("TIDTAM_PROVINCE", ""),
        forms=Path(environ.get("TIDTAM_FORMS", ROOT / "sheet_schemas")).expanduser(),
        templates=Path(environ.get("TIDTAM_TEMPLATES", ROOT / "templates")).expanduser(),
        public_url=_url(environ, "TIDTAM_PUBLIC_URL", f"http://{host}:{port}", faults),
        host=host,
        port=port,
        sweep_minutes=_number(environ, ("TIDTAM_SWEEP_MINUTES",), 5, 1440, faults),
        log_level=_choice(environ, "TIDTAM_LOG_LEVEL", LOG_LEVELS, faults),
        kpi_targets=_targets(environ, faults),
    )
    if faults:
        raise ConfigurationError("\n".join(faults))
    return settings


def _number(
    environ: Mapping[str, str], names: tuple[str, ...], default: int, most: int, faults: list[str]
) -> int:
    name = next((name for name in names if environ.get(name)), "")
    text = environ.get(name, str(default))
    if text.isascii() and text.isdigit() and 0 < int(text) <= most:
        return int(text)
    faults.append(f"{name}: {text!r} must be a whole number from 1 to {most}")
    return default


def _paths(text: str) -> tuple[Path, ...]:
    """Files or folders, parted by "," or by what parts paths on this system (":", on Windows ";")."""
    names = [name.strip() for name in re.split(f"[,{os.pathsep}]", text)]
    return tuple(Path(name).expanduser() for name in names if name)


def _quota(environ: Mapping[str, str], faults: list[str]) -> tuple[int, int]:
    """Requests a minute for an account and for a project; NO_QUOTA when they are not to be kept."""
    text = environ.get("TIDTAM_QUOTA") or QUOTA
    if text == "off":
        return NO_QUOTA
    account, _, project = text.partition("/")
    if all(number.isascii() and number.isdigit() and int(number) for number in (account, project)):
        return int(account), int(project)
    faults.append(
        f"TIDTAM_QUOTA: {text!r} must be the requests a minute for an account and for a project, such as "
        f"{QUOTA}, or off where Google does not count"
    )
    return NO_QUOTA


def _targets(environ: Mapping[str, str], faults: list[str]) -> tuple[Decimal | None, ...]:
    """The percentages the office wants of its own three indicators; None where it has set none."""
    text = environ.get("TIDTAM_KPI_TARGETS") or NO_TARGETS
    parts = [part.strip() for part in text.split("/")]
    if len(parts) == KPIS and all(
        not part or (PERCENT.fullmatch(part) and Decimal(part) <= 100) for part in parts
    ):
        return tuple(Decimal(part) if part else None for part in parts)
    faults.append(
        f"TIDTAM_KPI_TARGETS: {text!r} must be three percentages such as 90/80/100; one may be left out"
    )
    return (None,) * KPIS


def _url(environ: Mapping[str, str], name: str, default: str, faults: list[str]) -> str:
    text = environ.get(name, default).rstrip("/")
    if text and not _is_address(text):
        faults.append(f"{name}: {text!r} must be an address such as https://tidtam.example.org")
    return text


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...], faults: list[str]) -> str:
    text = environ.get(name, choices[0])
    if text not in choices:
        faults.append(f"{name}: {text!r} must be one of {', '.join(choices)}")
    return text
