"""The blueprint of a list: rows that one respondent adds, with room for them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from service.core.messages import say
from service.core.normalise import NONE_WORD
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
from service.sheets.blueprint_card import (
    RECEIPT_AT_FIRST,
    TICK_SIZE,
    TICK_WIDTH,
    TITLE_SIZE,
    WIDE,
    head_respondent,
    head_title,
)
from service.sheets.style import GIVEN_HEAD, GROUP, HEAD, SOFT, code, folded, heading, styled

SPARE_ROWS = 100
"""Rows made at once; whoever fills may insert and delete rows below the head."""
NAME_WIDTH, GIVEN_WIDTH, FIELD_WIDTH, REASON_WIDTH = 84, 96, 150, 190
WIDTHS = (60, TICK_WIDTH, 110)
"""Mark, what to do, name of the row, and the beginning of the first answer fit a phone's 390 points."""
ONE_LINE = 21
HOW_TO = "พิมพ์ใต้หัวตาราง 1 แถวต่อ 1 รายการ · วิธีกรอก: แตะช่องนี้"


def plan_list(form: Form, opened: Round, respondent: Respondent, sheet_id: int) -> Blueprint:
    """A tab whose head is protected and whose rows belong to the respondent."""
    fields = listed_fields(form)
    roles = zip(at.LIST_COLUMNS, at.LIST_HEADINGS[:-1], WIDTHS, strict=True)
    reason = at.LIST_HEADINGS[-1]
    key, mark, message = (
        Line(r, title or r, named(HEADINGS, title), size, r == at.KEY or None) for r, title, size in roles
    )
    name, *others = [_field_line(item, item.name in _given(form)) for item in fields]
    columns = [
        # Ours side by side: a column that somebody inserts while we write moves one of ours under our words,
        # never an answer of a row whose key nobody can tell yet.
        *(key, mark, message, replace(name, size=NAME_WIDTH), *others),
        Line(at.LIST_LAST, reason, named(HEADINGS, reason), REASON_WIDTH),
    ]
    return Blueprint(
        layout="list",
        sheet_id=sheet_id,
        title=at.tab_title(form, opened),
        fields=COLUMNS,
        protection="head",
        frozen_columns=at.STATUS,
        tail=Tail(SPARE_ROWS, _tail(form, fields, respondent), _always_required(form, fields)),
        **draw(at.KEY, columns, _head(form, opened, respondent, fields)),
    )


def listed_fields(form: Form) -> list[Field]:
    """The columns of a list: whose list it is stands in its head."""
    return [item for item in form.fields if not item.names_respondent]


def _given(form: Form) -> Collection[str]:
    """The fields that another form fills: they are read, not answered."""
    return form.rows_from.fields if form.rows_from else ()


def _always_required(form: Form, fields: Sequence[Field]) -> frozenset[str]:
    """The fields that every row must answer: Sheets cannot know which rows the others concern."""
    asked = [item for item in fields if item.constraints.required and item.relevant is None]
    return frozenset(i.name for i in asked if not i.group or form.group(i.group).relevant is None)


def _field_line(item: Field, given: bool) -> Line:
    title = at.field_title(item)
    return Line(item.name, title, named(HEADINGS, title), GIVEN_WIDTH if given else FIELD_WIDTH)


def _tail(form: Form, fields: Sequence[Field], respondent: Respondent) -> dict[str, PlannedCell]:
    notes = tuple(dict.fromkeys(note for item in fields for note in at.reasons_for(form, item)))
    return {
        at.KEY: PlannedCell(code(""), Whose.SWEEP),
        at.STATUS: PlannedCell(styled(size=TICK_SIZE, centre=True), Whose.SWEEP),
        at.MESSAGE: PlannedCell(styled(size=9), Whose.SWEEP),
        **{item.name: answer_cell(item, respondent, given=item.name in _given(form)) for item in fields},
        at.LIST_LAST: PlannedCell(styled(), Whose.SCHOOL, notes),
    }


def _head(form: Form, opened: Round, respondent: Respondent, fields: Sequence[Field]) -> Iterator[PlannedRow]:
    title, who = head_title(form, opened), head_respondent(respondent)
    lines = (*form.instructions, say("how_to_list_nothing", {"word": NONE_WORD}))
    help_ = "\n".join([HOW_TO, "", *(folded(f"• {line}") for line in lines)])
    first = at.LIST_COLUMNS[1]
    yield (
        Line(at.anchor("list", form.id, opened.round_id), "ชื่อแบบ", named(first, title)),
        {first: PlannedCell(styled(title, bold=True, size=TITLE_SIZE, wrap=WIDE))},
    )
    yield (
        Line(RESPONDENT, f"ชื่อ{form.who.th}", named(first, who)),
        {first: PlannedCell(styled(who, bold=True, wrap=WIDE))},
    )
    # A line high: the whole text in a frozen head would fill a phone's screen. Who taps it reads it all.
    yield (
        Line(INSTRUCTIONS, "คำชี้แจง", named(first, help_), ONE_LINE),
        {first: PlannedCell(styled(help_, size=9, colour="444444", wrap=WIDE, top=True, note=help_))},
    )
    receipt = PlannedCell(styled(RECEIPT_AT_FIRST, fill=SOFT, wrap=WIDE), Whose.SWEEP)
    yield Line(at.RECEIPT, "ผลการอ่าน"), {first: receipt}
    if form.groups:
        yield Line(GROUPS, "แถวหมวด"), group_cells(form, fields, (first, at.MESSAGE, at.LIST_LAST))
    yield Line(at.KEY, "แถวรหัส", hidden=True), {}
    roles = zip((*at.LIST_COLUMNS[1:], at.LIST_LAST), at.LIST_HEADINGS[1:], strict=True)
    titles = {role: PlannedCell(heading(text)) for role, text in roles}
    titles |= {
        item.name: PlannedCell(
            heading(
                at.field_title(item), at.field_note(item), GIVEN_HEAD if item.name in _given(form) else HEAD
            )
        )
        for item in fields
    }
    yield Line(HEADINGS, "หัวตาราง"), titles


def group_cells(form: Form, fields: Sequence[Field], others: Sequence[str]) -> dict[str, PlannedCell]:
    """A group's title above its first field; ``others`` are columns of ours."""
    row = {role: PlannedCell(styled(fill=GROUP)) for role in others}
    shown = ""
    for item in fields:
        title = f"หมวด {form.group(item.group).title}" if item.group not in ("", shown) else ""
        row[item.name] = PlannedCell(styled(title, bold=True, fill=GROUP, wrap=WIDE))
        shown = item.group
    return row
