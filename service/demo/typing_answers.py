"""How an answer of any form lands in its cell: by the kind of the field, plainly or as people do write."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from random import Random

from service.core.calendar import BE_MINUS_CE
from service.core.cells import Value
from service.core.normalise import thai_date, to_thai_digits
from service.core.schema import BOOLEAN_KINDS, NUMERIC_KINDS, Field, Form
from service.demo.typed import BLANK, Typed, meaning, unescape

CASUAL = 0.15


def asked(form: Form) -> list[Field]:
    """The fields that respondents fill."""
    return [item for item in form.fields if not item.names_respondent]


def plain_answer(item: Field, value: Value) -> Typed:
    """The answer as the instructions ask for it."""
    if isinstance(value, bool):
        return Typed(item.choices[0 if value else 1])
    if isinstance(value, Decimal):
        return Typed(float(value))
    return Typed(thai_date(value, short=True)) if isinstance(value, date) else Typed(value)


def casual_answer(item: Field, value: Value, rng: Random) -> Typed:
    """Mostly plain; now and then in another way that the service must understand."""
    if rng.random() >= CASUAL:
        return plain_answer(item, value)
    if isinstance(value, bool):
        return Typed(item.choices[0 if value else 1] + " ")
    if isinstance(value, int) and item.kind == "count":
        return Typed(to_thai_digits(str(value)))
    if isinstance(value, Decimal) and item.kind == "money":
        return Typed(to_thai_digits(f"{value:,}"))
    if isinstance(value, date):
        return Typed(f"{value.day}/{value.month}/{value.year + BE_MINUS_CE}")
    return plain_answer(item, value)


def typed_line(form: Form, answers: Mapping[str, Value], rng: Random) -> dict[str, Typed]:
    """The cells of a row of right answers; what names the row of a list is always written alike."""
    return {
        item.name: plain_answer(item, answers[item.name])
        if item.name in form.row_key
        else casual_answer(item, answers[item.name], rng)
        for item in asked(form)
        if item.name in answers
    }


def typed_set(item: Field, raw: str) -> Typed:
    """A field that a planted mistake sets rightly: numbers as numbers, ISO dates as people write them."""
    text = unescape(raw)
    if not text:
        return BLANK
    if item.kind in BOOLEAN_KINDS or not (item.kind in NUMERIC_KINDS or item.kind == "date"):
        return Typed(text)
    value = meaning(text)
    return Typed(text) if value is None or isinstance(value, bool) else plain_answer(item, value)
