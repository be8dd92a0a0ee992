"""Paste-ready tables: the answers of a round in the columns of the system or paper they are pasted into.

Nothing wrong is hidden: the last column names the fields with open errors, open questions, or no answer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from service.core.cells import Value
from service.core.entries import BLANK_ENTRY, Entry, Status
from service.core.issues import WHOLE, Issue
from service.core.normalise import NOT_APPLICABLE_WORD, thai_date
from service.core.paste_sums import PasteCell, total_row, with_shares
from service.core.register import Respondent
from service.core.rounds import Round
from service.core.schema import (
    CODE_KINDS,
    NUMERIC_KINDS,
    OF_REGISTER,
    REMARKS,
    RESPONDENT_KINDS,
    Code,
    Export,
    ExportColumn,
    Field,
    Form,
)
from service.core.several import codes_in
from service.core.showing import show
from service.core.uniqueness import key_of

NO_VALUE = "–"
PLACE = re.compile(r"\{(prev\.)?(\w+)\}")
CODE = re.compile(r"(?=\S*[0-9])\S{1,12}")
"""How a text reads that is a code, as P2 or 66-U02-01, and no name or sentence."""
NAMING_KINDS = RESPONDENT_KINDS | CODE_KINDS


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list, or a whole submission (``key`` "").

    ``statuses`` say after the register what is not applicable; ``issues`` name their field without the key.
    """

    key: str
    entries: Mapping[str, Entry]
    statuses: Mapping[str, str] = field(default_factory=dict)
    issues: Sequence[Issue] = ()
    previous: Mapping[str, Value] = field(default_factory=dict)

    def value(self, name: str) -> Value | None:
        entry = self.entries.get(name, BLANK_ENTRY)
        return entry.value if self.status(name) == Status.VALUE else None

    def status(self, name: str) -> str:
        return self.statuses.get(name, self.entries.get(name, BLANK_ENTRY).status)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What one row of the table is made of; ``lists`` are the respondent's rows of other lists, by form."""

    respondent: Respondent
    line: Line
    sent: bool = True
    lists: Mapping[str, Sequence[Line]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Around:
    """What all rows of a table stand in: the round, the forms that rows_of names, and what the office is
    called (``name``, ``province``; blank where it has not said)."""

    opened: Round
    others: Mapping[str, Form] = field(default_factory=dict)
    office: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PasteTable:
    """``units`` are the money units of the columns, "" for all others; rows are as long as ``headings``."""

    title: str
    headings: tuple[str, ...]
    units: tuple[str, ...]
    rows: tuple[tuple[PasteCell, ...], ...]


def paste_table(form: Form, export: Export, rows: Iterable[Pasted], around: Around) -> PasteTable:
    """The table with its rows by respondent and key, the totals below them."""
    ordered = sorted(rows, key=lambda row: (row.respondent.code, _row_order(form, row.line)))
    cells = [tuple(_cell(form, column, row, around) for column in export.columns) for row in ordered]
    shown = with_shares(export, cells)
    remarked = [(*row, _remark(form, export, of)) for row, of in zip(shown, ordered, strict=True)]
    if total := total_row(export, shown):
        remarked.append(tuple(total))
    units = [_unit(form, column) for column in export.columns]
    headings = (*(column.heading for column in export.columns), REMARKS)
    return PasteTable(export.title, headings, (*units, ""), tuple(remarked))


def with_names(form: Form, people: Iterable[Respondent]) -> Form:
    """The form with the names of those its fields refer to, as if the register were a code list."""
    codes = tuple(Code(item.code, item.name) for item in people)
    fields = (replace(item, codes=codes) if _is_of_register(item) else item for item in form.fields)
    return replace(form, fields=tuple(fields))


def _is_of_register(item: Field) -> bool:
    return item.reference is not None and item.reference.resource in OF_REGISTER


def fields_of(export: Export) -> list[str]:
    """The form's own fields that the table shows, each once."""
    names: dict[str, None] = {}
    for column in export.columns:
        if column.source in ("field", "prev", "share"):
            names[column.value] = None
        elif column.source == "text":
            names.update(dict.fromkeys(name for _, name in PLACE.findall(column.value)))
        elif column.on:
            names[column.on] = None
    return list(names)


def _unit(form: Form, column: ExportColumn) -> str:
    if column.source not in ("field", "prev"):
        return ""
    item = form.field(column.value)
    return item.unit if item.kind == "money" else ""


def _cell(form: Form, column: ExportColumn, row: Pasted, around: Around) -> PasteCell:
    match column.source:
        case "field" | "share":
            return _answer(form.field(column.value), row.line, column.titled)
        case "prev":
            return plain(form.field(column.value), row.line.previous.get(column.value))
        case "text":
            return filled(column.value, form, row.line)
        case "rows_of":
            return _rows_of(form, column, row, around.others)
        case "respondent":
            return row.respondent.name if column.value == "name" else row.respondent.code
        case "round":
            return _round(around.opened, column.value)
        case "office":
            return around.office.get(column.value, "")
        case "constant":
            return column.value


def _round(opened: Round, way: str) -> str:
    """The round by its id, in words, or in words with its days: ไตรมาสที่ 2 (1 ม.ค. 2566 – 31 มี.ค. 2566)."""
    if way == "days":
        first, last = (thai_date(day, short=True) for day in (opened.starts, opened.ends))
        return f"{opened.title} ({first} – {last})"
    return opened.full_title if way == "words" else opened.round_id


def _answer(item: Field, line: Line, titled: bool) -> PasteCell:
    if line.status(item.name) == Status.NOT_APPLICABLE:
        return NOT_APPLICABLE_WORD
    value = line.value(item.name)
    return _titled(item, value) if titled and isinstance(value, str) else plain(item, value)


def _titled(item: Field, value: str) -> str:
    """Codes with their words, a line each; of several editions of a code the latest."""
    words = {code.code: code.title for code in item.codes}
    return "\n".join(f"{code} {words.get(code, '')}".rstrip() for code in codes_in(value))


def plain(item: Field, value: Value | None) -> PasteCell:
    """A value for a cell of its own: numbers stay numbers, codes are text, days are short and B.E.; whom
    the register names stands by name."""
    if value is None:
        return ""
    if not _is_of_register(item) and (item.kind in NAMING_KINDS or item.reference):
        return str(value)
    if item.kind in NUMERIC_KINDS and not item.scale and isinstance(value, int | Decimal):
        return value
    return _words(item, value)


def _words(item: Field, value: Value) -> str:
    if _is_of_register(item):
        names = {code.code: code.title for code in item.codes}
        return ", ".join(names.get(code, code) for code in codes_in(str(value)))
    return thai_date(value, short=True) if isinstance(value, date) else show(item, value)


def filled(text: str, form: Form, line: Line) -> str:
    """Words with the row's answers in their places; – where there is none."""

    def answer(found: re.Match[str]) -> str:
        name = found[2]
        value = line.previous.get(name) if found[1] else line.value(name)
        return NO_VALUE if value is None else _words(form.field(name), value)

    return PLACE.sub(answer, text)


def _rows_of(form: Form, column: ExportColumn, row: Pasted, others: Mapping[str, Form]) -> str:
    """The respondent's rows of another list, a line each; of a respondent without any, nothing."""
    other = others.get(column.form)
    if other is None:
        return ""
    lines = sorted(_joined(column, row), key=lambda line: _row_order(other, line))
    words = [filled(column.value, other, line) for line in lines]
    if column.numbered:
        words = [f"{number}) {text}" for number, text in enumerate(words, 1)]
    return "\n".join(words)


def _joined(column: ExportColumn, row: Pasted) -> list[Line]:
    lines = row.lists.get(column.form, ())
    if not column.on:
        return list(lines)
    wanted = _key(row.line, column.on)
    return [line for line in lines if wanted and _key(line, column.on) == wanted]


def left_over(
    export: Export, rows: Sequence[Pasted], lists: Mapping[str, Sequence[Line]], others: Mapping[str, Form]
) -> list[tuple[Form, list[str]]]:
    """The respondent's rows of other lists that stand in none of its ``rows``, by what names them.

    Only codes and numbers are told: whatever else names a row is for those who may see the sheet.
    """
    found = []
    for column in _over_rows(export):
        other = others.get(column.form)
        shown = {line.key for row in rows for line in _joined(column, row)}
        lines = [line for line in lists.get(column.form, ()) if line.key not in shown]
        if other and lines:
            ordered = sorted(lines, key=lambda line: _row_order(other, line))
            found.append((other, [_called(other, column.on, line) for line in ordered]))
    return found


def _over_rows(export: Export) -> list[ExportColumn]:
    """The columns that show rows of another list; two that join them alike are one."""
    columns = {(item.form, item.on): item for item in export.columns if item.source == "rows_of"}
    return list(columns.values())


def _called(form: Form, on: str, line: Line) -> str:
    """What a row is joined by and its key, as far as these are codes and numbers; else our own key."""
    names = dict.fromkeys([on, *form.row_key] if on else form.row_key)
    shown = [(form.field(name), str(plain(form.field(name), line.value(name)))) for name in names]
    words = [
        text for item, text in shown if item.kind in NAMING_KINDS | NUMERIC_KINDS or CODE.fullmatch(text)
    ]
    if on and line.value(on) is None:
        words.insert(0, f"(ไม่มี{form.field(on).title})")
    return " ".join(filter(None, words)) or f"({line.key})"


def _key(line: Line, name: str) -> str:
    """The same for answers that mean the same, as in the checks over rows: p๑ is P1."""
    value = line.value(name)
    return "" if value is None else key_of(value)


def _row_order(form: Form, line: Line) -> tuple[tuple[tuple[int, str, str], ...], ...]:
    """By what names the rows for people, then by their key: P2 before P10."""
    names = [str(line.value(name) or "") for name in form.row_key]
    return tuple(_natural(text) for text in (*names, line.key))


def _natural(text: str) -> tuple[tuple[int, str, str], ...]:
    """Numbers by their size, without making them numbers: somebody types one of ten thousand digits."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    bare = [part.lstrip("0") if part[0] in "0123456789" else "" for part in parts]
    return tuple((len(digits), digits, part) for digits, part in zip(bare, parts, strict=True))


# -- what is wrong in the row


def _remark(form: Form, export: Export, row: Pasted) -> str:
    if not row.sent:
        return "ยังไม่ส่งข้อมูล"
    names = fields_of(export)
    wrong = _marked(row.line.issues, "error")
    elsewhere = _titles(form, (item.name for item in form.fields if item.name not in names), wrong)
    said = [
        ("ต้องแก้", _titles(form, names, wrong)),
        ("รออธิบาย", _titles(form, names, _marked(row.line.issues, "query"))),
        ("ยังไม่รายงาน", _titles(form, names, _blank(form, names, row.line))),
    ]
    parts = [f"{words}: {titles}" for words, titles in said if titles]
    parts += ["ชีตมีปัญหา"] if WHOLE in wrong else []
    parts += [f"ช่องนอกตารางที่ต้องแก้: {elsewhere}"] if elsewhere else []
    broken = sum(bool(_marked(line.issues, "error")) for line in _used(export, row))
    parts += [f"แถวย่อยที่ต้องแก้ {broken} แถว"] if broken else []
    return " · ".join(parts)


def _used(export: Export, row: Pasted) -> list[Line]:
    """The rows of other lists that stand in this row, each once."""
    found = {(column.form, line.key): line for column in _over_rows(export) for line in _joined(column, row)}
    return list(found.values())


def _marked(issues: Iterable[Issue], severity: str) -> set[str]:
    return {issue.field for issue in issues if issue.open and issue.severity == severity}


def _blank(form: Form, names: Iterable[str], line: Line) -> set[str]:
    """Fields still to be answered: the required ones, and those that a rule asks for."""
    blank = {
        name
        for name in names
        if form.field(name).constraints.required and line.status(name) == Status.MISSING
    }
    return blank | _marked(line.issues, "blank")


def _titles(form: Form, names: Iterable[str], wanted: set[str]) -> str:
    return ", ".join(form.field(name).title for name in names if name in wanted)
