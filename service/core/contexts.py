"""What the reading of each field needs to know besides the cell: choices, codes, the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from service.core.cells import Value
from service.core.normalise import (
    Context,
    normalise_school_name,
    offered_code,
    thai_date,
    to_arabic_digits,
)
from service.core.register import Respondent
from service.core.rounds import Round
from service.core.schema import Code, Field, Form

Known = Mapping[str, str]
"""Codes that may stand in a field, with their titles."""
SOURCES: Known = MappingProxyType({"register": "ทะเบียนโรงเรียน", "units": "ทะเบียนหน่วยงาน"})
"""What the register is called in a message, by the resource of a reference."""


@dataclass(frozen=True, slots=True)
class _Round:
    """What all fields of a round share; the parts that are dear are made once."""

    fiscal_year: int
    period: tuple[date, date]
    schools: Context
    units: Context
    register: Mapping[str, Known]


def contexts_for(form: Form, opened: Round, register: Iterable[Respondent]) -> dict[str, Context]:
    """The context of each field. Codes of another form are a respondent's own: see ``with_codes``."""
    everybody = list(register)
    schools = [item for item in everybody if item.kind == "school"]
    units = [item for item in everybody if item.kind == "unit"]
    period = (opened.starts, opened.ends)
    known = _Round(
        opened.fiscal_year,
        period,
        _schools(opened.fiscal_year, schools),
        Context(opened.fiscal_year, codes={item.code: item.name for item in units}),
        {"register": _there_in(period, schools), "units": _there_in(period, units)},
    )
    plain = Context(fiscal_year=opened.fiscal_year)
    return {item.name: _answering(item, _context(item, known, plain)) for item in form.fields}


def _answering(item: Field, context: Context) -> Context:
    """The context with what words instead of an answer mean there; most fields share what they have."""
    plain = (
        bool(item.constraints.pattern)
        and to_arabic_digits(item.constraints.pattern) == item.constraints.pattern
    )
    if item.not_applicable and not item.may_say_none and not plain:
        return context
    return replace(
        context, not_applicable=item.not_applicable, none_is_blank=item.may_say_none, plain_digits=plain
    )


def _there_in(period: tuple[date, date], respondents: Iterable[Respondent]) -> Known:
    """Who was open on any day of the round: a unit may have owned what it no longer can.

    Of two with one name the one that is open at the end is meant; the other is named by its code.
    """
    there = [item for item in respondents if item.was_open(*period)]
    now = {item.name for item in there if item.is_open(period[1])}
    gone = {item.code for item in there if not item.is_open(period[1]) and item.name in now}
    return {item.code: f"{item.name} (เดิม)" if item.code in gone else item.name for item in there}


def offered_units(form: Form, opened: Round, register: Iterable[Respondent]) -> Form:
    """The form as its sheets offer it: where a field refers to units, those open on its last day to pick."""
    units = [item for item in register if item.kind == "unit" and item.is_open(opened.ends)]
    choices = tuple(offered_code(item.code, item.name) for item in units)
    return replace(
        form,
        fields=tuple(
            replace(item, choices=choices) if item.reference and item.reference.resource == "units" else item
            for item in form.fields
        ),
    )


def _context(item: Field, known: _Round, plain: Context) -> Context:
    if item.kind in ("school_code", "school_name"):
        return known.schools
    if item.kind == "unit_code":
        return known.units
    if item.reference:
        return _codes(item, known)
    if item.choices:
        scale = {label: number for number, label in item.scale}
        return replace(plain, choices=item.choices, choice_aliases=item.choice_aliases, scale=scale)
    if item.unit or item.percent_as_number:
        return replace(plain, unit=item.unit, percent_as_number=item.percent_as_number)
    return plain


def _schools(fiscal_year: int, register: Iterable[Respondent]) -> Context:
    codes: dict[str, str] = {}
    names: dict[str, tuple[str, ...]] = {}
    for respondent in register:
        for other in (respondent.smis_code, respondent.obec_code):
            if other:
                codes[other] = respondent.code
        key = normalise_school_name(respondent.name)
        names[key] = (*names.get(key, ()), respondent.code)
    known = frozenset(code for held in names.values() for code in held)
    return Context(fiscal_year=fiscal_year, school_codes=codes, known_codes=known, school_names=names)


def _codes(item: Field, known: _Round) -> Context:
    assert item.reference is not None
    if item.reference.resource in SOURCES:
        codes, source = known.register[item.reference.resource], SOURCES[item.reference.resource]
        return Context(known.fiscal_year, codes=codes, source=source)
    valid = {code.code: code.title for code in item.codes if code.is_valid(*known.period)}
    lapsed = {code.code: _when(code) for code in item.codes if code.code not in valid}
    return Context(known.fiscal_year, codes=valid, lapsed=lapsed, source=f"รายการของ “{item.title}”")


def _when(code: Code) -> str:
    """From when to when a code holds, in words."""
    first = f"ตั้งแต่ {thai_date(code.valid_from, short=True)}" if code.valid_from else ""
    last = f"ถึง {thai_date(code.valid_to, short=True)}" if code.valid_to else ""
    return f"ใช้{first or ''}{' ' if first and last else ''}{last}"


def with_codes(context: Context, codes: Known, tab: str) -> Context:
    """The context of a field that refers to another form: what the respondent gave in its tab."""
    return replace(context, codes=codes, source=f"แท็บ “{tab}”")


def given_codes(form: Form | None, field: str, rows: Iterable[Mapping[str, Value]]) -> dict[str, str]:
    """The codes a respondent gave in the field of a form, each with the first text beside it as its title.

    ``rows`` are the values of a submission, or of each row of a list. Without a form (its definition can be
    read no more) the codes have no titles.
    """
    asked = form.fields if form else ()
    beside = next((item.name for item in asked if item.kind == "text" and item.name != field), "")
    found: dict[str, str] = {}
    for row in rows:
        if row.get(field) is not None:
            found[str(row[field])] = str(row.get(beside) or "")
    return found
