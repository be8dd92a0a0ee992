"""A damaged tab comes out of a repair like a new one, with every value where its field is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from service.core.cells import Cell
from service.core.issues import Reason
from service.emulator import Emulator
from service.sheets.blueprint import Blueprint
from service.sheets.blueprint_card import plan_card
from service.sheets.blueprint_list import plan_list
from service.sheets.blueprint_table import plan_issues, plan_table
from service.sheets.bringing import Brought, repair
from service.sheets.knowing import known_card, known_list, known_table
from service.sheets.standing import Standing

from .desk import BAN_NA, BAN_PA, SCHOOL, TAB, Desk, field, form, lines, picture, place, round_of, write

FORM = form(
    field("all", "ทั้งหมด", unit="คน", group="G1"),
    field("link1", "ลิงก์หลักฐาน", "uri", group="G1"),
    field(
        "done", "ทำแผน", "yes_no", group="G2", trueValues=["ทำแล้ว"], falseValues=["ยัง"], description="ดูคู่มือ"
    ),
    field("link2", "ลิงก์หลักฐาน", "uri", group="G2"),
    groups=["G1", "G2"],
)
CARD = plan_card(FORM, round_of(FORM), BAN_NA, ["all", "done"], TAB, {"all": "9"})
TABLE = plan_table(FORM, round_of(FORM), [BAN_NA, BAN_PA], TAB)
ISSUES = plan_issues(FORM, round_of(FORM), TAB)
LIST = plan_list(FORM, round_of(FORM), BAN_NA, TAB)
ANSWERS = {"all": 12, "link1": "https://a.example", "done": "ทำแล้ว", "link2": "https://b.example"}
TYPED = {(name, "#value"): value for name, value in ANSWERS.items()} | {("all", "#reason"): "ย้ายเข้า"}
KNOWN = known_card(
    {name: Cell(value, str(value)) for name, value in ANSWERS.items()}, {("all", "R1"): Reason("ย้ายเข้า", "")}
)
ROWS_TYPED = {(code, name): value for code in (SCHOOL, BAN_PA.code) for name, value in ANSWERS.items()}
KNOWN_ROWS = known_table(
    {code: {n: Cell(v, str(v)) for n, v in ANSWERS.items()} for code in (SCHOOL, BAN_PA.code)}
)
Damage = Callable[[Standing], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Emulator(tmp_path_factory.mktemp("google")) as emulator:
        yield Desk(emulator)


def repaired(desk: Desk, plan: Blueprint, known: Any = KNOWN) -> Brought:
    brought = repair(plan, desk.tab(), known)
    desk.apply(*brought.requests)
    return brought


@pytest.mark.parametrize("plan", [CARD, TABLE, ISSUES, LIST], ids=lambda plan: plan.layout)
def test_a_whole_tab_needs_no_request(desk: Desk, plan: Blueprint) -> None:
    desk.make(plan)
    assert repair(plan, desk.tab()) == Brought()


def delete(key: str, role: str = "#title", dimension: str = "ROWS") -> Damage:
    def damage(tab: Standing) -> list[dict[str, Any]]:
        index = place(tab, key, role)[dimension == "COLUMNS"]
        return [{"deleteDimension": {"range": lines(index, index + 1, dimension)}}]

    damage.__name__ = f"delete {key} {role}"
    return damage


def delete_first_row(_: Standing) -> list[dict[str, Any]]:
    return [{"deleteDimension": {"range": lines(0, 1)}}]


def over(key: str, role: str, text: str) -> Damage:
    def damage(tab: Standing) -> list[dict[str, Any]]:
        return [write(*place(tab, key, role), text)]

    damage.__name__ = f"{text} over {key} {role}"
    return damage


def cleared(*names: str) -> Damage:
    """These properties of every cell of the tab emptied."""

    def damage(tab: Standing) -> list[dict[str, Any]]:
        return [{"updateCells": {"range": {"sheetId": TAB}, "rows": [], "fields": ",".join(names)}}]

    damage.__name__ = f"cleared {names}"
    return damage


def unprotected(tab: Standing) -> list[dict[str, Any]]:
    return [{"deleteProtectedRange": {"protectedRangeId": tab.protected[0]["protectedRangeId"]}}]


def only_warning(tab: Standing) -> list[dict[str, Any]]:
    rule = {"protectedRangeId": tab.protected[0]["protectedRangeId"], "warningOnly": True}
    return [{"updateProtectedRange": {"protectedRange": rule, "fields": "warningOnly"}}]


def opened_wide(tab: Standing) -> list[dict[str, Any]]:
    hole = {"sheetId": TAB, "startRowIndex": 0, "endRowIndex": 10}
    rule = {"protectedRangeId": tab.protected[0]["protectedRangeId"], "unprotectedRanges": [hole]}
    return [{"updateProtectedRange": {"protectedRange": rule, "fields": "unprotectedRanges"}}]


def no_grey(_: Standing) -> list[dict[str, Any]]:
    return [{"deleteConditionalFormatRule": {"sheetId": TAB, "index": 0}}]


def shown_codes(_: Standing) -> list[dict[str, Any]]:
    shown = {"properties": {"hiddenByUser": False}, "fields": "hiddenByUser"}
    return [
        {"updateDimensionProperties": {"range": lines(0, 1, "COLUMNS"), **shown}},
        {"updateDimensionProperties": {"range": lines(3, 4), **shown}},
    ]


def unfrozen(_: Standing) -> list[dict[str, Any]]:
    properties = {"sheetId": TAB, "gridProperties": {"frozenRowCount": 1}}
    return [{"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenRowCount"}}]


DAMAGES: list[Damage] = [
    delete("#code"),
    delete("#headings"),
    delete("#respondent"),
    delete("#receipt"),
    delete_first_row,
    delete("all"),
    delete("§G2"),
    delete("link2"),
    delete("all", "#code", "COLUMNS"),
    delete("all", "#title", "COLUMNS"),
    delete("all", "#value", "COLUMNS"),
    delete("all", "#reason", "COLUMNS"),
    delete("all", "#message", "COLUMNS"),
    over("all", "#code", "al"),
    over("all", "#code", "link1"),
    over("#code", "#value", "ค่า"),
    over("#code", "#code", "รหัส"),
    over("all", "#title", "นักเรียน"),
    over("#headings", "#value", "ตอบตรงนี้"),
    over("§G1", "#title", "หมวดหนึ่ง"),
    over("all", "#previous", "8"),
    over("school_id", "#value", "1099000009"),
    cleared("note"),
    cleared("dataValidation"),
    unprotected,
    only_warning,
    opened_wide,
    no_grey,
    shown_codes,
    unfrozen,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_card_comes_out_like_a_new_one(desk: Desk, damage: Damage) -> None:
    desk.make(CARD, TYPED)
    whole = picture(desk.tab())
    desk.apply(*damage(desk.tab()))
    assert picture(desk.tab()) != whole
    brought = repaired(desk, CARD)
    assert brought.deeds and not brought.left
    assert picture(desk.tab()) == whole
    assert repair(CARD, desk.tab()).requests == []


TABLE_DAMAGES: list[Damage] = [
    delete("#key", "#school"),
    delete("#headings", "#school"),
    delete("#groups", "#school"),
    delete(SCHOOL, "#school"),
    delete(SCHOOL, "#key", "COLUMNS"),
    delete(SCHOOL, "#school", "COLUMNS"),
    delete(SCHOOL, "#status", "COLUMNS"),
    delete(SCHOOL, "done", "COLUMNS"),
    over(SCHOOL, "#key", "1"),
    over(SCHOOL, "#school", "บ้านอื่น"),
    over("#headings", "all", "นักเรียน"),
    over("#key", "link2", "link"),
    cleared("dataValidation"),
    unprotected,
]


@pytest.mark.parametrize("damage", TABLE_DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_table_comes_out_like_a_new_one(desk: Desk, damage: Damage) -> None:
    desk.make(TABLE, ROWS_TYPED)
    whole = picture(desk.tab())
    desk.apply(*damage(desk.tab()))
    assert picture(desk.tab()) != whole
    brought = repaired(desk, TABLE, KNOWN_ROWS)
    assert brought.deeds and not brought.left
    assert picture(desk.tab()) == whole


LIST_DAMAGES: list[Damage] = [
    unprotected,
    no_grey,
    delete("#key", "#status"),
    delete("#headings", "#status"),
    delete("#headings", "all", "COLUMNS"),
    over("#headings", "all", "หัวอื่น"),
    over("#key", "all", "al"),
    cleared("dataValidation"),
]


@pytest.mark.parametrize("damage", LIST_DAMAGES, ids=lambda damage: damage.__name__)
def test_a_list_keeps_its_rows_when_it_is_repaired(desk: Desk, damage: Damage) -> None:
    desk.make(LIST)
    desk.apply(write(8, 0, "k1"), write(8, 3, 5), write(9, 0, "k2"), write(9, 3, 7))
    whole = picture(desk.tab())
    desk.apply(*damage(desk.tab()))
    repaired(desk, LIST, known_list({"k1/all": Cell(5, "5"), "k2/all": Cell(7, "7")}, {}))
    assert picture(desk.tab()) == whole


@pytest.mark.parametrize(("place_of_copy", "read"), [("above", "99"), ("at the end", "12")])
def test_of_a_copied_row_the_one_in_its_place_keeps_the_code(
    desk: Desk, place_of_copy: str, read: str
) -> None:
    desk.make(CARD, TYPED)
    row = place(desk.tab(), "all", "#title")[0]
    target = row if place_of_copy == "above" else len(CARD.rows)
    source = row + 1 if target == row else row
    make_room = {"insertDimension": {"range": lines(row, row + 1)}}
    if target != row:
        make_room = {"appendDimension": {"sheetId": TAB, "dimension": "ROWS", "length": 1}}
    areas = [{"sheetId": TAB, "startRowIndex": r, "endRowIndex": r + 1} for r in (source, target)]
    desk.apply(make_room, {"copyPaste": {"source": areas[0], "destination": areas[1]}}, write(target, 2, 99))
    brought = repaired(desk, CARD)
    assert [deed.what for deed in brought.deeds if deed.kind == "copy"] == ["ทั้งหมด (คน)"]
    assert desk.values()["all", "#value"] == read
    assert [desk.tab().text(n, 0) for n in range(len(desk.tab().rows))].count("all") == 1


def test_rows_that_people_added_moved_and_sorted_stay_so(desk: Desk) -> None:
    desk.make(CARD, TYPED)
    row = place(desk.tab(), "link2", "#title")[0]
    desk.apply(
        {"insertDimension": {"range": lines(row, row + 1)}},
        write(row, 1, "โน้ตของครู"),
        {"moveDimension": {"source": lines(row + 1, row + 2), "destinationIndex": 7}},
        {"moveDimension": {"source": lines(2, 3, "COLUMNS"), "destinationIndex": 6}},
    )
    before = desk.values()
    repaired(desk, CARD)
    assert desk.values() == before
    assert any(desk.tab().text(r, 1) == "โน้ตของครู" for r in range(len(desk.tab().rows)))
    assert repair(CARD, desk.tab()).requests == []


def test_a_code_written_a_row_too_high_goes_back_by_its_title(desk: Desk) -> None:
    desk.make(CARD, TYPED)
    row = place(desk.tab(), "done", "#title")[0]
    desk.apply(write(row, 0, "all"), write(place(desk.tab(), "all", "#title")[0], 0, "x"))
    repaired(desk, CARD)
    assert (desk.values()["all", "#value"], desk.values()["done", "#value"]) == ("12", "ทำแล้ว")


def test_a_row_that_could_be_several_is_told_and_made_from_what_is_known(desk: Desk) -> None:
    desk.make(CARD, TYPED)
    first, last = (place(desk.tab(), name, "#title")[0] for name in ("link1", "link2"))
    copy = {"sheetId": TAB, "startRowIndex": first, "endRowIndex": first + 1}
    desk.apply(
        {"insertDimension": {"range": lines(last + 0, last + 1)}},
        {
            "copyPaste": {
                "source": copy,
                "destination": copy | {"startRowIndex": last, "endRowIndex": last + 1},
            }
        },
        write(last, 0, None),
        write(last + 1, 0, None),
    )
    brought = repaired(desk, CARD)
    assert [deed.kind for deed in brought.left] == ["doubtful"]
    assert desk.values()["link2", "#value"] == "https://b.example"


def test_a_tab_in_which_nothing_is_known_is_said_to_be_lost(desk: Desk) -> None:
    desk.make(CARD)
    desk.apply(*cleared("userEnteredValue")(desk.tab()))
    assert repair(CARD, desk.tab()).lost


def test_every_account_of_ours_may_edit_what_is_protected(desk: Desk) -> None:
    ours = ("one@iam.example", "two@iam.example")
    plan = replace(CARD, editors=ours)
    desk.make(plan)
    assert repair(plan, desk.tab()).requests == []
    more = replace(CARD, editors=(*ours, "three@iam.example"))
    repaired(desk, more)
    (rule,) = desk.tab().protected
    assert set(more.editors) <= set(rule["editors"]["users"]) and rule["unprotectedRanges"]


def test_somebody_elses_protection_is_told_and_left_alone() -> None:
    rule = {
        "protectedRangeId": 1,
        "range": {"sheetId": TAB},
        "warningOnly": True,
        "requestingUserCanEdit": False,
    }
    tab = Standing(
        TAB, "x", [[{"formattedValue": line.key}] for line in CARD.rows], {"ROWS": 20, "COLUMNS": 7}
    )
    tab.protected = [rule]
    brought = repair(CARD, tab)
    assert [deed.kind for deed in brought.left] == ["locked"]
    assert not [request for request in brought.requests if "updateProtectedRange" in request]
