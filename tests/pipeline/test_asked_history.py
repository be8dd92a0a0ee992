"""Earlier rounds are looked up for a form that asks what is usual, wherever and however it is written."""

from pathlib import Path

import pytest

from service.definitions import load_form
from service.steps.history import asks_history

from .small_office import NUMBER, write

RULE = "severity: query, accept_notes: [ก], missing: skip_if_any, message: {th: ต่าง}"


@pytest.mark.parametrize(
    ("rule", "asks"),
    [
        ("constraint: 'a <= usual (a)'", True),
        ("constraint: a <= 9, relevant: a > usual(a)", True),
        ("constraint: a <= 9", False),
    ],
)
def test_usual_is_found_in_every_expression(tmp_path: Path, rule: str, asks: bool) -> None:
    write(tmp_path, "one", NUMBER, f"rules:\n  - {{id: R01, field: a, {rule}, {RULE}}}")
    assert asks_history(load_form(tmp_path / "one.yaml")) is asks
