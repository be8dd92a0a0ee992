"""The pages in a real browser: the filter of the dashboard, and a report from click to download."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from service.core.issues import Progress, State
from service.core.register import Respondent
from service.store.submissions import Stored

from .conftest import CAST, FORM, NOW, ROUND, Office

pytestmark = pytest.mark.heavy

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 10_000


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        pass


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    office.app.config["SESSION_COOKIE_SECURE"] = False
    server = make_server("127.0.0.1", 0, office.app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


def visible(page: Page) -> list[str]:
    return page.locator("#school-list tbody tr:visible .code").all_text_contents()


def shown(page: Page) -> list[str]:
    codes = visible(page)
    assert page.locator("[data-shown]").inner_text() == str(len(codes))
    return codes


def enter(office: Office, page: Page, address: str) -> None:
    page.goto(address + office.entry())
    page.get_by_role("button", name="เข้าใช้งาน").click()
    page.wait_for_url(f"{address}/")


@pytest.fixture
def many(office: Office) -> dict[State, list[str]]:
    """A whole office of 205 schools by state: as many to mend as to explain or not begun, most of them complete."""
    states = {code: state for code, _, _, state, *_ in CAST}
    wanted = [State.NEEDS_FIX, State.EXPLAIN, State.MISSING, State.COMPLETE, State.COMPLETE]
    states |= {f"2099{n:06}": wanted[n % 5] for n in range(200)}
    added = list(states)[len(CAST) :]
    name = "โรงเรียนบ้านสมมติ (ประชานุเคราะห์)"
    office.store.register.save(Respondent(code, f"{name} {code[-3:]}", "เมืองตัวอย่างธานี") for code in added)
    stored = [
        Stored(code, "file", {}, {}, Progress(states[code], 97, 97, 3, 3), NOW, None)
        for code in added
        if states[code] is not State.MISSING
    ]
    office.store.submissions.save(FORM, ROUND, stored, {}, {item.respondent: {} for item in stored}, NOW)
    return {state: [code for code in states if states[code] is state] for state in State}


def test_two_hundred_schools_are_a_short_page_on_a_phone(
    office: Office, page: Page, address: str, many: dict[State, list[str]]
) -> None:
    enter(office, page, address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visible(page) == many[State.NEEDS_FIX][:20] + many[State.EXPLAIN][:20]
    assert page.evaluate("document.querySelector('#school-list').clientHeight") < 40 * 72 + 8 * 60
    for width in (1280, 720, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    page.get_by_text("อีก 21 แห่ง").first.click()
    assert visible(page)[:41] == many[State.NEEDS_FIX]
    office.clock[0] += timedelta(days=30)  # past the last day, so somebody has to ask them
    page.reload()
    assert many[State.MISSING][0] in visible(page)


def test_a_search_unfolds_the_school_and_folds_again(
    office: Office, page: Page, address: str, many: dict[State, list[str]]
) -> None:
    enter(office, page, address)
    before, last = visible(page), many[State.COMPLETE][-1]
    page.get_by_label("ค้นหาชื่อหรือรหัส").fill(last)
    assert shown(page) == [last]
    assert "1 แห่ง" in page.locator("#school-list summary:visible").first.inner_text()
    page.get_by_label("ค้นหาชื่อหรือรหัส").fill("")
    assert visible(page) == before


def test_without_scripts_a_number_leads_to_its_schools(
    office: Office, page: Page, address: str, many: dict[State, list[str]]
) -> None:
    assert page.context.browser
    page = page.context.browser.new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    enter(office, page, address)
    page.get_by_role("link", name="ครบ").click()
    assert many[State.COMPLETE][:20] == visible(page)[-20:]


def test_the_dashboard_filters_schools(office: Office, page: Page, address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    enter(office, page, address)
    assert len(shown(page)) == len(CAST)
    page.get_by_label("ค้นหาชื่อหรือรหัส").fill("สมมติแก้")
    assert shown(page) == ["1099000902"]
    page.get_by_label("ค้นหาชื่อหรือรหัส").fill("")
    page.get_by_label("สถานะ").select_option("missing")
    assert shown(page) == ["1099000905"]
    page.get_by_label("อำเภอ").select_option("ดอนทดลอง")
    assert shown(page) == []
    assert page.get_by_text("ไม่มีโรงเรียนตามที่เลือก").is_visible()
    page.get_by_label("อำเภอ").select_option("")
    page.locator('[data-pick="complete"]').click()
    assert shown(page) == ["1099000901"]
    assert page.locator('[data-pick="complete"]').get_attribute("aria-current") == "true"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []


def test_a_report_from_click_to_download(office: Office, page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + office.link())
    page.get_by_role("button", name="สร้างรายงาน").dblclick()
    page.get_by_text("รอคิว").wait_for()
    (report,) = office.reports()
    office.store.reports.set(report.id, state="running", done=3, total=8, step="ตัวชี้วัด QP03")
    page.get_by_text("ตัวชี้วัด QP03").wait_for()
    assert page.locator("progress").get_attribute("value") == "3"
    (tmp_path / "made.docx").write_bytes(b"PK made")
    office.store.reports.set(report.id, state="done", path=str(tmp_path / "made.docx"), finished_at=NOW)
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดรายงาน").click()
    assert download.value.suggested_filename == "รายงาน Quick Policy 2566 รอบ 6 เดือน 2566 ฉบับที่ 1.docx"
    assert Path(download.value.path()).read_bytes() == b"PK made"
    assert len(office.reports()) == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_the_offices_own_indicators_fit_their_page(
    office: Office, page: Page, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    enter(office, page, address)
    page.goto(f"{address}/kpi?year=2566")
    table, panel = page.locator("table.kpi").bounding_box(), page.locator("section.panel").bounding_box()
    assert table and panel and table["x"] + table["width"] <= panel["x"] + panel["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    figures = page.locator(".kpi .figure")  # on a phone a label stands beside each
    assert all((box := one.bounding_box()) and box["height"] < 40 for one in figures.all())
    cells = page.evaluate(
        "[...document.querySelectorAll('.kpi td:not(:has(.notes))')].map(td => td.clientHeight)"
    )
    assert width > 700 or (cells and max(cells) < 45)
