"""Rows that respondents add keep their identity, whatever is done to the sheet."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.cells import BLANK, Cell
from service.core.rows import ListRow, by_row, identify, none_beside_rows, none_cell, row_name, split_name

SEED = "projects/2566-Q1/1099000001"


def cell(text: str) -> Cell:
    return Cell(text, text) if text else BLANK


def row(place: int, key: str, *texts: str) -> ListRow:
    return ListRow(place, key, {f"f{number}": cell(text) for number, text in enumerate(texts)})


def known(**contents: str) -> dict[str, dict[str, Cell]]:
    return {key: {"f0": cell(text)} for key, text in contents.items()}


def keys(rows: list[ListRow], contents: dict[str, dict[str, Cell]]) -> list[str]:
    return identify(rows, contents, SEED)


def test_new_rows_get_keys_of_their_own() -> None:
    first, second = keys([row(0, "", "ก"), row(1, "", "ก")], {})
    assert first and second and first != second


def test_the_same_new_row_gets_the_same_key_when_tried_again() -> None:
    assert keys([row(0, "", "ก")], {}) == keys([row(7, "", "ก")], {})


def test_a_row_without_content_has_no_key() -> None:
    assert keys([row(0, "k1", ""), row(1, "", "")], known(k1="ก")) == ["", ""]


def test_an_edited_row_keeps_its_key() -> None:
    assert keys([row(0, "k1", "แก้แล้ว"), row(1, "k2", "ข")], known(k1="ก", k2="ข")) == ["k1", "k2"]


def test_of_two_rows_with_one_key_the_unchanged_one_is_the_original() -> None:
    copy, original = keys([row(0, "k1", "แก้สำเนา"), row(1, "k1", "ก")], known(k1="ก"))
    assert original == "k1" and copy not in ("", "k1")


def test_of_two_equal_copies_the_topmost_is_the_original() -> None:
    top, below = keys([row(0, "k1", "ก"), row(1, "k1", "ก")], known(k1="ก"))
    assert top == "k1" and below != "k1"


def test_an_erased_key_comes_back_by_the_rows_content() -> None:
    assert keys([row(0, "", "ข"), row(1, "k1", "ก")], known(k1="ก", k2="ข")) == ["k2", "k1"]


def test_a_sort_that_left_the_keys_behind_is_seen_by_content() -> None:
    assert keys([row(0, "k1", "ข"), row(1, "k2", "ก")], known(k1="ก", k2="ข")) == ["k2", "k1"]


def test_a_key_that_we_never_gave_is_replaced() -> None:
    (key,) = keys([row(0, "ของฉัน", "ก")], {})
    assert key.startswith("k")


CONTENTS = st.lists(st.text("กขค12", min_size=1, max_size=3), min_size=1, max_size=8)


@given(CONTENTS, st.randoms(use_true_random=False))
def test_shuffled_rows_keep_their_content_under_one_key(contents: list[str], random: Random) -> None:
    held = {f"k{number}": {"f0": cell(text)} for number, text in enumerate(contents)}
    rows = [row(0, key, content["f0"].shown) for key, content in held.items()]
    random.shuffle(rows)
    found = keys(rows, held)
    assert sorted(found) == sorted(held)
    assert all(held[key] == dict(one.content) for key, one in zip(found, rows, strict=True))


@given(
    st.lists(st.tuples(st.sampled_from(["", "k0", "k1", "k2", "x"]), st.sampled_from(["", "ก", "ข", "ค"])))
)
def test_every_row_with_content_gets_one_key(rows: list[tuple[str, str]]) -> None:
    found = keys([row(n, key, text) for n, (key, text) in enumerate(rows)], known(k0="ก", k1="ข"))
    given_keys = [key for key in found if key]
    assert len(set(given_keys)) == len(given_keys)
    assert [bool(key) for key in found] == [bool(text) for _, text in rows]


def test_names_of_cells_say_row_and_field() -> None:
    assert split_name(row_name("k1", "budget")) == ("k1", "budget")
    assert split_name(row_name("", "budget")) == ("", "budget")
    assert by_row({"k1/a": 1, "k1/b": 2, "k2/a": 3}) == {"k1": {"a": 1, "b": 2}, "k2": {"a": 3}}


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        (("", "ไม่มี"), "f1"),
        (("ไม่มีรายการในรอบนี้", ""), "f0"),
        (("( ไม่มี ผลงาน )",), "f0"),
        (("ไม่มี", "ไม่มี"), ""),
        (("ไม่มีอินเทอร์เน็ต",), ""),
        (("0",), ""),
        (("-",), ""),
        (("ยังไม่มีข้อมูล",), ""),
        (("", ""), ""),
    ],
)
def test_nothing_to_list_is_said_in_one_cell_of_an_empty_row(texts: tuple[str, ...], field: str) -> None:
    assert none_cell(row(0, "", *texts).cells) == field


def test_nothing_to_list_is_wrong_only_beside_rows_that_list_something() -> None:
    none, listed = {"f0": cell("ไม่มี")}, {"f0": cell("ก")}
    assert none_beside_rows({"k1": none, "k2": none}) == none_beside_rows({"k1": listed}) == []
    assert none_beside_rows({"k1": listed, "k2": none}) == ["k2/f0"]
