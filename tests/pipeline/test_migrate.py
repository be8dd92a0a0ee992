"""A new version of a form on sheets that schools have filled: nothing is lost, and nothing gets mixed up."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.core.cells import Cell
from service.core.schema import Field, Form
from service.pipeline import migrate, provision
from service.sheets.blueprint import OLD
from service.sheets.retiring import OLD_TITLE
from service.steps.mending import Mended

from .killing import killed_at
from .offices import FORM, ROUND, Office, answered
from .shown import RED
from .versions import changed, install, newer

pytestmark = pytest.mark.heavy

SCHOOLS = 10
PLANS, LOST, BEHIND, PHONE = "qp05_plans", "qp02_lost", "qp07_behind", "office_phone"


def migrated(office: Office) -> Mended:
    done = migrate(office.service, FORM, ROUND)
    assert done.problems == []
    office.sweep()
    return done


@pytest.fixture
def small(tmp_path: Path) -> Any:
    with answered(tmp_path, 1) as office:
        yield office


def the_form(office: Office) -> Form:
    return office.service.form(FORM)


def without(form: Form, *names: str) -> list[Field]:
    return [item for item in form.fields if item.name not in names]


def test_values_stay_with_their_fields_when_order_and_words_change(small: Office) -> None:
    form, code = the_form(small), small.example
    before = dict(small.stored(code).entries)
    fields = [replace(item, title=f"{item.title} (ใหม่)") for item in reversed(without(form, "school_id"))]
    install(small, newer(form, [form.fields[0], *fields], "2566.2"))
    done = migrated(small)
    assert done.changed == 1
    assert small.stored(code).entries == before
    assert small.issues(code) == []
    assert small.card(code).cell(PLANS, "#title").text == f"{form.field(PLANS).title} (ใหม่) (หน่วย) · นับสะสม"


def test_a_removed_field_keeps_its_value_at_the_end_and_is_read_no_more(small: Office) -> None:
    form, code = the_form(small), small.example
    value = small.card(code).cell(PLANS).text
    install(small, newer(form, without(form, PLANS), "2566.2"))
    done = migrated(small)
    assert any("เก็บค่าของช่องที่เลิกใช้" in line for line in done.news)
    codes = [row[0].text for row in small.card(code).tab.rows]
    assert codes.index(OLD) + 1 == codes.index(f"{OLD}:{PLANS}") == len(codes) - 1
    rows = small.card(code).tab.rows
    assert (rows[-2][1].text, rows[-1][2].text) == (OLD_TITLE, value)
    assert PLANS not in small.stored(code).entries
    assert history(small, code, PLANS)[0].shown == value


def history(office: Office, code: str, field: str) -> list[Cell]:
    return [cell for _, cell in office.service.store.submissions.history(FORM, ROUND, code, field)]


def test_a_field_that_comes_back_finds_its_value_again(small: Office) -> None:
    form, code = the_form(small), small.example
    before = small.stored(code).entries[PLANS]
    for fields, version in ((without(form, PLANS), "2566.2"), (form.fields, "2566.3")):
        install(small, newer(form, fields, version))
        migrated(small)
    assert small.stored(code).entries[PLANS] == before
    assert OLD not in [row[0].text for row in small.card(code).tab.rows]


def test_a_new_field_is_blank_and_asked_for(small: Office) -> None:
    form, code = the_form(small), small.example
    fresh = replace(form.field(PLANS), name="qp05_new", title="หน่วยใหม่")
    install(small, newer(form, [*form.fields[:5], fresh, *form.fields[5:]], "2566.2"))
    migrated(small)
    assert small.card(code).cell("qp05_new").text == ""
    assert small.card(code).status("qp05_new") == "○ ยังไม่กรอก"
    small.type(code, "qp05_new", "๓")
    small.sweep()
    assert small.stored(code).entries["qp05_new"].value == 3


def test_a_field_under_a_new_name_is_another_field_and_the_old_value_stays_in_sight(small: Office) -> None:
    form, code = the_form(small), small.example
    value = small.card(code).cell(PLANS).text
    install(small, newer(form, changed(form, PLANS, name="qp05_units"), "2566.2"))
    migrated(small)
    card = small.card(code)
    assert card.cell("qp05_units").text == ""
    assert next(row for row in card.tab.rows if row[0].text == f"{OLD}:{PLANS}")[2].text == value


def test_marks_reasons_and_notes_go_with_their_field(small: Office) -> None:
    form, code = the_form(small), small.example
    small.put(
        code, PHONE, note="โทรเช้า", userEnteredFormat={"backgroundColorStyle": {"rgbColor": {"red": 1}}}
    )
    small.type(code, LOST, "หลายคน")
    small.type(code, BEHIND, "185")
    small.type(code, BEHIND, "ปิดเรียนนานในปีก่อน", "#reason")
    small.sweep()
    install(small, newer(form, [form.fields[0], *reversed(form.fields[1:])], "2566.2"))
    migrated(small)
    card = small.card(code)
    assert (card.cell(PHONE).fill, card.cell(PHONE).note) == ("FF0000", "โทรเช้า")
    assert card.cell(LOST).fill == RED and "หลายคน" in card.cell(LOST).note
    assert card.cell(BEHIND, "#reason").text == "ปิดเรียนนานในปีก่อน"
    assert {issue.field: bool(issue.reason) for issue in small.issues(code)} == {LOST: False, BEHIND: True}


def test_a_mark_on_a_removed_field_goes_and_the_former_look_comes_back(small: Office) -> None:
    form, code = the_form(small), small.example
    small.put(code, LOST, note="ถามครู", userEnteredFormat={"backgroundColorStyle": {"rgbColor": {"blue": 1}}})
    small.type(code, LOST, "หลายคน")
    small.sweep()
    assert small.card(code).cell(LOST).fill == RED
    install(small, newer(form, without(form, LOST), "2566.2"))
    migrated(small)
    kept = next(row for row in small.card(code).tab.rows if row[0].text == f"{OLD}:{LOST}")
    assert (kept[2].text, kept[2].fill, kept[2].note) == ("หลายคน", "0000FF", "ถามครู")
    assert (kept[3].text, kept[4].text) == ("", "")


def test_the_second_time_there_is_nothing_to_do(small: Office) -> None:
    form = the_form(small)
    install(small, newer(form, changed(form, PLANS, title="แผน"), "2566.2"))
    migrated(small)
    assert migrate(small.service, FORM, ROUND) == Mended(files=1)
    small.sweep()
    assert small.calls() == {"drive_list": 1}
    opened = small.service.round(FORM, ROUND)
    assert (opened.form_version, opened.definition_hash) == ("2566.2", "hash-2566.2")


def test_provisioning_goes_on_with_a_migration_that_was_killed(small: Office) -> None:
    form, code = the_form(small), small.example
    install(small, newer(form, without(form, PLANS), "2566.2"))
    assert killed_at(small, 1, "before", lambda service: migrate(service, FORM, ROUND))
    done = provision(small.service, FORM, ROUND)
    assert done.made == 0 and any("เก็บค่าของช่องที่เลิกใช้" in line for line in done.news)
    small.sweep()
    assert small.issues(code) == []
    assert provision(small.service, FORM, ROUND).news == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_at_any_call_migrating_goes_on(small: Office, number: int, when: str) -> None:
    form, code = the_form(small), small.example
    before = dict(small.stored(code).entries)
    kept = [form.fields[0], *reversed(without(form, "school_id", PLANS))]
    install(small, newer(form, kept, "2566.2"))
    assert killed_at(small, number, when, lambda service: migrate(service, FORM, ROUND))
    migrated(small)
    del before[PLANS]
    assert small.stored(code).entries == before
    assert small.issues(code) == []


def test_a_repair_of_an_older_sheet_mixes_no_fields_up(small: Office) -> None:
    from service.pipeline import repair

    form, code = the_form(small), small.example
    install(small, newer(form, changed(form, PLANS, name="qp05_units"), "2566.2"))
    assert killed_at(small, 1, "before", lambda service: migrate(service, FORM, ROUND))
    repair(small.service)
    small.sweep()
    assert small.card(code).cell("qp05_units").text == ""


def test_without_being_told_neither_repair_nor_provision_brings_a_newer_version(small: Office) -> None:
    from service.pipeline import repair

    form, code = the_form(small), small.example
    value = small.card(code).cell(PLANS).text
    install(small, newer(form, without(form, PLANS), "2566.2"))
    assert repair(small.service).changed == 0
    assert provision(small.service, FORM, ROUND).news == []
    small.sweep()
    assert small.card(code).cell(PLANS).text == value and PLANS in small.stored(code).entries


@st.composite
def chains(draw: st.DrawFn) -> list[Any]:
    """Versions one after the other: which fields, in which order, with which titles."""
    return [
        (
            draw(st.permutations(range(1, 12))),
            draw(st.integers(3, 11)),
            draw(st.sets(st.integers(1, 11), max_size=4)),
        )
        for _ in range(draw(st.integers(2, 5)))
    ]


def version_of(form: Form, order: list[int], count: int, renamed: set[int], number: int) -> Form:
    chosen = [
        replace(form.fields[place], title=f"{form.fields[place].title} รุ่น {number}")
        if place in renamed
        else form.fields[place]
        for place in order[:count]
    ]
    return newer(form, [form.fields[0], *chosen], f"2566.{number}")


@pytest.fixture(scope="module")
def chained(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with answered(tmp_path_factory.mktemp("chain"), 1) as office:
        yield office, the_form(office)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(chain=chains())
def test_through_any_versions_every_field_keeps_what_was_typed(chained: Any, chain: list[Any]) -> None:
    office, form = chained
    code = office.example
    install(office, form)
    migrated(office)
    original = dict(office.stored(code).entries)
    for number, (order, count, renamed) in enumerate(chain, 2):
        install(office, version_of(form, order, count, renamed, number))
        migrated(office)
        entries = office.stored(code).entries
        assert entries == {name: original[name] for name in entries}
        assert set(entries) == {item.name for item in the_form(office).fields}
        assert not [issue for issue in office.issues(code) if not issue.field]
    install(office, form)
    migrated(office)
    assert office.stored(code).entries == original
