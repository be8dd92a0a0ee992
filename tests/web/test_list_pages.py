"""The pages of a list: a red cell keeps its whole row out of the sums, and no other."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from service.core.entries import Entry, Status
from service.core.issues import WHOLE, Issue, Progress, State
from service.core.register import Respondent
from service.core.schema import Form
from service.definitions import load_form
from service.store.submissions import Stored

from .conftest import FORM, FORMS, NOW, ROUND, Office

UNITS = ("U01", "U02", "U03")


@pytest.fixture(scope="session")
def form() -> Form:
    return replace(load_form(FORMS / "project_evaluation.yaml"), id=FORM)


@pytest.fixture
def lists(office: Office) -> Office:
    """Three groups: one with two good rows, one with a good row and one of two red cells, one with none."""
    office.store.register.save(Respondent(code, f"กลุ่ม {code}", "", kind="unit") for code in UNITS)
    whole = _list("U01", State.COMPLETE, "ka", "kb")
    partly = _list("U02", State.NEEDS_FIX, "kc", "kd")
    issues = [
        *(Issue("U02", f"kd/{name}", "not_a_number", "error", "ผิด") for name in ("budget", "target")),
        Issue("U02", "kc/budget", "Q", "query", "ถาม"),
        Issue("U02", WHOLE, "tab_missing", "error", "ไม่พบแท็บ"),
    ]
    store = office.store.submissions
    store.save(FORM, ROUND, [whole, partly], {"U02": issues}, {"U01": {}, "U02": {}}, NOW)
    return office


def _list(code: str, state: State, *keys: str) -> Stored:
    entries = {f"{key}/project_name": Entry(Status.VALUE, "โครงการ") for key in keys}
    return Stored(code, "file", {}, entries, Progress(state, 2, 2, 0, 0), NOW, None)


def test_it_tells_the_rows_without_an_error_and_the_lists_that_are_whole(
    client: FlaskClient, lists: Office
) -> None:
    page = client.get(lists.link()).text
    assert "แถวที่ไม่มีช่องต้องแก้ <b>3</b> จาก <b>4</b> แถว · ครบทั้งรายการ <b>1</b> จาก <b>3</b> แห่ง" in page


def test_it_warns_that_the_whole_row_is_left_out(client: FlaskClient, lists: Office) -> None:
    page = client.get(lists.link()).text
    assert "ทั้งแถวที่มีช่องต้องแก้ไม่ถูกนำมารวม" in page and "ค่าในช่องที่ต้องแก้" not in page


def test_the_front_page_says_whom_n_counts(entered: FlaskClient, lists: Office) -> None:
    assert "นับเฉพาะแห่งที่นับได้ครบทุกแถว" in entered.get("/").text
