"""The one catalogue of words for people: Thai first, English second. Rules of a form bring their own."""

from collections.abc import Mapping

from service.core.messages.catalogue import MESSAGES
from service.core.messages.places import PLACE, expressions_in, fill, names_in
from service.core.messages.words import (
    ACCEPT_NOTES,
    RANGE_WORDS,
    SHEET_WORDS,
    STATE_WORDS,
    UNLESS,
    USUAL,
)

__all__ = [
    "ACCEPT_NOTES",
    "MESSAGES",
    "PLACE",
    "RANGE_WORDS",
    "SHEET_WORDS",
    "STATE_WORDS",
    "UNLESS",
    "USUAL",
    "expressions_in",
    "fill",
    "names_in",
    "say",
]


def say(code: str, params: Mapping[str, object], language: str = "th") -> str:
    """The message of ``code`` in one language; Thai where there is no English."""
    words = MESSAGES[code]
    template = words.en if language == "en" and words.en else words.th
    return fill(template, {**USUAL, **params})
