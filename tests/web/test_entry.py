"""The one-time link: a button, then a session, once."""

from datetime import timedelta

from flask.testing import FlaskClient

from .conftest import Office

HTTPS = "https://localhost"


def test_opening_the_link_uses_nothing_up(office: Office, client: FlaskClient) -> None:
    link = office.entry()
    for _ in range(3):
        answer = client.get(link)
        assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])
    assert client.post(link).status_code == 303


def test_pressing_the_button_lets_in(office: Office, client: FlaskClient) -> None:
    client.post(office.entry(), base_url=HTTPS)
    assert client.get("/", base_url=HTTPS).status_code == 200


def test_it_works_once_only(office: Office, client: FlaskClient) -> None:
    link = office.entry()
    client.post(link)
    second = office.app.test_client().post(link)
    assert second.status_code == 410
    assert "tidtam link" in second.text
    assert not second.headers.getlist("Set-Cookie")
    assert client.get(link).status_code == 410


def test_it_ends_after_a_day(office: Office, client: FlaskClient) -> None:
    link = office.entry()
    office.clock[0] += timedelta(hours=25)
    assert client.post(link).status_code == 410


def test_a_forged_link_is_refused(client: FlaskClient) -> None:
    assert client.get("/enter/forged").status_code == 403
    assert client.post("/enter/forged").status_code == 403


def test_a_signed_nonce_that_was_never_issued_is_refused(office: Office, client: FlaskClient) -> None:
    assert client.post(f"/enter/{office.signer.entry_token('never')}").status_code == 410


def test_the_cookie_is_kept_from_scripts_and_other_sites(office: Office, client: FlaskClient) -> None:
    cookie = client.post(office.entry()).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Secure"} <= set(cookie.split("; "))


def test_a_forged_session_is_refused(client: FlaskClient) -> None:
    client.set_cookie("tidtam", "eyJlbnRlcmVkIjp0cnVlfQ.forged.forged")
    assert client.get("/").status_code == 401


def test_without_a_session_the_page_says_how_to_get_in(client: FlaskClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 401
    assert "tidtam link" in answer.text
