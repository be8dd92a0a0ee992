"""Who types what in the demo."""

from collections import Counter

import pytest

from service.demo.plan import expected_states, meets, odd_rows, plan
from service.demo.schools import demo_schools
from service.demo.tables import table

SCHOOLS = demo_schools()
PLAN = plan(SCHOOLS)


def test_the_plan_is_the_same_at_every_call() -> None:
    assert plan(demo_schools()) == PLAN


def test_every_school_has_its_place_in_the_order_of_the_register() -> None:
    assert [planned.code for planned in PLAN] == [school["school_code"] for school in SCHOOLS]


def test_all_states_occur_and_most_schools_are_complete() -> None:
    states = Counter(expected_states(PLAN).values())
    assert set(states) == {"complete", "needs_fix", "explain", "in_progress", "missing"}
    assert states["complete"] > len(SCHOOLS) / 2
    assert states["missing"] == 12


def test_every_row_of_both_tables_is_typed_by_exactly_one_school() -> None:
    typed = Counter(row for planned in PLAN for row in planned.rows)
    wanted = [row["id"] for row in (*table("planted.csv"), *odd_rows())]
    assert typed == Counter(wanted)


def test_a_silent_school_types_nothing() -> None:
    assert all(not planned.cells for planned in PLAN if planned.state == "missing")


def test_a_school_with_an_error_needs_a_fix() -> None:
    for planned in PLAN:
        severities = {severity for _, _, severity in planned.issues}
        assert (planned.state == "needs_fix") == ("error" in severities)


def test_a_query_with_an_accepted_reason_leaves_a_submission_complete() -> None:
    settled = [planned for planned in PLAN if planned.accepted]
    assert len(settled) >= 5
    assert {planned.state for planned in settled} == {"complete"}


def test_a_reason_that_is_not_accepted_leaves_the_query_open() -> None:
    open_queries = [planned for planned in PLAN if planned.reasons and not planned.accepted]
    assert sum(len(planned.reasons) for planned in open_queries) == 2
    assert {planned.state for planned in open_queries} == {"explain"}


@pytest.mark.parametrize(
    ("needs", "suits"),
    [
        ("", True),
        ("grade:K", True),
        ("no_grade:K", False),
        ("grade:K pupils:10-20", True),
        ("pupils:21-30", False),
        ("tag:quality_school", False),
        ("no_tag:quality_school", True),
    ],
)
def test_a_row_goes_only_to_a_school_that_suits_it(needs: str, suits: bool) -> None:
    assert meets({"grades": "K P1", "tags": "", "pupils": "20"}, needs) is suits
