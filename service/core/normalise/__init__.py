"""What Thai schools type, understood: see ``parse`` (DOMAIN §4). Pure: no I/O, no clock."""

from .context import Context, offered_code
from .issue_codes import CODE_MEANINGS, CODES
from .kinds import KINDS, parse
from .months import month_number
from .names import normalise_school_name
from .numbers import LEVELS
from .output import (
    describe,
    number_text,
    round_half_up,
    th_date,
    th_date_short,
    th_digits,
    th_month,
    th_number,
    thai_date,
)
from .periods import PERIODS
from .text import (
    clean_name,
    clean_text,
    clean_typed,
    collation_key,
    loose_key,
    to_arabic_digits,
    to_thai_digits,
)
from .words import NONE_WORD, NOT_APPLICABLE_WORD, means_none, means_nothing, says_none

__all__ = [
    "CODES",
    "CODE_MEANINGS",
    "KINDS",
    "LEVELS",
    "NONE_WORD",
    "NOT_APPLICABLE_WORD",
    "PERIODS",
    "Context",
    "clean_name",
    "clean_text",
    "clean_typed",
    "collation_key",
    "describe",
    "loose_key",
    "means_none",
    "means_nothing",
    "month_number",
    "normalise_school_name",
    "number_text",
    "offered_code",
    "parse",
    "round_half_up",
    "says_none",
    "th_date",
    "th_date_short",
    "th_digits",
    "th_month",
    "th_number",
    "thai_date",
    "to_arabic_digits",
    "to_thai_digits",
]
