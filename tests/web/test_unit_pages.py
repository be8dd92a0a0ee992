"""The front page of forms that groups of the office fill: no schools, no districts, folded beside those of schools."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from service.core.register import Respondent
from service.core.rounds import open_round
from service.core.schema import Form
from service.definitions import load_form
from service.web.parts import KEY

from .conftest import CAST, FORM, FORMS, ROUND, Office


@pytest.fixture(scope="session")
def form() -> Form:
    return replace(load_form(FORMS / f"{FORM}.yaml"), respondent="unit")


def test_it_lists_units_and_speaks_of_them(entered: FlaskClient, office: Office) -> None:
    office.store.register.save([Respondent("U02", "กลุ่มนโยบายและแผน", "", kind="unit")])
    page = entered.get("/").text
    assert 'data-find="u02 ' in page and CAST[0][0] not in page
    assert "จาก <b>1</b> แห่ง" in page
    assert '<h2 id="schools">หน่วยงาน <span class="en" lang="en">units</span>' in page
    assert '<th scope="col">หน่วยงาน' in page and "อำเภอ" not in page


def test_rounds_of_units_are_folded_below_those_of_schools(
    entered: FlaskClient, office: Office, form: Form
) -> None:
    schools = replace(form, id="schools_form", respondent="school")
    parts = office.app.extensions[KEY]
    pages = replace(parts.pages_now(), forms={FORM: form, schools.id: schools})
    office.app.extensions[KEY] = replace(parts, pages_now=lambda: pages)
    office.store.rounds.save(open_round(schools, ROUND, None))
    for asked in ("/", f"/?form={FORM}&round={ROUND}"):
        first, second = entered.get(asked).text.split("<details")[1:3]
        assert first.startswith(' class="group" open>') and "schools_form" in first
        assert second.startswith(' class="group">') and "2 รอบ" in second
        assert f"form={FORM}&amp;round={ROUND}#overview" in second  # a tap leads past the cards
