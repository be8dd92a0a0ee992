"""Who the accounts are: key files, folders of them, a person who signed in; and what is wrong with a bad one."""

import json
from pathlib import Path

import pytest

from service.emulator import grants
from service.errors import ConfigurationError, GoogleAccessError
from service.sheets.client import connect
from service.sheets.credentials import SCOPES, load_accounts
from service.sheets.drive import Google

from .wired import LEAD, OWNER, Wired, typed, wired

USER = {
    "type": "authorized_user",
    "client_id": "4455-abc.apps.googleusercontent.com",
    "client_secret": "s",
    "refresh_token": "1//r",
}


@pytest.fixture
def here(tmp_path: Path) -> Wired:
    with wired(tmp_path, accounts=3) as made:
        return made


def write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_several_files_are_several_accounts_and_one_file_twice_is_one(here: Wired) -> None:
    accounts = load_accounts([*here.keys, here.keys[0]])
    assert next(account.mail for account in accounts) == LEAD
    assert len({account.key for account in accounts}) == len(accounts) == 3
    assert len({account.project_key for account in accounts}) == 1


def test_a_folder_gives_every_key_in_it_and_nothing_else(here: Wired, tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    for key in here.keys:
        write(folder / key.name, json.loads(key.read_text("utf-8")))
    write(folder / "client.json", {"installed": {"client_id": "x"}})
    (folder / "notes.txt").write_text("not a key", "utf-8")
    assert {account.kind for account in load_accounts([folder])} == {"service"}
    assert len(load_accounts([folder])) == 3


def test_a_person_who_signed_in_is_an_account(tmp_path: Path) -> None:
    named, unnamed = load_accounts(
        [
            write(tmp_path / "a.json", USER | {"account": "office@example.org"}),
            write(tmp_path / "b.json", USER | {"refresh_token": "1//other"}),
        ]
    )
    assert (named.kind, named.name, named.project) == ("user", "office@example.org", "4455")
    assert unnamed.name.startswith("user:") and "1//other" not in unnamed.name + repr(unnamed)


@pytest.mark.parametrize(
    "content",
    [
        "no JSON",
        "[]",
        '{"type": "external_account"}',
        '{"type": "service_account"}',
        '{"type": "authorized_user", "client_id": "x"}',
        '{"type": "service_account", "client_email": "a@b", "token_uri": "u", "private_key": "-----BEGIN TOPSECRET"}',
    ],
)
def test_a_file_that_is_no_key_is_named_with_the_remedy(tmp_path: Path, content: str) -> None:
    path = tmp_path / "credentials.json"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigurationError, match=r"credentials\.json .*tidtam login") as caught:
        load_accounts([path])
    assert "TOPSECRET" not in str(caught.value) and caught.value.__suppress_context__


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.json .*TIDTAM_CREDENTIALS"):
        load_accounts([tmp_path / "nowhere.json"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigurationError, match=r"empty: .*no key file in this folder"):
        load_accounts([tmp_path / "empty"])
    with pytest.raises(ConfigurationError, match="TIDTAM_CREDENTIALS"):
        load_accounts([])


def signed_in(here: Wired, mail: str, path: Path) -> Path:
    """The file of somebody who has allowed our application everything it needs."""
    client = grants.new_client(here.emulator.state)["installed"]
    asked = {"client_id": client["client_id"], "redirect_uri": "http://127.0.0.1:1/", "response_type": "code"}
    question = grants.read_question(
        here.emulator.state, asked | {"scope": " ".join(SCOPES), "access_type": "offline"}
    )
    code = grants.allow(here.emulator.state, question, mail, list(SCOPES))
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": asked["redirect_uri"]}
    token = grants.redeem(here.emulator.state, form | client)["refresh_token"]
    names = {name: client[name] for name in ("client_id", "client_secret")}
    return write(path, {"type": "authorized_user", "account": mail, "refresh_token": token, **names})


def test_a_person_makes_files_of_their_own_where_there_is_no_shared_drive(tmp_path: Path) -> None:
    with wired(tmp_path) as here:
        google = Google(connect(signed_in(here, OWNER, tmp_path / "user.json"), here.emulator.url))
        file = google.create("ของสำนักงาน", "root")
        google.write(file, [typed("ก")])
        assert here.emulator.state.files[file]["owner"] == OWNER
        assert [item.by_us for item in google.list_spreadsheets(here.emulator.shared_drive_id)] == []


def test_when_a_service_account_cannot_own_a_file_a_person_makes_it(tmp_path: Path) -> None:
    with wired(tmp_path) as here:
        person = signed_in(here, OWNER, tmp_path / "user.json")
        google = Google(connect([*here.keys, person], here.emulator.url))
        assert here.emulator.state.files[google.create("x", "root")]["owner"] == OWNER


def test_a_person_who_took_the_consent_back_is_asked_to_sign_in(tmp_path: Path) -> None:
    with wired(tmp_path) as here:
        person = signed_in(here, OWNER, tmp_path / "user.json")
        grants.revoke(here.emulator.state, json.loads(person.read_text("utf-8"))["refresh_token"])
        with pytest.raises(GoogleAccessError, match=r"owner@office\.example: run `tidtam login`"):
            Google(connect(person, here.emulator.url)).read("x")
