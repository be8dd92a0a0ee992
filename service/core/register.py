"""The register: the dated list of respondents; schools, as an office keeps them in one table.

The groups of the office stand in a table of their own: see core.unit_register.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from service.core.cells import Cell
from service.core.grades import GRADES as GRADES
from service.core.messages import say
from service.core.normalise import Context, parse
from service.core.schema import RESPONDENT_WORDS, RespondentKind

GRADE_WORDS = {"อ": "K", "อนุบาล": "K", "ปฐมวัย": "K", "ป": "P", "ม": "M"}

Headings = Mapping[str, tuple[str, ...]]
"""What each column may be headed, by key: the English word, then the Thai one, then others."""
Standing = Mapping[str, Sequence[str]]
"""The numbers of the rows in which a code stands, by code."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("school_code", "รหัสโรงเรียน", "code", "รหัสสถานศึกษา", "รหัส 10 หลัก", "รหัส"),
    "name": ("name", "ชื่อโรงเรียน", "ชื่อสถานศึกษา", "โรงเรียน"),
    "district": ("district", "อำเภอ"),
    "subdistrict": ("subdistrict", "ตำบล"),
    "network_group": ("network_group", "กลุ่มเครือข่าย", "เครือข่าย", "กลุ่มโรงเรียน"),
    "grades": ("grades", "ชั้นที่เปิดสอน", "ระดับที่เปิดสอน"),
    "pupils": ("pupils", "จำนวนนักเรียน", "นักเรียน"),
    "email": ("email", "อีเมล", "e-mail"),
    "tags": ("tags", "ป้ายกำกับ", "กลุ่มเป้าหมาย"),
    "opened": ("opened", "วันที่เปิด", "วันที่จัดตั้ง"),
    "closed": ("closed", "วันที่ปิด", "วันที่เลิก"),
    "smis_code": ("smis_code", "รหัส 8 หลัก", "รหัส smis"),
    "obec_code": ("obec_code", "รหัส 6 หลัก", "รหัส obec"),
    "merged_into": ("merged_into", "รวมกับโรงเรียน", "รวมกับรหัส"),
}
REQUIRED = ("code", "name", "district", "grades")


