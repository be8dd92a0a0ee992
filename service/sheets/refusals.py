"""Google's refusals, each as an error of ours that says what to do. Its sentences are not quoted whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from service.errors import (
    GoogleAccessError,
    GoogleBusyError,
    GoogleError,
    GoogleMissingError,
    GoogleProtectedError,
)
from service.sheets.calls import DRIVE, Call
from service.sheets.failures import Again, Failure, Refusal
from service.sheets.places import place_of
from service.sheets.safe_words import safe_words

BUSY = frozenset({408, 500, 502, 503, 504})
RATE_LIMITS = frozenset(
    {"rateLimitExceeded", "userRateLimitExceeded", "sharingRateLimitExceeded", "RATE_LIMIT_EXCEEDED"}
)
NO_ROOM = frozenset({"storageQuotaExceeded", "teamDriveFileLimitExceeded", "quotaExceeded"})
API_OFF = frozenset({"SERVICE_DISABLED", "accessNotConfigured"})
NO_SCOPE = frozenset({"ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions", "insufficientScopes"})
DAILY = frozenset({"dailyLimitExceeded", "dailyLimitExceededUnreg"})
POLICY = frozenset({"domainPolicy", "publishOutNotPermitted", "cannotShareOutOfDomain"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, and by whom; ``mails`` are the accounts that have been refused for it so far."""

    call: Call
    mails: str
    project: str


Make = Callable[[Refusal, Asked], Failure]


def refused(answer: Refusal, asked: Asked) -> Failure:
    """The first rule that fits; none may be left without a remedy."""
    return next(make for fits, make in RULES if fits(answer))(answer, asked)


def _busy(answer: Refusal, asked: Asked) -> Failure:
    text = (
        "Google ไม่ว่างหรือขัดข้อง ระบบจะลองใหม่เอง · "
        f"Google is busy ({answer.status}); it is tried again by itself"
    )
    return Failure(GoogleBusyError(text), Again.WHEN_SAFE, after=answer.after)


def _limited(answer: Refusal, asked: Asked) -> Failure:
    """Others use the same project: our own limiter kept the numbers it was told."""
    limit = answer.metadata.get("quota_limit", "")
    whose = "project" if limit.endswith("PerProject") else "account"
    error = GoogleBusyError(
        f"โควตาของ Google เต็มชั่วคราว ({asked.mails}) · "
        f"Google's quota is used up for the moment ({answer.status}); if it stays so, other software shares "
        "the project: set TIDTAM_QUOTA lower, or add service accounts"
    )
    error.quota = True
    return Failure(error, Again.SURE, quota=whose, after=answer.after)


def _spent(answer: Refusal, asked: Asked) -> Failure:
    text = "โควตาของวันนี้หมด ลองใหม่พรุ่งนี้ · today's quota is used up: it comes back tomorrow (Pacific time)"
    return Failure(GoogleBusyError(text), other_account=True)


def _unauthorised(answer: Refusal, asked: Asked) -> Failure:
    text = (
        f"Google ไม่ยอมรับกุญแจของ {asked.mails} · Google does not accept the credentials of {asked.mails}: "
        "make a new key (or run `tidtam login` again), and look at the computer's clock"
    )
    return Failure(GoogleAccessError(text), other_account=True, everywhere=True)


def _api_off(answer: Refusal, asked: Asked) -> Failure:
    service = answer.metadata.get("service", "")
    drive = service.startswith("drive") if service else asked.call.kind == DRIVE
    api, name = ("drive", "Google Drive API") if drive else ("sheets", "Google Sheets API")
    project = answer.metadata.get("consumer", "").removeprefix("projects/") or asked.project
    text = (
        f"เปิดใช้ {name} ในโครงการ {project} · enable the {name} in project {project}: "
        f"https://console.cloud.google.com/apis/library/{api}.googleapis.com?project={project}"
    )
    return Failure(GoogleAccessError(text), other_account=True)


def _no_room(answer: Refusal, asked: Asked) -> Failure:
    text = (
        "ไม่มีที่เก็บไฟล์: ตั้ง TIDTAM_FOLDER เป็นไดรฟ์ที่แชร์ที่ยังมีที่ว่าง · "
        "no room for the file: set TIDTAM_FOLDER to a shared drive with room left (service accounts cannot "
        "own files), or use an office account (`tidtam login`)"
    )
    return Failure(GoogleAccessError(text), other_account=True)


