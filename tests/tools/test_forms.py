"""What every form of the office must have, whatever its layout: seen in its files, without any sheet."""

import pytest

from service.core.indicators import band_of
from service.core.schema import Form, written_as
from service.demo.mistakes import planted
from service.demo.tools import form_ids

from .chosen_forms import forms, is_of_units, layouts_of
from .kits import FORMS

WITHOUT_TARGET: dict[str, str] = {}
"""Forms none of whose indicators has a target, each with the reason why that is right."""
WITHOUT_GENERATOR: dict[str, str] = {}
"""Forms that cannot be shown in the demo, each with the reason."""
ALL = sorted(path.stem for path in FORMS.glob("*.yaml"))
PROVED = [form_id for form_id in ALL if form_id in form_ids()]


def thai(text: str) -> bool:
    return any("ก" <= letter <= "๛" for letter in text)


@pytest.fixture
def form(form_id: str) -> Form:
    return forms()[form_id]


@pytest.mark.parametrize("form_id", ALL)
def test_it_has_a_generator_and_planted_mistakes(form_id: str) -> None:
    assert form_id in WITHOUT_GENERATOR or (form_id in form_ids() and planted(form_id))


@pytest.mark.parametrize("form_id", ALL)
def test_the_tests_know_who_fills_it_and_how(form: Form) -> None:
    assert tuple(layouts_of(form.id)) == form.layouts
    assert is_of_units(form.id) == (form.respondent == "unit")


@pytest.mark.parametrize("form_id", ALL)
def test_it_says_in_thai_what_it_is_and_how_to_fill_it(form: Form) -> None:
    assert thai(form.title.th) and form.instructions and all(map(thai, form.instructions))


@pytest.mark.parametrize("form_id", ALL)
def test_it_says_who_wrote_it_and_when_it_is_to_be_looked_at_again(form: Form) -> None:
    assert form.authored_by and form.review_by


@pytest.mark.parametrize("form_id", ALL)
def test_some_indicator_has_a_target_in_each_of_its_rounds(form: Form) -> None:
    targets = [item.target.by_round for item in form.indicators if item.target]
    assert targets or form.id in WITHOUT_TARGET
    named = {key.rpartition("-")[2] for target in targets for key in target}
    assert not targets or {name for name in form.rounds if name != "AD"} <= named


@pytest.mark.parametrize("form_id", ALL)
def test_a_figure_that_reaches_its_target_is_green_in_every_round(form: Form) -> None:
    for item in form.indicators:
        if item.target and item.near_target is None:
            colours = {band_of(item.legend, aim) for aim in item.target.by_round.values()}
            assert colours == {"green"}, f"{item.id}: write near_target: 10"


@pytest.mark.parametrize("form_id", PROVED)
def test_every_rule_is_planted(form: Form) -> None:
    found = {written_as(mark.code) for mistake in planted(form.id) for mark in mistake.marks}
    assert {rule.written_as for rule in form.all_rules} - found == set()


@pytest.mark.parametrize("form_id", PROVED)
def test_planted_mistakes_speak_of_its_fields_and_have_ids_of_their_own(form: Form) -> None:
    mistakes, names = planted(form.id), {item.name for item in form.fields}
    assert len({mistake.id for mistake in mistakes}) == len(mistakes)
    for mistake in mistakes:
        assert mistake.touched | {mark.field for mark in mistake.marks} <= names, mistake.id
        period = "AD" if mistake.round.startswith("AD") else mistake.round  # AD2 is the next of AD
        assert period in ("", *form.rounds), mistake.id
        assert form.is_list or not mistake.row, f"{mistake.id}: only lists have rows"


@pytest.mark.parametrize("form_id", PROVED)
def test_every_kind_of_cell_that_can_be_unreadable_has_a_mistake(form: Form) -> None:
    free = {"school_code", "unit_code", "text", "boolean"}
    asked = {item.kind for item in form.fields} - free
    typed = {form.field(mistake.field).kind for mistake in planted(form.id) if mistake.marks}
    assert asked <= typed
