"""One form that cannot be read, or is gone, keeps no other form waiting."""

from pathlib import Path

import pytest

from service.errors import DefinitionError
from service.pipeline import close_round, migrate, reopen_round
from service.steps.pages import Pages

from .offices import NOW
from .small_office import NA, NUMBER, TEXT, small_office

ROUND = "2566-Q2"


def test_a_kept_definition_that_cannot_be_read_keeps_no_other_form_waiting(tmp_path: Path) -> None:
    with small_office(tmp_path, {"one": (NUMBER, ""), "other": (NUMBER, "")}) as office:
        office.forget_the_word_school("one")
        office.edit("one", NUMBER)
        office.type(NA.code, "one", a="3")
        office.type(NA.code, "other", a="7")
        office.sweep()
        assert (office.answer(NA.code, "one"), office.answer(NA.code, "other")) == (None, 7)
        (fault,) = Pages(office.service.store, office.service.forms).unreadable()
        assert f"tidtam migrate one {ROUND}" in fault
        with pytest.raises(DefinitionError, match="tidtam migrate"):
            close_round(office.service, "one", ROUND, NOW)
        migrate(office.service, "one", ROUND)
        office.sweep()
        assert office.answer(NA.code, "one") == 3


def test_of_a_closed_round_that_cannot_be_read_the_remedy_works(tmp_path: Path) -> None:
    with small_office(tmp_path, {"one": (NUMBER, "")}) as office:
        office.service.store.rounds.close("one", ROUND)
        office.forget_the_word_school("one")
        office.edit("one", NUMBER)
        with pytest.raises(DefinitionError, match=f"round reopen one {ROUND} แล้ว tidtam migrate one {ROUND}"):
            Pages(office.service.store, office.service.forms).round("one", ROUND)
        reopen_round(office.service, "one", ROUND, NOW)
        migrate(office.service, "one", ROUND)
        assert Pages(office.service.store, office.service.forms).round("one", ROUND).form.version == "2"


def test_a_round_is_shown_though_the_one_before_it_cannot_be_read(tmp_path: Path) -> None:
    with small_office(tmp_path, {"one": (NUMBER, "")}) as office:
        office.open("one", "2566-Q1")
        office.service.store.rounds.close("one", "2566-Q1")
        office.forget_the_word_school("one")
        office.edit("one", NUMBER)
        migrate(office.service, "one", ROUND)
        assert Pages(office.service.store, office.service.forms).round("one", ROUND).form.version == "2"


PROJECT = "foreignKeys: [{fields: a, reference: {resource: projects, fields: a}}]"


def test_a_form_that_is_taken_away_is_still_referred_to(tmp_path: Path) -> None:
    code = TEXT.replace("type: string", "type: string, kind: code")
    with small_office(tmp_path, {"projects": (TEXT, ""), "works": (code, f"  {PROJECT}")}) as office:
        office.type(NA.code, "projects", a="P9")
        office.sweep()
        office.edit("works", TEXT)
        office.take_away("projects")
        office.type(NA.code, "works", a="P9")
        office.sweep()
        assert office.answer(NA.code, "works") == "P9"
        assert office.issues(NA.code, "works") == []
