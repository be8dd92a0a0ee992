"""Rows of another form that name a respondent: offered once, below what stands, whoever types meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.pipeline import migrate, repair
from tests.features.office import FIRST_ROW

from .carrying_office import NA, PA, CarryingOffice, Row, carrying_office

SCHOOL = NA.code


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CarryingOffice]:
    """Both schools advise each other in the first quarter; one piece of advice is too long, and waits."""
    with carrying_office(tmp_path) as made:
        made.begin("advice", "2566-Q1")
        made.write(PA.code, "advice", advice("1", "=2+2"), advice("2", "ย" * 90), advice("3", "ถมดิน"))
        made.write(SCHOOL, "advice", advice("4", "ทาสี", PA.code), advice("5", "ปลูกต้นไม้"))
        yield made


def advice(number: str, words: str, owner: str = SCHOOL) -> Row:
    return {"no": number, "words": words, "owner": owner}


def offered(number: str, words: str) -> Row:
    return {"rec_no": number, "rec_words": words}


FIRST = [offered("5", "ปลูกต้นไม้"), offered("1", "=2+2"), offered("3", "ถมดิน")]


def more_advice(office: CarryingOffice, *rows: Row) -> None:
    """The other school gives more advice in the second quarter."""
    office.begin("advice", "2566-Q2")
    office.write(PA.code, "advice", *rows, round_id="2566-Q2")


def test_a_list_begins_with_what_all_others_gave_this_respondent(office: CarryingOffice) -> None:
    office.begin("follow", "2566-Q1")
    assert office.rows(SCHOOL, "follow", "2566-Q1") == FIRST
    assert office.rows(PA.code, "follow", "2566-Q1") == [offered("4", "ทาสี")]
    office.settle()
    assert office.state(PA.code, "follow", "2566-Q1") == "in_progress"


def test_rows_that_another_givers_row_hides_are_told(office: CarryingOffice) -> None:
    office.write(SCHOOL, "advice", advice("1", "ทาสี"))
    told = [line for line in office.begin("follow", "2566-Q1").news if "ผู้ให้หลายราย" in line]
    assert len(told) == 1 and told[0].startswith(f"{NA.name}: 1 แถว")


def test_what_the_giver_changes_after_a_row_was_offered_is_told_and_changes_no_answer(
    office: CarryingOffice,
) -> None:
    office.begin("follow", "2566-Q1")
    office.type(SCHOOL, "follow", "2566-Q1", row=0, answer="ปลูกแล้ว")
    office.settle()
    assert office.begin("follow", "2566-Q1").news == []
    office.type(PA.code, "advice", "2566-Q1", row=0, words="ถมดินให้สูง")
    office.type(PA.code, "advice", "2566-Q1", row=2, owner=PA.code)
    office.settle()
    mine = office.rows(SCHOOL, "follow", "2566-Q1")
    told = [line for line in office.begin("follow", "2566-Q1").news if "ผู้ให้" in line]
    assert [line.partition(":")[0] for line in told] == [NA.name, NA.name]
    assert "แถว 1 ผู้ให้แก้ “ข้อเสนอแนะ”" in told[0] and "ถมดิน" not in told[0]
    assert f"แถว 3 ผู้ให้ระบุผู้รับผิดชอบใหม่ ({PA.name} ได้แถวนี้)" in told[1]
    assert office.rows(SCHOOL, "follow", "2566-Q1") == mine
    assert offered("3", "ถมดิน") in office.rows(PA.code, "follow", "2566-Q1")
    office.type(SCHOOL, "follow", "2566-Q1", row=1, rec_words="ถมดินให้สูง")
    office.delete_row(SCHOOL, "follow", 2, "2566-Q1")
    office.settle()
    assert office.begin("follow", "2566-Q1").news == []


@pytest.mark.heavy
def test_equal_numbers_of_several_givers_are_told_apart_by_the_giver(office: CarryingOffice) -> None:
    office.write(SCHOOL, "advice", advice("1", "ทาสี"))
    office.begin("by_giver", "2566-Q1")
    rows = office.rows(SCHOOL, "by_giver", "2566-Q1")
    given = [(row["giver"], row["rec_no"]) for row in rows]
    assert given == [(SCHOOL, "1"), (SCHOOL, "5"), *((PA.code, number) for number in "123")]
    office.settle()
    assert office.issues(SCHOOL, "by_giver", "2566-Q1") == []


@pytest.mark.heavy
def test_what_comes_later_is_added_below_and_what_was_deleted_stays_away(office: CarryingOffice) -> None:
    office.begin("follow", "2566-Q2")
    office.type(SCHOOL, "follow", "2566-Q2", row=0, answer="ปลูกแล้ว")
    office.delete_row(SCHOOL, "follow", 1)
    office.type(SCHOOL, "follow", "2566-Q2", row=2, rec_no="๗", rec_words="พิมพ์เอง")
    office.settle()
    mine = office.rows(SCHOOL, "follow")
    more_advice(office, advice("6", "ซ่อมรั้ว"), advice("7", "พิมพ์ไว้แล้ว"))
    done = office.begin("follow", "2566-Q2")
    assert any("เพิ่มแถวที่ยกมาจากแบบอื่น" in line and "1 แถว" in line for line in done.news)
    assert office.rows(SCHOOL, "follow") == [*mine, offered("6", "ซ่อมรั้ว")]
    office.delete_row(SCHOOL, "follow", 3)
    assert office.begin("follow", "2566-Q2").news == []
    repair(office.service, "follow", "2566-Q2")
    migrate(office.service, "follow", "2566-Q2")
    assert office.rows(SCHOOL, "follow") == mine


def test_a_row_that_was_deleted_is_not_offered_in_the_next_round_either(office: CarryingOffice) -> None:
    office.begin("follow", "2566-Q1")
    office.settle()
    office.delete_row(SCHOOL, "follow", 1, "2566-Q1")
    office.settle()
    (told,) = [line for line in office.begin("follow", "2566-Q2").news if "ไม่ยกมาอีก" in line]
    assert told.startswith(f"{NA.name}: แถว 1 ")
    assert office.rows(SCHOOL, "follow") == [FIRST[0], FIRST[2]]
    office.settle()
    office.begin("follow", "2566-Q2")
    office.begin("follow", "2566-Q3")
    assert office.rows(SCHOOL, "follow", "2566-Q3") == [FIRST[0], FIRST[2]]


def test_what_was_offered_and_never_read_is_offered_again(office: CarryingOffice) -> None:
    office.begin("follow", "2566-Q1")
    office.begin("follow", "2566-Q2")
    assert office.rows(SCHOOL, "follow") == FIRST


@pytest.mark.heavy
def test_a_row_with_a_mistake_is_offered_once_it_is_mended(office: CarryingOffice) -> None:
    office.begin("follow", "2566-Q2")
    office.type(PA.code, "advice", "2566-Q1", row=1, words="ย้ายรั้ว")
    office.settle()
    office.begin("follow", "2566-Q2")
    assert office.rows(SCHOOL, "follow") == [*FIRST, offered("2", "ย้ายรั้ว")]


@pytest.mark.heavy
def test_rows_of_the_round_before_come_first_and_no_row_twice(office: CarryingOffice) -> None:
    office.begin("follow", "2566-Q1")
    office.delete_row(SCHOOL, "follow", 1, "2566-Q1")
    office.type(SCHOOL, "follow", "2566-Q1", row=1, rec_words="ถมดินหลังอาคาร")
    office.settle()
    more_advice(office, advice("6", "ซ่อมรั้ว"))
    office.begin("follow", "2566-Q2")
    rows = office.rows(SCHOOL, "follow")
    assert rows[1] == offered("3", "ถมดินหลังอาคาร")
    assert [row["rec_no"] for row in rows] == ["5", "3", "6"]


@pytest.mark.heavy
def test_what_somebody_types_at_that_very_moment_is_not_written_over(office: CarryingOffice) -> None:
    office.begin("follow", "2566-Q2")
    office.settle()
    more_advice(office, advice("6", "ซ่อมรั้ว"))
    file, tab = office.tab(SCHOOL, "follow", "2566-Q2")
    where = {"row": FIRST_ROW + 3, "column": {"code": "rec_no"}}
    typing = {"do": "type", "user": "owner", "sheetId": tab.sheet_id, "text": "ด่วน", **where}
    office.emulator.faults.before("sheet_write", file.file_id, [typing])
    office.begin("follow", "2566-Q2")
    office.emulator.faults.clear()
    assert [row["rec_no"] for row in office.rows(SCHOOL, "follow")] == ["5", "1", "3", "ด่วน", "6"]


@pytest.mark.heavy
def test_a_lost_tab_comes_back_without_the_rows_that_were_deleted(office: CarryingOffice) -> None:
    office.begin("follow", "2566-Q2")
    office.settle()
    office.delete_row(SCHOOL, "follow", 0)
    office.settle()
    more_advice(office, advice("6", "ซ่อมรั้ว"))
    file, tab = office.tab(SCHOOL, "follow", "2566-Q2")
    office.owner.batch(file.file_id, {"deleteSheet": {"sheetId": tab.sheet_id}})
    office.begin("follow", "2566-Q2")
    assert office.rows(SCHOOL, "follow") == [*FIRST[1:], offered("6", "ซ่อมรั้ว")]


def test_nothing_to_list_stands_against_rows_that_were_offered_and_is_carried_nowhere(
    office: CarryingOffice,
) -> None:
    office.begin("follow", "2566-Q1")
    office.type(SCHOOL, "follow", "2566-Q1", row=3, answer="ไม่มี")
    office.settle()
    assert office.issues(SCHOOL, "follow", "2566-Q1") == [("answer", "none_beside_rows")]
    for _ in FIRST:
        office.delete_row(SCHOOL, "follow", 0, "2566-Q1")
    office.settle()
    assert office.state(SCHOOL, "follow", "2566-Q1") == "complete"
    office.begin("follow", "2566-Q2")
    assert office.rows(SCHOOL, "follow", "2566-Q2") == []
