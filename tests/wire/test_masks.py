"""Field masks as Google reads them."""

import pytest

from . import masks
from .documents import api
from .masks import MaskError

SHEETS, _ = api("sheets.v4")
GRID: masks.Tree = {"gridProperties": {"rowCount": {}, "columnCount": {}}}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("*", {"*": {}}),
        ("a,b", {"a": {}, "b": {}}),
        ("gridProperties.rowCount,gridProperties/columnCount", GRID),
        ("gridProperties(rowCount,columnCount)", GRID),
        ("gridProperties/(rowCount,columnCount)", GRID),
        ("gridProperties(rowCount, columnCount)", GRID),
        ("a(b(c,d),e),f", {"a": {"b": {"c": {}, "d": {}}, "e": {}}, "f": {}}),
        ("a,a.b", {"a": {}}),
        ("a.b,a", {"a": {}}),
        ("a.b.c,a.b.d", {"a": {"b": {"c": {}, "d": {}}}}),
    ],
)
def test_a_mask_is_read_into_a_tree(text: str, tree: masks.Tree) -> None:
    assert masks.parse(text) == tree


@pytest.mark.parametrize(
    "text", ["", ",", "a,", ",a", "a..b", "a.", "(a)", "a(b", "a)b", "a()", "a(b)c", "a-b", "a;b", "ก"]
)
def test_what_is_no_mask_is_refused(text: str) -> None:
    with pytest.raises(MaskError):
        masks.parse(text)


@pytest.mark.parametrize(
    "text",
    ["*", "sheets/data/rowData/values/note", "sheets.data.rowData.values(userEnteredFormat.backgroundColor)",
     "sheets(properties(sheetId,title),data(rowData(values(effectiveValue))))", "sheets.basicFilter.criteria.0"],
)  # fmt: skip
def test_a_mask_of_what_there_is_has_no_problem(text: str) -> None:
    assert not masks.problems(SHEETS, {"$ref": "Spreadsheet"}, masks.parse(text.replace(".0", ".x0")))


@pytest.mark.parametrize("text", ["sheet", "sheets.data.values", "sheets(properties(id))", "spreadsheetId.x"])
def test_a_mask_of_what_there_is_not_has_one(text: str) -> None:
    (problem,) = masks.problems(SHEETS, {"$ref": "Spreadsheet"}, masks.parse(text))
    assert "does not have" in problem
