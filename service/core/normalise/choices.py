"""Choices of a list, and yes or no."""

from service.core.cells import Cell, Parsed

from .answers import NOT_APPLICABLE, error, read
from .context import Context
from .meant import meant_word
from .numbers import SCALE_LABELS, shown
from .text import loose_key
from .words import is_unfinished, no_figure

_PLAIN_YES = ("มี", "ใช่", "ทำแล้ว")
_PLAIN_NO = ("ไม่มี", "ไม่ใช่", "ยังไม่ทำ")
_YES = frozenset(
    {
        *_PLAIN_YES,
        "มีแล้ว",
        "ดำเนินการแล้ว",
        "ดำเนินการ",
        "ทำ",
        "เสร็จแล้ว",
        "ดำเนินการเสร็จแล้ว",
        "เรียบร้อย",
        "เรียบร้อยแล้ว",
    }
    | {"จริง", "true", "yes", "y", "1", "/", "✓", "✔", "☑", "✅", "√", "[/]", "(/)", "[x]"}
)
_NO = frozenset(
    {*_PLAIN_NO, "ยังไม่มี", "ไม่", "ไม่ทำ", "ไม่ได้ทำ", "ยังไม่ได้ทำ", "ไม่ดำเนินการ", "ไม่ได้ดำเนินการ", "ยังไม่ดำเนินการ"}
    | {
        "ยังไม่ได้ดำเนินการ",
        "ยังไม่เสร็จ",
        "ยัง",
        "ไม่จริง",
        "เท็จ",
        "false",
        "no",
        "n",
        "0",
        "✗",
        "✘",
        "❌",
        "×",
        "☐",
        "[]",
        "()",
    }
)


def read_yes_no(typed: str, raw: str, context: Context) -> Parsed:
    """The two words that the field offers win over all others: a question may well ask ใช้ or ไม่ใช้."""
    own = context.choice_index.get(loose_key(typed))
    if own is not None:
        return read(own == context.choices[0], as_is=raw == own)
    key = loose_key(typed).rstrip(".")
    if key in _YES:
        return read(True, as_is=raw in _PLAIN_YES)
    if key in _NO:
        return read(False, as_is=raw in _PLAIN_NO)
    if is_unfinished(typed):
        return error("not_finished", raw)
    return no_figure("yes_no", typed, raw) or error("not_yes_no", raw)


def yes_no_cell(cell: Cell, _: Context) -> Parsed:
    if cell.number_format in ("DATE", "DATE_TIME", "TIME") or cell.value not in (0, 1):
        return error("not_yes_no", shown(cell))
    return read(cell.value == 1, as_is=False)


def read_choice(typed: str, raw: str, context: Context) -> Parsed:
    """A choice wins over a word for missing: a list may well offer "ไม่มี"."""
    answer = no_figure("choice", typed, raw)
    if answer is NOT_APPLICABLE:
        return answer
    if raw in context.choices:
        return read(raw, as_is=True)
    if choice := context.choice_index.get(loose_key(typed)):
        return read(choice, as_is=False)
    return answer or _no_choice(typed, raw, context)


def _no_choice(typed: str, raw: str, context: Context) -> Parsed:
    if typed in SCALE_LABELS and SCALE_LABELS.intersection(context.choices):
        return error("other_scale_label", raw)
    return error("not_a_choice", raw, suggestion=meant_word(typed, context.choices))
