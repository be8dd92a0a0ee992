"""A form's file is edited while its round is open: the round keeps what it was opened with until told."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from service.core.schema import Form
from service.definitions import load_form
from service.pipeline import migrate
from service.steps.comparing import compared
from service.steps.pages import Pages

from .offices import FORM, ROUND, Office, answered
from .shown import RED
from .versions import install

FIELD = "qp05_plans"
RULE = {
    "id": "R99",
    "field": FIELD,
    "missing": "skip_if_any",
    "severity": "error",
    "message": {"th": "มากไป"},
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with answered(tmp_path_factory.mktemp("versions"), 2) as office:
        yield office


@pytest.fixture
def office(shared: Office, tmp_path: Path) -> Iterator[Office]:
    """The office with the round on its first version; nothing is left in memory."""
    first = shared.service
    yield shared
    shared.service = replace(first, kept={})
    migrate(shared.service, FORM, ROUND)
    shared.sweep()


def edited(office: Office, folder: Path, **rule: object) -> Form:
    """The form's file as an analyst edits it: plans are at most 1 (or a rule is added), in another version."""
    yaml, path = YAML(typ="safe", pure=True), folder / "quick_policy.yaml"
    data = yaml.load(office.service.form(FORM).source)
    (field,) = [item for item in data["schema"]["fields"] if item["name"] == FIELD]
    field["constraints"]["maximum"] = 99 if rule else 1
    data["rules"] += [{**RULE, **rule}] if rule else []
    data["form"]["version"] = "2566.3"
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(data, file)
    return load_form(path)


def test_editing_the_file_changes_no_check_of_an_open_round(office: Office, tmp_path: Path) -> None:
    code = office.example
    install(office, edited(office, tmp_path))
    office.service = replace(office.service, kept={})  # a process started anew reads what was kept
    office.type(code, FIELD, "7")
    office.sweep()
    assert office.issues(code) == [] and office.stored(code).entries[FIELD].value == 7
    office.sweep()
    assert office.calls() == {"drive_list": 1}


def test_migrating_brings_the_new_checks_and_keeps_both_versions(office: Office, tmp_path: Path) -> None:
    code, new = office.example, edited(office, tmp_path)
    office.type(code, FIELD, "7")
    install(office, new)
    migrate(office.service, FORM, ROUND)
    office.sweep()
    assert office.card(code).cell(FIELD).fill == RED
    opened = office.service.round(FORM, ROUND)
    assert (opened.form_version, opened.definition_hash) == ("2566.3", new.definition_hash)
    kept = office.service.store.definitions.of_form(FORM)
    assert [item.version for item in kept] == ["2566.2", "2566.3"] and kept[1].text == new.source


def test_the_pages_say_that_a_newer_version_is_installed(office: Office, tmp_path: Path) -> None:
    new = edited(office, tmp_path)
    pages = Pages(office.service.store, {FORM: new})
    view = pages.round(FORM, ROUND)
    assert (view.form.version, view.newer) == ("2566.2", "2566.3")
    assert Pages(office.service.store, office.service.forms).round(FORM, ROUND).newer == ""


def test_a_round_from_before_definitions_were_kept_is_given_the_installed_one(
    office: Office, tmp_path: Path
) -> None:
    opened = office.service.round(FORM, ROUND)
    office.service.store.rounds.save(replace(opened, form_version="2565.9", definition_hash="0" * 12))
    assert office.service.form_of(office.service.round(FORM, ROUND)).version == "2566.2"
    office.sweep()
    pinned = office.service.round(FORM, ROUND)
    assert (pinned.form_version, pinned.definition_hash) == ("2566.2", opened.definition_hash)


def test_a_figure_is_not_set_beside_one_that_was_counted_in_another_way(office: Office) -> None:
    store, opened = office.service.store, office.service.round(FORM, ROUND)
    form = office.service.form_of(opened)
    harder = replace(form.indicators[0], factor=form.indicators[0].factor * 2, definition_hash="f" * 12)
    other = replace(form, indicators=(harder, *form.indicators[1:]), definition_hash="e" * 12, version="x")
    later = replace(opened, round_id="2566-M12", definition_hash=other.definition_hash)
    store.rounds.save(later)
    service = replace(office.service, kept={(FORM, other.definition_hash): other})
    now = [replace(item, definition_hash="f" * 12) for item in store.results.all(FORM, ROUND, "area")[:1]]
    (found,) = compared(service, later, now).values()
    assert (found.before, found.refused) == (None, "นิยามเปลี่ยน: ตัวคูณ")
    (same,) = compared(
        office.service,
        replace(later, definition_hash=opened.definition_hash),
        store.results.all(FORM, ROUND, "area")[:1],
    ).values()
    assert (same.refused, same.change) == ("", 0)
    store.rounds.save(replace(later, closed=True))


def test_a_new_count_of_pupils_is_answered_in_sheets_that_nobody_touched(
    office: Office, tmp_path: Path
) -> None:
    code, facts = office.example, office.service.store.facts
    office.type(code, FIELD, "7")
    install(office, edited(office, tmp_path, constraint="qp05_plans <= fact('pupils')"))
    migrate(office.service, FORM, ROUND)
    office.sweep()
    assert office.issues(code) == []
    facts.save(2566, {code: {"pupils": Decimal(5)}})  # the academic year of the twelve months, not of the six
    office.sweep()
    assert office.issues(code) == [] and office.calls() == {"drive_list": 1}
    facts.save(2565, {code: {"pupils": Decimal(5)}})
    office.sweep()
    assert [issue.code for issue in office.issues(code)] == ["R99"]
    assert office.card(code).cell(FIELD).fill == RED
