"""`tidtam export --as`: the answers of a round gathered for a paste-ready table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.core.cells import Value
from service.core.entries import Entry, Status
from service.core.issues import WHOLE, Issue
from service.core.pasting import (
    Around,
    Line,
    Pasted,
    PasteTable,
    fields_of,
    left_over,
    paste_table,
    with_names,
)
from service.core.register import Respondent
from service.core.rounds import Round
from service.core.row_names import row_names, rows_by_name
from service.core.rows import by_row, split_name
from service.core.schema import Export, Form
from service.core.submission import Frame
from service.errors import NotFoundError, RefusedError
from service.steps.context import Service
from service.steps.history import previous_values

Lists = dict[str, dict[str, list[Line]]]
"""The rows of other lists by form, then by respondent."""


@dataclass(frozen=True, slots=True)
class Paste:
    """``absent`` are the names of respondents without any row of the list; ``left_over`` tells whose rows of
    other lists stand in no row of the table, because none has their code."""

    table: PasteTable
    absent: tuple[str, ...]
    left_over: tuple[str, ...] = ()


def paste_round(service: Service, form_id: str, round_id: str, name: str) -> Paste:
    """The paste-ready table ``name`` of a round.

    The table is taken as the installed form has it: its columns change no answer. Raises NotFoundError
    naming the tables there are, RefusedError when it shows a field that the round's version lacks.
    """
    opened = service.round(form_id, round_id)
    form = service.form_of(opened)
    export = _export(service.form(form_id), form, name)
    _check_fields(export, form, opened)
    lines = _lines(service, opened, form)
    others, lists = _others(service, opened, export)
    silent = [item for item in service.respondents(opened) if item.code not in lines]
    if not form.is_list:
        blank = [Line("", _keyed(form, item, {})) for item in silent]
        nothing = _with_statuses(service, opened, form, silent, blank)
        lines |= {item.code: [line] for item, line in zip(silent, nothing, strict=True)}
    rows = []
    for respondent in service.respondents(opened):
        theirs = {other: held.get(respondent.code, []) for other, held in lists.items()}
        sent = respondent not in silent
        rows += [Pasted(respondent, line, sent, theirs) for line in lines.get(respondent.code, ())]
    absent = tuple(item.name for item in silent) if form.is_list else ()
    lost = _left_over(service, export, rows, others, lists)
    shown = [row for row in rows if _is_shown(export, row.line)]
    return Paste(_table(service, opened, export, shown, {**others, form.id: form}), absent, tuple(lost))


def _table(
    service: Service, opened: Round, export: Export, rows: Sequence[Pasted], forms: Mapping[str, Form]
) -> PasteTable:
    """With the names of whom the register knows, whoever of them is closed by now too."""
    people = service.store.register.all()
    named = {form_id: with_names(form, people) for form_id, form in forms.items()}
    office = {"name": service.office, "province": service.province}
    return paste_table(named[opened.form_id], export, rows, Around(opened, named, office))


def _left_over(
    service: Service, export: Export, rows: Sequence[Pasted], others: Mapping[str, Form], lists: Lists
) -> Iterator[str]:
    """Also rows of those who are not asked in this form, or gave nothing in it."""
    for person in service.store.register.all():
        theirs = {other: held.get(person.code, []) for other, held in lists.items()}
        own = [row for row in rows if row.respondent.code == person.code]
        for other, names in left_over(export, own, theirs, others):
            yield f"{other.short_title} {person.name} ({person.code}): {', '.join(names)}"


def _is_shown(export: Export, line: Line) -> bool:
    """What ``only`` asks must be answered with yes, and hold: nothing doubtful is let out."""
    wrong = {issue.field for issue in line.issues if issue.severity == "error"}
    return all(line.value(name) is True and name not in wrong for name in export.only)


def _export(installed: Form, form: Form, name: str) -> Export:
    known = {item.id: item for item in (*form.exports, *installed.exports)}
    if name not in known:
        there = ", ".join(known) or "-"
        raise NotFoundError(
            f"แบบ {form.id} ไม่มีตาราง {name} (no such table); มี: {there}; เพิ่มใน exports ของแบบ"
        )
    return known[name]


def _check_fields(export: Export, form: Form, opened: Round) -> None:
    there = {item.name for item in form.fields}
    lacking = [name for name in dict.fromkeys([*fields_of(export), *export.only]) if name not in there]
    if lacking:
        raise RefusedError(
            f"แบบรุ่น {form.version} ของรอบนี้ไม่มีช่อง {', '.join(lacking)} (the round's version has no such "
            f"field): tidtam migrate {form.id} {opened.round_id} หรือแก้ exports"
        )


def _lines(service: Service, opened: Round, form: Form) -> dict[str, list[Line]]:
    """What each respondent sent, row by row, with what is wrong and what stood there last round."""
    key = form.id, opened.round_id
    stored, found = service.store.submissions.all(*key), service.store.submissions.issues(*key)
    before = previous_values(service, form, opened)
    people: list[Respondent] = []
    lines: list[Line] = []
    for respondent in service.respondents(opened):
        if respondent.code in stored:
            entries, issues = stored[respondent.code].entries, found.get(respondent.code, [])
            values = before.get(respondent.code, {})
            rows = by_row(entries) if form.is_list else {"": dict(entries)}
            for name, row in rows.items():
                known = _keyed(form, respondent, row)
                lines.append(Line(name, known, {}, _of_row(issues, name), _before(form, row, values)))
                people.append(respondent)
    by_code: dict[str, list[Line]] = {}
    for respondent, line in zip(people, _with_statuses(service, opened, form, people, lines), strict=True):
        by_code.setdefault(respondent.code, []).append(line)
    return by_code


def _keyed(form: Form, respondent: Respondent, row: Mapping[str, Entry]) -> dict[str, Entry]:
    """The answers with the respondent's own code, whatever stands in the sheet: whose row it is, is known."""
    keys = [item.name for item in form.fields if item.names_respondent]
    return {**row, **dict.fromkeys(keys, Entry(Status.VALUE, respondent.code))}


