"""The cast of schools of these tests, and a form drawn in a few lines."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from service.core.cells import BLANK, Cell, Value
from service.core.contexts import contexts_for
from service.core.entries import BLANK_ENTRY, Entry, Status
from service.core.normalise import parse
from service.core.register import Respondent
from service.core.rounds import open_round
from service.core.schema import Form
from service.core.submission import Frame, Submission
from service.definitions.build import build_form

BAN_NA = Respondent("1099000001", "บ้านนา", "เหนือ", grades=("K", "P1", "P2"), tags=("quality_school",))
BAN_PA = Respondent("1099000002", "บ้านป่า", "เหนือ", grades=("P1", "P2"))
BAN_NAM = Respondent("1099000003", "บ้านน้ำ", "ใต้", grades=("P1", "M1"), opened=date(2500 - 543, 5, 1))
BAN_DOI = Respondent("1099000004", "บ้านดอย", "ใต้", grades=("K", "P1"))
SCHOOLS = (BAN_NA, BAN_PA, BAN_NAM, BAN_DOI)

FIELDS: tuple[Mapping[str, Any], ...] = (
    {"name": "all", "type": "integer", "kind": "count", "title": "ทั้งหมด"},
    {"name": "read", "type": "integer", "kind": "count", "title": "อ่านออก"},
    {"name": "money", "type": "number", "kind": "number", "title": "บาท"},
    {"name": "plan", "type": "boolean", "kind": "yes_no", "title": "มีแผน"},
    {"name": "note", "type": "string", "kind": "text", "title": "ข้อความ"},
)
NUMBER = {
    "decimals": 2,
    "missing": "pairwise",
    "min_coverage": 0.8,
    "legend": [[0, 60, "red"], [60, 100, "green"]],
}


def form(
    fields: Sequence[Mapping[str, Any]] = FIELDS,
    rules: Sequence[Mapping[str, Any]] = (),
    indicators: Sequence[Mapping[str, Any]] = (),
    groups: Sequence[Mapping[str, Any]] = (),
) -> Form:
    head = {"id": "small", "version": "1", "valid": ["2022-10-01", "2023-09-30"], "rounds": ["Q1", "Q2"]}
    return build_form(
        {
            "form": {**head, "due": {"days_after_round": 15}, "title": {"th": "แบบเล็ก"}},
            "sheet": {"layouts": ["card"], "tab": "ข้อมูล"},
            "groups": [*groups, {"id": "G", "title": "กลุ่ม"}],
            "schema": {"fields": list(fields)},
            "rules": [
                {"missing": "skip_if_any", "severity": "error", "message": {"th": "ผิด"}, **r} for r in rules
            ],
            "indicators": [{"title": {"th": "ร้อยละ"}, **NUMBER, **item} for item in indicators],
        }
    )


def entry(value: object) -> Entry:
    """None is a blank, "M" not applicable, "E" unreadable; anything else is a value."""
    if value is None:
        return BLANK_ENTRY
    return Entry(str(value)) if value in ("M", "E") else Entry(Status.VALUE, value)  # type: ignore[arg-type]


def frame(made: Form, *rows: Mapping[str, object], schools: Sequence[Respondent] = SCHOOLS) -> Frame:
    entries = [{name: entry(value) for name, value in row.items()} for row in rows]
    return Frame(made, schools[: len(rows)], entries)


def cell(typed: object) -> Cell:
    if typed is None:
        return BLANK
    return Cell(typed, str(typed))  # type: ignore[arg-type]


def submission(
    made: Form,
    typed: Mapping[str, object],
    school: Respondent = BAN_NA,
    reasons: Mapping[str, str] | None = None,
    previous: Mapping[str, Value] | None = None,
    **more: Any,
) -> Submission:
    """What stands after a school typed these cells."""
    cells = {item.name: cell(typed.get(item.name)) for item in made.fields}
    contexts = contexts_for(made, open_round(made, "2566-Q1"), SCHOOLS)
    parsed = {item.name: parse(item.kind, cells[item.name], contexts[item.name]) for item in made.fields}
    return Submission(school, cells, parsed, reasons or {}, previous or {}, **more)
