"""The places of a message, ``{name}``: found, and filled with values."""

import re
from collections.abc import Mapping

PLACE = re.compile(r"\{([^{}]*)\}")
"""A place in a message. What is no plain name there is computed: {p1_all + p2_all}."""
PLAIN = re.compile(r"[\w.]*")


def names_in(template: str) -> list[str]:
    """What stands in places by its name: a value, a title."""
    return [text for text in PLACE.findall(template) if PLAIN.fullmatch(text)]


def expressions_in(template: str) -> list[str]:
    """The places that are computed, each once."""
    return [text for text in dict.fromkeys(PLACE.findall(template)) if not PLAIN.fullmatch(text)]


def fill(template: str, params: Mapping[str, object]) -> str:
    """Put values into ``{name}`` places; unlike str.format, braces inside a value stay as they are.

    One pass over the template, so that a value is never searched for places; unknown ones stay.
    """
    return PLACE.sub(lambda place: str(params.get(place[1], place[0])), template)
