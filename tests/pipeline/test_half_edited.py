"""A form file that is half edited, or just begun, keeps no round waiting: rounds have what they keep."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.definitions import read_forms
from service.errors import DefinitionError, NotFoundError
from service.pipeline import migrate, open_form_round, provision
from service.steps.adopting import Request, propose
from service.steps.exporting import export_round
from service.steps.installing import installed_forms
from service.steps.linking import respondent_links
from service.steps.pages import Pages

from .small_office import NA, NUMBER, SmallOffice, small_office

ROUND = "2566-Q2"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallOffice]:
    home = tmp_path_factory.mktemp("office")
    with small_office(home, {"one": (NUMBER, ""), "other": (NUMBER, "")}) as office:
        yield office


@pytest.fixture
def office(shared: SmallOffice) -> Iterator[SmallOffice]:
    """The office after its analyst broke the file of a form with an open round, and began another form."""
    good = (shared.forms / "one.yaml").read_text("utf-8")
    (shared.forms / "one.yaml").write_text(good.replace("type: integer", "type: intger"), encoding="utf-8")
    (shared.forms / "new.yaml").write_text("spec: 1\nform:\n  id: new\n  title: [", encoding="utf-8")
    shared.start()
    yield shared
    (shared.forms / "one.yaml").write_text(good, encoding="utf-8")
    (shared.forms / "new.yaml").unlink()


def test_both_rounds_are_read_and_checked(office: SmallOffice) -> None:
    office.type(NA.code, "one", a="หลายคน")
    office.type(NA.code, "other", a="7")
    office.sweep()
    assert office.answer(NA.code, "other") == 7
    assert len(office.issues(NA.code, "one")) == 1


def test_each_file_is_named_with_its_faults(office: SmallOffice) -> None:
    new, one = office.service.refused
    assert (new.name, new.form_id, one.name, one.form_id) == ("new.yaml", "new", "one.yaml", "one")
    assert one.faults[0].startswith("one.yaml:16: schema.fields[1].type: ")


def test_pages_links_and_exports_go_on(office: SmallOffice, tmp_path: Path) -> None:
    pages = Pages(office.service.store, office.service.forms, refused=office.service.refused)
    assert {item.form_id for item in pages.rounds()} == {"one", "other"}
    assert pages.round("one", ROUND).newer == ""
    assert any("แบบ one" in link.rounds for link in respondent_links(office.service))
    assert export_round(office.service, "one", ROUND, tmp_path)


@pytest.mark.parametrize(
    "begin",
    [
        lambda service: open_form_round(service, "one", "2566-Q1"),
        lambda service: open_form_round(service, "new", "2566-Q1"),
        lambda service: migrate(service, "one", ROUND),
        lambda service: propose(service, Request("one", ROUND, "x" * 30)),
    ],
)
def test_nothing_is_begun_with_a_form_whose_file_is_broken(office: SmallOffice, begin: object) -> None:
    with pytest.raises(DefinitionError, match=r"\.yaml:\d+: "):
        begin(office.service)  # type: ignore[operator]


def test_a_round_is_provisioned_again_but_not_for_the_first_time(office: SmallOffice) -> None:
    assert provision(office.service, "one", ROUND).problems == []
    rounds = office.service.store.rounds
    rounds.save(replace(office.service.round("one", ROUND), round_id="2566-Q1"))
    with pytest.raises(DefinitionError, match=r"one\.yaml"):
        provision(office.service, "one", "2566-Q1")


def test_an_unknown_form_is_still_unknown(office: SmallOffice) -> None:
    with pytest.raises(NotFoundError, match="ไม่มีแบบ nowhere"):
        open_form_round(office.service, "nowhere", ROUND)


def test_with_no_good_file_open_rounds_go_on_and_closed_ones_do_not(tmp_path: Path) -> None:
    with small_office(tmp_path, {"one": (NUMBER, "")}) as office:
        (office.forms / "one.yaml").write_text("form: {id: one", encoding="utf-8")
        assert set(installed_forms(office.forms, office.service.store).forms) == {"one"}
        office.service.store.rounds.close("one", ROUND)
        with pytest.raises(DefinitionError, match=r"one\.yaml:1"):
            installed_forms(office.forms, office.service.store)


def test_a_broken_copy_leaves_the_good_file_in_its_place(office: SmallOffice) -> None:
    copy = office.forms / "other copy.yaml"
    copy.write_text("form: {id: other", encoding="utf-8")
    good, refused = read_forms(office.forms)
    copy.unlink()
    assert "other" in good
    assert [(file.name, file.form_id) for file in refused][-1] == ("other copy.yaml", "")


def test_of_two_good_files_of_one_id_none_is_taken(office: SmallOffice) -> None:
    copy = office.forms / "other copy.yaml"
    copy.write_text((office.forms / "other.yaml").read_text("utf-8"), encoding="utf-8")
    good, refused = read_forms(office.forms)
    copy.unlink()
    assert "other" not in good
    assert [file.form_id for file in refused] == ["new", "one", "other"]
