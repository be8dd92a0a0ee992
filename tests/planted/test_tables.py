"""The hand-written tables of mistakes and oddities."""

from collections import Counter

from service.core.normalise import CODES
from service.core.schema import Form
from service.demo.plan import sets_of
from service.demo.tables import table

PLANTED, ODD = table("planted.csv"), table("oddities.csv")
CHECKS = {"below_minimum", "above_maximum", "too_short", "too_long", "cell_too_long", "irrelevant_value"}


def test_there_are_many_mistakes_of_many_kinds() -> None:
    assert len(PLANTED) >= 70
    assert len({row["kind"] for row in PLANTED}) >= 14


def test_there_are_many_oddities_that_are_right() -> None:
    assert len(ODD) >= 110


def test_every_row_has_an_id_of_its_own() -> None:
    assert max(Counter(row["id"] for row in (*PLANTED, *ODD)).values()) == 1


def test_every_field_named_is_a_field_of_the_form(form: Form) -> None:
    known = {item.name for item in form.fields}
    named = {name for row in (*PLANTED, *ODD) for name in (row["field"], *sets_of(row))}
    assert named | {row["expect_cell"] for row in PLANTED} <= known


def test_every_code_expected_is_known(form: Form) -> None:
    known = CODES | CHECKS | {rule.id for rule in form.rules}
    assert {row["expect_code"] for row in PLANTED} <= known


def test_the_severity_expected_of_a_rule_is_its_own(form: Form) -> None:
    severities = {rule.id: rule.severity for rule in form.rules}
    for row in PLANTED:
        own = severities.get(row["expect_code"], row["severity"])
        assert row["severity"] == ("blank" if own == "error" and not row["raw"] else own), row["id"]


def test_every_kind_of_field_has_a_mistake(form: Form) -> None:
    kinds = {form.field(row["field"]).kind for row in PLANTED}
    assert kinds == {item.kind for item in form.fields} - {"school_code"}


def test_every_kind_of_field_has_an_oddity(form: Form) -> None:
    kinds = {form.field(row["field"]).kind for row in ODD}
    assert kinds == {item.kind for item in form.fields} - {"school_code"}


def test_a_row_does_not_set_its_own_field_twice() -> None:
    assert not [row["id"] for row in (*PLANTED, *ODD) if row["field"] in sets_of(row)]
