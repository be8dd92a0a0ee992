"""What goes wrong before Google answers, or instead of its answer: network, certificates, keys, proxies."""

import ssl
from collections.abc import Iterator

import requests
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from requests import exceptions as faults
from urllib3.exceptions import NameResolutionError, NewConnectionError

from service.errors import GoogleAccessError, GoogleBusyError, GoogleError
from service.sheets.failures import Again, Failure

DNS = (
    "หาที่อยู่ของ Google ไม่พบ (DNS) ตรวจเครือข่าย · "
    "Google's address cannot be found (DNS): check the network of this computer"
)
PROXY = (
    "พร็อกซีของสำนักงานไม่ยอมให้ผ่าน · "
    "the office's proxy does not let us through: check HTTPS_PROXY and its password"
)
TLS = (
    "ใบรับรองของการเชื่อมต่อไม่ถูกต้อง · "
    "the connection's certificate is not good: check the computer's clock; if the office's network opens "
    "connections to look inside, set REQUESTS_CA_BUNDLE to the network's certificate"
)
CUT = "การเชื่อมต่อกับ Google ขาด · the connection to Google was cut"
SLOW = "Google ไม่ตอบภายในเวลา · Google did not answer in time"
CLOSED = "ติดต่อ Google ไม่ได้ ตรวจเครือข่าย · Google cannot be reached: check the network and the firewall"
PAGE = (
    "มีหน้าเว็บอื่นตอบแทน Google · "
    "a page came instead of Google's answer: a proxy or a sign-in page of the network is in between; open a "
    "browser on this computer and sign in to the network"
)
BUSY = (
    "เซิร์ฟเวอร์กุญแจของ Google ไม่ว่าง ระบบจะลองใหม่เอง · Google is too busy to let us sign in; it is tried again"
)
CLOCK = (
    "นาฬิกาของเครื่องไม่ตรง ตั้งเวลาให้ตรง · "
    "the clock of this computer is wrong: set it (Settings > Date and time > set automatically)"
)
BROKEN = (faults.ConnectionError, faults.ChunkedEncodingError, faults.ContentDecodingError)
NO_TOKEN = "Google ไม่ยอมรับกุญแจ · Google does not accept the credentials of"


class SignInError(TransportError):
    """The token endpoint gave an answer that google-auth cannot judge; what it means for the request."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure.error))  # type: ignore[no-untyped-call]
        self.failure = failure


def unanswered(error: requests.RequestException | GoogleAuthError, mail: str) -> Failure:
    """Why no answer came. What is raised while getting a token was surely not the request itself."""
    if isinstance(error, SignInError):
        return error.failure
    if isinstance(error, RefreshError) and not error.retryable:
        return _no_token(error, mail)
    sure = isinstance(error, GoogleAuthError)
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Failure(GoogleError(TLS))
    if any(isinstance(cause, faults.ProxyError) for cause in causes):
        return _down(PROXY, Again.SURE)
    if any(isinstance(cause, NameResolutionError) for cause in causes):
        return _down(DNS, Again.SURE)
    if any(isinstance(cause, (NewConnectionError, faults.ConnectTimeout)) for cause in causes):
        return _down(CLOSED, Again.SURE)
    if any(isinstance(cause, faults.Timeout) for cause in causes):
        return Failure(GoogleBusyError(SLOW), Again.SURE if sure else Again.WHEN_SAFE)
    if sure or any(isinstance(cause, BROKEN) for cause in causes):
        return _down(CUT, Again.SURE if sure else Again.WHEN_SAFE)
    return Failure(GoogleError(f"{CLOSED} ({type(error).__name__})"))


def page_instead(again: Again = Again.WHEN_SAFE) -> Failure:
    return _down(PAGE, again)


def busy_signing_in(status: int) -> Failure:
    return Failure(GoogleBusyError(f"{BUSY} ({status})"), Again.SURE)


def _down(text: str, again: Again) -> Failure:
    return Failure(GoogleBusyError(text), again, network=True)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it was raised from: libraries wrap each other's, in causes and in arguments."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        item = waiting.pop()
        if isinstance(item, BaseException) and id(item) not in seen:
            seen.add(id(item))
            yield item
            waiting += [item.__cause__, item.__context__, getattr(item, "reason", None), *item.args]


def _no_token(error: RefreshError, mail: str) -> Failure:
    """The token endpoint refused the key. Its words speak of the key only, and are known."""
    said = " ".join(str(item) for item in error.args).lower()
    if "reasonable timeframe" in said or "short-lived" in said:
        return Failure(GoogleAccessError(CLOCK))
    if any(words in said for words in ("expired or revoked", "invalid_rapt", "scope")):
        remedy = "run `tidtam login` again (การอนุญาตไม่ครบ หมดอายุ หรือถูกยกเลิก)"
    elif "signature" in said:
        remedy = "the key was deleted or replaced: make a new key file (กุญแจถูกลบหรือเปลี่ยน)"
    elif "account not found" in said or "invalid_client" in said or "deleted_client" in said:
        remedy = "the account was deleted: make a new one (บัญชีถูกลบ)"
    else:
        remedy = "make a new key file or run `tidtam login` again (สร้างไฟล์กุญแจใหม่ หรือลงชื่อเข้าใช้อีกครั้ง)"
    return Failure(GoogleAccessError(f"{NO_TOKEN} {mail}: {remedy}"), other_account=True, everywhere=True)
