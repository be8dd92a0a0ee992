"""Answers that stand in a list: codes of a code list or register, and the labels of a scale."""

from service.core.cells import Cell, Parsed

from . import numbers
from .answers import NOT_APPLICABLE, error, read
from .context import Context, offered_code
from .decimals import PLAIN
from .meant import meant_code, meant_word
from .numbers import SCALE_LABELS, read_level_word, shown
from .text import loose_key
from .words import no_figure


def read_code(typed: str, raw: str, context: Context) -> Parsed:
    """A code, its title, or both; the list wins over the words for missing."""
    answer = no_figure("code", typed, raw)
    if answer is NOT_APPLICABLE:
        return answer
    if raw in context.codes:
        return read(raw, as_is=True)
    key = loose_key(typed)
    if code := context.code_index.get(key):
        return read(code, as_is=raw == offered_code(code, context.codes[code]))
    if answer:
        return answer
    first = loose_key(typed.split(" ", 1)[0])
    for code, when in context.lapsed.items():
        if loose_key(code) in (key, first):
            return error("code_lapsed", raw, when=when, source=context.source)
    return error("code_not_listed", raw, source=context.source, suggestion=nearest_code(typed, context))


def read_unit_code(typed: str, raw: str, context: Context) -> Parsed:
    """The code of a unit in any case and spacing, or its name. Without any unit known every code is read."""
    if raw in context.codes:
        return read(raw, as_is=True)
    if code := context.code_index.get(loose_key(typed)):
        return read(code, as_is=False)
    if context.codes:
        return error("code_unknown", raw, suggestion=nearest_code(typed, context))
    code = "".join(typed.split()).upper()
    return read(code, as_is=code == raw)


def nearest_code(typed: str, context: Context) -> str | None:
    """The code most like what was typed, by itself or by its title."""
    code = meant_code(typed, context.codes)
    return offered_code(code, context.codes[code]) if code else None


def read_level(typed: str, raw: str, context: Context) -> Parsed:
    """A level by its number or, where the form names its levels, by its name."""
    label = context.choice_index.get(loose_key(typed))
    value = context.scale.get(label) if label else _beside_label(typed, context)
    return numbers.read_level(typed, raw, context) if value is None else read(value, as_is=raw == label)


def read_scale(typed: str, raw: str, context: Context) -> Parsed:
    """A label of the scale or its number; a label of another scale is refused, never guessed at."""
    answer = no_figure("scale", typed, raw)
    if answer is NOT_APPLICABLE:
        return answer
    if raw in context.scale:
        return read(context.scale[raw], as_is=True)
    if label := context.choice_index.get(loose_key(typed)):
        return read(context.scale[label], as_is=False)
    if answer:
        return answer
    return _scale_number(typed, raw, context)


def scale_cell(cell: Cell, context: Context) -> Parsed:
    return _scale_number(shown(cell), shown(cell), context)


def _scale_number(typed: str, raw: str, context: Context) -> Parsed:
    """5, ระดับ 5, "5 มากที่สุด" or "มากที่สุด (5)"."""
    whole = read_level_word(typed)
    if whole is None:
        whole = _beside_label(typed, context)
    if whole is None:
        if typed in SCALE_LABELS:
            return error("other_scale_label", raw)
        return error("not_a_choice", raw, suggestion=meant_word(typed, context.choices))
    if whole not in context.scale.values():
        return error("scale_out_of_range", raw)
    return read(whole, as_is=PLAIN.fullmatch(raw) is not None)


def _beside_label(typed: str, context: Context) -> int | None:
    key = loose_key(typed)
    for label, value in context.scale.items():
        written = loose_key(label)
        if key in (f"{value}{written}", f"{value}.{written}", f"{value}={written}", f"{written}({value})"):
            return value
    return None
