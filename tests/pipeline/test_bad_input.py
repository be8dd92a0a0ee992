"""What no school should type: each becomes an issue of that school alone, and the sweep goes on."""

from collections.abc import Iterator

import pytest

from .offices import Office, answered
from .shown import MARK, RED

TYPED = {
    "qp05_plans": "count",
    "qp09_hours": "number",
    "qp03_percent": "percent",
    "qp08_fund": "money",
    "qp06_self": "level",
    "qp01_drill_date": "date",
    "qp05_s1": "yes_no",
    "qp11_p1_type": "choice",
    "qp05_evidence": "uri",
    "office_phone": "phone",
    "office_email": "email",
}
FREE = "qp05_problem"
EMOJI, LINK, BRACES, SCRIPT = (
    "😀",
    '=HYPERLINK("https://example.org/x","45")',
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
)
TEXTS = [EMOJI, LINK, BRACES, SCRIPT]
CLICKED, FAILED, FULL = "a live link", "a failing formula", "50,000 characters"
Schools = dict[str, str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with answered(tmp_path_factory.mktemp("office"), len(TEXTS) + 4) as office:
        yield office


@pytest.fixture(scope="module")
def schools(office: Office) -> Schools:
    """One school for each text, typed into every field; all swept together."""
    schools = {text: office.new_school() for text in (*TEXTS, CLICKED, FAILED, FULL)}
    for text in TEXTS:
        for field in (*TYPED, FREE):
            office.put(schools[text], field, userEnteredValue={"stringValue": text})
    office.type(schools[CLICKED], "qp05_plans", '=HYPERLINK("https://example.org/x","ดูที่นี่")')
    office.type(schools[FAILED], "qp08_fund", "=1/0")
    office.type(schools[FULL], "qp05_plans", "ก" * 50_000)
    office.type(schools[FULL], FREE, "ข" * 50_000)
    office.type(schools[FULL], "qp11_p1_title", "ค" * 49_999)
    office.sweep()
    return schools


@pytest.mark.parametrize("text", TEXTS)
def test_it_is_named_in_every_typed_cell(office: Office, schools: Schools, text: str) -> None:
    marked = office.card(schools[text]).marked()
    assert marked.keys() == TYPED.keys()
    for cell in marked.values():
        assert (cell.text, cell.fill) == (text, RED)
        assert cell.note.startswith(MARK) and text in cell.note
        assert len(cell.note) > len(MARK + text) + 15


@pytest.mark.parametrize("text", TEXTS)
def test_it_is_legal_in_free_text_and_kept_as_typed(office: Office, schools: Schools, text: str) -> None:
    assert office.card(schools[text]).status(FREE) == "✔ ผ่าน"
    assert office.stored(schools[text]).entries[FREE].value == text


@pytest.mark.parametrize("text", TEXTS)
def test_what_stood_there_before_is_kept(office: Office, schools: Schools, text: str) -> None:
    for field in TYPED:
        former = office.planned[schools[text]].cells.get(field)
        assert office.history(schools[text], field)[former is not None :] == [text]


def test_a_live_link_for_a_number_is_named_by_what_it_shows(office: Office, schools: Schools) -> None:
    assert "ดูที่นี่" in office.card(schools[CLICKED]).cell("qp05_plans").note


def test_a_failing_formula_is_named_by_what_it_shows(office: Office, schools: Schools) -> None:
    assert "#DIV/0!" in office.card(schools[FAILED]).cell("qp08_fund").note


def test_a_full_cell_is_told_that_it_is_too_long(office: Office, schools: Schools) -> None:
    card = office.card(schools[FULL])
    assert {"qp05_plans", FREE, "qp11_p1_title"} <= card.marked().keys()
    assert "50000 ตัวอักษร" in card.cell(FREE).note
    assert all(len(cell.note) < 1000 for cell in card.marked().values())


def test_the_full_text_is_kept(office: Office, schools: Schools) -> None:
    assert office.history(schools[FULL], FREE)[-1] == "ข" * 50_000


def test_the_other_schools_are_answered_as_ever(office: Office, schools: Schools) -> None:
    assert office.standing(office.example)[0] == "ครบ"
    assert office.standing(schools[FAILED])[0] == "ต้องแก้"


def test_the_next_sweep_has_nothing_left_to_do(office: Office, schools: Schools) -> None:
    office.sweep()
    assert office.calls() == {"drive_list": 1}
