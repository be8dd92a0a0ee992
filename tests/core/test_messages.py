"""The words for people: every one complete, and a value in it is never taken for a place."""

import re

import pytest

from service.core.issues import State
from service.core.messages import ACCEPT_NOTES, MESSAGES, STATE_WORDS, fill, say

THAI = re.compile("[ก-๙]")


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_has_both_languages(code: str) -> None:
    words = MESSAGES[code]
    assert THAI.search(words.th) and re.search("[a-z]{3}", words.en)


@pytest.mark.parametrize("code", MESSAGES)
def test_no_place_stays_empty(code: str) -> None:
    places = set(re.findall(r"\{(\w+)\}", MESSAGES[code].th + MESSAGES[code].en))
    values = dict.fromkeys(places, "๗")
    assert "{" not in say(code, values) + say(code, values, "en")


def test_braces_typed_by_a_school_stay_as_they_are() -> None:
    assert fill("{raw} {title}", {"raw": "{title}", "title": "{raw}"}) == "{title} {raw}"
    assert fill("{raw}", {"raw": "{raw}{raw}"}) == "{raw}{raw}"
    assert fill("{a}{a}-{b}", {"a": 1, "b": None}) == "11-None"


def test_every_state_has_words() -> None:
    assert set(STATE_WORDS) == {str(state) for state in State}


def test_reasons_are_offered_only_for_messages_there_are() -> None:
    assert set(ACCEPT_NOTES) <= set(MESSAGES)
