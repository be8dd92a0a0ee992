"""Signing in as a person: from the address that is opened to a file the service can work with."""

import json
import socket
import stat
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from click.testing import CliRunner, Result

from service.cli import main
from service.emulator import Emulator
from service.sheets.credentials import SCOPES

DIRECTOR = "director@office.example"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with Emulator(tmp_path_factory.mktemp("google")) as running:
        yield running


class Visitor:
    """Somebody at the browser: opens the address, decides, and is sent back to this machine."""

    def __init__(self) -> None:
        self.decision, self.scopes, self.before = "allow", list(SCOPES), ""
        self.opened, self.landed, self.idles = "", "", False

    def open(self, address: str) -> bool:
        self.opened = address
        landing = parse_qs(urlsplit(address).query)["redirect_uri"][0]
        if self.idles:
            back = urlsplit(landing)
            self.idle = socket.create_connection((str(back.hostname), int(back.port or 0)))
        for path in filter(None, self.before.split()):
            assert requests.get(landing + path, timeout=5).status_code == 404
        said = {"email": DIRECTOR, "decision": self.decision, "scope": self.scopes}
        self.landed = requests.post(address, data=said, timeout=5).text
        return True


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> Visitor:
    visitor = Visitor()
    monkeypatch.setattr(webbrowser, "open", visitor.open)
    return visitor


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "credentials.json"


@pytest.fixture
def run(emulator: Emulator, tmp_path: Path, place: Path) -> Run:
    environ = {
        "TIDTAM_HOME": str(tmp_path / "home"),
        "TIDTAM_CREDENTIALS": str(place),
        "TIDTAM_GOOGLE_ENDPOINT": emulator.url,
    }

    def call(*arguments: str, **more: str) -> Result:
        return CliRunner().invoke(main, ["login", *arguments], env=environ | more)

    return call


@pytest.fixture
def client(emulator: Emulator, tmp_path: Path) -> str:
    return str(emulator.add_oauth_client(tmp_path / "client_secret.json"))


def test_a_consent_becomes_a_file_for_the_service(
    run: Run, client: str, place: Path, visitor: Visitor
) -> None:
    result = run(client)
    assert result.exit_code == 0, result.output
    held = json.loads(place.read_text())
    assert (held["type"], held["account"]) == ("authorized_user", DIRECTOR)
    assert DIRECTOR in result.stdout and "tidtam doctor" in result.stdout
    assert "ลงชื่อเข้าใช้แล้ว" in visitor.landed


def test_nobody_else_may_read_the_file(run: Run, client: str, place: Path, visitor: Visitor) -> None:
    run(client)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [path.name for path in place.parent.iterdir()] == ["credentials.json"]


def test_no_secret_is_printed(run: Run, client: str, place: Path, visitor: Visitor) -> None:
    output = run(client).output
    held = json.loads(place.read_text())
    assert held["refresh_token"] not in output and held["client_secret"] not in output


def test_the_request_carries_state_and_challenge(run: Run, client: str, visitor: Visitor) -> None:
    run(client)
    asked = parse_qs(urlsplit(visitor.opened).query)
    assert (
        asked["code_challenge_method"] == ["S256"] and asked["state"] and asked["access_type"] == ["offline"]
    )


def test_other_visits_are_not_taken_for_the_answer(run: Run, client: str, visitor: Visitor) -> None:
    visitor.before = "favicon.ico ?code=forged&state=guessed ?error=access_denied"
    assert run(client).exit_code == 0


def test_an_idle_connection_does_not_hold_up_the_answer(run: Run, client: str, visitor: Visitor) -> None:
    visitor.idles = True
    assert run(client).exit_code == 0
    visitor.idle.close()


def test_json_says_who_and_where(run: Run, client: str, place: Path, visitor: Visitor) -> None:
    assert json.loads(run(client, "--json").stdout) == {"account": DIRECTOR, "credentials": str(place)}


