"""The blueprint of a list: rows that one respondent adds, with room for them."""

from collections.abc import Iterator, Sequence

from service.core.messages import say
from service.core.normalise import NONE_WORD
from service.core.register import Respondent
from service.core.rounds import Round
from service.core.schema import Field, Form
from service.sheets import layout as at
from service.sheets.answer_cells import answer_cell
from service.sheets.blueprint import (
    COLUMNS,
    HEADINGS,
    INSTRUCTIONS,
    RESPONDENT,
    Blueprint,
    Line,
    PlannedCell,
    PlannedRow,
    Tail,
    Whose,
    draw,
    named,
)
from service.sheets.blueprint_card import RECEIPT_AT_FIRST, WIDE, head_respondent, head_title
from service.sheets.style import SOFT, code, heading, styled

SPARE_ROWS = 100
"""Rows made at once; whoever fills may insert and delete rows below the head."""
FIELD_WIDTH, REASON_WIDTH = 150, 190
WIDTHS = (60, 110, 300)


def plan_list(form: Form, opened: Round, respondent: Respondent, sheet_id: int) -> Blueprint:
    """A tab whose head is protected and whose rows belong to the respondent."""
    fields = listed_fields(form)
    roles = zip(at.LIST_COLUMNS, at.LIST_HEADINGS[:-1], WIDTHS, strict=True)
    reason = at.LIST_HEADINGS[-1]
    columns = [
        *[Line(r, title or r, named(HEADINGS, title), size, r == at.KEY or None) for r, title, size in roles],
        *[_field_line(item) for item in fields],
        Line(at.LIST_LAST, reason, named(HEADINGS, reason), REASON_WIDTH),
    ]
    return Blueprint(
        layout="list",
        sheet_id=sheet_id,
        title=at.tab_title(form, opened.round_id),
        fields=COLUMNS,
        protection="head",
        tail=Tail(SPARE_ROWS, _tail(form, fields, respondent), _always_required(form, fields)),
        **draw(at.KEY, columns, _head(form, opened, respondent, fields)),
    )


def listed_fields(form: Form) -> list[Field]:
    """The columns of a list: whose list it is stands in its head."""
    return [item for item in form.fields if not item.names_respondent]


def _always_required(form: Form, fields: Sequence[Field]) -> frozenset[str]:
    """The fields that every row must answer: Sheets cannot know which rows the others concern."""
    asked = [item for item in fields if item.constraints.required and item.relevant is None]
    return frozenset(i.name for i in asked if not i.group or form.group(i.group).relevant is None)


def _field_line(item: Field) -> Line:
    title = at.field_title(item)
    return Line(item.name, title, named(HEADINGS, title), FIELD_WIDTH)


def _tail(form: Form, fields: Sequence[Field], respondent: Respondent) -> dict[str, PlannedCell]:
    notes = tuple(dict.fromkeys(note for item in fields for note in at.reasons_for(form, item)))
    return {
        at.KEY: PlannedCell(code(""), Whose.SWEEP),
        at.STATUS: PlannedCell(styled(), Whose.SWEEP),
        at.MESSAGE: PlannedCell(styled(), Whose.SWEEP),
        **{item.name: answer_cell(item, respondent) for item in fields},
        at.LIST_LAST: PlannedCell(styled(), Whose.SCHOOL, notes),
    }


def _head(form: Form, opened: Round, respondent: Respondent, fields: Sequence[Field]) -> Iterator[PlannedRow]:
    title, who = head_title(form, opened), head_respondent(respondent)
    lines = (*form.instructions, say("how_to_list_nothing", {"word": NONE_WORD}), form.notice)
    help_ = "\n".join(f"• {line}" for line in lines if line)
    first = at.LIST_COLUMNS[1]
    yield (
        Line(at.anchor("list", form.id, opened.round_id), "ชื่อแบบ", named(first, title)),
        {first: PlannedCell(styled(title, bold=True, size=13, wrap=WIDE))},
    )
    yield (
        Line(RESPONDENT, f"ชื่อ{form.who.th}", named(first, who)),
        {first: PlannedCell(styled(who, bold=True, wrap=WIDE))},
    )
    yield (
        Line(INSTRUCTIONS, "คำชี้แจง", named(first, help_)),
        {first: PlannedCell(styled(help_, size=9, colour="444444", wrap=WIDE))},
    )
    receipt = PlannedCell(styled(RECEIPT_AT_FIRST, fill=SOFT, wrap=WIDE), Whose.SWEEP)
    yield Line(at.RECEIPT, "ผลการอ่าน"), {first: receipt}
    yield Line(at.KEY, "แถวรหัส", hidden=True), {}
    roles = zip((*at.LIST_COLUMNS[1:], at.LIST_LAST), at.LIST_HEADINGS[1:], strict=True)
    titles = {role: PlannedCell(heading(text)) for role, text in roles}
    titles |= {item.name: PlannedCell(heading(at.field_title(item), at.field_note(item))) for item in fields}
    yield Line(HEADINGS, "หัวตาราง"), titles
