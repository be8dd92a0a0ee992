"""The main job as people do it: a clerk corrects cells in a browser, an analyst fetches the report."""

import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import docx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from service.bootstrap import build_service
from service.cli.common import BANGKOK
from service.config import read_settings
from service.emulator import Emulator
from service.pipeline import open_form_round, provision, sweep
from tests.pipeline.offices import FORM, PLAIN_SCHOOLS, ROUND, Office, register, truthful

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-first-run"]  # fmt: skip
RED, YELLOW, GREEN = "rgb(244, 199, 195)", "rgb(252, 232, 178)", "rgb(217, 234, 211)"

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield chromium
        chromium.close()


def now() -> datetime:
    return datetime.now(BANGKOK)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Two schools on the emulator, and `tidtam serve` in a process of its own."""
    home = tmp_path_factory.mktemp("office")
    planned = [truthful(school) for school in PLAIN_SCHOOLS[:2]]
    with Emulator(home / "google") as emulator:
        environ = {
            "TIDTAM_HOME": str(home / "office"),
            "TIDTAM_CREDENTIALS": str(emulator.credentials_path),
            "TIDTAM_GOOGLE_ENDPOINT": emulator.url,
            "TIDTAM_FOLDER": emulator.shared_drive_id,
            "TIDTAM_PORT": str(free_port()),
            "TIDTAM_SWEEP_MINUTES": "1440",
        }
        service = build_service(read_settings(environ))
        service.store.register.save(register([item.school for item in planned]))
        open_form_round(service, FORM, ROUND, due=now().date() + timedelta(days=7))
        provision(service, FORM, ROUND)
        made = Office(emulator, service, planned)
        made.fill(planned)
        sweep(service, now())
        command = [str(Path(sys.executable).parent / "tidtam"), "serve"]
        served = subprocess.Popen(command, env=os.environ | environ, stderr=subprocess.DEVNULL)
        wait_for(f"http://127.0.0.1:{environ['TIDTAM_PORT']}/healthz")
        yield made
        served.terminate()
        served.wait(timeout=40)
        service.store.close()


def wait_for(url: str) -> None:
    pause = Event()
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=2).close()  # an address of this machine
            return
        except OSError:
            pause.wait(0.1)
    raise AssertionError(f"{url} does not answer")


class Sheet:
    """A school's sheet in the browser."""

    def __init__(self, page: Page, office: Office, code: str) -> None:
        self.page, self.office, self.code = page, office, code
        file_id, sheet_id = office.tab(code)
        page.goto(f"{office.emulator.url}/spreadsheets/d/{file_id}/edit#gid={sheet_id}")

    def cell(self, field: str, role: str = "#value") -> Locator:
        _, _, row, column = self.office.spot(self.code, field, role)
        return self.page.locator(f'td[data-row="{row}"][data-col="{column}"]')

    def type(self, field: str, text: str, role: str = "#value") -> None:
        self.cell(field, role).dblclick()
        self.page.locator("#cell-editor").fill(text)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("td.pending")).to_have_count(0)

    def swept(self) -> None:
        sweep(self.office.service, now())
        self.page.reload()


def test_a_clerk_corrects_breaks_and_explains_cells(office: Office, browser: Browser) -> None:
    page = browser.new_page()
    sheet = Sheet(page, office, next(iter(office.planned)))

    sheet.type("qp01_cases", "l2")
    sheet.swept()
    expect(sheet.cell("qp01_cases")).to_have_css("background-color", RED)
    expect(sheet.cell("qp01_cases")).to_have_attribute("data-note", re.compile("l2.*พิมพ์เฉพาะตัวเลข"))

    sheet.type("qp01_cases", str(sheet.office.planned[sheet.code].truth["qp01_cases"]))
    sheet.swept()
    expect(sheet.cell("qp01_cases")).not_to_have_attribute("data-note", re.compile("."))
    expect(sheet.cell("qp01_cases")).not_to_have_css("background-color", RED)
    expect(sheet.cell("qp01_cases", "#status")).to_have_text("✔ ผ่าน")
    expect(sheet.cell("qp01_cases", "#status")).to_have_css("background-color", GREEN)

    sheet.type("qp01_drills", "หลายครั้ง")
    sheet.swept()
    expect(sheet.cell("qp01_drills")).to_have_css("background-color", RED)
    expect(sheet.cell("qp01_drills")).to_have_attribute("data-note", re.compile("หลายครั้ง.*พิมพ์เฉพาะตัวเลข"))

    sheet.type("qp02_lost", "-")
    sheet.swept()
    expect(sheet.cell("qp02_lost")).to_have_css("background-color", YELLOW)
    sheet.type("qp02_lost", "ยังไม่มีข้อมูล จะรายงานรอบหน้า", "#reason")
    sheet.swept()
    expect(sheet.cell("qp02_lost")).not_to_have_css("background-color", YELLOW)
    expect(sheet.cell("qp02_lost", "#status")).to_have_text("✔ รับเหตุผลแล้ว")
    page.close()


def test_a_school_cannot_change_what_is_protected(office: Office, browser: Browser) -> None:
    page = browser.new_page()
    sheet = Sheet(page, office, next(iter(office.planned)))
    sheet.cell("qp01_cases", "#title").dblclick()
    expect(page.get_by_role("alert")).to_contain_text("มีการป้องกัน")
    page.close()


def test_an_analyst_clicks_from_the_control_sheet_to_a_report(
    office: Office, browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page()
    control = office.file(kind="control")
    page.goto(f"{office.emulator.url}/spreadsheets/d/{control.file_id}/edit?as=owner")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="สร้างรายงาน").first.click()
    report = opened.value
    assert not office.service.store.reports.of_round(FORM, ROUND)  # opening the link starts nothing
    report.get_by_role("button", name="สร้างรายงาน").click()
    with report.expect_download(timeout=90_000) as download:
        report.get_by_role("link", name="ดาวน์โหลด").click(timeout=90_000)
    path = tmp_path / "report.docx"
    download.value.save_as(path)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert "บทสรุปผู้บริหาร" in text and "ตัวชี้วัดที่ ๑๑" in text
    page.close()
    report.close()