def _of_row(issues: Sequence[Issue], key: str) -> list[Issue]:
    """The issues of one row, with their field alone; what is wrong with the whole sheet is each row's."""
    return [
        replace(issue, field=split_name(issue.field)[1])
        for issue in issues
        if issue.field == WHOLE or split_name(issue.field)[0] == key
    ]


def _before(form: Form, row: Mapping[str, Entry], values: Mapping[str, Value]) -> Mapping[str, Value]:
    if not form.is_list:
        return values
    return rows_by_name(form, values).get(row_names(form, row), ("", {}))[1]


def _with_statuses(
    service: Service, opened: Round, form: Form, people: Sequence[Respondent], lines: Sequence[Line]
) -> list[Line]:
    """The status of every cell after the register: what is not asked counts as not applicable."""
    facts = service.asked_facts(opened)
    known = [facts.get(item.code, {}) for item in people]
    frame = Frame(
        form, people, [line.entries for line in lines], facts=known, spans=[opened.span] * len(people)
    )
    statuses = {item.name: frame.status(item.name) for item in form.fields}
    return [
        replace(line, statuses={name: str(column[at]) for name, column in statuses.items()})
        for at, line in enumerate(lines)
    ]


def _others(service: Service, opened: Round, export: Export) -> tuple[dict[str, Form], Lists]:
    """The forms whose rows the table shows, each in its latest round that is not later than this one."""
    forms: dict[str, Form] = {}
    lists: Lists = {}
    for form_id in dict.fromkeys(column.form for column in export.columns if column.form):
        for other in _latest(service, opened, form_id):
            forms[form_id] = service.form_of(other)
            lists[form_id] = _lines(service, other, forms[form_id])
    return forms, lists


def _latest(service: Service, opened: Round, form_id: str) -> Iterator[Round]:
    rounds = [item for item in service.store.rounds.all() if item.form_id == form_id]
    past = [item for item in service.readable(rounds) if item.starts <= opened.ends]
    if past:
        yield max(past, key=lambda item: (item.ends <= opened.ends, item.ends))
