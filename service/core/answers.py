"""What a sheet is to say about a submission: for each cell, and in the receipt line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from service.core.cells import BLANK, Cell, Outcome, Parsed
from service.core.issues import Issue, Progress, State
from service.core.messages import SHEET_WORDS, STATE_WORDS, say
from service.core.normalise import NOT_APPLICABLE_WORD, thai_date
from service.core.schema import BOOLEAN_KINDS, TEXT_KINDS, Field, Form
from service.core.showing import show

NOTE_MARK = "🔎 tidtam · "
"""Our notes begin with this, so that they are never mistaken for somebody's own."""

RED, YELLOW, GREEN, GREY = "F4C7C3", "FCE8B2", "D9EAD3", "F1F3F4"
STATE_FILLS = {
    State.NEEDS_FIX: RED,
    State.EXPLAIN: YELLOW,
    State.MISSING: GREY,
    State.IN_PROGRESS: "DDEBF7",
    State.COMPLETE: GREEN,
}
MARK_FILLS = frozenset({RED, YELLOW})
"""The fills of a marked cell: no colour of Sheets' palette, so whoever bears one has it from us."""
ANSWER_FILLS = frozenset({*STATE_FILLS.values(), *MARK_FILLS})
FEW_TITLES = 3
"""So many blanks of a row are named: its words stand in one cell."""
FEW_ROWS = 6
"""The receipt names so many rows: one line of a phone."""
NO_ROWS: Mapping[State, Sequence[int]] = MappingProxyType({})
COLOUR_FILLS = {"green": GREEN, "yellow": YELLOW, "red": RED, "": GREY}


@dataclass(frozen=True, slots=True)
class CellAnswer:
    """``fill`` and ``note`` go on the answered cell ("" = none); the rest beside it.

    ``blank``: a required answer is not there yet.
    """

    fill: str
    note: str
    status: str
    status_fill: str
    message: str
    blank: bool = False


def cell_answers(
    form: Form,
    cells: Mapping[str, Cell],
    parsed: Mapping[str, Parsed],
    issues: Sequence[Issue],
    relevant: Mapping[str, bool],
    overdue: bool,
) -> dict[str, CellAnswer]:
    """The answer to each cell of a submission."""
    by_field: dict[str, list[Issue]] = {}
    for issue in issues:
        by_field.setdefault(issue.field, []).append(issue)
    return {
        item.name: _answer(
            item,
            cells.get(item.name, BLANK),
            parsed.get(item.name, Parsed(None, Outcome.MISSING)),
            by_field.get(item.name, ()),
            relevant[item.name],
            overdue,
        )
        for item in form.fields
    }


def _answer(
    item: Field, cell: Cell, parsed: Parsed, found: Sequence[Issue], relevant: bool, overdue: bool
) -> CellAnswer:
    errors = [issue for issue in found if issue.severity == "error"]
    queries = [issue for issue in found if issue.open and issue.severity == "query"]
    if errors:
        return _marked(RED, SHEET_WORDS[State.NEEDS_FIX], [*errors, *queries])
    if queries:
        return _marked(YELLOW, SHEET_WORDS[State.EXPLAIN], queries)
    asked = [issue for issue in found if issue.severity == "blank"]
    if asked:
        return CellAnswer("", "", SHEET_WORDS[State.MISSING], GREY, "\n".join(map(to_do, asked)))
    if found:
        reasons = "; ".join(dict.fromkeys(issue.reason for issue in found))
        return CellAnswer("", "", "✔ รับเหตุผลแล้ว", GREEN, reasons)
    if not relevant:
        return CellAnswer("", "", f"– {NOT_APPLICABLE_WORD}", GREY, "")
    if parsed.outcome is Outcome.MISSING:
        return _blank(item, overdue)
    return CellAnswer("", "", "✔ ผ่าน", GREEN, read_as(item, cell, parsed))


def _marked(fill: str, status: str, issues: Sequence[Issue]) -> CellAnswer:
    message = "\n".join(map(to_do, issues))
    return CellAnswer(fill, NOTE_MARK + message, status, fill, message)


def _blank(item: Field, overdue: bool) -> CellAnswer:
    if not item.constraints.required:
        return CellAnswer("", "", "", "", "")
    if overdue:
        return CellAnswer("", "", "○ เลยกำหนด", RED, say("overdue_blank", {}), blank=True)
    return CellAnswer("", "", SHEET_WORDS[State.MISSING], GREY, "", blank=True)


