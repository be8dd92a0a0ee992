"""The blueprint of a card: a row a field, so that it reads well on a phone."""

from collections.abc import Collection, Iterator, Mapping, Set

from service.core.register import Respondent
from service.core.rounds import Round
from service.core.schema import Field, Form
from service.sheets import layout as at
from service.sheets.answer_cells import answer_cell, reason_cell
from service.sheets.blueprint import (
    HEADINGS,
    INSTRUCTIONS,
    RESPONDENT,
    ROWS,
    Blueprint,
    Line,
    PlannedCell,
    PlannedRow,
    Whose,
    draw,
    named,
)
from service.sheets.style import GROUP, SOFT, folded, heading, styled

TITLE_SIZE, WIDE_TITLE = 11, 42
TICK_WIDTH, TICK_SIZE = 38, 8
WIDTHS = (60, 186, 96, TICK_WIDTH, 158, 160, 110)
"""Beside the numbers of its rows a phone's 390 points show question, answer and mark; scrolled sideways, the
question, which is frozen, and what to do. Narrower ones would waste an office PC's screen."""
RECEIPT_AT_FIRST = "ยังไม่ได้อ่าน"
WIDE = "OVERFLOW_CELL"


def plan_card(
    form: Form,
    opened: Round,
    respondent: Respondent,
    relevant: Collection[str],
    sheet_id: int,
    previous: Mapping[str, str],
    answered: Collection[str] = (),
) -> Blueprint:
    """A card of one respondent.

    ``relevant`` are the fields it is asked, ``previous`` what it answered in the round before, ``answered``
    the fields it has answered now, asked or not.
    """
    hidden = {at.CODE: True, at.PREVIOUS: not previous}
    columns = [
        Line(role, title or role, named(HEADINGS, title), size, hidden.get(role))
        for role, title, size in zip(
            at.CARD_COLUMNS, at.headings(form, at.CARD_HEADINGS), WIDTHS, strict=True
        )
    ]
    others = _groups_of_others(form, {*relevant, *answered})
    unseen = sum(others.get(item.group, False) for item in form.fields)
    rows = [*_head(form, opened, respondent, unseen), *_body(form, respondent, previous, others)]
    required = [item.name for item in form.fields if item.constraints.required and item.name in relevant]
    return Blueprint(
        layout="card",
        sheet_id=sheet_id,
        title=at.tab_title(form, opened),
        fields=ROWS,
        frozen_columns=at.TITLE,
        grey=frozenset((name, at.VALUE) for name in required),
        **draw(at.CODE, columns, rows),
    )


def _head(form: Form, opened: Round, respondent: Respondent, unseen: int) -> Iterator[PlannedRow]:
    title, who = head_title(form, opened), head_respondent(respondent)
    who += f" · ซ่อนข้อของกลุ่มอื่นไว้ {unseen} ข้อ" if unseen else ""
    help_ = "\n".join(folded(f"• {line}") for line in form.instructions)
    yield (
        Line(at.anchor("card", form.id, opened.round_id), "ชื่อแบบ", named(at.TITLE, title)),
        {at.TITLE: PlannedCell(styled(title, bold=True, size=TITLE_SIZE, wrap=WIDE))},
    )
    yield (
        Line(RESPONDENT, f"ชื่อ{form.who.th}", named(at.TITLE, who)),
        {at.TITLE: PlannedCell(styled(who, bold=True, wrap=WIDE))},
    )
    receipt = PlannedCell(styled(RECEIPT_AT_FIRST, fill=SOFT, wrap=WIDE), Whose.SWEEP)
    yield Line(at.RECEIPT, "ผลการอ่าน"), {at.TITLE: receipt}
    yield Line(at.CODE, "แถวรหัส", hidden=True), {}
    headings = zip(at.CARD_COLUMNS[1:], at.headings(form, at.CARD_HEADINGS[1:]), strict=True)
    yield Line(HEADINGS, "หัวตาราง"), {role: PlannedCell(heading(text)) for role, text in headings}
    # Below the frozen rows: there it would fill a phone's screen.
    yield (
        Line(INSTRUCTIONS, "คำชี้แจง", named(at.TITLE, help_)),
        {at.TITLE: PlannedCell(styled(help_, size=9, colour="444444", wrap=WIDE))},
    )


def head_title(form: Form, opened: Round) -> str:
    return folded(f"{form.title.th} · {opened.sheet_title}", WIDE_TITLE)


def head_respondent(respondent: Respondent) -> str:
    """Who fills the sheet; a unit of the office stands in no district."""
    district = f" · อำเภอ{respondent.district}" if respondent.kind == "school" else ""
    return f"{respondent.name} · รหัส {respondent.code}{district}"


def _groups_of_others(form: Form, concerning: Set[str]) -> dict[str, bool]:
    """Which groups of fields are other units' business and out of sight, where the register settles it.

    A school sees them all: what the register has of it may be wrong, and it can say so beside the answer.
    Who in the office answers what is the office's own word.
    """
    found = {}
    for group in form.groups if form.respondent == "unit" else ():
        mine = [item for item in form.fields if item.group == group.id]
        plain = [item.name for item in mine if item.relevant is None or not item.relevant.names]
        if group.relevant is not None and not group.relevant.names and plain:
            found[group.id] = not concerning & {item.name for item in mine}
    return found


def _body(
    form: Form, respondent: Respondent, previous: Mapping[str, str], hidden: Mapping[str, bool]
) -> Iterator[PlannedRow]:
    for row in at.card_rows(form):
        shown = folded(row.title, WIDE_TITLE) if row.field is None else row.title
        line = Line(row.code, row.title, named(at.TITLE, shown), hidden=hidden.get(row.group))
        if row.field is None:
            rest = {role: PlannedCell(styled(fill=GROUP)) for role in at.CARD_COLUMNS[2:]}
            yield line, {at.TITLE: PlannedCell(styled(shown, bold=True, fill=GROUP, wrap=WIDE))} | rest
        else:
            yield line, _field_cells(form, row.field, row.title, respondent, previous)


def _field_cells(
    form: Form, item: Field, title: str, respondent: Respondent, previous: Mapping[str, str]
) -> dict[str, PlannedCell]:
    return {
        at.TITLE: PlannedCell(styled(title, note=at.field_note(item))),
        at.VALUE: answer_cell(item, respondent),
        at.STATUS: PlannedCell(styled(size=TICK_SIZE, centre=True), Whose.SWEEP),
        at.MESSAGE: PlannedCell(styled(size=9), Whose.SWEEP),
        at.REASON: reason_cell(form, item),
        at.PREVIOUS: PlannedCell(styled(previous.get(item.name, ""), colour="666666")),
    }
