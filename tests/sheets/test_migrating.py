"""A newer version of a form in standing sheets: the tab comes out like a new one, no value is lost."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.core.schema import Form
from service.emulator import Emulator
from service.sheets.blueprint import GROUPS, Blueprint
from service.sheets.blueprint_card import plan_card
from service.sheets.blueprint_list import plan_list
from service.sheets.blueprint_table import plan_table
from service.sheets.bringing import Brought, migrate, repair
from service.sheets.drive import SHEETS
from service.sheets.standing import Standing

from .desk import BAN_NA, BAN_PA, SCHOOL, TAB, Desk, field, form, picture, round_of

NAMES = ("a", "b", "c", "d", "e", "f", "g")
TITLES = ("จำนวน", "ลิงก์หลักฐาน", "ร้อยละ", "แผน", "ปัญหา")
Plan = Callable[[Form], Blueprint]


def card_of(definition: Form) -> Blueprint:
    required = [item.name for item in definition.fields]
    return plan_card(definition, round_of(definition), BAN_NA, required, TAB, {})


def table_of(definition: Form) -> Blueprint:
    return plan_table(definition, round_of(definition), [BAN_NA, BAN_PA], TAB)


@st.composite
def fields(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some fields in some order, each of any title, kind and group; fields of a group stand together."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    groups = draw(st.lists(st.sampled_from(("", "G1", "G2")), min_size=len(names), max_size=len(names)))
    return [
        field(
            name,
            draw(st.sampled_from(TITLES)),
            draw(st.sampled_from(("count", "text", "uri", "money", "yes_no"))),
            **({"group": group} if group else {}),
            **draw(st.sampled_from(({}, {"unit": "คน"}, {"description": "ดูคู่มือ"}))),
        )
        for name, group in zip(names, sorted(groups), strict=True)
    ]


def version(chosen: Sequence[Mapping[str, Any]], number: int) -> Form:
    return form(*map(dict, chosen), groups=["G1", "G2"], version=str(number))


def typed_on_card(definition: Form, values: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    names = {item.name for item in definition.fields}
    return {(name, "#value"): value for name, value in values.items() if name in names} | {
        (name, "#reason"): f"เหตุ {name}" for name in values if name in names
    }


def typed_in_table(definition: Form, values: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    names = {item.name for item in definition.fields}
    return {(SCHOOL, name): value for name, value in values.items() if name in names}


def without_leftovers(shown: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    """The picture as far as the new tab goes; what is kept stands below or beside."""
    rows, columns = like["counts"]["ROWS"], like["counts"]["COLUMNS"]
    cells = {where: cell for where, cell in shown["cells"].items() if where[0] < rows and where[1] < columns}
    return {**shown, "cells": cells, "counts": like["counts"]}


def values_in(tab: Standing) -> list[Any]:
    """Everything that was typed into the tab, as values."""
    return [value for row in tab.rows for cell in row for value in cell.get("userEnteredValue", {}).values()]


LAYOUTS = [(card_of, typed_on_card), (table_of, typed_in_table)]
VALUES = st.dictionaries(
    st.sampled_from(NAMES), st.one_of(st.integers(1, 99), st.sampled_from(("ข้อความ", "=1+1")))
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Emulator(tmp_path_factory.mktemp("google")) as emulator:
        yield Desk(emulator)


def migrated(desk: Desk, plan: Blueprint) -> Brought:
    brought = migrate(plan, desk.tab())
    desk.apply(*brought.requests)
    return brought


@pytest.mark.parametrize(("plan", "typed"), LAYOUTS, ids=["card", "table"])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(versions=st.lists(fields(), min_size=2, max_size=3), values=VALUES)
def test_after_any_change_the_tab_is_like_a_new_one_and_holds_every_value(
    desk: Desk, plan: Plan, typed: Any, versions: list[Any], values: dict[str, Any]
) -> None:
    forms = [version(chosen, number) for number, chosen in enumerate(versions, 1)]
    first, last = forms[0], forms[-1]
    desk.make(plan(first), typed(first, values))
    for definition in forms[1:]:
        migrated(desk, plan(definition))
    tab = desk.tab()
    assert migrate(plan(last), desk.tab()).requests == [] == repair(plan(last), desk.tab()).requests
    kept = {name: value for name, value in values.items() if name in {i.name for i in first.fields}}
    assert sorted(map(str, kept.values())) == sorted(str(v) for v in values_in(tab) if v in kept.values())
    back = {name: value for name, value in kept.items() if name in {i.name for i in last.fields}}
    desk.make(plan(last), typed(last, back))
    new = picture(desk.tab())
    assert without_leftovers(picture(tab), new) == new


def test_a_list_of_the_former_layout_comes_out_like_a_new_one(desk: Desk) -> None:
    definition = version([field("a", "ลำดับ", group="G1"), field("b", "ชื่อ", "text", group="G2")], 1)
    plan = plan_list(definition, round_of(definition), BAN_NA, TAB)
    key, status, name, message, *rest = plan.columns
    wide = [replace(line, size=300) for line in (key, status, message, name, *rest)]
    rows = tuple(replace(line, size=0) for line in plan.rows if line.key != GROUPS)
    desk.make(plan)
    new = (picture(desk.tab()), sizes(desk))
    desk.make(replace(plan, columns=tuple(wide), rows=rows, frozen_columns=""))
    desk.apply(*migrate(plan, desk.tab()).requests)
    assert (picture(desk.tab()), sizes(desk)) == new
    assert migrate(plan, desk.tab()) == Brought()


def sizes(desk: Desk) -> list[list[int]]:
    """The widths of the columns and the heights of the rows of the head."""
    fields = "sheets(properties/sheetId,data(columnMetadata/pixelSize,rowMetadata/pixelSize))"
    answer = desk.google._json("get", f"{SHEETS}/{desk.file_id}", params={"fields": fields})
    data = next(s["data"][0] for s in answer["sheets"] if s["properties"].get("sheetId") == TAB)
    lines = (data["columnMetadata"], data["rowMetadata"][:8])
    return [[line.get("pixelSize", 0) for line in one] for one in lines]
