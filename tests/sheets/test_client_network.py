"""When Google is not reached: the network, certificates, proxies, pages in between, and the clock."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from google.auth.exceptions import RefreshError

from service.errors import GoogleAccessError, GoogleBusyError, GoogleError
from service.sheets.client import connect
from service.sheets.drive import Google
from service.sheets.network import unanswered
from service.sheets.retry import Patience, Timing

from .wired import LEAD, Wired, typed, wired


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wired]:
    with wired(tmp_path_factory.mktemp("network")) as made:
        yield made


class Watch:
    """A clock that only our own sleeping moves."""

    def __init__(self) -> None:
        self.now, self.sleeps = 0.0, 0

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.sleeps += 1


def elsewhere(here: Wired, endpoint: str, watch: Watch) -> Google:
    """Our client, sent to an address where there is no Google."""
    timing = Timing(lambda: watch.now, watch.sleep, lambda: 0.9)
    return Google(connect(here.keys, endpoint, timing=timing))


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("endpoint", "words"), [("http://127.0.0.1:{port}", "firewall"), ("http://tidtam.invalid", "DNS")]
)
def test_an_address_that_is_not_reached_is_tried_for_half_a_minute(
    here: Wired, endpoint: str, words: str
) -> None:
    watch = Watch()
    with pytest.raises(GoogleBusyError, match=words):
        elsewhere(here, endpoint.format(port=closed_port()), watch).read("x")
    assert watch.sleeps >= 3 and 10 < watch.now <= Patience().unreachable


def test_an_office_proxy_that_refuses_is_named(here: Wired, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port()}")
    with pytest.raises(GoogleBusyError, match="HTTPS_PROXY"):
        elsewhere(here, "http://tidtam.invalid", Watch()).read("x")


@contextlib.contextmanager
def self_signed(home: Path) -> Iterator[str]:
    """A server with a certificate that nobody knows, as a network that looks inside connections has."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    now = datetime.now(UTC)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    pem = home / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        stopping = threading.Event()

        def serve() -> None:
            while not stopping.is_set():
                with contextlib.suppress(OSError):
                    connection, _ = listener.accept()
                    with connection, context.wrap_socket(connection, server_side=True):
                        pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"
        stopping.set()
        thread.join()


def test_a_proxy_that_forbids_is_not_taken_for_a_file_that_is_not_shared(here: Wired) -> None:
    file = here.new_file()
    here.emulator.faults.add("html", kind="sheet_read", count=0, code=403)
    with pytest.raises(GoogleBusyError, match="a proxy"):
        here.google.read(file)
    here.emulator.faults.clear()


def test_a_strange_certificate_is_not_asked_again(here: Wired, tmp_path: Path) -> None:
    watch = Watch()
    with self_signed(tmp_path) as endpoint, pytest.raises(GoogleError, match="REQUESTS_CA_BUNDLE") as caught:
        elsewhere(here, endpoint, watch).read("x")
    assert not caught.value.retryable and watch.sleeps == 0


@pytest.mark.parametrize("fault", ["html", "truncated", "cut"])
def test_a_broken_answer_is_asked_for_again_and_then_called_busy(here: Wired, fault: str) -> None:
    file = here.new_file()
    here.emulator.reset_requests()
    here.emulator.faults.add(fault, kind="sheet_read", count=0, **({"code": 200} if fault == "html" else {}))
    with pytest.raises(GoogleBusyError) as caught:
        here.google.read(file)
    here.emulator.faults.clear()
    assert here.asked("sheet_read") > 2
    assert ("sign in" in str(caught.value)) == (fault == "html")


@pytest.mark.parametrize(
    ("fault", "words"),
    [("html", "sign in to the network"), ("502", "sign in"), ("429", "sign in"), ("cut", "was cut")],
)
def test_a_sign_in_that_fails_on_the_way_does_not_blame_the_key(
    tmp_path: Path, fault: str, words: str
) -> None:
    with wired(tmp_path) as fresh:
        code = {"code": 200} if fault == "html" else {}
        fresh.emulator.faults.add(fault, kind="token", count=0, **code)
        with pytest.raises(GoogleBusyError, match=words):
            fresh.new_file()
        assert fresh.asked("token") > 2 and len(fresh.sleeps) == fresh.asked("token") - 1
        fresh.emulator.faults.clear()
        assert fresh.new_file()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Invalid JWT: Token must be a short-lived token and in a reasonable timeframe.", "the clock"),
        ("Token has been expired or revoked.", "tidtam login"),
        ("Not all requested scopes were granted by the authorization server", "tidtam login"),
        ("Bad Request", "make a new key file"),
    ],
)
def test_a_refused_sign_in_says_what_is_wrong(said: str, words: str) -> None:
    error: Any = RefreshError
    failure = unanswered(error(f"invalid_grant: {said}", {"error": "invalid_grant"}), LEAD)
    assert isinstance(failure.error, GoogleAccessError) and words in str(failure.error)


def test_signing_in_asks_for_a_token_and_for_nothing_else(here: Wired) -> None:
    here.emulator.reset_requests()
    Google(connect(here.keys, here.emulator.url)).list_spreadsheets(here.emulator.shared_drive_id)
    assert [item["kind"] for item in here.emulator.requests()] == ["token", "drive_list"]


def test_a_token_that_has_expired_is_renewed_without_a_word(here: Wired) -> None:
    file = here.new_file()
    here.emulator.faults.expire_tokens()
    here.emulator.reset_requests()
    here.sleeps.clear()
    here.google.write(file, [typed("ก")])
    assert [item["kind"] for item in here.emulator.requests()] == ["sheet_write", "token", "sheet_write"]
    assert here.sleeps == []


def test_a_machines_netrc_does_not_sign_in_for_us(
    here: Wired, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine sheets.googleapis.com login somebody password else\n", "ascii")
    monkeypatch.setenv("NETRC", str(netrc))
    assert here.google.read(here.new_file())


def test_every_request_says_who_asks(here: Wired) -> None:
    seen: list[str] = []
    application = here.emulator.app.wsgi_app

    def listening(environ: Any, start: Any) -> Any:
        seen.append(environ.get("HTTP_USER_AGENT", ""))
        return application(environ, start)

    here.emulator.app.wsgi_app = listening  # type: ignore[method-assign]
    Google(connect(here.keys, here.emulator.url)).read(here.new_file())
    here.emulator.app.wsgi_app = application  # type: ignore[method-assign]
    assert len(seen) == 3
    assert all(agent.startswith("tidtam/") and "(gspread 6." in agent and "gzip" in agent for agent in seen)
