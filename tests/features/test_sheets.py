"""The same mistakes in sheets: told in their cells, in every layout, and cleared when they are mended."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.steps.exporting import export_round

from .office import FORM, Office, office
from .school import ROUND, SCHOOLS, Typed
from .test_planted import PLANTED, RIGHT

pytestmark = pytest.mark.long

NA, PA, DOI = (school.code for school in SCHOOLS)
RIGHT_OF: dict[str, dict[str, object]] = {
    NA: RIGHT,
    PA: RIGHT
    | {
        "p3_all": None,
        "p3_read": None,
        "pupils": 70,
        "readers": 60,
        "read_share": 85.71,
        "asset": "ก-002/66",
    },
    DOI: RIGHT | {"asset": "ก-003/66"},
}
SOME = ("parts above the whole", "percentages that miss a hundred", "a word of another scale", "a code that has lapsed",
        "a drill in the year after", "more returned than lost")  # fmt: skip


def answers(code: str) -> dict[str, object]:
    return {
        name: value for name, value in RIGHT_OF[code].items() if name != "school_id" and value is not None
    }


@pytest.fixture(scope="module", params=["card", "table"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """All schools have answered everything rightly."""
    with office(tmp_path_factory.mktemp(request.param), request.param) as found:
        for code in (NA, PA, DOI):
            found.type(code, FORM, **answers(code))
        found.settle()
        yield found


def test_right_answers_are_marked_nowhere(made: Office) -> None:
    for code in (NA, PA, DOI):
        assert made.issues(code) == [] and made.marked(code) == {}


def test_planted_mistakes_are_marked_in_their_cells_and_nowhere_else(made: Office) -> None:
    for name in SOME:
        typed, wanted = PLANTED[name]
        made.type(NA, FORM, **typed)
        made.sweep()
        assert set(made.marked(NA)) == {field for field, *_ in wanted}, name
        assert made.marked(DOI) == {}
        made.type(NA, FORM, **{field: RIGHT[field] for field in typed})
    made.settle()
    assert made.marked(NA) == {}


def test_a_duplicate_is_told_to_both_though_one_file_changed_and_cleared_on_both(made: Office) -> None:
    made.type(NA, FORM, asset="ก-003/66")
    made.settle()
    assert made.issues(NA) == made.issues(DOI) == [("asset", "duplicate")] and made.issues(PA) == []
    assert made.marked(NA) == made.marked(DOI) == {"asset": "red"}
    made.type(DOI, FORM, asset="ก-009/66")
    made.settle()
    assert made.issues(NA) == made.issues(DOI) == [] and made.marked(NA) == made.marked(DOI) == {}
    made.type(NA, FORM, asset=RIGHT["asset"])
    made.settle()


def test_after_a_duplicate_was_told_a_sweep_costs_one_list(made: Office) -> None:
    made.type(PA, FORM, asset="ก-003/66")
    made.type(DOI, FORM, asset="ก-003/66")
    made.settle()
    assert [made.sweep() for _ in range(2)] == [{"drive_list": 1}] * 2
    made.type(DOI, FORM, asset="ก-010/66")
    made.type(PA, FORM, asset=answers(PA)["asset"])
    made.settle()
    assert made.issues(PA) == made.issues(DOI) == []


def test_the_cells_offer_labels_and_codes(made: Office) -> None:
    mask = "sheets(properties(sheetId,title),data(rowData(values(dataValidation))))"
    offered = {
        tuple(value["userEnteredValue"] for value in cell["dataValidation"]["condition"]["values"])
        for row in made.drawn(NA, FORM, mask=mask)
        for cell in row
        if cell.get("dataValidation")
    }
    assert ("มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด", "ไม่เกี่ยวข้อง") in offered
    assert ("S1 ความมั่นคง", "S2 การแข่งขัน", "S2 การสร้างความสามารถในการแข่งขัน", "ไม่เกี่ยวข้อง") in offered


def test_a_reason_is_counted_and_not_asked_again_for_the_same_value_in_the_next_round(tmp_path: Path) -> None:
    with office(tmp_path, "card") as made:
        typed = answers(NA) | {"allotted": 538_800}
        made.type(NA, FORM, **typed)
        made.sweep()
        assert made.issues(NA) == [("spent", "R05")]
        made.explain(NA, "spent", "ตรวจแล้ว หน่วยถูกต้อง")
        made.sweep()
        assert made.issues(NA) == []
        made.open(FORM, "2566-Q3")
        made.type(NA, FORM, "2566-Q3", **typed | {"drill_day": "9 พ.ค. 2566"})
        made.sweep()
        assert made.issues(NA, round_id="2566-Q3") == []
        made.type(NA, FORM, "2566-Q3", spent=200_001)  # another value is another question
        made.sweep()
        assert made.issues(NA, round_id="2566-Q3") == [("spent", "R05")]
        paths = export_round(made.service, FORM, ROUND, tmp_path / "out")
        (reasons,) = [path for path in paths if path.name == "reasons.csv"]
        assert reasons.read_text(encoding="utf-8-sig").split() == [
            "rule,reason,count",
            "R05,ตรวจแล้ว",
            "หน่วยถูกต้อง,1",
        ]


# Lists


VISITS: list[Typed] = [
    {"project": "PJ1", "weight": 60, "inspector": "ก", "starts": "1 ก.พ. 2566", "ends": "3 ก.พ. 2566", "budget": 40_000, "aims": "s๒; S1"},
    {"project": "PJ1", "weight": 40, "inspector": "ก", "starts": "4 ก.พ. 2566", "ends": "4 ก.พ. 2566", "budget": 60_000, "aims": "S1"},
]  # fmt: skip


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The school has two projects, and an activity of the second."""
    with office(tmp_path_factory.mktemp("lists"), "card") as found:
        found.open("projects")
        found.open("activities")
        found.open("visits")
        row: Typed = {
            "strategy": "S1",
            "budget": 50_000,
            "used": 20_000,
            "begun": "9 ก.พ. 2566",
            "mood": "สูง",
        }
        found.type(NA, "projects", row=0, project_id="PJ1", project_name="อ่านออก", **row)
        found.type(NA, "projects", row=1, project_id="PJ2", project_name="คิดเลข", **row)
        found.type(NA, "activities", row=0, project="PJ2", activity="ค่าย")
        for row_of, typed in enumerate(VISITS):
            found.type(NA, "visits", row=row_of, **typed)
        found.settle()
        yield found


