"""The titles of tabs: a round in the words of a clerk, no two alike in a spreadsheet."""

from dataclasses import replace

import pytest

from service.core.calendar import PERIODS
from service.core.rounds import Round
from service.sheets.layout import tab_title

from .desk import field, form, round_of

FORM = form(field("all", "ทั้งหมด"))
FIRST = round_of(FORM)


def of(round_id: str) -> Round:
    return replace(FIRST, round_id=round_id)


@pytest.mark.parametrize(
    ("round_id", "title"),
    [
        ("2566-M6", "ข้อมูล 6 เดือน 2566"),
        ("2566-Q2", "ข้อมูล ไตรมาสที่ 2 2566"),
        ("2566-R1", "ข้อมูล รอบที่ 1 2566"),
        ("2566-AD2", "ข้อมูล เฉพาะกิจ ครั้งที่ 2 2566"),
    ],
)
def test_a_tab_is_named_as_people_call_its_round(round_id: str, title: str) -> None:
    assert tab_title(FORM, of(round_id)) == title


def test_the_tabs_of_all_rounds_have_titles_of_their_own_that_google_takes() -> None:
    rounds = [f"{year}-{period}" for year in (2565, 2566) for period in (*PERIODS, "AD2", "AD3")]
    titles = [tab_title(FORM, of(name), purpose) for name in rounds for purpose in ("card", "issues")]
    assert len(set(titles)) == len(titles) and max(map(len, titles)) <= 100 - 40
