"""What the register and earlier rounds know, in rules, in relevant: and in figures."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from cast import FIELDS, SCHOOLS, entry, form, submission

from service.core.indicators import evaluate
from service.core.issues import Issue
from service.core.submission import ExactFrame, Frame
from service.core.validation import check, frame_of

ROOMS = {"id": "R1", "field": "all", "constraint": "all <= 40 * fact('rooms')"}
STEADY = {"id": "R2", "field": "all", "constraint": "abs(all - usual(all)) <= 5", "severity": "query"}
POLICIES = ["skip_if_any", "skip_if_all", "zero"]


def found(rule: dict[str, Any], typed: dict[str, object], **more: Any) -> list[Issue]:
    made = form(rules=[rule])
    return check(made, [submission(made, typed, **more)])[0]


@pytest.mark.parametrize("missing", POLICIES)
def test_a_rule_asks_the_register_and_is_skipped_where_it_knows_nothing(missing: str) -> None:
    rule = ROOMS | {"missing": missing}
    assert found(rule, {"all": 90}, facts={"rooms": Decimal(2)})
    assert not found(rule, {"all": 80}, facts={"rooms": Decimal(2)})
    assert not found(rule, {"all": 90}, facts={"pupils": Decimal(2)})


@pytest.mark.parametrize("missing", POLICIES)
def test_a_rule_asks_what_is_usual_and_is_skipped_with_fewer_than_two_rounds(missing: str) -> None:
    rule = STEADY | {"missing": missing}
    assert found(rule, {"all": 90}, history={"all": (20, 24)})
    assert not found(rule, {"all": 20}, history={"all": (20, 24)})
    assert not found(rule, {"all": 90}, history={"all": (20,)})


def test_the_condition_of_a_rule_that_cannot_be_answered_keeps_it_away() -> None:
    rule = {"id": "R1", "field": "read", "constraint": "read <= all", "relevant": "not (fact('rooms') > 3)"}
    typed = {"all": 1, "read": 2}
    assert found(rule, typed, facts={"rooms": Decimal(2)})
    assert not found(rule, typed)
    assert not found(rule | {"relevant": "not (prev(all) > 3)"}, typed)


def test_a_field_whose_condition_cannot_be_answered_is_asked() -> None:
    fields = [item | {"relevant": "fact('rooms') > 3"} if item["name"] == "read" else item for item in FIELDS]
    facts = [{"rooms": Decimal(4)}, {"rooms": Decimal(3)}, {}]
    made = Frame(form(fields), SCHOOLS[:3], [{}] * 3, facts=facts)
    assert made.relevant_mask("read").tolist() == [True, False, True]


def test_a_submission_hands_its_history_and_facts_to_the_frame() -> None:
    made = form()
    row = submission(made, {}, history={"all": (1, 2)}, facts={"rooms": Decimal("1.5")})
    frame = frame_of(made, [row])
    assert frame.fact("rooms").tolist() == [1.5] and frame.history("all").tolist() == [[1.0, 2.0]]
    assert np.isnan(frame.fact("desks")).all() and frame.history("read").shape == (1, 0)


def test_a_respondent_without_a_needed_fact_is_concerned_but_not_counted() -> None:
    made = form(indicators=[{"id": "I1", "numerator": "sum(all / fact('rooms'))", "denominator": "count()"}])
    facts: list[dict[str, Decimal]] = [{"rooms": Decimal("0.3")}, {}, {"rooms": Decimal(4)}]
    frame = Frame(made, SCHOOLS[:3], [{"all": entry(6)}] * 3, facts=facts)
    (area,) = [result for result in evaluate(made, frame, [()] * 3, "Q1") if result.scope == "area"]
    assert (area.reporting, area.due) == (2, 3)
    assert (area.numerator, area.denominator) == (Decimal("21.5"), 2)


def test_facts_are_exact_in_figures_and_no_policy_fills_them() -> None:
    frame = Frame(form(), SCHOOLS[:2], [{}, {}], facts=[{"rooms": Decimal("0.1")}, {}])
    tenth, none = ExactFrame(frame, zero=True).fact("rooms").tolist()
    assert 10 * tenth == 1 and none != none