def told(made: Office, form_id: str) -> list[tuple[str, str]]:
    made.settle()
    return made.issues(NA, form_id)


def test_rows_that_are_right_are_marked_nowhere(lists: Office) -> None:
    assert lists.issues(NA, "projects") == lists.issues(NA, "activities") == []


def test_a_mistake_in_a_row_is_told_in_that_row(lists: Office) -> None:
    lists.type(NA, "projects", row=1, used=50_001, strategy="S7")
    assert told(lists, "projects") == [("strategy", "code_not_listed"), ("used", "R01")]
    lists.type(NA, "projects", row=1, used=20_000, strategy="S1")
    assert told(lists, "projects") == []


def test_the_second_row_of_one_code_is_told_where_the_first_stands(lists: Office) -> None:
    lists.type(NA, "projects", row=2, project_id="PJ1", project_name="ซ้ำ")
    assert told(lists, "projects") == [("project_id", "duplicate")]
    (issue,) = lists.service.store.submissions.issues("projects", ROUND)[NA]
    assert "ซ้ำกับแถว 8" in issue.message  # as Sheets counts its rows, from 1
    lists.type(NA, "projects", row=2, project_id=None, project_name=None)
    assert told(lists, "projects") == []


def test_an_activity_is_told_in_the_same_sweep_when_its_project_goes_and_comes(lists: Office) -> None:
    lists.type(NA, "projects", row=1, project_id="PJ7")
    lists.sweep()
    assert lists.issues(NA, "activities") == [("project", "code_not_listed")]
    lists.type(NA, "projects", row=1, project_id="PJ2")
    lists.sweep()
    assert lists.issues(NA, "activities") == []
    lists.settle()


