"""Every route has its guard, and every answer its headers."""

import pytest
from flask.testing import FlaskClient

from service.web.guard import BY_TOKEN, PUBLIC, is_loopback

from .conftest import Office


def test_every_route_is_public_by_name_or_by_token_or_needs_a_session(
    office: Office, client: FlaskClient
) -> None:
    for rule in office.app.url_map.iter_rules():
        if rule.endpoint in PUBLIC:
            continue
        address = rule.rule.replace("<token>", "forged").replace("<report_id>", "r1")
        expected = 403 if rule.endpoint.startswith(f"{BY_TOKEN}.") else 401
        for method in rule.methods - {"OPTIONS"}:
            assert client.open(address, method=method).status_code == expected, rule


def test_the_public_list_names_routes_that_exist(office: Office) -> None:
    assert set(office.app.view_functions) >= PUBLIC


def test_all_routes_by_token_carry_it(office: Office) -> None:
    rules = [rule for rule in office.app.url_map.iter_rules() if rule.endpoint.startswith(f"{BY_TOKEN}.")]
    assert len(rules) == 5
    assert all(rule.rule.startswith("/r/<token>") for rule in rules)


def test_a_token_opens_nothing_but_its_round(office: Office, client: FlaskClient) -> None:
    assert client.get(office.link()).status_code == 200
    assert client.get("/").status_code == 401


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.5", "2001:db8::1", "::ffff:192.0.2.7", "", None])
def test_other_machines_are_refused(office: Office, client: FlaskClient, address: str) -> None:
    for path in ("/", "/healthz", office.link(), office.entry(), "/static/pages.css"):
        assert client.get(path, environ_base={"REMOTE_ADDR": address}).status_code == 403


def test_a_forwarding_header_does_not_help(client: FlaskClient) -> None:
    headers = {"X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
    answer = client.get("/healthz", headers=headers, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_let_in(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "tidtam.example.org", "LOCALHOST"]
)
def test_our_own_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "[::1", "", "192.0.2.7"])
def test_a_name_bent_to_this_machine_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/healthz", "/nothing", "/enter/forged"])
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_a_large_body_is_refused(office: Office, client: FlaskClient) -> None:
    assert client.post(office.link(), data={"key": "x" * 20_000}).status_code == 413
