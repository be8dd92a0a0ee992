"""The open questions, answered by whoever is asked; and that our reading stands every answer."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service.core.normalise import Context, parse
from service.emulator import Switches
from service.sheets.grids import cell_of

from .questions import NOT_ASKED, NOTES, QUESTIONS, thai_file
from .sides import Side

YEAR = Context(2567)
TYPED: list[tuple[str, str, Any]] = [
    ("count", "๑๒", 12),
    ("count", "1,234", 1234),
    ("number", "๑๒.๕", Decimal("12.5")),
    ("percent", "50%", 50),
    ("date", "15/1/2567", date(2024, 1, 15)),
    ("date", "15/1/67", date(2024, 1, 15)),
    ("date", "๑๕/๑/๒๕๖๗", date(2024, 1, 15)),
    ("date", "15 ม.ค. 2567", date(2024, 1, 15)),
    ("date", "15 มกราคม 2567", date(2024, 1, 15)),
    ("date", "29/2/2567", date(2024, 2, 29)),
    ("date", "2024-01-15", date(2024, 1, 15)),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_open_question_is_answered(side: Side, question: str) -> None:
    answer = QUESTIONS[question](side)
    side.answers[question] = answer
    if side.switches:
        assert answer == getattr(side.switches, question)


@pytest.mark.parametrize("question", NOTES)
def test_what_else_is_worth_knowing_is_noted(side: Side, question: str) -> None:
    side.answers[question] = NOTES[question](side)
    assert side.answers[question]


def test_every_switch_of_the_emulator_is_asked_or_left_on_purpose() -> None:
    assert set(Switches().shown()) == {*QUESTIONS, *NOT_ASKED}


def test_what_schools_type_is_understood_whatever_google_makes_of_it(side: Side) -> None:
    file_id = thai_file(side)
    side.type(file_id, "A1", *[[text] for _, text, _ in TYPED])
    cells = [cell_of(side.cell(file_id, row)) for row in range(len(TYPED))]
    understood = [parse(kind, cell, YEAR).value for (kind, _, _), cell in zip(TYPED, cells, strict=True)]
    assert understood == [meant for _, _, meant in TYPED]
