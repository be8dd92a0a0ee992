from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import requests
from conftest import OWNER, Clock
from cryptography.hazmat.primitives.asymmetric import rsa
from emulator_clients import Person, service_session
from google.auth import crypt, jwt
from google.auth.exceptions import RefreshError

from service.emulator import Emulator
from service.emulator.keys import new_key

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "https://www.googleapis.com/auth/drive"


def ask(emulator: Emulator, key: dict[str, str], **claims: object) -> requests.Response:
    now = int(time.time())
    payload = {
        "iss": key["client_email"],
        "scope": SCOPE,
        "aud": key["token_uri"],
        "iat": now,
        "exp": now + 3600,
    }
    signer = crypt.RSASigner.from_service_account_info(key)
    assertion = jwt.encode(signer, payload | claims).decode()
    return requests.post(
        f"{emulator.url}/token", data={"grant_type": GRANT, "assertion": assertion}, timeout=5
    )


@pytest.fixture
def key(emulator: Emulator) -> dict[str, str]:
    return dict(json.loads(emulator.credentials_path.read_text()))


def test_a_key_file_gets_a_bearer_token_for_an_hour(emulator: Emulator, key: dict[str, str]) -> None:
    answer = ask(emulator, key).json()
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 3600)


def test_a_key_of_somebody_else_is_refused(emulator: Emulator, key: dict[str, str]) -> None:
    forged, _ = new_key(key["client_email"])
    answer = ask(emulator, {**key, "private_key": forged["private_key"]})
    assert (answer.status_code, answer.json()["error_description"]) == (400, "Invalid JWT Signature.")


@pytest.mark.parametrize(
    ("claims", "error"),
    [
        ({"aud": "https://example.org/other"}, "invalid_grant"),
        ({"iss": "nobody@emulator.iam.gserviceaccount.com"}, "invalid_grant"),
        ({"exp": 1000}, "invalid_grant"),
        ({"iat": 9999999999}, "invalid_grant"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "https://example.org/none"}, "invalid_scope"),
    ],
)
def test_a_token_is_refused_for_wrong_claims(
    emulator: Emulator, key: dict[str, str], claims: dict[str, object], error: str
) -> None:
    answer = ask(emulator, key, **claims)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_an_unsigned_assertion_is_refused(emulator: Emulator) -> None:
    answer = requests.post(
        f"{emulator.url}/token", data={"grant_type": GRANT, "assertion": "no.jwt.here"}, timeout=5
    )
    assert answer.json()["error"] == "invalid_grant"


def test_another_grant_is_not_supported(emulator: Emulator) -> None:
    answer = requests.post(f"{emulator.url}/token", data={"grant_type": "password"}, timeout=5)
    assert answer.json()["error"] == "unsupported_grant_type"


def test_a_request_without_a_token_is_unauthenticated(emulator: Emulator) -> None:
    error = Person(emulator.url, None).sheets("GET", "/anything").json()["error"]
    assert (error["code"], error["status"]) == (401, "UNAUTHENTICATED")


def test_a_token_expires_by_the_clock(tmp_path: Path, clock: Clock) -> None:
    with Emulator(tmp_path, clock=clock) as emulator:
        owner = Person(emulator.url, emulator.token_for(OWNER))
        assert owner.drive("GET", "/files").status_code == 200
        clock.forward(3601)
        assert owner.drive("GET", "/files").status_code == 401


def test_the_locations_google_auth_asks_for_are_answered(emulator: Emulator, key: dict[str, str]) -> None:
    path = f"/v1/projects/-/serviceAccounts/{key['client_email']}/allowedLocations"
    assert requests.get(emulator.url + path, timeout=5).json()["encodedLocations"] == "0x0"


def test_a_key_that_is_unknown_cannot_refresh(emulator: Emulator, tmp_path: Path) -> None:
    other, _ = new_key("stranger@emulator.iam.gserviceaccount.com")
    path = tmp_path / "other.json"
    path.write_text(json.dumps(other | {"token_uri": f"{emulator.url}/token"}))
    with pytest.raises(RefreshError, match="account not found"):
        service_session(emulator, path).get("https://www.googleapis.com/drive/v3/files")


def test_open_mode_takes_any_bearer_for_the_owner(tmp_path: Path) -> None:
    with Emulator(tmp_path, auth="open") as emulator:
        person = Person(emulator.url, "whatever")
        about = person.drive("GET", "/about", params={"fields": "user"}).json()
        assert about["user"]["emailAddress"] == OWNER
        assert person.sheets("POST", "", json={"properties": {"title": "ของฉัน"}}).status_code == 200


def test_the_key_is_rsa_of_2048_bits(key: dict[str, str]) -> None:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    private = load_pem_private_key(key["private_key"].encode(), None)
    assert isinstance(private, rsa.RSAPrivateKey) and private.key_size == 2048
