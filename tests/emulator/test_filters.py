from __future__ import annotations

from typing import Any

import pytest
from edit_requests import area, bare, message, put, tab
from emulator_clients import Person

PINK = {"red": 1, "green": 0.8, "blue": 0.8}


def spec(column: int, **criteria: Any) -> dict[str, Any]:
    return {"columnIndex": column, "filterCriteria": criteria}


def basic(*specs: dict[str, Any]) -> dict[str, Any]:
    return {"setBasicFilter": {"filter": {"range": area(0, 4, 0, 2), "filterSpecs": list(specs)}}}


def hidden(person: Person, sheet_id: str) -> list[int]:
    rows = tab(person, sheet_id, "data.rowMetadata.hiddenByFilter")["data"][0]["rowMetadata"]
    return [index for index, row in enumerate(rows) if row.get("hiddenByFilter")]


def greater(number: str) -> dict[str, Any]:
    return {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": number}]}


@pytest.mark.parametrize(
    ("specs", "rows"),
    [
        ([spec(0, hiddenValues=["ข"])], [2]),
        ([spec(1, condition=greater("5"))], [1, 2]),
        ([spec(1, condition={"type": "BLANK"})], [1, 3]),
        ([spec(0, visibleBackgroundColor=PINK)], [1, 3]),
        ([spec(0, hiddenValues=["ก"]), spec(1, condition=greater("5"))], [1, 2]),
        ([spec(1, condition={"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=B2<5"}]})], [3]),
        ([], []),
    ],
)
def test_a_filter_hides_rows(owner: Person, sheet_id: str, specs: list[Any], rows: list[int]) -> None:
    put(owner, sheet_id, [["ชื่อ", "จำนวน"], ["ก", 3], ["ข", ""], ["ค", 9]])
    look = {"userEnteredFormat": {"backgroundColor": PINK}}
    fill = {"range": area(2, 3, 0, 1), "cell": look, "fields": "userEnteredFormat.backgroundColor"}
    owner.batch(sheet_id, {"repeatCell": fill}, basic(*specs)).raise_for_status()
    assert hidden(owner, sheet_id) == rows


def test_criteria_are_answered_in_both_forms(owner: Person, sheet_id: str) -> None:
    old = {"range": area(0, 4, 0, 2), "criteria": {"1": {"hiddenValues": ["x"]}}}
    owner.batch(sheet_id, {"setBasicFilter": {"filter": old}}).raise_for_status()
    found = tab(owner, sheet_id, "basicFilter")["basicFilter"]
    assert found["criteria"] == {"1": {"hiddenValues": ["x"]}}
    assert found["filterSpecs"] == [{"columnIndex": 1, "filterCriteria": {"hiddenValues": ["x"]}}]


def test_a_filter_view_lives_and_dies(owner: Person, sheet_id: str) -> None:
    view = {"title": "เฉพาะที่ผิด", "range": area(0, 4, 0, 2), "filterSpecs": [spec(0, hiddenValues=["ก"])]}
    made = owner.batch(sheet_id, {"addFilterView": {"filter": view}}).json()["replies"][0]["addFilterView"][
        "filter"
    ]
    twin = {"duplicateFilterView": {"filterId": made["filterViewId"]}}
    change = {"filter": {"filterViewId": made["filterViewId"], "title": "ใหม่"}, "fields": "title"}
    owner.batch(sheet_id, twin, {"updateFilterView": change}).raise_for_status()
    views = tab(owner, sheet_id, "filterViews(title,range,filterSpecs)")["filterViews"]
    assert [one["title"] for one in views] == ["ใหม่", "Copy of เฉพาะที่ผิด"]
    assert views[0]["range"] == views[1]["range"] == bare(area(0, 4, 0, 2))
    assert views[0]["filterSpecs"] == [spec(0, hiddenValues=["ก"])]
    owner.batch(sheet_id, {"deleteFilterView": {"filterId": made["filterViewId"]}}).raise_for_status()
    assert len(tab(owner, sheet_id, "filterViews")["filterViews"]) == 1
    assert "No filter view" in message(owner, sheet_id, {"deleteFilterView": {"filterId": 1}})


def test_a_filter_view_hides_nothing_for_others(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["ชื่อ"], ["ก"]])
    view = {"range": area(0, 2, 0, 1), "filterSpecs": [spec(0, hiddenValues=["ก"])]}
    owner.batch(sheet_id, {"addFilterView": {"filter": view}}).raise_for_status()
    assert hidden(owner, sheet_id) == []


def test_filters_follow_their_rows(owner: Person, sheet_id: str) -> None:
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    owner.batch(sheet_id, basic(), {"insertDimension": {"range": rows}}).raise_for_status()
    assert tab(owner, sheet_id, "basicFilter.range")["basicFilter"]["range"] == bare(area(2, 6, 0, 2))


def test_a_condition_for_validation_only_is_refused(owner: Person, sheet_id: str) -> None:
    choice = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "x"}]}
    assert "not supported" in message(owner, sheet_id, basic(spec(0, condition=choice)))


def test_a_school_cannot_filter_a_protected_range(owner: Person, school: Person, shared_id: str) -> None:
    owner.batch(shared_id, {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}})
    assert "protected cell" in message(school, shared_id, basic())


def test_people_see_neither_filtered_rows_nor_miss_the_bands(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["ชื่อ", "จำนวน"], ["ก", 3], ["ข", 4]])
    bands = {
        "range": area(0, 3, 0, 2),
        "rowProperties": {"firstBandColor": PINK, "secondBandColor": {"red": 1}},
    }
    owner.batch(sheet_id, basic(spec(0, hiddenValues=["ก"])), {"addBanding": {"bandedRange": bands}})
    page = owner.get(f"{owner.base}/_emulator/ui/{sheet_id}", params={"user": "owner"}).json()
    assert [row["hidden"] for row in page["rows"][:3]] == [False, True, False]
    styles = [row["cells"][0]["style"] for row in page["rows"][1:3]]
    assert ["background" in style for style in styles] == [True, True]
    assert styles[0] != styles[1]