def _no_scope(answer: Refusal, asked: Asked) -> Failure:
    text = (
        f"{asked.mails} อนุญาตไม่ครบ · has not allowed everything that is needed: run `tidtam login` again and "
        "tick both Google Sheets and Google Drive"
    )
    return Failure(GoogleAccessError(text), other_account=True)


def _policy(answer: Refusal, asked: Asked) -> Failure:
    text = (
        "นโยบายขององค์กรไม่ให้แชร์แบบนี้ · "
        "the organisation's policy forbids sharing like this: set TIDTAM_SHARING=email, or ask the "
        "administrator of the domain to allow it"
    )
    return Failure(GoogleAccessError(text))


def _not_shared(answer: Refusal, asked: Asked) -> Failure:
    text = (
        f"แชร์ไฟล์ให้ {asked.mails} เป็นผู้แก้ไข · share the file with {asked.mails} as editor{_file(asked)} "
        "(Google: no permission)"
    )
    return Failure(GoogleAccessError(text), other_account=True)


def _missing(answer: Refusal, asked: Asked) -> Failure:
    text = (
        f"ไม่พบไฟล์หรือโฟลเดอร์: กู้จากถังขยะ หรือแชร์ให้ {asked.mails} เป็นผู้แก้ไข · "
        f"not found{_file(asked)}: restore it from the bin, or share it with {asked.mails} as editor"
    )
    # Sheets tells a file that is not shared from one that is not there; Drive does not.
    return Failure(GoogleMissingError(text), other_account=asked.call.kind == DRIVE)


def _protected(answer: Refusal, asked: Asked) -> Failure:
    text = (
        f"เซลล์ที่ป้องกันไว้ ให้ {asked.mails} อยู่ในรายชื่อผู้แก้ไขของช่วงนั้น · "
        f"a protected cell{_file(asked)}{place_of(answer.message, asked.call)}: let {asked.mails} edit the "
        "protected range, or run `tidtam repair`"
    )
    return Failure(GoogleProtectedError(text), other_account=True)


def _said(text: str, answer: Refusal, asked: Asked) -> Failure:
    return Failure(GoogleError(text + _file(asked)))


def _other(answer: Refusal, asked: Asked) -> Failure:
    said = f"({answer.status} {answer.word}){_file(asked)}: {safe_words(answer.message)}"
    return Failure(GoogleError(f"Google ไม่รับคำขอ · Google refused {said}"))


def _file(asked: Asked) -> str:
    return f" [{asked.call.place}]" if asked.call.place else ""


Fits = Callable[[Refusal], bool]


def _is(*statuses: int, words: str = "", reasons: frozenset[str] = frozenset()) -> Fits:
    def fits(answer: Refusal) -> bool:
        if statuses and answer.status not in statuses:
            return False
        return words in answer.message.lower() and (not reasons or bool(reasons & answer.reasons))

    return fits


FULL = (
    "ไฟล์มีเซลล์เกิน 10 ล้านช่อง ลบแถวหรือแท็บที่ไม่ใช้ · "
    "the spreadsheet would pass 10 million cells: delete rows or tabs that are not used, or start a new file"
)
LONG = "ข้อความเกิน 50,000 ตัวอักษรในช่องเดียว · more than 50,000 characters in a single cell: shorten it"
LARGE = "คำขอใหญ่เกินไป · the request is too large for Google; this is a fault of tidtam, report it"
OFFICE = (
    "ไฟล์นี้เป็น Excel ไม่ใช่ Google ชีต · "
    "this is an Excel file: open it, File > Save as Google Sheets, and use the new one"
)
RULES: Sequence[tuple[Fits, Make]] = (
    (_is(429), _limited),
    (_is(403, reasons=RATE_LIMITS), _limited),
    (_is(403, reasons=DAILY), _spent),
    (_is(401), _unauthorised),
    (_is(403, reasons=API_OFF), _api_off),
    (_is(403, reasons=NO_ROOM), _no_room),
    (_is(403, reasons=NO_SCOPE), _no_scope),
    (_is(403, reasons=POLICY), _policy),
    (_is(400, 403, words="protected cell"), _protected),
    (_is(403), _not_shared),
    (_is(404, 410), _missing),
    (_is(400, words="number of cells in the workbook"), partial(_said, FULL)),
    (_is(400, words="50000 characters"), partial(_said, LONG)),
    (_is(400, words="not supported for this document"), partial(_said, OFFICE)),
    (_is(413), partial(_said, LARGE)),
    (lambda answer: answer.status in BUSY, _busy),
    (_is(), _other),
)
