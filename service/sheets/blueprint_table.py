"""The blueprints of a table (a row a respondent, a column a field) and of the tab with its questions."""

from collections.abc import Iterator, Sequence

from service.core.register import Respondent
from service.core.rounds import Round
from service.core.schema import Field, Form
from service.sheets import layout as at
from service.sheets.answer_cells import answer_cell
from service.sheets.blueprint import (
    COLUMNS,
    GROUPS,
    HEADINGS,
    INSTRUCTIONS,
    Blueprint,
    Line,
    PlannedCell,
    PlannedRow,
    Tail,
    Whose,
    draw,
    named,
)
from service.sheets.blueprint_card import WIDE, head_title
from service.sheets.style import GROUP, heading, styled

WIDTHS = (60, 240, 120, 320)
FIELD_WIDTH = 120
ISSUE_WIDTHS = (60, 220, 220, 380, 220, 130)
ISSUE_ROWS = 997
ASKED = "คำถามที่รอเหตุผล: แก้ค่าในแท็บข้อมูล หรือเลือกเหตุผลที่นี่"


def plan_table(form: Form, opened: Round, respondents: Sequence[Respondent], sheet_id: int) -> Blueprint:
    """A table, for offices that keep one shared sheet."""
    roles = zip(at.TABLE_COLUMNS, at.headings(form, at.TABLE_HEADINGS), WIDTHS, strict=True)
    columns = [
        *[Line(r, title or r, named(HEADINGS, title), size, r == at.KEY or None) for r, title, size in roles],
        *[_field_line(item) for item in form.fields],
    ]
    rows = [*_head(form, opened), *[_row(form, respondent) for respondent in respondents]]
    return Blueprint(
        layout="table",
        sheet_id=sheet_id,
        title=at.tab_title(form, opened),
        fields=COLUMNS,
        frozen_columns=at.SCHOOL,
        **draw(at.KEY, columns, rows),
    )


def _field_line(item: Field) -> Line:
    title = at.field_title(item)
    return Line(item.name, title, named(HEADINGS, title), FIELD_WIDTH)


def _head(form: Form, opened: Round) -> Iterator[PlannedRow]:
    title = head_title(form, opened)
    help_ = " • ".join(form.instructions)
    yield (
        Line(at.anchor("table", form.id, opened.round_id), "ชื่อแบบ", named(at.SCHOOL, title)),
        {at.SCHOOL: PlannedCell(styled(title, bold=True, size=13, wrap=WIDE))},
    )
    yield (
        Line(INSTRUCTIONS, "คำชี้แจง", named(at.SCHOOL, help_)),
        {at.SCHOOL: PlannedCell(styled(help_, size=9, colour="444444", wrap=WIDE))},
    )
    yield Line(GROUPS, "แถวหมวด"), _groups(form)
    yield Line(at.KEY, "แถวรหัส", hidden=True), {}
    roles = zip(at.TABLE_COLUMNS[1:], at.headings(form, at.TABLE_HEADINGS[1:]), strict=True)
    titles = {role: PlannedCell(heading(text)) for role, text in roles}
    titles |= {f.name: PlannedCell(heading(at.field_title(f), at.field_note(f))) for f in form.fields}
    yield Line(HEADINGS, "หัวตาราง"), titles


def _groups(form: Form) -> dict[str, PlannedCell]:
    """A group's title stands above its first field."""
    groups = {group.id: group.title for group in form.groups}
    row = {role: PlannedCell(styled(fill=GROUP)) for role in at.TABLE_COLUMNS[1:]}
    shown = ""
    for item in form.fields:
        title = groups.get(item.group, "") if item.group != shown else ""
        text = f"{item.group} {title}" if title else ""
        row[item.name] = PlannedCell(styled(text, bold=True, fill=GROUP, wrap=WIDE))
        shown = item.group
    return row


def _row(form: Form, respondent: Respondent) -> PlannedRow:
    own = next((item.name for item in form.fields if item.names_respondent), "")
    names = (*named(own, respondent.code if own else ""), *named(at.SCHOOL, respondent.name))
    cells = {
        at.SCHOOL: PlannedCell(styled(respondent.name)),
        at.STATUS: PlannedCell(styled(), Whose.SWEEP),
        at.MESSAGE: PlannedCell(styled(), Whose.SWEEP),
    }
    cells |= {item.name: answer_cell(item, respondent) for item in form.fields}
    return Line(respondent.code, respondent.name, names), cells


def plan_issues(form: Form, opened: Round, sheet_id: int) -> Blueprint:
    """The questions of a table, a row each, with a place for the reason."""
    columns = [
        Line(role, title or role, named(HEADINGS, title), size, role == at.KEY or None)
        for role, title, size in zip(
            at.ISSUE_COLUMNS, at.headings(form, at.ISSUE_HEADINGS), ISSUE_WIDTHS, strict=True
        )
    ]
    anchor = at.anchor("issues", form.id, opened.round_id)
    headings = zip(at.ISSUE_COLUMNS[1:], at.headings(form, at.ISSUE_HEADINGS[1:]), strict=True)
    rows: list[PlannedRow] = [
        (
            Line(anchor, "ชื่อแบบ", named(at.SCHOOL, ASKED)),
            {at.SCHOOL: PlannedCell(styled(ASKED, bold=True, wrap=WIDE))},
        ),
        (Line(at.KEY, "แถวรหัส", hidden=True), {}),
        (Line(HEADINGS, "หัวตาราง"), {role: PlannedCell(heading(text)) for role, text in headings}),
    ]
    notes = tuple(dict.fromkeys(note for item in form.fields for note in at.reasons_for(form, item)))
    return Blueprint(
        layout="issues",
        sheet_id=sheet_id,
        title=at.tab_title(form, opened, "issues"),
        tail=Tail(ISSUE_ROWS, {at.REASON: PlannedCell({}, Whose.SCHOOL, notes)}),
        **draw(at.KEY, columns, rows),
    )
