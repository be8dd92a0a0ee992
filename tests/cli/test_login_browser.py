"""Signing in with a real browser: the page is read and pressed, and the browser finds its way back."""

import json
import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from service.cli import main
from service.emulator import Emulator
from tests.web.test_browser import ARGUMENTS, PATIENCE

pytestmark = pytest.mark.heavy


def test_a_person_signs_in_with_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, said = tmp_path / "credentials.json", []
    with Emulator(tmp_path / "google") as emulator, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.set_default_timeout(PATIENCE)

        def allow(address: str) -> bool:
            page.goto(address)
            page.get_by_label("บัญชีอื่น").fill("director@office.example")
            page.get_by_role("button", name="อนุญาต", exact=True).click()
            said.append(page.locator("body").inner_text())
            return True

        monkeypatch.setattr(webbrowser, "open", allow)
        client = str(emulator.add_oauth_client(tmp_path / "client_secret.json"))
        environ = {"TIDTAM_GOOGLE_ENDPOINT": emulator.url, "TIDTAM_CREDENTIALS": str(place)}
        done = CliRunner().invoke(main, ["login", client], env=environ | {"TIDTAM_HOME": str(tmp_path)})
        browser.close()
    assert done.exit_code == 0, done.output
    assert "ลงชื่อเข้าใช้แล้ว" in said[0]
    assert json.loads(place.read_text())["account"] == "director@office.example"
