"""Methods are found as Google describes them, and our own lists speak of what there is."""

import re

import pytest

from . import mandatory, masks
from .asked import update_mask_problems
from .documents import Json, api, find

SHEETS, SHEETS_METHODS = api("sheets.v4")
DRIVE, DRIVE_METHODS = api("drive.v3")
EVERY_METHOD = (*SHEETS_METHODS, *DRIVE_METHODS)
BY_ID = {method.id: method for method in EVERY_METHOD if not method.upload}


@pytest.mark.parametrize("method", EVERY_METHOD, ids=lambda method: f"{method.id}{'+' * method.upload}")
def test_each_method_is_found_by_its_own_path(method: object) -> None:
    path = re.sub(r"\(\?P<(\w+)>.*?\)", "1x", method.path.pattern).replace("\\", "")  # type: ignore[attr-defined]
    found = find(method.verb, path)  # type: ignore[attr-defined]
    assert found and found[0] is method
    assert {*found[1].values()} <= {"1x"}


def test_a_range_keeps_its_colons_and_percent_signs_go() -> None:
    found = find("POST", "/v4/spreadsheets/abc/values/%27%E0%B8%81%2Fb%27!A1:B2:append")
    assert found and found[0].id == "sheets.spreadsheets.values.append"
    assert found[1] == {"spreadsheetId": "abc", "range": "'ก/b'!A1:B2"}


def test_every_update_mask_of_google_is_known() -> None:
    """A new kind of request with a mask must come into our table."""
    masked = {name for name, schema in SHEETS.schemas.items() if "fields" in schema.get("properties", {})}
    kinds = SHEETS.schemas["Request"]["properties"].items()
    assert {kind for kind, schema in kinds if schema["$ref"] in masked} == {*mandatory.UPDATE_MASKS}
    assert not any(update_mask_problems(schema, "*") for schema in mandatory.UPDATE_MASKS.values())


@pytest.mark.parametrize("table", [mandatory.REQUEST_OBJECTS, mandatory.ANSWER_OBJECTS])
def test_mandatory_fields_of_things_exist(table: dict[str, str]) -> None:
    for name, must in table.items():
        document = SHEETS if name in SHEETS.schemas else DRIVE
        assert not masks.problems(document, document.schemas[name], masks.parse(must)), name


@pytest.mark.parametrize("table", [mandatory.ANSWERS, mandatory.DRIVE_UNASKED, mandatory.REQUEST_BODIES])
def test_mandatory_fields_of_methods_exist(table: dict[str, str]) -> None:
    for method_id, must in table.items():
        method = BY_ID[method_id]
        name = method.request if table is mandatory.REQUEST_BODIES else method.response
        assert not masks.problems(method.api, {"$ref": name}, masks.parse(must)), method_id


def test_what_excludes_each_other_exists() -> None:
    for place, names in (mandatory.EXACTLY_ONE | mandatory.AT_MOST_ONE).items():
        assert {*names} <= {*_fields(place)}, place
    for name, field in mandatory.NOT_EMPTY:
        assert SHEETS.schemas[name]["properties"][field]["type"] == "array"


def _fields(place: str) -> Json:
    name, _, field = place.partition(".")
    schema: Json = SHEETS.schemas[name]
    found: Json = SHEETS.resolve(schema["properties"][field] if field else schema)["properties"]
    return found


def test_mandatory_parameters_exist() -> None:
    for method_id, names in mandatory.REQUEST_PARAMETERS.items():
        method = BY_ID[method_id]
        assert {*names} <= {*method.parameters, *method.api.parameters}
