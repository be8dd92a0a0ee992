"""What is typed into the tabs of a file: what stands there already is left, and reasons are picked where asked."""

from service.demo.dealing import Line
from service.demo.desk import Paper, picking, standing, typing
from service.demo.typed import Typed

HEAD = [
    ["#tidtam list follow 2566-R2"],
    ["#key", "no", "words", "done", "#reason"],
    ["", "เลขที่", "ข้อความ", "ผล", "เหตุผล"],
]
TAB = [*HEAD, ["k1", "1", "ให้นิเทศ", "", ""], ["", "", "", "", ""]]
LINE = Line({"no": Typed("1"), "words": Typed("ให้นิเทศ"), "done": Typed(40)})
ISSUES = [
    ["#tidtam issues survey 2566-AD"],
    ["#key", "#title", "#reason"],
    ["", "ช่อง", "เหตุผล"],
    ["S1|fee|R13", "ค่าบริการ", ""],
    ["S2|fee|R13", "ค่าบริการ", "มีหลายคู่สาย"],
    ["S2|rooms|R01", "ห้อง", "เดิม"],
]


def typed(paper: Paper) -> list[tuple[int, int]]:
    """The places that are typed into, by row and column."""
    requests, _ = typing(paper, TAB)
    starts = [request["updateCells"]["start"] for request in requests]
    return [(start["rowIndex"], start["columnIndex"]) for start in starts]


def test_a_row_made_with_the_tab_is_filled_and_what_stands_in_it_is_left() -> None:
    paper = Paper(1, "list", "U02", [LINE], names=["no"], kept=[frozenset({"no", "words", "done"})])
    assert typed(paper) == [(3, 3)]  # of what may stand there the result alone does not


def test_a_mistake_is_typed_over_what_stands_there() -> None:
    assert typed(Paper(1, "list", "U02", [LINE], names=["no"])) == [(3, 1), (3, 2), (3, 3)]


def test_a_mistake_empties_what_stands_there() -> None:
    wrong = Line({"no": Typed("1"), "done": Typed(40)})
    assert typed(Paper(1, "list", "U02", [wrong], names=["no"], right=[LINE])) == [(3, 1), (3, 3), (3, 2)]


def test_a_row_made_with_the_tab_is_found_though_its_name_is_mistyped() -> None:
    wrong = Line({"no": Typed("ข้อแรก"), "words": Typed("ให้นิเทศ")})
    assert typed(Paper(1, "list", "U02", [wrong], names=["no"], right=[LINE])) == [(3, 1), (3, 2)]
    one_more = Paper(1, "list", "U02", [LINE, LINE], names=["no"], right=[LINE])
    assert [row for row, _ in typed(one_more)] == [3, 3, 3, 4, 4, 4]


def test_what_stands_in_a_list_are_its_rows_that_are_not_empty() -> None:
    assert standing("list", "U02", TAB) == [{"no": "1", "words": "ให้นิเทศ", "done": ""}]


def test_reasons_are_picked_beside_their_questions_and_taken_away_again() -> None:
    wanted = {("S1", "fee"): "มีหลายคู่สาย", ("S2", "fee"): "", ("S3", "fee"): "เดิม"}
    changes = [request["updateCells"] for request in picking(7, ISSUES, wanted)]
    assert [change["start"] for change in changes] == [
        {"sheetId": 7, "rowIndex": 3, "columnIndex": 2},
        {"sheetId": 7, "rowIndex": 4, "columnIndex": 2},
    ]
    first, second = (change["rows"][0]["values"][0]["userEnteredValue"] for change in changes)
    assert (first, second) == ({"stringValue": "มีหลายคู่สาย"}, {})


def test_no_question_was_asked_yet() -> None:
    assert picking(7, [], {("S1", "fee"): "เดิม"}) == []