def test_a_denial_says_what_to_do_and_writes_nothing(
    run: Run, client: str, place: Path, visitor: Visitor
) -> None:
    visitor.decision = "deny"
    result = run(client)
    assert result.exit_code == 21 and "กดอนุญาต" in result.stderr
    assert not place.exists() and "ไม่ได้รับอนุญาต" in visitor.landed


def test_a_scope_left_out_is_named(run: Run, client: str, place: Path, visitor: Visitor) -> None:
    visitor.scopes = [SCOPES[0]]
    result = run(client)
    assert result.exit_code == 21 and "ขาด drive:" in result.stderr and not place.exists()


def test_a_client_deleted_in_between_is_told(run: Run, client: str, visitor: Visitor, tmp_path: Path) -> None:
    other = json.loads(Path(client).read_text())
    other["installed"]["client_secret"] = "GOCSPX-old"
    stale = tmp_path / "stale.json"
    stale.write_text(json.dumps(other))
    result = run(str(stale))
    assert result.exit_code == 21 and "invalid_client" in result.stderr and "stale.json" in result.stderr


def test_signing_in_again_replaces_the_former_file(
    run: Run, client: str, place: Path, visitor: Visitor
) -> None:
    run(client)
    before = json.loads(place.read_text())["refresh_token"]
    assert run(client).exit_code == 0
    assert json.loads(place.read_text())["refresh_token"] != before


def test_a_service_accounts_key_is_never_written_over(
    run: Run, client: str, emulator: Emulator, visitor: Visitor
) -> None:
    key = emulator.credentials_path.read_text()
    result = run(client, TIDTAM_CREDENTIALS=str(emulator.credentials_path))
    assert result.exit_code == 15 and "--out" in result.stderr and visitor.opened == ""
    assert emulator.credentials_path.read_text() == key


def test_another_file_can_be_named(run: Run, client: str, tmp_path: Path, visitor: Visitor) -> None:
    out = tmp_path / "director.json"
    assert run(client, "--out", str(out)).exit_code == 0
    assert json.loads(out.read_text())["account"] == DIRECTOR


def test_a_folder_of_keys_gets_one_more(run: Run, client: str, tmp_path: Path, visitor: Visitor) -> None:
    keys = tmp_path / "folder"
    keys.mkdir()
    assert run(client, TIDTAM_CREDENTIALS=str(keys)).exit_code == 0
    assert [path.name for path in keys.iterdir()] == [f"{DIRECTOR}.json"]


def test_a_file_of_something_else_is_left_alone(run: Run, client: str, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    assert run(client, TIDTAM_CREDENTIALS=str(other)).exit_code == 15
    assert other.read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "ดาวน์โหลดใหม่"),
        ("{", "ดาวน์โหลดใหม่"),
        ("[]", "Desktop app"),
        ('{"web": {"client_id": "x"}}', "ชนิดเว็บ"),
        ('{"installed": {"client_id": "x"}}', "Desktop app"),
        ('{"type": "service_account"}', "ไม่ต้องลงชื่อเข้าใช้"),
        ('{"type": "authorized_user"}', "tidtam login สร้าง"),
    ],
)
def test_a_wrong_client_file_is_named_with_its_remedy(
    run: Run, tmp_path: Path, content: str, words: str
) -> None:
    wrong = tmp_path / "wrong.json"
    if content:
        wrong.write_text(content)
    result = run(str(wrong))
    assert result.exit_code == 10 and "wrong.json" in result.stderr and words in result.stderr


def test_a_taken_port_is_named(run: Run, client: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run(client, "--port", port)
    assert result.exit_code == 10 and f"--port {port}" in result.stderr


def test_without_a_browser_the_address_is_printed(run: Run, client: str, visitor: Visitor) -> None:
    result = run(client, "--no-browser", "--wait", "0.05")
    assert visitor.opened == "" and "/o/oauth2/auth?" in result.stderr
    assert result.exit_code == 21 and "tidtam login" in result.stderr
