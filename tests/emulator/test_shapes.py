"""The emulator's own tables of names, held against Google's discovery documents."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from edit_requests import area
from emulator_clients import Person

from service.emulator import drive_shapes, shapes
from service.emulator.edits import HANDLERS

KINDS = {"string": "s", "integer": "i", "number": "n", "boolean": "b", "any": "any"}


def document(name: str) -> dict[str, Any]:
    package = find_spec("googleapiclient")
    assert package and package.submodule_search_locations
    path = Path(package.submodule_search_locations[0], "discovery_cache", "documents", f"{name}.json")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["schemas"]
    return found


def kind_of(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"])
    if schema["type"] == "array":
        return kind_of(schema["items"]) + "[]"
    if schema["type"] == "object":
        inner = schema.get("additionalProperties", {})
        return "{}" + kind_of(inner) if "$ref" in inner else "any"
    return KINDS[schema["type"]]


def agrees(own: str, schema: dict[str, Any]) -> bool:
    """`any` looks into nothing; an enum has Google's names."""
    if own.removesuffix("[]") == "any":
        return True
    plain = schema.get("items", schema)
    if own.removesuffix("[]") in shapes.ENUMS:
        return shapes.ENUMS[own.removesuffix("[]")] == frozenset(plain.get("enum", ()))
    return own == kind_of(schema) and "enum" not in plain


@pytest.mark.parametrize(("table", "name"), [(shapes.SHAPES, "sheets.v4"), (drive_shapes.SHAPES, "drive.v3")])
def test_every_shape_has_googles_fields(table: dict[str, dict[str, str]], name: str) -> None:
    google = document(name)
    for shape, fields in table.items():
        properties = google[shape]["properties"]
        assert set(fields) == set(properties), shape
        wrong = [field for field, own in fields.items() if not agrees(own, properties[field])]
        assert wrong == [], shape


def test_every_request_is_done_or_refused_as_not_covered() -> None:
    opaque = {name for name, kind in shapes.SHAPES["Request"].items() if kind == "any"}
    assert set(HANDLERS) == set(shapes.SHAPES["Request"]) - opaque


def test_what_is_not_covered_says_so(owner: Person, sheet_id: str) -> None:
    answer = owner.batch(sheet_id, {"addChart": {"chart": {}}})
    assert (answer.status_code, answer.json()["error"]["status"]) == (501, "UNIMPLEMENTED")
    assert "see its README" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        ({"mergeCells": {"range": area(0, 1, 0, 2), "mergeType": "MERGE_SOME"}}, "merge_cells.merge_type"),
        ({"appendDimension": {"dimension": "LINES", "length": 1}}, "append_dimension.dimension"),
        ({"setBasicFilter": {"filter": {"criteria": {"0": {"hidden": []}}}}}, "filter.criteria.0"),
    ],
)
def test_a_name_google_does_not_know_is_refused_with_its_place(
    owner: Person, sheet_id: str, edit: dict[str, Any], place: str
) -> None:
    answer = owner.batch(sheet_id, edit)
    assert (answer.status_code, place in answer.json()["error"]["message"]) == (400, True)


def test_a_spreadsheet_is_made_as_it_is_described(owner: Person) -> None:
    cell = {"userEnteredValue": {"stringValue": "ก"}, "note": "โน้ต"}
    data = {"startRow": 1, "rowData": [{"values": [cell]}], "columnMetadata": [{"pixelSize": 200}]}
    tab = {"properties": {"title": "ข้อมูล", "sheetId": 5}, "data": [data], "merges": [area(3, 5, 0, 2, 5)]}
    tab |= {"protectedRanges": [{"range": {"sheetId": 5}}], "basicFilter": {"range": area(0, 2, 0, 2, 5)}}
    names = [{"name": "ANSWERS", "range": area(0, 2, 0, 1, 5)}]
    body = {"properties": {"title": "ใหม่", "locale": "th_TH"}, "sheets": [tab], "namedRanges": names}
    made = owner.sheets("POST", "", json=body).json()
    found = owner.sheets("GET", f"/{made['spreadsheetId']}", params={"includeGridData": "true"}).json()
    sheet = found["sheets"][0]
    assert (found["properties"]["locale"], [one["name"] for one in found["namedRanges"]]) == (
        "th_TH",
        ["ANSWERS"],
    )
    assert sheet["data"][0]["rowData"][1]["values"][0]["note"] == "โน้ต"
    assert sheet["data"][0]["columnMetadata"][0]["pixelSize"] == 200
    assert [len(sheet[name]) for name in ("merges", "protectedRanges")] == [1, 1]
    assert sheet["basicFilter"]["range"]["sheetId"] == 5


def test_a_wrong_description_makes_nothing(owner: Person) -> None:
    twice = [{"properties": {"title": "ก"}}, {"properties": {"title": "ก"}}]
    answer = owner.sheets("POST", "", json={"properties": {"title": "เสีย"}, "sheets": twice})
    assert answer.status_code == 400
    params = {"q": "name = 'เสีย'"}
    assert owner.drive("GET", "/files", params=params).json()["files"] == []


@pytest.mark.parametrize("zone", ["Asia/Bangkok", "GMT-07:00"])
def test_a_time_zone_decides_what_today_is(owner: Person, sheet_id: str, zone: str) -> None:
    change = {"properties": {"timeZone": zone}, "fields": "timeZone"}
    owner.batch(sheet_id, {"updateSpreadsheetProperties": change}).raise_for_status()
    path, params = f"/{sheet_id}/values/A1", {"valueInputOption": "USER_ENTERED"}
    owner.sheets("PUT", path, params=params, json={"values": [["=TODAY()"]]}).raise_for_status()
    assert owner.sheets("GET", path).json()["values"] != [["#ERROR!"]]


def test_an_unknown_time_zone_is_refused(owner: Person, sheet_id: str) -> None:
    change = {"properties": {"timeZone": "Mars/Base"}, "fields": "timeZone"}
    assert owner.batch(sheet_id, {"updateSpreadsheetProperties": change}).status_code == 400


def test_the_readme_counts_rightly() -> None:
    known, done = len(shapes.SHAPES["Request"]), len(HANDLERS)
    text = Path(shapes.__file__).with_name("README.md").read_text("utf-8")
    assert f"Of batchUpdate's {known} requests the {done}" in text
    assert f"Google's other {known - done} requests are answered 501" in text
