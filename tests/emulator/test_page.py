"""The page as a person sees it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sample_sheet
from emulator_clients import Person

from service.emulator import Emulator

sync_api = pytest.importorskip("playwright.sync_api")

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
ARGUMENTS += ["--disable-sync", "--no-first-run"]
SAVED = "!document.querySelector('.pending')"

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def sample_id(emulator: Emulator, owner: Person) -> str:
    return sample_sheet.build(owner, emulator.shared_drive_id)


def opened(browser: Any, emulator: Emulator, sheet_id: str, **options: Any) -> Any:
    page = browser.new_page(**{"viewport": {"width": 1280, "height": 800}, **options})
    page.goto(f"{emulator.url}/spreadsheets/d/{sheet_id}/edit")
    page.wait_for_selector('td[data-a1="C5"]')
    return page


def shown(page: Any, cell: str) -> str:
    return str(page.locator(f'td[data-a1="{cell}"] .v').inner_text())


@pytest.fixture
def page(browser: Any, emulator: Emulator, sample_id: str) -> Iterator[Any]:
    page = opened(browser, emulator, sample_id)
    yield page
    page.close()


def test_the_sheet_is_shown_as_it_is(page: Any) -> None:
    assert [shown(page, cell) for cell in ("C4", "C6", "C7", "C11")] == ["1,250", "85.67%", "0042", "=1+1"]
    assert page.locator('td[data-a1="C5"]').get_attribute("data-note").startswith("ติดตาม:")
    assert "rgb(250, 204, 204)" in page.locator('td[data-a1="C5"]').get_attribute("style")
    assert page.locator('td[data-a1="A5"]').count() == 0
    assert page.locator("[data-tab]").all_inner_texts() == ["ข้อมูล", "คำชี้แจง"]


def test_hostile_text_is_only_text(page: Any) -> None:
    assert shown(page, "C10") == sample_sheet.HOSTILE
    assert page.title() != "broken"


def test_typing_saves_and_the_colour_goes(page: Any) -> None:
    page.locator('td[data-a1="C13"]').dblclick()
    page.locator("#cell-editor").fill("1,234")
    page.keyboard.press("Enter")
    page.wait_for_function(SAVED)
    assert shown(page, "C13") == "1,234"
    assert "background" not in (page.locator('td[data-a1="C13"]').get_attribute("style") or "")


def test_escape_leaves_the_cell_as_it_was(page: Any) -> None:
    page.locator('td[data-a1="C4"]').dblclick()
    page.locator("#cell-editor").fill("9")
    page.keyboard.press("Escape")
    assert page.locator("#cell-editor").count() == 0 and shown(page, "C4") == "1,250"


def test_a_protected_cell_says_so(page: Any) -> None:
    page.locator('td[data-a1="D4"]').dblclick()
    assert "มีการป้องกัน" in page.get_by_role("alert").inner_text()
    assert page.locator("#cell-editor").count() == 0


def test_a_choice_is_picked_from_the_list(page: Any) -> None:
    page.locator('td[data-a1="C8"] .drop').click()
    page.get_by_role("menuitem", name="ไม่มี", exact=True).click()
    page.wait_for_function(SAVED)
    assert shown(page, "C8") == "ไม่มี"


def test_a_note_appears_when_its_cell_is_chosen(page: Any) -> None:
    page.locator('td[data-a1="C5"]').click()
    assert "1,250 คน" in page.locator("#note-box").inner_text()


def test_what_the_service_writes_appears_by_itself(page: Any, owner: Person, sample_id: str) -> None:
    start = {"rowIndex": 3, "columnIndex": 3}
    cell = {"userEnteredValue": {"stringValue": "ตรวจแล้ว"}}
    owner.batch(
        sample_id,
        {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}},
    )
    page.wait_for_function("document.querySelector('td[data-a1=\"D4\"] .v').textContent === 'ตรวจแล้ว'")


def test_lines_typed_in_a_cell_stay_lines_with_wrap_and_without(
    page: Any, owner: Person, sample_id: str
) -> None:
    lines = {"userEnteredValue": {"stringValue": "• หนึ่ง\n• สอง\n• สาม"}}
    for row, wrap in ((11, "WRAP"), (12, "OVERFLOW_CELL")):
        cell = lines | {"userEnteredFormat": {"wrapStrategy": wrap}}
        start = {"rowIndex": row, "columnIndex": 3}
        owner.batch(
            sample_id,
            {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "*"}},
        )
        address = f'td[data-a1="D{row + 1}"]'
        page.wait_for_function(f"document.querySelector('{address} .v').textContent.includes('สาม')")
        assert page.locator(address).evaluate("td => td.clientHeight") > 45, wrap


def test_the_owner_inserts_a_row(page: Any) -> None:
    page.locator("#acting-as").select_option("owner")
    page.locator("#manage").wait_for()
    page.locator('td[data-a1="C4"]').click(button="right")
    page.get_by_role("menuitem", name="แทรกแถวด้านบน").click()
    page.wait_for_function("document.querySelector('td[data-a1=\"C5\"] .v').textContent === '1,250'")


def test_a_tab_is_changed_by_its_button(page: Any) -> None:
    page.locator('[data-tab="คำชี้แจง"]').click()
    page.wait_for_selector('[data-tab="คำชี้แจง"][aria-current]')
    assert "gid=7" in page.url and shown(page, "A1") == ""


def test_a_phone_edits_with_a_tap(browser: Any, emulator: Emulator, sample_id: str) -> None:
    phone = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}
    page = opened(browser, emulator, sample_id, **phone)
    page.locator('td[data-a1="C13"]').tap()
    page.locator("#cell-editor").fill("7")
    page.keyboard.press("Enter")
    page.wait_for_function(SAVED)
    assert shown(page, "C13") == "7"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