@dataclass(frozen=True, slots=True)
class Respondent:
    """One school of the register, or a group of the office (``kind`` "unit"), which has no district,
    grades or pupils. Dates are Gregorian; ``closed`` is the first day it no longer reports.

    ``merged_into`` is the code of the school that took it over on that day. The receiving school's own
    earlier values stay its own: nothing is added up behind its back, so its numbers jump in that round,
    and "รวมโรงเรียน" is the reason to pick for it.
    """

    code: str
    name: str
    district: str
    subdistrict: str = ""
    network_group: str = ""
    grades: tuple[str, ...] = ()
    pupils: int | None = None
    email: str = ""
    tags: tuple[str, ...] = ()
    opened: date | None = None
    closed: date | None = None
    smis_code: str = ""
    obec_code: str = ""
    merged_into: str = ""
    kind: RespondentKind = "school"

    def is_open(self, day: date) -> bool:
        """Whether it reports for a round that ends on ``day``."""
        return (self.opened is None or self.opened <= day) and (self.closed is None or day < self.closed)

    def was_open(self, first: date, last: date) -> bool:
        """Whether it was there on any day from ``first`` to ``last``."""
        return (self.opened is None or self.opened <= last) and (self.closed is None or first < self.closed)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of what an import would do: "new", "changed" (with what) or "absent" from the file."""

    kind: str
    code: str
    name: str
    details: str = ""


def read_register(
    rows: Sequence[Sequence[Cell]], fiscal_year: int, known: Iterable[Respondent] = ()
) -> tuple[list[Respondent], list[str]]:
    """The schools of a table whose first row holds headings, and every fault with its row number.

    ``known`` are those registered already: a school may be merged into one that the file leaves out.
    """
    schools, standing, faults = read_rows(rows, "school", HEADINGS, REQUIRED, fiscal_year, _school)
    everybody = list(known)
    faults += _merger_faults(schools, standing, everybody)
    return schools, faults + code_faults(standing, (item for item in everybody if item.kind != "school"))


def read_rows(
    rows: Sequence[Sequence[Cell]],
    kind: RespondentKind,
    headings: Headings,
    required: Sequence[str],
    fiscal_year: int,
    read: Callable[["Row"], Respondent],
) -> tuple[list[Respondent], Standing, list[str]]:
    """The respondents of a table, the numbers of their rows by code, and the faults of headings and rows.

    ``read`` tells the row what is wrong with it; then whatever it made is nobody.
    """
    words = RESPONDENT_WORDS[kind]
    if not rows:
        return [], {}, [f"แถว 1: ไฟล์ว่าง ต้องมีแถวหัวตารางและอย่างน้อยหนึ่ง{words.th} (the file is empty)"]
    columns, faults = columns_of(rows[0], headings, required)
    if faults:
        return [], {}, faults
    respondents: list[Respondent] = []
    standing: dict[str, list[str]] = {}
    for number, cells in enumerate(rows[1:], 2):
        if not any(cell_text(cell) for cell in cells):
            continue
        row = Row(number, cells, columns, Context(fiscal_year=fiscal_year), headings)
        respondent = read(row)
        faults += row.faults
        if not row.faults:
            respondents.append(respondent)
            standing.setdefault(respondent.code, []).append(str(number))
    if not respondents and not faults:
        faults.append(f"แถว 2: ไม่มี{words.th}สักแห่ง (no {words.en} below the headings)")
    return respondents, standing, faults


def code_faults(standing: Standing, others: Iterable[Respondent]) -> list[str]:
    """A code stands in one row, and names one respondent, of whatever kind.

    ``others`` are the respondents of another kind.
    """
    taken = {item.code: item for item in others}
    twice = [
        f"แถว {', '.join(numbers)}: รหัส {code} มีมากกว่าหนึ่งแถว ลบแถวที่ซ้ำ (this code stands in several rows)"
        for code, numbers in standing.items()
        if len(numbers) > 1
    ]
    return twice + [
        f"แถว {', '.join(numbers)}: รหัส {code} เป็นของ{RESPONDENT_WORDS[taken[code].kind].th} "
        f"{taken[code].name} ในทะเบียนแล้ว ใช้รหัสอื่น (this code is taken)"
        for code, numbers in standing.items()
        if code in taken
    ]


def _merger_faults(
    respondents: Sequence[Respondent], standing: Standing, known: Iterable[Respondent]
) -> list[str]:
    """A school is merged on a day, into another school that is there on that day."""
    schools = {item.code: item for item in (*known, *respondents) if item.kind == "school"}
    faults = []
    for item in respondents:
        into, words = schools.get(item.merged_into), ""
        if not item.merged_into:
            continue
        if item.closed is None:
            words = "ไม่มีวันที่ปิด: ใส่วันที่รวมในคอลัมน์ “วันที่ปิด” (the day of the merger is missing)"
        elif into is None or item.merged_into == item.code:
            words = f"ไม่มีโรงเรียนอื่นรหัส {item.merged_into} ในทะเบียน (no other school has this code)"
        elif not into.is_open(item.closed):
            words = f"โรงเรียน {item.merged_into} ไม่เปิดในวันที่ {item.closed} (the other is not open on that day)"
        if words:
            faults.append(f"แถว {', '.join(standing[item.code])}: {HEADINGS['merged_into'][1]}: {words}")
    return faults


def columns_of(
    headings: Sequence[Cell], known_headings: Headings, required: Sequence[str]
) -> tuple[dict[str, int], list[str]]:
    """The column of each key by its headings, and the headings that are missing."""
    known = {alias: key for key, aliases in known_headings.items() for alias in aliases}
    columns: dict[str, int] = {}
    for index, cell in enumerate(headings):
        key = known.get(" ".join(cell_text(cell).lower().split()))
        if key and key not in columns:
            columns[key] = index
    faults = [
        f"แถว 1: ไม่พบหัวตาราง “{known_headings[key][1]}” ({known_headings[key][0]}) เพิ่มคอลัมน์นี้"
        for key in required
        if key not in columns
    ]
    return columns, faults


def cell_text(cell: Cell) -> str:
    """A cell of the table as text; a code that became a number has no point."""
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return "" if cell.value is None else str(cell.value).strip()


@dataclass(slots=True)
class Row:
    """One row under its headings, collecting what is wrong in it."""

    number: int
    cells: Sequence[Cell]
    columns: Mapping[str, int]
    context: Context
    headings: Headings
    faults: list[str] = field(default_factory=list)

    def cell(self, key: str) -> Cell:
        index = self.columns.get(key, -1)
        return self.cells[index] if 0 <= index < len(self.cells) else Cell()

    def text(self, key: str) -> str:
        return cell_text(self.cell(key))

    def value(self, key: str, kind: str) -> Any:
        parsed = parse(kind, self.cell(key), self.context)
        if parsed.code:
            message = say(parsed.code, {**parsed.params, "raw": self.text(key)[:60]})
            self.fault(f"{self.headings[key][1]}: {message}")
        return parsed.value

    def name(self) -> str:
        """The respondent's name on one line; a fault when there is none."""
        if not self.text("name"):
            self.fault(f"ไม่มี{self.headings['name'][1]} (missing)")
        return " ".join(self.text("name").split())

    def tags(self) -> tuple[str, ...]:
        return tuple(part for part in re.split(r"[\s,;]+", self.text("tags")) if part)

    def days(self) -> tuple[date | None, date | None]:
        """From when to before when the respondent reports."""
        opened, closed = self.value("opened", "date"), self.value("closed", "date")
        if opened and closed and closed <= opened:
            self.fault("วันที่ปิดไม่อยู่หลังวันที่เปิด (it closes before it opens)")
        return opened, closed

    def fault(self, message: str) -> None:
        self.faults.append(f"แถว {self.number}: {message}")


