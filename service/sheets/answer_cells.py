"""The cells a respondent fills: number format, drop-down, and what is known from the register."""

from service.core.normalise import NOT_APPLICABLE_WORD
from service.core.register import Respondent
from service.core.schema import BOOLEAN_KINDS, NUMERIC_KINDS, Field, Form
from service.sheets import layout as at
from service.sheets.blueprint import PlannedCell, Whose
from service.sheets.style import GIVEN, PLAIN_TEXT, styled

NUMBER_FORMATS = {"money": {"type": "NUMBER", "pattern": "#,##0.00"}}
"""Other kinds are plain text, so that Sheets changes nothing: no lost zeros, no year 2566 C.E., no 80% that
becomes 0.8 and cannot be told from it any more. Amounts keep their thousands apart: they are long."""
OFFERED_KINDS = BOOLEAN_KINDS | {"choice", "scale", "level", "code"}
"""Kinds with a drop-down; codes of another form or the register are typed, and looked up when read."""


def answer_cell(item: Field, respondent: Respondent, *, given: bool = False) -> PlannedCell:
    """The cell of a field's answer, grey where it is ``given``; the respondent's own code is closed."""
    cell = styled(
        at.prefilled(item, respondent),
        number_format=NUMBER_FORMATS.get(item.kind, PLAIN_TEXT),
        wrap="CLIP" if item.kind == "uri" else "WRAP",
        fill=GIVEN if given else "",
        size=9 if given else 10,
    )
    if item.kind in NUMERIC_KINDS:
        cell["userEnteredFormat"]["horizontalAlignment"] = "RIGHT"  # as numbers stand
    ours = item.names_respondent
    return PlannedCell(cell, Whose.OURS if ours else Whose.SCHOOL, offered(item))


def reason_cell(form: Form, item: Field) -> PlannedCell:
    """The place for the reason of a question about the field."""
    if item.names_respondent:
        return PlannedCell(styled())
    return PlannedCell(styled(), Whose.SCHOOL, at.reasons_for(form, item))


def offered(item: Field) -> tuple[str, ...]:
    """What a drop-down offers: the choices and, where that answers, "ไม่เกี่ยวข้อง"."""
    if item.choices and item.kind in OFFERED_KINDS:
        return (*item.choices, NOT_APPLICABLE_WORD) if item.not_applicable else item.choices
    return ()
