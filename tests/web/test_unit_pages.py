"""The front page of a form that groups of the office fill: no schools, no districts."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from service.core.register import Respondent
from service.core.schema import Form
from service.definitions import load_form

from .conftest import CAST, FORM, FORMS, Office


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