def blanks_of_row(form: Form, answers: Mapping[str, CellAnswer], overdue: bool) -> str:
    """Which required answers a row of a list still lacks, the first few by title; "" when it has them all."""
    asked = [item for item in form.fields if not item.names_respondent]  # whose list it is stands above
    titles = [item.title for item in asked if answers[item.name].blank]
    if not titles:
        return ""
    more = f" … (อีก {len(titles) - FEW_TITLES} ช่อง)" if len(titles) > FEW_TITLES else ""
    named = ", ".join(titles[:FEW_TITLES]) + more
    return say("row_blanks_overdue" if overdue else "row_blanks", {"titles": named})


def to_do(issue: Issue) -> str:
    """The message of an issue; of a question also that a reason answers it."""
    if issue.severity == "query" and "เหตุผล" not in issue.message:
        return f"{issue.message}\n{say('fix_or_explain', {})}"
    return issue.message


def read_as(item: Field, cell: Cell, parsed: Parsed) -> str:
    """How the cell was understood, when that is not simply what stands there."""
    if parsed.outcome is Outcome.NOT_APPLICABLE:
        return "" if cell.shown.strip() == NOT_APPLICABLE_WORD else f"อ่านเป็น {NOT_APPLICABLE_WORD}"
    if item.kind in TEXT_KINDS or parsed.value is None:
        return ""
    text = show(item, parsed.value)
    if item.kind in BOOLEAN_KINDS and cell.shown == text:
        return ""
    short = thai_date(parsed.value, short=True) if isinstance(parsed.value, date) else text
    typed = " ".join(cell.shown.split())
    return "" if typed in (text, short) or _same_number(typed, text) else f"อ่านเป็น {text}"


def _same_number(typed: str, text: str) -> bool:
    """1,239.70 is 1,239.7, and not worth a word; ๑๒ is worth one."""
    try:
        numbers = [Decimal(part.replace(",", "")) for part in (typed, text)]
    except InvalidOperation:
        return False
    return typed.isascii() and numbers[0] == numbers[1]


def receipt(
    progress: Progress,
    due: date,
    today: date,
    changed_at: datetime | None,
    complete_at: datetime | None,
    sweep_minutes: int,
    structure: Sequence[Issue] = (),
    round_due: date | None = None,
    rows: Mapping[State, Sequence[int]] = NO_ROWS,
    *,
    nothing_listed: bool = False,
) -> str:
    """Short lines for the whole submission: how much is done, in time or not, what is left where, when read.

    ``rows`` are the rows of the sheet, from 1, by what is to be done in them; ``nothing_listed``: a list
    says that it has none.
    """
    word = STATE_WORDS[State.COMPLETE].th if progress.state is State.COMPLETE else "กรอก"
    lines = [f"{word} {progress.filled}/{progress.required}"]
    if nothing_listed and progress.state is State.COMPLETE:
        lines = [f"{word} · {say('nothing_listed', {})}"]
    elif progress.state is State.MISSING and not progress.required:
        lines = [STATE_WORDS[State.MISSING].th]  # a list without rows: nothing to count yet
    for state, count in ((State.NEEDS_FIX, progress.errors), (State.EXPLAIN, progress.queries)):
        if count:
            lines.append(f"{SHEET_WORDS[state]} {count} ช่อง{_rows_told(rows.get(state, ()))}")
    complete = complete_at if progress.state is State.COMPLETE else None
    lines[0] += f" · {timeliness(due, today, complete, round_due)}"
    lines[0] += " (ยังกรอกได้)" if not complete and today > due else ""
    parts = [f"ระบบอ่านทุก {sweep_minutes} นาที"]
    if changed_at:
        parts.insert(0, f"อ่านล่าสุด {thai_date(changed_at.date(), short=True)} {changed_at:%H:%M} น.")
    lines.append(" · ".join(parts))
    return "\n".join([*lines, *(issue.message for issue in structure)])


def _rows_told(rows: Sequence[int]) -> str:
    numbers = ", ".join(str(row) for row in rows[:FEW_ROWS])
    return f" (แถว {numbers}{' …' if len(rows) > FEW_ROWS else ''})" if rows else ""


def timeliness(due: date, today: date, complete_at: datetime | None, round_due: date | None = None) -> str:
    """On time, late by so many days, or due when.

    ``due`` is the respondent's own last day, ``round_due`` that of the round: an extension excuses being
    late and does not hide it (core.rounds.timeliness counts it apart).
    """
    if complete_at:
        late = (complete_at.date() - due).days
        if late > 0:
            return f"ส่งช้า {late} วัน"
        after = (complete_at.date() - round_due).days if round_due else 0
        return f"ส่งทันตามที่ขยายเวลา (หลังกำหนดของรอบ {after} วัน)" if after > 0 else "ส่งทันเวลา"
    day = thai_date(due, short=True)
    return f"กำหนดส่ง {day}" if today <= due else f"เลยกำหนด {day}"
