"""Planted mistakes as they are read from their tables, and dealt so that none disturbs another."""

from pathlib import Path

import pytest

from service.definitions import load_form
from service.demo.dealing import Sheet, deal, right_sheet
from service.demo.mistakes import Mark, Mistake, planted, read_mistakes
from service.demo.schools import demo_schools
from service.demo.tools import form_ids, next_rows, true_rows
from service.demo.typed import Typed

FORM = load_form(Path(__file__).parents[2] / "sheet_schemas" / "quick_policy_prototypes.yaml")
SCHOOL = demo_schools()[0]
HEAD = "id,row,field,raw,typed_as,also_sets,needs,expect\n"
WORKS: list[dict[str, object]] = [
    {"work_no": number, "work_title": f"ผลงานที่ {number}", "award": 2, "reached": 10 * number} for number in (1, 2, 3)
]  # fmt: skip


def sheet() -> Sheet:
    return right_sheet(FORM, SCHOOL, WORKS)  # type: ignore[arg-type]


def dealt(*lines: str) -> tuple[Sheet, list[str]]:
    (found,), left = deal(FORM, [sheet()], {}, read_mistakes(HEAD + "\n".join(lines), "x.csv"))
    return found, [mistake.id for mistake in left]


def test_a_line_says_what_is_typed_and_all_that_is_marked() -> None:
    (mistake,) = read_mistakes(HEAD + "A,last,used,{budget+1},number,begun=;mood=3,rows:2,last:used=R01/error b=R02:b/blank", "x.csv")  # fmt: skip
    assert mistake.sets == {"begun": "", "mood": "3"} and mistake.needs == ("rows:2",)
    assert mistake.marks == (Mark("last", "used", "R01", "error"), Mark("", "b", "R02:b", "blank"))
    assert mistake.alone


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "A,,used,1,number,,,used:R01", "x.csv:2: expect: 'used:R01' is not field=code/severity"),
        (HEAD + "A,,used,1,number,begun,,", "x.csv:2: also_sets: 'begun' is not name=raw"),
        (HEAD + ",,used,1,number,,,", "x.csv:2: id and field must be there"),
        ("id,feild\nA,used\n", r"x.csv:1: unknown columns \['feild'\]"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_mistakes(text, "x.csv")


def test_each_row_of_a_list_bears_one_mistake_and_what_finds_no_room_is_left() -> None:
    found, left = dealt(*(f"{name},,reached,-1,number,,,reached=negative/error" for name in "ABCD"))
    assert [row for _, row in found.dealt] == [0, 1, 2] and left == ["D"]
    assert found.marks == {(f"{number}:reached", "negative", "error") for number in (1, 2, 3)}
    assert found.state == "needs_fix"


def test_a_new_row_is_the_last_one_again_with_what_is_set() -> None:
    found, _ = dealt("A,new,work_title,{1:work_title},text,work_no=9,,work_title=duplicate/error")
    assert found.lines[3].cells["work_no"] == Typed(9) and found.lines[3].cells["reached"] == Typed(30)
    assert found.lines[3].cells["work_title"] == Typed("ผลงานที่ 1")


def test_a_row_that_another_mistake_speaks_of_stays_right() -> None:
    found, _ = dealt(
        "A,new,work_title,{1:work_title},text,work_no=9,rows:1,work_title=duplicate/error",
        "B,,work_title,ดี,text,,,work_title=too_short/error",
    )
    assert sorted(row for _, row in found.dealt) == [1, 3]


def test_who_marks_another_row_is_alone() -> None:
    found, left = dealt(
        "A,2,reached,5,number,,,last:reached=R09/error", "B,,reached,-1,number,,,reached=negative/error"
    )
    assert [mistake.id for mistake, _ in found.dealt] == ["A"] and left == ["B"]
    assert found.marks == {("3:reached", "R09", "error")}


def test_numbers_are_made_from_right_answers_of_this_round_and_the_one_before() -> None:
    before = {SCHOOL["school_code"]: [{"work_no": 2, "reached": 15}]}
    mistake = Mistake("A", "reached", "{prev:reached-1}", "number", needs=("prev:reached",))
    (found,), _ = deal(FORM, [sheet()], before, [mistake])  # type: ignore[dict-item]
    assert [(row, found.lines[row].cells["reached"]) for _, row in found.dealt] == [
        (1, Typed(14, shown="14"))
    ]
    assert found.state == "complete" and not found.marks


@pytest.mark.parametrize("form_id", ["quick_policy", "quick_policy_prototypes"])
def test_right_answers_are_the_same_at_every_call_and_go_on_from_the_round_before(form_id: str) -> None:
    first = next_rows(form_id, SCHOOL, "M6", [])
    assert first == next_rows(form_id, SCHOOL, "M6", [])
    assert true_rows(form_id, SCHOOL, "M12") == next_rows(form_id, SCHOOL, "M12", first)


def test_every_form_with_a_generator_has_planted_mistakes() -> None:
    assert all(planted(form_id) for form_id in form_ids())


def test_braces_that_somebody_types_are_no_place_of_another_answer() -> None:
    found, _ = dealt("A,1,work_title,{{x}} {work_no+1},text,,,work_title=R01/error")
    assert found.lines[0].cells["work_title"] == Typed("{{x}} 2")
