"""Signing in as a person: consent, code, tokens, and how each of them ends. Plain HTTP throughout."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from conftest import Clock
from emulator_clients import FOLDER, SHEET, Person

from service.emulator import Emulator, grants

DRIVE = "https://www.googleapis.com/auth/drive"
SHEETS = "https://www.googleapis.com/auth/spreadsheets"
BACK = "http://127.0.0.1:5555/"
DIRECTOR = "director@office.example"
VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
Client = dict[str, str]


@pytest.fixture
def running(tmp_path: Path, clock: Clock) -> Iterator[Emulator]:
    with Emulator(tmp_path, clock=clock) as running:
        yield running


@pytest.fixture
def app(running: Emulator) -> Client:
    return client(running)


def client(running: Emulator, publishing: str = "production") -> Client:
    return dict(grants.new_client(running.state, publishing)["installed"])


def question(app: Client, **other: str) -> dict[str, str]:
    asked = {
        "client_id": app["client_id"],
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": f"{SHEETS} {DRIVE}",
        "state": "s t/1",
        "access_type": "offline",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in (asked | other).items() if value}


def decide(
    running: Emulator, asked: dict[str, str], scopes: tuple[str, ...] = (SHEETS, DRIVE), **form: str
) -> dict[str, str]:
    """What the browser is sent back with."""
    said = {"email": DIRECTOR, "decision": "allow", "scope": list(scopes)} | form
    url = f"{running.url}/o/oauth2/auth"
    answer = requests.post(url, params=asked, data=said, allow_redirects=False, timeout=5)
    assert answer.status_code == 302 and answer.headers["Location"].startswith(BACK)
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}


def ask_token(running: Emulator, app: Client, **form: str) -> requests.Response:
    who = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
    return requests.post(f"{running.url}/token", data=who | form, timeout=5)


def redeem(running: Emulator, app: Client, fresh: str, **form: str) -> requests.Response:
    said = {
        "grant_type": "authorization_code",
        "code": fresh,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    }
    return ask_token(running, app, **said | form)


def signed_in(running: Emulator, app: Client) -> dict[str, str]:
    return dict(redeem(running, app, decide(running, question(app))["code"]).json())


def renew(running: Emulator, app: Client, tokens: dict[str, str]) -> requests.Response:
    return ask_token(running, app, grant_type="refresh_token", refresh_token=tokens["refresh_token"])


def test_the_consent_page_names_people_and_scopes(running: Emulator, app: Client) -> None:
    asked = question(app, login_hint="clerk@office.example")
    page = requests.get(f"{running.url}/o/oauth2/auth", params=asked, timeout=5)
    assert page.status_code == 200
    assert all(word in page.text for word in ("clerk@office.example", SHEETS, DRIVE, "อนุญาต"))


def test_the_state_comes_back_unchanged(running: Emulator, app: Client) -> None:
    assert decide(running, question(app))["state"] == "s t/1"


def test_a_refusal_comes_back_as_access_denied(running: Emulator, app: Client) -> None:
    answer = decide(running, question(app), decision="deny")
    assert answer == {"state": "s t/1", "error": "access_denied"}


@pytest.mark.parametrize(
    ("other", "code", "error"),
    [
        ({"client_id": "nobody.apps.googleusercontent.com"}, 401, "invalid_client"),
        ({"redirect_uri": "https://elsewhere.example/"}, 400, "redirect_uri_mismatch"),
        ({"redirect_uri": "http://192.168.1.9:5555/"}, 400, "redirect_uri_mismatch"),
        ({"response_type": "token"}, 400, "invalid_request"),
        ({"scope": ""}, 400, "invalid_request"),
    ],
)
def test_a_wrong_request_is_blocked_on_a_page(
    running: Emulator, app: Client, other: dict[str, str], code: int, error: str
) -> None:
    url = f"{running.url}/o/oauth2/auth"
    page = requests.get(url, params=question(app, **other), allow_redirects=False, timeout=5)
    assert page.status_code == code and f"Error {code}: {error}" in page.text


def test_a_code_becomes_tokens_of_that_person(running: Emulator, app: Client) -> None:
    tokens = signed_in(running, app)
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 3599)
    assert tokens["scope"] == f"{SHEETS} {DRIVE}" and "refresh_token_expires_in" not in tokens
    about = Person(running.url, tokens["access_token"]).drive("GET", "/about", params={"fields": "user"})
    assert about.json()["user"]["emailAddress"] == DIRECTOR


def test_without_offline_access_there_is_no_refresh_token(running: Emulator, app: Client) -> None:
    code = decide(running, question(app, access_type="online"))["code"]
    assert "refresh_token" not in redeem(running, app, code).json()


def test_an_unticked_scope_is_missing_from_the_answer(running: Emulator, app: Client) -> None:
    answer = decide(running, question(app), scopes=(SHEETS,))
    assert answer["scope"] == SHEETS
    assert redeem(running, app, answer["code"]).json()["scope"] == SHEETS


def test_a_code_is_good_only_once(running: Emulator, app: Client) -> None:
    code = decide(running, question(app))["code"]
    assert redeem(running, app, code).ok
    again = redeem(running, app, code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("form", "error", "words"),
    [
        ({"code_verifier": ""}, "invalid_grant", "Missing code verifier."),
        ({"code_verifier": "w" * 64}, "invalid_grant", "Invalid code verifier."),
        ({"redirect_uri": "http://127.0.0.1:6666/"}, "redirect_uri_mismatch", "Bad Request"),
        ({"code": "4/0Aforged"}, "invalid_grant", "Malformed auth code."),
        ({"client_secret": "GOCSPX-wrong"}, "invalid_client", "Unauthorized"),
        ({"client_id": "nobody"}, "invalid_client", "The OAuth client was not found."),
    ],
)
def test_a_code_is_refused(
    running: Emulator, app: Client, form: dict[str, str], error: str, words: str
) -> None:
    code = decide(running, question(app))["code"]
    answer = redeem(running, app, code, **form)
    assert (answer.json()["error"], answer.json()["error_description"]) == (error, words)
    assert answer.status_code == (401 if error == "invalid_client" else 400)


def test_a_client_may_show_itself_by_http_basic(running: Emulator, app: Client) -> None:
    code = decide(running, question(app))["code"]
    said = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    url, wrong = f"{running.url}/token", (app["client_id"], "GOCSPX-wrong")
    assert requests.post(url, data=said, auth=wrong, timeout=5).status_code == 401
    assert requests.post(url, data=said, auth=(app["client_id"], app["client_secret"]), timeout=5).ok


def test_a_code_is_of_no_use_to_another_client(running: Emulator, app: Client) -> None:
    code = decide(running, question(app))["code"]
    assert redeem(running, client(running), code).json()["error"] == "invalid_grant"


def test_a_code_dies_after_ten_minutes(running: Emulator, app: Client, clock: Clock) -> None:
    code = decide(running, question(app))["code"]
    clock.forward(601)
    assert redeem(running, app, code).json()["error"] == "invalid_grant"


def test_a_plain_challenge_is_its_own_verifier(running: Emulator, app: Client) -> None:
    code = decide(running, question(app, code_challenge=VERIFIER, code_challenge_method="plain"))["code"]
    assert redeem(running, app, code).ok


def test_a_refresh_token_outlives_its_access_token(running: Emulator, app: Client, clock: Clock) -> None:
    tokens = signed_in(running, app)
    clock.forward(90 * 86_400)
    assert Person(running.url, tokens["access_token"]).drive("GET", "/files").status_code == 401
    fresh = renew(running, app, tokens).json()
    assert "refresh_token" not in fresh
    assert Person(running.url, fresh["access_token"]).drive("GET", "/files").status_code == 200


def test_an_application_in_testing_loses_access_after_a_week(running: Emulator, clock: Clock) -> None:
    app = client(running, "testing")
    tokens = signed_in(running, app)
    assert tokens["refresh_token_expires_in"] == 7 * 86_400
    clock.forward(7 * 86_400 - 1)
    assert renew(running, app, tokens).ok
    clock.forward(2)
    assert renew(running, app, tokens).json() == {
        "error": "invalid_grant", "error_description": "Token has been expired or revoked.",
    }  # fmt: skip


def test_revoked_access_is_not_renewed(running: Emulator, app: Client) -> None:
    tokens = signed_in(running, app)
    url = f"{running.url}/revoke"
    assert requests.post(url, data={"token": tokens["refresh_token"]}, timeout=5).json() == {}
    assert renew(running, app, tokens).json()["error_description"] == "Token has been expired or revoked."
    again = requests.post(url, data={"token": tokens["refresh_token"]}, timeout=5)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_token")


def test_a_refresh_token_is_of_no_use_to_another_client(running: Emulator, app: Client) -> None:
    tokens = signed_in(running, app)
    assert renew(running, client(running), tokens).json()["error"] == "invalid_grant"


def test_grants_survive_a_restart(tmp_path: Path) -> None:
    with Emulator(tmp_path) as first:
        app = json.loads(first.add_oauth_client(tmp_path / "client_secret.json").read_text())["installed"]
        tokens = signed_in(first, app)
    with Emulator(tmp_path) as second:
        same = json.loads(second.add_oauth_client(tmp_path / "client_secret.json").read_text())["installed"]
        assert same == app and renew(second, same, tokens).ok


def test_a_person_owns_what_is_made_in_my_drive(running: Emulator, app: Client) -> None:
    me = Person(running.url, signed_in(running, app)["access_token"])
    folder = me.drive("POST", "/files", json={"name": "ติดตาม", "mimeType": FOLDER}).json()["id"]
    body = {"name": "ชีต", "mimeType": SHEET, "parents": [folder]}
    made = me.drive("POST", "/files", json=body, params={"fields": "ownedByMe,owners"}).json()
    assert made["ownedByMe"] and made["owners"][0]["emailAddress"] == DIRECTOR
