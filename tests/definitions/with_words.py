"""The good form with other words and numbers wherever any may stand: valid, and hard to keep."""

from typing import Any

from hypothesis import strategies as st
from ruamel.yaml import YAML

from service.definitions.source import plain
from service.definitions.writing import form_text

from .by_schema import WORDS
from .good import GOOD

FREE = {"title", "description", "unit", "notice", "dimension", "th", "en", "numerator_title", "authored_by"}
LISTS = {"accept_notes", "instructions", "enum"}


@st.composite
def worded_forms(draw: st.DrawFn) -> str:
    """The text of a form."""
    data = plain(YAML(typ="safe").load(GOOD))
    data["form"]["instructions"] = ["ก"]
    return form_text(_reworded(draw, data))


def _reworded(draw: st.DrawFn, part: Any) -> Any:
    words = WORDS.filter(lambda text: text != "" and "{" not in text)
    if isinstance(part, dict):
        for key, inner in part.items():
            if key in FREE and isinstance(inner, str) and draw(st.booleans()):
                part[key] = draw(words)
            elif key in LISTS and draw(st.booleans()):
                part[key] = draw(st.lists(words, min_size=1, max_size=4, unique=True))
            elif key == "factor":
                part[key] = draw(st.integers(1, 1000) | st.floats(0.001, 1e6))
            else:
                part[key] = _reworded(draw, inner)
    elif isinstance(part, list):
        return [_reworded(draw, item) for item in part]
    return part
