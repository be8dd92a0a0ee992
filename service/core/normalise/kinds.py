"""One door: a kind, a cell and its context in; a parsed answer out, whatever the cell holds."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from service.core.cells import Cell, Outcome, Parsed

from . import choices, codes, dates, listed, names, numbers, periods, several, years
from .answers import MISSING, error, read, whole
from .context import Context
from .text import clean_text, clean_typed, is_blank, to_arabic_digits
from .words import error_literal, formula, is_dash, is_none, no_figure, no_text

MAX_TYPED = 2048
"""No typed answer is longer; what is longer is not even looked at."""

_MEMO_TEXT = 64
_MAX_FAST_DIGITS = 15

ReadText = Callable[[str, str, Context], Parsed]
ReadNumber = Callable[[Cell, Context], Parsed]


class Kind(NamedTuple):
    """How one kind of field is read. ``own_words``: its words win over the words for missing.

    ``number`` is None where a number cell is read as the text that it shows; ``memo`` is for kinds
    that look at nothing in the context but the fiscal year, the unit, whether a number may be a percentage,
    and a yes or no's two words.
    """

    otherwise: str
    text: ReadText
    number: ReadNumber | None = None
    own_words: bool = False
    memo: bool = True


_READERS = {
    "integer": Kind("not_a_number", numbers.read_numbered, numbers.integer_cell),
    "count": Kind("not_a_number", numbers.read_count, numbers.count_cell),
    "number": Kind("not_a_number", numbers.read_number, numbers.number_cell),
    "percent": Kind("not_a_number", numbers.read_percent, numbers.percent_cell),
    "money": Kind("not_a_number", numbers.read_money, numbers.money_cell),
    "level": Kind("not_a_number", listed.read_level, numbers.level_cell, memo=False),
    "date": Kind("not_a_date", dates.read_date, dates.date_cell),
    "fiscal_year": Kind("not_a_fiscal_year", years.read_fiscal_year, years.fiscal_year_cell),
    "period": Kind("not_a_period", periods.read_period),
    "school_code": Kind("code_letter", codes.read_school_code, codes.school_code_cell, memo=False),
    "school_name": Kind("name_unknown", names.read_school_name, memo=False),
    "unit_code": Kind("code_unknown", listed.read_unit_code, memo=False),
    "uri": Kind("not_a_link", codes.read_uri),
    "phone": Kind("not_a_phone", codes.read_phone, codes.phone_cell),
    "email": Kind("not_an_email", codes.read_email),
    "choice": Kind("not_a_choice", choices.read_choice, own_words=True, memo=False),
    "code": Kind("code_not_listed", listed.read_code, own_words=True, memo=False),
    "codes": Kind("codes_not_listed", several.read_codes, own_words=True, memo=False),
    "scale": Kind("not_a_choice", listed.read_scale, listed.scale_cell, own_words=True, memo=False),
    "yes_no": Kind("not_yes_no", choices.read_yes_no, choices.yes_no_cell, own_words=True),
    "boolean": Kind("not_yes_no", choices.read_yes_no, choices.yes_no_cell, own_words=True),
}
KINDS: frozenset[str] = frozenset({*_READERS, "text"})
_YES_NO_KINDS = frozenset({"yes_no", "boolean"})
_WHOLE_KINDS = frozenset({"integer", "count"})
_PLAIN_FORMATS = frozenset({"", "NUMBER", "TEXT"})


def parse(kind: str, cell: Cell, context: Context) -> Parsed:
    """Understand a cell. Raises KeyError for an unknown kind, and nothing for any cell."""
    parsed = _parse(kind, cell, context)
    if parsed.outcome is Outcome.NOT_APPLICABLE and not context.not_applicable:
        return error("must_be_answered", numbers.shown(cell))
    blank = context.none_is_blank and isinstance(cell.value, str) and (parsed.code or kind == "text")
    return MISSING if blank and is_none(str(cell.value)) else parsed


def _parse(kind: str, cell: Cell, context: Context) -> Parsed:
    if cell.error:
        return error("formula_error", cell.error)
    if cell.value is None:
        return MISSING
    if kind == "text":
        parsed = _free_text(cell)
        return _in_plain_digits(parsed) if context.plain_digits else parsed
    reader = _READERS[kind]
    if kind == "uri" and cell.formula and (linked := codes.hyperlink(cell, context)):
        return linked
    if isinstance(cell.value, str):
        if reader.memo and len(cell.value) <= _MEMO_TEXT:
            own = context.choices if kind in _YES_NO_KINDS else ()
            return _memo_text(
                kind, cell.value, context.fiscal_year, context.unit, context.percent_as_number, own
            )
        return _typed(kind, cell.value, context)
    return _not_text(kind, reader, cell, context)


def _not_text(kind: str, reader: Kind, cell: Cell, context: Context) -> Parsed:
    value = cell.value
    if isinstance(value, bool):
        if kind in _YES_NO_KINDS:
            return read(value, as_is=True)
        return _otherwise(reader, cell.shown or str(value).upper(), context)
    if kind in _WHOLE_KINDS and cell.number_format in _PLAIN_FORMATS and _is_plain_whole(cell):
        return whole(int(value or 0))
    if reader.number is None:
        return _typed(kind, numbers.shown(cell), context)
    return reader.number(cell, context)


def _otherwise(reader: Kind, raw: str, context: Context) -> Parsed:
    """What can be no answer of the kind at all; of codes with the list that they should stand in."""
    if reader.otherwise == "codes_not_listed":
        return several.not_listed(raw, context)
    source = {"source": context.source} if reader.otherwise == "code_not_listed" else {}
    return error(reader.otherwise, raw, **source)


def _is_plain_whole(cell: Cell) -> bool:
    """Most cells of a form: a short way past the readers."""
    value = cell.value
    if not isinstance(value, int | float) or not 0 <= value < 1e15:
        return False
    return value == int(value) and not cell.shown.endswith("%")


@lru_cache(maxsize=8192)
def _memo_text(
    kind: str, text: str, fiscal_year: int, unit: str, percent: bool, own: tuple[str, ...]
) -> Parsed:
    return _typed(kind, text, Context(fiscal_year, unit=unit, percent_as_number=percent, choices=own))


def _typed(kind: str, raw: str, context: Context) -> Parsed:
    reader = _READERS[kind]
    if len(raw) > MAX_TYPED:
        return MISSING if is_blank(raw) else _otherwise(reader, raw, context)
    if kind in _WHOLE_KINDS and len(raw) <= _MAX_FAST_DIGITS and raw.isascii() and raw.isdigit():
        return whole(int(raw))
    typed = clean_typed(raw)
    if not typed:
        return MISSING
    if reader.own_words:
        return formula(typed, raw) or reader.text(typed, raw, context)
    return (
        no_figure(kind, typed, raw, context.unit) or formula(typed, raw) or reader.text(typed, raw, context)
    )


def _in_plain_digits(parsed: Parsed) -> Parsed:
    if not isinstance(parsed.value, str):
        return parsed
    plain = to_arabic_digits(parsed.value)
    return parsed if plain == parsed.value else read(plain, as_is=False)


def _free_text(cell: Cell) -> Parsed:
    """Free text is kept as typed: "=1+1", {{ 7*7 }} and <script> are words here, written back inert."""
    raw = cell.value if isinstance(cell.value, str) else numbers.shown(cell)
    text = clean_text(raw)
    if not text or is_dash(text):
        return MISSING
    if len(text) <= _MEMO_TEXT:
        typed = clean_typed(text)
        if answer := error_literal(typed, raw) or no_text(typed, raw):
            return answer
    return read(text, as_is=text == raw)
