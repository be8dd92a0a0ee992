"""Values that come back from the store are read as they were read before."""

from typing import Any

import pytest

from service.core.cells import Cell
from service.core.issues import Issue, Reason
from service.sheets.knowing import cell_data, known_issues, known_list


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (Cell(12, "12"), {"userEnteredValue": {"numberValue": 12}}),
        (Cell(True, "TRUE"), {"userEnteredValue": {"boolValue": True}}),
        (Cell("=1+1", "=1+1"), {"userEnteredValue": {"stringValue": "=1+1"}}),
        (Cell("0042", "0042", "TEXT"), {"userEnteredValue": {"stringValue": "0042"}}),
        (Cell(5, "5", "", "=A1+2"), {"userEnteredValue": {"numberValue": 5}}),
        (Cell(None, "#REF!", "", "=A1", "#REF!"), {"userEnteredValue": {"stringValue": "#REF!"}}),
        (
            Cell(0.5, "50%", "PERCENT"),
            {
                "userEnteredValue": {"numberValue": 0.5},
                "userEnteredFormat": {"numberFormat": {"type": "PERCENT"}},
            },
        ),
        (Cell(), {}),
    ],
)
def test_a_cell_is_put_back_literally(cell: Cell, written: dict[str, Any]) -> None:
    assert cell_data(cell) == written


def test_rows_of_a_list_come_back_under_their_keys() -> None:
    cells = {"k1/advice": Cell("ซ่อม", "ซ่อม"), "k2/advice": Cell("จัด", "จัด")}
    rows = known_list(cells, {("k2/advice", "R1"): Reason("มีงบ", "")}).tail
    texts = [{role: cell["userEnteredValue"]["stringValue"] for role, cell in row.items()} for row in rows]
    assert texts == [
        {"#key": "k1", "advice": "ซ่อม"},
        {"#key": "k2", "advice": "จัด", "#reason": "มีงบ"},
    ]


def test_only_questions_with_a_reason_come_back() -> None:
    asked = [Issue("1", "a", code, "query", "?", reason="") for code in ("R1", "R2")]
    rows = known_issues(
        asked, {"1": "บ้านนา"}, {"a": "ช่อง ก"}, {"1": {("a", "R2"): Reason("ย้ายเข้า", "")}}
    ).tail
    assert [row["#key"]["userEnteredValue"]["stringValue"] for row in rows] == ["1|a|R2"]
