from __future__ import annotations

from typing import Any

import pytest
from edit_requests import message, strip, tab
from emulator_clients import Person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
B, C, D, E, F = range(1, 6)
SPANS = st.tuples(st.integers(0, 6), st.integers(1, 4)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def change(kind: str, start: int, end: int) -> dict[str, Any]:
    return {f"{kind}DimensionGroup": {"range": strip("COLUMNS", start, end)}}


def groups(person: Person, sheet_id: str) -> list[tuple[int, int, int]]:
    found = tab(person, sheet_id, "columnGroups").get("columnGroups", [])
    return [(one["range"]["startIndex"], one["range"]["endIndex"], one["depth"]) for one in found]


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ((C, E), (B, F), [(B, F, 1), (C, E, 2)]),
        ((B, F), (C, E), [(B, F, 1), (C, E, 2)]),
        ((B, E), (C, F), [(B, F, 1), (C, E, 2)]),
    ],
)
def test_groups_nest_as_google_describes(
    owner: Person, sheet_id: str, first: Any, second: Any, left: Any
) -> None:
    """The examples of AddDimensionGroupRequest: a superset, a subset, an overlap."""
    owner.batch(sheet_id, change("add", *first), change("add", *second)).raise_for_status()
    assert groups(owner, sheet_id) == left


def test_deleting_takes_one_depth_off(owner: Person, sheet_id: str) -> None:
    """The example of DeleteDimensionGroupRequest: D:E out of B:E and C:D leaves B:D and C:C."""
    owner.batch(sheet_id, change("add", B, F), change("add", C, E), change("delete", D, F)).raise_for_status()
    assert groups(owner, sheet_id) == [(B, E, 1), (C, D, 2)]


@FEW
@given(spans=st.lists(SPANS, min_size=1, max_size=5))
def test_what_is_grouped_and_ungrouped_is_flat_again(
    owner: Person, sheet_id: str, spans: list[tuple[int, int]]
) -> None:
    owner.batch(sheet_id, *[change("add", *span) for span in spans]).raise_for_status()
    deep = [sum(start <= index < end for start, end in spans) for index in range(12)]
    found = [sum(start <= index < end for start, end, _ in groups(owner, sheet_id)) for index in range(12)]
    assert found == deep
    owner.batch(sheet_id, *[change("delete", *span) for span in reversed(spans)]).raise_for_status()
    assert groups(owner, sheet_id) == []


def test_a_collapsed_group_hides_its_columns(owner: Person, sheet_id: str) -> None:
    group = {"range": strip("COLUMNS", B, D), "depth": 1, "collapsed": True}
    update = {"updateDimensionGroup": {"dimensionGroup": group, "fields": "collapsed"}}
    owner.batch(sheet_id, change("add", B, D), update).raise_for_status()
    found = tab(owner, sheet_id, "columnGroups.collapsed,data.columnMetadata.hiddenByUser")
    assert found["columnGroups"] == [{"collapsed": True}]
    assert found["data"][0]["columnMetadata"][:4] == [{}, {"hiddenByUser": True}, {"hiddenByUser": True}, {}]


def test_a_group_that_is_not_there_is_refused(owner: Person, sheet_id: str) -> None:
    assert "no groups" in message(owner, sheet_id, change("delete", B, C))
    update = {"dimensionGroup": {"range": strip("COLUMNS", B, D), "depth": 1}, "fields": "*"}
    assert "No group" in message(owner, sheet_id, {"updateDimensionGroup": update})


def test_groups_are_eight_deep_at_most(owner: Person, sheet_id: str) -> None:
    assert "8 deep" in message(owner, sheet_id, *[change("add", B, D)] * 9)