def test_a_row_is_compared_with_the_row_of_the_same_project_last_round(lists: Office) -> None:
    lists.open("projects", "2566-Q3")
    row: Typed = {"strategy": "S1", "budget": 50_000, "begun": "9 พ.ค. 2566", "mood": "กลาง"}
    lists.type(NA, "projects", "2566-Q3", row=0, project_id="PJ2", project_name="คิดเลข", used=30_000, **row)
    lists.type(NA, "projects", "2566-Q3", row=1, project_id="pj1", project_name="อ่านออก", used=19_999, **row)
    lists.settle()
    assert lists.issues(NA, "projects", "2566-Q3") == [("used", "R02")]
    (issue,) = lists.service.store.submissions.issues("projects", "2566-Q3")[NA]
    assert "รอบก่อน 20,000 รอบนี้ 19,999" in issue.message


def test_another_row_mends_a_total_and_the_mark_goes(lists: Office) -> None:
    assert told(lists, "visits") == []
    lists.type(NA, "visits", row=0, weight=59)
    assert told(lists, "visits") == [("weight", "R01")]
    lists.type(NA, "visits", row=1, weight=41)
    assert told(lists, "visits") == []


def test_a_later_row_is_told_of_the_earlier_one_and_cleared_when_that_moves(lists: Office) -> None:
    lists.type(NA, "visits", row=1, starts="2 ก.พ. 2566")
    assert told(lists, "visits") == [("starts", "R03")]
    lists.type(NA, "visits", row=0, ends="1 ก.พ. 2566")
    assert told(lists, "visits") == []


def test_the_note_lists_the_codes_and_the_cell_takes_several(lists: Office) -> None:
    mask = "sheets(properties(sheetId,title),data(rowData(values(formattedValue,note))))"
    cells = [cell for row in lists.drawn(NA, "visits", mask=mask) for cell in row]
    (note,) = [cell["note"] for cell in cells if cell.get("formattedValue") == "ยุทธศาสตร์ (ถ้ามี)"]
    assert note.splitlines()[:2] == ["ใส่ได้หลายรหัส คั่นด้วย , เช่น S1, S2", "S1 ความมั่นคง"]
    entries = lists.service.store.submissions.all("visits", ROUND)[NA].entries
    assert {entry.value for name, entry in entries.items() if name.endswith("/aims")} == {"S1", "S1, S2"}


def test_a_table_by_codes_is_exported_with_what_must_be_known_of_it(lists: Office, tmp_path: Path) -> None:
    paths = export_round(lists.service, "visits", ROUND, tmp_path)
    (tables,) = [path for path in paths if path.name == "tables.csv"]
    lines = [line.split(",") for line in tables.read_text(encoding="utf-8-sig").splitlines()]
    assert lines[0][-1] == "note" and "บวกกันอาจเกิน 100" in lines[1][-1]
    assert [line[:4] for line in lines if line[0] in ("T1", "T2")] == [
        ["T1", "S1 ความมั่นคง", "2", "100.00"],
        ["T1", "S2 การสร้างความสามารถในการแข่งขัน", "1", "50.00"],
        ["T1", "รวม", "2", "100.00"],
        ["T2", "S1 ความมั่นคง", "100000", "100.00"],
        ["T2", "S2 การสร้างความสามารถในการแข่งขัน", "40000", "40.00"],
        ["T2", "รวม", "100000", "100.00"],
    ]


def test_one_edit_has_one_other_file_read_when_it_makes_a_duplicate(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with office(tmp_path_factory.mktemp("one"), "card") as made:
        for code in (NA, PA, DOI):
            made.type(code, FORM, **answers(code))
        made.settle()
        made.type(NA, FORM, asset="ก-003/66")
        assert made.sweep()["sheet_read"] == 1
        assert made.issues(NA) == [("asset", "duplicate")] and made.issues(DOI) == []
        assert made.sweep()["sheet_read"] == 1
        assert made.issues(DOI) == [("asset", "duplicate")]
        assert made.sweep() == {"drive_list": 1}


def test_a_project_in_another_file_that_goes_or_comes_is_noticed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with office(tmp_path_factory.mktemp("apart"), "table") as made:
        made.open("projects")
        made.type(NA, FORM, **answers(NA) | {"main_project": "PJ1"})
        made.settle()
        assert made.issues(NA) == [("main_project", "code_not_listed")]
        made.type(NA, "projects", row=0, project_id="PJ1", project_name="อ่านออก")
        made.settle()
        assert made.issues(NA) == [] and made.marked(NA) == {}
        made.type(NA, "projects", row=0, project_id="PJ2")
        made.settle()
        assert made.marked(NA) == {"main_project": "red"}
