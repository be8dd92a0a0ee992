"""How good the data of a round are, field by field, and how long errors stood (DOMAIN D5).

What the store keeps: every content a cell was ever read with, and the issues as they stand now. What was
wrong in between is found by checking each earlier state of a submission anew (service.steps.replaying).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from service.core.issues import WHOLE, Issue
from service.core.normalise import round_half_up
from service.core.rows import split_name
from service.core.shares import Share

DECIMALS = 2
UNKNOWN = (
    "ไม่รู้ว่าโรงเรียนเห็นข้อความเมื่อใด รู้เพียงวันที่ระบบอ่านและตอบ (when a message was seen)",
    "ค่าที่พิมพ์แล้วลบก่อนระบบอ่านไม่มีในประวัติ (what was typed and taken out between two readings)",
    "ตรวจย้อนหลังด้วยกฎ ทะเบียน และค่ารอบก่อนที่ใช้อยู่วันนี้ (the past is checked by today's rules and register)",
    "ระยะแก้ไม่รวมรหัสที่อ้างแบบอื่น ค่าซ้ำกับผู้รายงานอื่น ช่องว่างเลยกำหนด และปัญหาของตัวชีต "
    "(turnaround leaves out references to other forms, duplicates among respondents, overdue blanks, "
    "and the sheet itself)",
)
"""What the figures cannot know, said with them."""


@dataclass(frozen=True, slots=True)
class Episode:
    """An error in one cell from the reading that found it to the first one without it (None: still there)."""

    respondent: str
    cell: str
    told: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class FieldQuality:
    """One field. ``asked`` cells it concerns, ``answered`` those with content.

    ``wrong`` cells answered that have an open error now; ``ever_wrong`` of the ``ever_answered`` had one at
    any reading.
    ``queried`` cells with a question, ``explained`` those whose every question has an accepted reason.
    """

    name: str
    asked: int
    answered: int
    wrong: int
    ever_answered: int
    ever_wrong: int
    queried: int
    explained: int

    @property
    def completeness(self) -> Share:
        return Share(self.answered, self.asked)

    @property
    def error_rate(self) -> Share:
        return Share(self.wrong, self.answered)

    @property
    def ever_error_rate(self) -> Share:
        return Share(self.ever_wrong, self.ever_answered)

    @property
    def query_rate(self) -> Share:
        return Share(self.queried, self.answered)

    @property
    def explained_share(self) -> Share:
        return Share(self.explained, self.queried)

    @property
    def badness(self) -> tuple[Decimal, Decimal, Decimal]:
        """What fields are ordered by: errors now, ever, questions; all nought of a field never marked."""
        nothing = Decimal(0)
        rates = (self.error_rate, self.ever_error_rate, self.query_rate)
        now, ever, asked = (rate.percent or nothing for rate in rates)
        return now, ever, asked


@dataclass(frozen=True, slots=True)
class Turnaround:
    """Errors that ended, in days of 24 hours: how many, their mean, median, longest; and those still open."""

    ended: int
    still_open: int
    mean: Decimal | None
    median: Decimal | None
    longest: Decimal | None


@dataclass(frozen=True, slots=True)
class Quality:
    """A round: respondents complete of those that are to report, its fields, and how long errors stood."""

    complete: Share
    reporting: Share
    fields: tuple[FieldQuality, ...]
    turnaround: Turnaround


@dataclass(frozen=True, slots=True)
class Reading:
    """A submission at one reading: when, which of its cells held something, and which had an error then."""

    at: datetime
    held: frozenset[str]
    wrong: frozenset[str]


def episodes(respondent: str, readings: Sequence[Reading]) -> list[Episode]:
    """The errors of one submission, oldest first; ``readings`` in the order of time."""
    open_since: dict[str, datetime] = {}
    found: list[Episode] = []
    for reading in readings:
        for cell in sorted(open_since.keys() - reading.wrong):
            found.append(Episode(respondent, cell, open_since.pop(cell), reading.at))
        for cell in reading.wrong:
            open_since.setdefault(cell, reading.at)
    found += [Episode(respondent, cell, told, None) for cell, told in sorted(open_since.items())]
    return sorted(found, key=lambda item: (item.told, item.cell))


def turnaround(found: Iterable[Episode]) -> Turnaround:
    """How long errors stood, of all respondents together."""
    episodes_found = list(found)
    stood = sorted(item.ended - item.told for item in episodes_found if item.ended)
    still_open = len(episodes_found) - len(stood)
    if not stood:
        return Turnaround(0, still_open, None, None, None)
    middle = stood[(len(stood) - 1) // 2] + stood[len(stood) // 2]
    total = sum(stood, timedelta())
    return Turnaround(len(stood), still_open, _days(total, len(stood)), _days(middle, 2), _days(stood[-1], 1))


def _days(time: timedelta, parts: int) -> Decimal:
    day = timedelta(days=1) // timedelta(microseconds=1)
    return round_half_up(Decimal(time // timedelta(microseconds=1)) / Decimal(day * parts), DECIMALS)


def field_quality(
    name: str,
    cells: Iterable[str],
    answered: Iterable[str],
    issues: Mapping[str, Sequence[Issue]],
    ever_answered: Iterable[str] = (),
    ever_wrong: Iterable[str] = (),
) -> FieldQuality:
    """One field of all respondents. Cells are named respondent by respondent ("1034710001 key/field").

    ``cells`` are those it is asked of, ``issues`` the ones of each cell now, ``ever_…`` those of any reading.
    """
    asked, given = set(cells), set(answered)
    wrong = {cell for cell in given if any(issue.severity == "error" for issue in issues.get(cell, ()))}
    queries = {cell: [issue for issue in issues.get(cell, ()) if issue.severity == "query"] for cell in given}
    queried = {cell for cell, found in queries.items() if found}
    explained = {cell for cell in queried if not any(issue.open for issue in queries[cell])}
    ever = {*ever_wrong, *wrong}
    return FieldQuality(
        name=name,
        asked=len(asked | given),
        answered=len(given),
        wrong=len(wrong),
        ever_answered=len({*ever_answered, *given, *ever}),
        ever_wrong=len(ever),
        queried=len(queried),
        explained=len(explained),
    )


def cell_name(respondent: str, cell: str) -> str:
    """How a cell is named among those of all respondents."""
    return f"{respondent} {cell}"


def field_of(cell: str) -> str:
    """The field of a cell of a submission; "" for what concerns the whole sheet."""
    return WHOLE if cell == WHOLE else split_name(cell)[1]
