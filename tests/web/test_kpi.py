"""The page of the office's own indicators."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from flask.testing import FlaskClient

from service.core.issues import Progress, State
from service.steps.kpis import office_kpis
from service.steps.pages import Pages
from service.store.submissions import Stored
from service.store.tables import BANGKOK

from .conftest import CAST, FORM, NOW, ROUND, Office, result


def sent(code: str, day: datetime | None) -> Stored:
    """A submission complete since that day; None: all typed, with an error in it."""
    state = State.COMPLETE if day else State.NEEDS_FIX
    return Stored(code, "file", {}, {}, Progress(state, 20, 20, int(day is None), 0), day or NOW, day)


def words(page: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", page).split())


def test_the_front_page_leads_to_it_and_it_needs_a_session(client: FlaskClient, entered: FlaskClient) -> None:
    assert 'href="/kpi"' in entered.get("/").text
    assert client.get("/kpi").status_code == 401


def test_it_tells_the_three_of_each_round_and_of_the_year(entered: FlaskClient, office: Office) -> None:
    store = office.store
    on_time, late = datetime(2023, 4, 15, 23, 0, tzinfo=BANGKOK), datetime(2023, 4, 17, tzinfo=BANGKOK)
    first, second, third = (person[0] for person in CAST[:3])
    submissions = [sent(first, on_time), sent(second, late), sent(third, None)]
    store.submissions.save(FORM, ROUND, submissions, {}, {first: {}, second: {}, third: {}}, NOW)
    figures = [result("QP01", "3.9", "green", 4), result("QP02", "3.9", "green", 2)]
    store.results.replace(
        FORM, ROUND, [replace(item, low_coverage=item.indicator == "QP02") for item in figures]
    )
    report = store.reports.add("r1", FORM, ROUND, NOW)
    store.reports.set(report.id, state="done")
    told = "ร้อยละ 20.00 1 จาก 5 ทันตามที่ขยาย 0 · ช้า 1 · ยังไม่ครบ 3 (ยังไม่กรอก 1 · กำลังกรอก 1 · ต้องแก้ 1)"
    page = words(entered.get("/kpi?year=2566").text)
    assert told in page and "รวมทั้งปี together – ไม่นับ 2 รอบที่ยังไม่ถึงกำหนดส่ง" in page
    office.clock[0] = NOW + timedelta(days=7)
    page = words(entered.get("/kpi?year=2566").text)
    assert f"รวมทั้งปี together {told} · ไม่นับ 1 รอบที่ยังไม่ถึงกำหนดส่ง" in page
    assert "ร้อยละ 100.00 1 จาก 1 ไม่มีเป้าหมาย" in page and "ร้อยละ 50.00 1 จาก 2" in page  # reports


def test_the_targets_that_the_office_has_set_are_told_of_the_year(
    entered: FlaskClient, office: Office
) -> None:
    app = office.app.extensions["tidtam"]
    pages = replace(app.pages_now(), kpi_aims=(None, None, Decimal(100)))
    office.app.extensions["tidtam"] = replace(app, pages_now=lambda: pages)
    page = words(entered.get("/kpi?year=2566").text)
    assert page.count("เป้าหมาย 100 ● ยังไม่ถึง ปียังไม่จบ") == 1  # of the year, not of each round
    assert page.count("เป้าหมาย 100") == 1


def test_a_year_without_rounds_says_so(entered: FlaskClient) -> None:
    assert "ปีนี้ยังไม่มีรอบ" in entered.get("/kpi?year=2560").text


def test_a_round_that_cannot_be_read_is_named_and_counted_in_nothing(
    entered: FlaskClient, office: Office
) -> None:
    opened = office.store.rounds.get(FORM, ROUND)
    assert opened and "not counted" not in words(entered.get("/kpi?year=2566").text)
    of_old = replace(
        office.app.extensions["tidtam"].pages_now().forms[FORM], source="spec: 0", definition_hash="old"
    )
    office.store.definitions.keep(of_old)
    office.store.rounds.save(replace(opened, definition_hash="old"))
    office.clock[0] = NOW.replace(month=11)  # both are due
    page = words(entered.get("/kpi?year=2566").text)
    assert f"ไม่ได้นับ not counted {FORM} {ROUND}:" in page
    assert "รวมทั้งปี together ร้อยละ 0.00 0 จาก 5" in page  # of two rounds of five schools one is left


def test_a_round_that_is_planned_and_not_opened_counts_as_a_report_to_make(office: Office) -> None:
    form = replace(office.app.extensions["tidtam"].pages_now().forms[FORM], id="other")
    found = office_kpis(Pages(office.store, {"other": form}), 2566, NOW.date())
    assert [(item.round_id, item.opened) for item in found.rounds] == [
        ("2566-M6", False),
        ("2566-M12", False),
    ]
    assert (found.reports.n, found.reports.total) == (0, 2) and found.on_time.share.total == 0
