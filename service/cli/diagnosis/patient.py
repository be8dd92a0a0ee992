"""What the checks share: the settings, the machine, and what earlier checks found out for later ones."""

import importlib.metadata
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from service.config import Settings

if TYPE_CHECKING:
    from service.cli.diagnosis.asking import Line
    from service.core.schema import Form
    from service.sheets.credentials import Account
    from service.sheets.limiter import Limiter
    from service.store import Store


def installed_version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK)


@dataclass(frozen=True, slots=True)
class Machine:
    """What the doctor asks of the machine it runs on."""

    python: tuple[int, int] = (sys.version_info[0], sys.version_info[1])
    version_of: Callable[[str], str | None] = installed_version
    free: Callable[[Path], int] = free_bytes
    writable: Callable[[Path], bool] = may_write


@dataclass(slots=True)
class Patient:
    """An installation under examination; the fields below the line are filled by the checks."""

    settings: Settings
    now: Callable[[], datetime]
    machine: Machine

    line: "Line | None" = None
    """None when Google is not to be asked."""
    reachable: bool = True
    store: "Store | None" = None
    forms: "Mapping[str, Form]" = field(default_factory=dict)
    limiter: "Limiter | None" = None
    """None when nothing counts requests: none has been sent yet, or Google does not count here."""
    accounts: "list[Account]" = field(default_factory=list)
    """The accounts that Google gave a token to."""
    admitted: "list[Account]" = field(default_factory=list)
    """Of these, the ones that are well placed in the folder."""