def _school(row: Row) -> Respondent:
    code, name = _code(row), row.name()
    if not row.text("district"):
        row.fault(f"ไม่มี{HEADINGS['district'][1]} (missing)")
    grades = _grades(row)
    opened, closed = row.days()
    return Respondent(
        code=code,
        name=name,
        district=row.text("district").removeprefix("อำเภอ").strip(),
        subdistrict=row.text("subdistrict"),
        network_group=row.text("network_group"),
        grades=grades,
        pupils=row.value("pupils", "count"),
        email=row.value("email", "email") or "",
        tags=row.tags(),
        opened=opened,
        closed=closed,
        smis_code=row.text("smis_code"),
        obec_code=row.text("obec_code"),
        merged_into=row.text("merged_into"),
    )


def _code(row: Row) -> str:
    code = row.value("code", "school_code")
    if code is None and not row.faults:
        row.fault("ไม่มีรหัสโรงเรียน (the code is missing)")
    if isinstance(code, str) and len(code) != 10:
        row.fault(f"รหัส {code} มี {len(code)} หลัก ต้องเป็นรหัส 10 หลัก (10 digits are needed)")
    return str(code)


def _grades(row: Row) -> tuple[str, ...]:
    grades, unknown = parse_grades(row.text("grades"))
    for word in unknown:
        row.fault(f"ไม่รู้จักชั้น “{word}” เขียนเช่น อ. ป.1-ป.6 ม.1 (unknown grade)")
    if not grades and not unknown:
        row.fault("ไม่มีชั้นที่เปิดสอน (grades are missing)")
    return grades


def parse_grades(text: str) -> tuple[tuple[str, ...], list[str]]:
    """Grades from "K P1 P2", "อ.1-3 ป.1-ป.6" or "ป.1-ม.3"; and the words that are none."""
    grades: list[str] = []
    unknown: list[str] = []
    plain = text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙–—", "0123456789--"))
    for part in re.split(r"[\s,;]+", re.sub(r"\s*-\s*", "-", plain).strip()):
        if not part:
            continue
        first, _, last = part.partition("-")
        start = _grade(first, "")
        end = _grade(last, start[:1]) if last else start
        if not start or not end or GRADES.index(start) > GRADES.index(end):
            unknown.append(part)
            continue
        grades += GRADES[GRADES.index(start) : GRADES.index(end) + 1]
    return tuple(grade for grade in GRADES if grade in grades), unknown


def _grade(text: str, stage: str) -> str:
    match = re.fullmatch(r"(K|P|M|อนุบาล|ปฐมวัย|อ|ป|ม)?\.?([0-9]?)", text, re.IGNORECASE)
    if not match:
        return ""
    letters = match[1] or stage
    stage = GRADE_WORDS.get(letters, letters.upper())
    grade = "K" if stage == "K" else f"{stage}{match[2]}"
    return grade if grade in GRADES else ""


def compare(old: Iterable[Respondent], new: Iterable[Respondent]) -> list[Change]:
    """What importing ``new`` over ``old`` would change; what is absent from the file is kept as it is.

    Both are of one kind: a file of schools says nothing of units.
    """
    before = {respondent.code: respondent for respondent in old}
    after = {respondent.code: respondent for respondent in new}
    changes: list[Change] = []
    for code, respondent in after.items():
        if code not in before:
            changes.append(Change("new", code, respondent.name))
        elif before[code] != respondent:
            changes.append(Change("changed", code, respondent.name, _differences(before[code], respondent)))
    changes += [Change("absent", code, r.name) for code, r in before.items() if code not in after]
    return changes


def _differences(old: Respondent, new: Respondent) -> str:
    parts = []
    for item in fields(Respondent):
        was, will = getattr(old, item.name), getattr(new, item.name)
        if was != will:
            parts.append(f"{HEADINGS[item.name][1]}: {_show(was)} → {_show(will)}")
    return "; ".join(parts)


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(value) or "–"
    return "–" if value in (None, "") else str(value)
