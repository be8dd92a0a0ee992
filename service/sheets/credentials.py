"""Who we are to Google: service accounts, or a person who has allowed it (`tidtam login`)."""

import hashlib
import json
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from google.auth.credentials import Credentials
from google.oauth2.credentials import Credentials as UserCredentials
from google.oauth2.service_account import Credentials as ServiceCredentials

from service.errors import ConfigurationError

SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")
KINDS = {"service_account": "service", "authorized_user": "user"}


class Account:
    """One account of ours: Google counts the quota "per user" by it.

    The token is taken from the credentials by hand, not by google-auth's session: that would also ask IAM
    for "allowed locations" in a thread of its own, which behind a firewall only fails, again and again.
    """

    def __init__(self, credentials: Credentials, kind: str, mail: str, project: str, path: Path) -> None:
        self.kind, self.mail, self.project, self.path = kind, mail, project, path
        self.credentials: Any = credentials  # google-auth is untyped
        who = mail or str(getattr(credentials, "refresh_token", ""))
        self.key = _digest(who, project)
        self.project_key = _digest(project)
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Account({self.name})"

    @property
    def name(self) -> str:
        """For people and logs."""
        return self.mail or f"{self.kind}:{self.key}"

    def token(self, transport: Any, stale: str | None = None) -> str:
        """A token that holds; ``stale`` is one that Google has refused. Raises what google-auth raises."""
        with self._lock:  # of several threads one asks for a new token, the others use it
            if not self.credentials.valid or self.credentials.token == stale:
                self.credentials.refresh(transport)
            return str(self.credentials.token)


def load_accounts(paths: Iterable[Path]) -> tuple[Account, ...]:
    """The accounts in key files, or in folders of them. Raises ConfigurationError."""
    found: dict[str, Account] = {}
    for path in paths:
        for account in _folder(path) if path.is_dir() else [_load(path)]:
            found.setdefault(account.key, account)
    if not found:
        raise ConfigurationError(
            "TIDTAM_CREDENTIALS: ไม่พบไฟล์กุญแจ · no key file is named; see credentials.example.json"
        )
    return tuple(found.values())


def _folder(folder: Path) -> Sequence[Account]:
    """A folder may hold other JSON files, such as the client that `tidtam login` is given."""
    accounts = [_load(path) for path in sorted(folder.glob("*.json")) if _type(path) in KINDS]
    if not accounts:
        raise ConfigurationError(
            f"{folder}: ไม่มีไฟล์กุญแจในโฟลเดอร์นี้ · there is no key file in this folder; put the service "
            "accounts' key files (*.json) there"
        )
    return accounts


def _type(path: Path) -> str:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return str(content.get("type", "")) if isinstance(content, dict) else ""


def _load(path: Path) -> Account:
    try:
        content = json.loads(path.read_text("utf-8"))
        return _account(content, path)
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"{path} ไม่มีไฟล์นี้ · is not there: put the service account's key file at this place, or set "
            "TIDTAM_CREDENTIALS to its path (see credentials.example.json)"
        ) from error
    except OSError as error:
        raise ConfigurationError(f"{path} เปิดไม่ได้ · cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # Not chained: what a library says of a broken key may quote it.
        raise ConfigurationError(
            f"{path} ไม่ใช่ไฟล์กุญแจที่ใช้ได้ · is neither a service account's key file nor a file made by "
            f"`tidtam login` ({type(error).__name__}); download or make it again"
        ) from None


def _account(content: Any, path: Path) -> Account:
    kind = KINDS[content["type"]]
    service: Any = ServiceCredentials
    user: Any = UserCredentials
    if kind == "service":
        made = service.from_service_account_info(content, scopes=SCOPES)
        return Account(made, kind, content["client_email"], content.get("project_id", ""), path)
    made = user.from_authorized_user_info(content, scopes=SCOPES)
    # A client's id begins with the number of its project.
    return Account(made, kind, content.get("account", ""), content["client_id"].partition("-")[0], path)


def _digest(*texts: str) -> str:
    return hashlib.sha256("|".join(texts).lower().encode()).hexdigest()[:16]
