"""`tidtam login`: an office without a shared drive lets the service work as one of its own accounts."""

import json
import secrets
import webbrowser
from collections.abc import Callable
from pathlib import Path

import click

from service.cli.common import finish, json_option, say, settings
from service.errors import RefusedError


@click.command()
@click.argument(
    "client_secret", metavar="CLIENT_SECRET.json", type=click.Path(path_type=Path, dir_okay=False)
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="ช่องที่รอคำตอบ · 0: any free port")
@click.option("--wait", type=float, default=600.0, show_default=True, help="รอกี่วินาที · seconds to wait")
@click.option("--no-browser", is_flag=True, help="พิมพ์ที่อยู่ให้เปิดเอง · print the address, open nothing")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="แฟ้มที่จะเขียน ถ้าไม่ระบุใช้ TIDTAM_CREDENTIALS · the file to write",
)
@json_option
def login(
    client_secret: Path, port: int, wait: float, no_browser: bool, out: Path | None, as_json: bool
) -> None:
    """ลงชื่อเข้าใช้ด้วยบัญชี Google ของสำนักงาน · let the service work as an account of the office

    CLIENT_SECRET.json is the file of an OAuth client of the type Desktop app (docs/google-setup.md).
    """
    from service.cli.signing_in import read_client, sign_in

    config = settings()
    place = out or next(iter(config.credentials), Path("credentials.json"))
    read_client(client_secret)
    if not place.is_dir():
        _check_place(place)
    user = sign_in(client_secret, config.google_endpoint, port, wait, _browse(no_browser))
    if place.is_dir():
        place = place / f"{user['account'] or 'user'}.json"
    write_secret(place, user)
    lines = [
        f"ลงชื่อเข้าใช้แล้วในชื่อ {user['account'] or '?'} (signed in)",
        f"เขียนแฟ้ม {place} แล้ว อ่านได้เฉพาะผู้ใช้นี้ (written, readable by this user alone)",
        "ต่อไป: ตั้ง TIDTAM_FOLDER เป็นรหัสโฟลเดอร์ในไดรฟ์ของบัญชีนี้ แล้วสั่ง tidtam doctor",
        "(next: set TIDTAM_FOLDER to the id of a folder in this account's Drive, then run tidtam doctor)",
    ]
    finish(as_json, {"account": user["account"], "credentials": str(place)}, lines)


def _browse(no_browser: bool) -> Callable[[str], None]:
    def browse(address: str) -> None:
        say("เปิดที่อยู่นี้ในเบราว์เซอร์ของเครื่องนี้แล้วกดอนุญาต (open this in a browser on this computer):")
        say(address)
        if not no_browser:
            webbrowser.open(address)

    return browse


def _check_place(place: Path) -> None:
    """A service account's key can be downloaded only once: it is never written over."""
    if not place.exists():
        return
    try:
        kind = json.loads(place.read_text("utf-8")).get("type")
    except (OSError, ValueError, AttributeError):
        kind = None
    if kind != "authorized_user":
        raise RefusedError(
            f"{place} มีอยู่แล้วและไม่ใช่แฟ้มจาก tidtam login จึงไม่เขียนทับ: ระบุ --out หรือตั้ง TIDTAM_CREDENTIALS "
            "เป็นชื่ออื่น · holds something else and is not written over: choose another file with --out"
        )


def write_secret(place: Path, content: dict[str, str]) -> None:
    """Write the file whole or not at all; nobody else may read it, not even for a moment."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    draft.replace(place)
