"""The front page tells how the rounds stand."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from service.core.schema import Form
from service.definitions import Refused
from service.web.parts import KEY

from .conftest import CAST, FORM, HOSTILE, OTHER, ROUND, Office, result


@pytest.fixture
def page(entered: FlaskClient) -> str:
    return entered.get("/").text


def row(page: str, code: str) -> str:
    return next(part for part in page.split("<tr ") if code in part)


def test_it_lists_every_school_once(page: str) -> None:
    assert [page.count(f'data-find="{code} ') for code, *_ in CAST] == [1] * 5


def test_it_counts_the_states(page: str) -> None:
    counts = re.findall(r'data-pick="(\w+)".*?class="number">(\d+)<', page, re.S)
    assert dict(counts) == {
        "complete": "1", "needs_fix": "1", "explain": "1", "in_progress": "1", "missing": "1",
    }  # fmt: skip


def test_it_says_how_many_have_reported_and_by_when(page: str) -> None:
    assert "รายงานแล้ว <b>4</b> จาก <b>5</b> แห่ง" in page
    assert "15 เม.ย. 2566" in page
    assert "เหลืออีก 5 วัน" in page


def test_a_row_tells_what_is_filled_wrong_and_asked(page: str) -> None:
    found = row(page, "1099000902")
    assert "19/20" in found
    assert re.search(r'data-label="ต้องแก้">2<', found)
    assert re.search(r'data-label="รออธิบาย">1<', found)
    assert "10 เม.ย. 2566 08.40 น." in found


def test_a_row_tells_what_is_wrong_with_the_sheet(page: str) -> None:
    assert "ไม่พบแท็บ" in row(page, "1099000902")
    assert "data-structure" in row(page, "1099000902")
    assert "data-structure" not in row(page, "1099000901")


def test_a_row_leads_to_the_sheet(page: str) -> None:
    assert 'href="https://sheets.example.org/file-901#gid=77"' in row(page, "1099000901")


def test_a_state_is_said_in_words_and_a_symbol(page: str) -> None:
    assert "✖" in row(page, "1099000902")
    assert "ต้องแก้" in row(page, "1099000902")


def test_it_leads_to_the_control_sheet_and_the_report(page: str, office: Office) -> None:
    assert "https://sheets.example.org/file-control#gid=55" in page
    assert f'href="{office.link()}"' in page


def test_indicators_show_value_n_target_and_colour(page: str) -> None:
    found = page[page.index('<span class="code">QP01</span>') :]
    for words in ("ระดับ 3.90", "4 จาก 5", "≥ 3", "บรรลุ", "เขียว"):
        assert words in found[:1500]


def test_low_coverage_is_said_in_words(page: str) -> None:
    found = page[page.index('<span class="code">QP01A</span>') :]
    assert "ข้อมูลไม่ครบตามเกณฑ์: ร้อยละ 40.0 ต้องไม่น้อยกว่าร้อยละ 80" in found[:600]


def test_an_indicator_without_a_figure_is_shown_as_such(page: str) -> None:
    found = page[page.index('<span class="code">QP11A</span>') :]
    assert "ยังไม่มีค่า" in found


def test_hostile_names_and_messages_stay_text(page: str) -> None:
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_another_round_can_be_chosen(entered: FlaskClient) -> None:
    page = entered.get(f"/?form={FORM}&round={OTHER}").text
    assert "รายงานแล้ว <b>0</b> จาก <b>5</b> แห่ง" in page


def test_an_unknown_round_shows_the_one_due_first(entered: FlaskClient) -> None:
    assert "รายงานแล้ว <b>4</b>" in entered.get("/?form=x&round=<script>").text


def test_a_closed_round_keeps_its_report_page(entered: FlaskClient, office: Office) -> None:
    office.store.rounds.close(FORM, ROUND)
    page = entered.get("/").text
    assert "รอบที่ปิดแล้ว" in page
    assert f'href="{office.link()}"' in page


def test_no_open_round_says_what_to_do(entered: FlaskClient, office: Office) -> None:
    for round_id in (ROUND, OTHER):
        office.store.rounds.close(FORM, round_id)
    assert "tidtam round open" in entered.get("/").text


def test_scripts_and_styles_come_from_our_own_files(page: str) -> None:
    assert re.findall(r"<script(?! src=\"/static/)", page) == []
    assert "style=" not in page
    assert not re.search(r"\son\w+=", page)


def test_what_must_be_said_beside_a_figure_stands_under_its_title(
    office: Office, entered: FlaskClient
) -> None:
    said = replace(result("QP01", "3.9", "green", 4), label="มาก", deviation=0.5, refused="นิยามเปลี่ยน <b>")
    office.store.results.replace(FORM, ROUND, [said])
    assert "นิยามเปลี่ยน &lt;b&gt; · แปลผล มาก · S.D. 0.50" in entered.get("/").text


def test_a_round_whose_form_cannot_be_read_is_named_and_hides_no_other(
    entered: FlaskClient, office: Office, form: Form
) -> None:
    opened = office.store.rounds.get(FORM, OTHER)
    assert opened
    office.store.definitions.keep(replace(form, definition_hash="f" * 12, source="spec: 0"))
    office.store.rounds.save(replace(opened, definition_hash="f" * 12))
    page = entered.get("/").text
    assert f"tidtam migrate {FORM} {OTHER}" in page and "รายงานแล้ว <b>4</b> จาก <b>5</b> แห่ง" in page


def test_it_names_a_form_file_that_cannot_be_used_and_folds_its_faults(
    office: Office, entered: FlaskClient
) -> None:
    parts = office.app.extensions[KEY]
    refused = [Refused("lunch.yaml", "lunch", ("lunch.yaml:4: form.due: is missing here: add it",))]
    office.app.extensions[KEY] = replace(parts, pages_now=lambda: replace(parts.pages_now(), refused=refused))
    page = entered.get("/").text
    folded = re.search(r"<details[^>]*><summary>(.*?)</summary>(.*?)</details>", page, re.S)
    assert folded and "แฟ้มแบบ lunch.yaml ยังใช้ไม่ได้" in folded[1] and "lunch.yaml:4: form.due" in folded[2]
