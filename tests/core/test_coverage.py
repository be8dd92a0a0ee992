"""Which items of a plan the indicators serve."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from service.core.coverage import coverage
from service.core.schema import Code, Form
from service.definitions import load_form

FORM = load_form(Path(__file__).resolve().parents[2] / "sheet_schemas" / "quick_policy.yaml")
CODES = (
    Code("P1", "เดิม", date(2020, 10, 1), date(2022, 9, 30)),
    Code("P1", "ใหม่", date(2022, 10, 1), date(2023, 9, 30)),
    Code("P2", "สอง", note="ร่าง"),
    Code("P9", "เลิกแล้ว", None, date(2021, 9, 30)),
)
YEAR = (date(2022, 10, 1), date(2023, 9, 30))


def aligned(form_id: str, **codes: tuple[str, ...]) -> Form:
    """The form with its first two indicators serving these, by their ids."""
    items = [replace(item, align={"plan": codes.get(item.id, ())}) for item in FORM.indicators[:2]]
    return replace(FORM, id=form_id, indicators=tuple(items))


FIRST, SECOND = (item.id for item in FORM.indicators[:2])


def test_each_code_tells_who_serves_it_in_every_form() -> None:
    forms = [aligned("a", **{FIRST: ("P1",), SECOND: ("P1",)}), aligned("b", **{FIRST: ("P1", "X")})]
    (found,) = coverage({"plan": CODES}, forms)
    assert [(item.code, item.title, item.indicators) for item in found.codes] == [
        ("P1", "ใหม่", (("a", FIRST), ("a", SECOND), ("b", FIRST))),
        ("P2", "สอง (ร่าง)", ()),
        ("P9", "เลิกแล้ว", ()),
    ]
    assert [item.code for item in found.bare] == ["P2", "P9"]
    assert [item.code for item in found.unknown] == ["X"]


def test_of_a_year_only_what_is_valid_in_it_counts() -> None:
    old = replace(
        aligned("old", **{FIRST: ("P2",)}), valid_from=date(2020, 10, 1), valid_to=date(2021, 9, 30)
    )
    (found,) = coverage({"plan": CODES}, [old], YEAR)
    assert [(item.code, item.indicators) for item in found.codes] == [("P1", ()), ("P2", ())]
