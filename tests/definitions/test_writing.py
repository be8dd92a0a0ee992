"""A form written as YAML reads back as the same data, whatever its words are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from service.definitions.source import parse_source, plain
from service.definitions.writing import form_text

from .by_schema import WORDS

HARD = st.text("?:-#,[]{}&*!|>'\"%@` ~ก\n\t\\x", max_size=6) | WORDS


@settings(max_examples=60, deadline=None)
@given(word=HARD, key=HARD, other=HARD)
def test_words_that_mean_something_in_yaml_stay_words(word: str, key: str, other: str) -> None:
    form = {"title": {"th": word}, "notice": other, "instructions": [word, other]}
    data = {
        "spec": 1,
        "form": form,
        "report": {"problems": {key: word}},
        "groups": [{"id": word, "title": other}],
    }
    read, faults = parse_source("form.yaml", form_text(data))
    assert faults == [] and plain(read.data) == data
