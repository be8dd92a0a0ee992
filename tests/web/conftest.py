"""The pages over a real store with a fixed cast of schools, one in each state."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.bootstrap import Signer
from service.core.issues import WHOLE, Issue, Progress, State
from service.core.register import Respondent
from service.core.results import Result
from service.core.rounds import open_round
from service.core.schema import Form
from service.definitions import load_form
from service.steps.pages import Pages, order_report
from service.store import Store, open_store
from service.store.reports import Report
from service.store.spreadsheets import Spreadsheet, Tab
from service.store.submissions import Stored
from service.store.tables import BANGKOK
from service.web import EntryNonces, create_app

FORMS = Path(__file__).parents[2] / "sheet_schemas"
NOW = datetime(2023, 4, 10, 9, 40, tzinfo=BANGKOK)
SECRET = "a secret of the tests"
FORM, ROUND, OTHER = "quick_policy", "2566-M6", "2566-M12"
HOSTILE = "<script>alert('โรงเรียน')</script>"

# code, name, district, state, filled, errors, queries; "Missing" has no submission at all
CAST: tuple[tuple[str, str, str, State, int, int, int], ...] = (
    ("1099000901", "โรงเรียนสมมติครบ", "ดอนทดลอง", State.COMPLETE, 20, 0, 0),
    ("1099000902", "โรงเรียนสมมติแก้", "ดอนทดลอง", State.NEEDS_FIX, 19, 2, 1),
    ("1099000903", "โรงเรียนสมมติอธิบาย", "โนนตัวอย่าง", State.EXPLAIN, 20, 0, 1),
    ("1099000904", "โรงเรียนสมมติกรอก", "โนนตัวอย่าง", State.IN_PROGRESS, 7, 0, 0),
    ("1099000905", HOSTILE, "โนนตัวอย่าง", State.MISSING, 0, 0, 0),
)

CARD = Tab(FORM, ROUND, "card", 77, "Quick Policy")
STATUS = Tab(FORM, ROUND, "status", 55, "สถานะ")
FILES = (
    Spreadsheet("file-901", "respondent", 2566, "1099000901", tabs=(CARD,)),
    Spreadsheet("file-control", "control", 2566, tabs=(STATUS,)),
)


@pytest.fixture(scope="session")
def form() -> Form:
    return load_form(FORMS / "quick_policy.yaml")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, form: Form) -> Path:
    """A database with the cast, made once; each test works on a copy."""
    path = tmp_path_factory.mktemp("store") / "filled.db"
    store = open_store(f"sqlite:///{path}")
    store.register.save(Respondent(code, name, district) for code, name, district, *_ in CAST)
    for round_id in (ROUND, OTHER):
        store.rounds.save(open_round(form, round_id, None))
    _save_submissions(store)
    store.results.replace(FORM, ROUND, [result("QP01", "3.9", "green", 4), result("QP01A", "55.5", "red", 2)])
    for file in FILES:
        store.spreadsheets.save(file)
    store.close()
    return path


@pytest.fixture
def store(tmp_path: Path, filled: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{shutil.copy(filled, tmp_path / 'tidtam.db')}")
    yield store
    store.close()


def _save_submissions(store: Store) -> None:
    stored, issues = [], {}
    for code, _, _, state, filled, errors, queries in CAST[:-1]:
        progress = Progress(state, 20, filled, errors, queries)
        stored.append(Stored(code, f"file-{code[-3:]}", {}, {}, progress, NOW - timedelta(hours=1), None))
        issues[code] = [Issue(code, "qp01_cases", f"R{n}", "error", "ผิด") for n in range(errors)]
        issues[code] += [Issue(code, "qp01_cases", f"Q{n}", "query", "ถาม") for n in range(queries)]
    issues[CAST[1][0]].append(Issue(CAST[1][0], WHOLE, "tab_missing", "error", f"ไม่พบแท็บ “{HOSTILE}”"))
    store.submissions.save(FORM, ROUND, stored, issues, {item.respondent: {} for item in stored}, NOW)


def result(indicator: str, value: str, colour: str, reporting: int) -> Result:
    return Result(
        indicator=indicator,
        scope="area",
        place="",
        numerator=None,
        denominator=None,
        value=Decimal(value),
        reporting=reporting,
        due=5,
        level=None,
        level_counts=(),
        colour=colour,
        low_coverage=reporting < 4,
        target=Decimal(3),
        met=colour == "green",
        definition_hash="abc",
    )


@dataclass
class Office:
    """What a test may look at from outside the pages."""

    app: Flask
    store: Store
    signer: Signer
    nonces: EntryNonces
    enqueued: list[str] = field(default_factory=list)
    clock: list[datetime] = field(default_factory=lambda: [NOW])

    def link(self, round_id: str = ROUND) -> str:
        return f"/r/{self.signer.report_token(FORM, round_id)}"

    def reports(self, round_id: str = ROUND) -> list[Report]:
        return self.store.reports.of_round(FORM, round_id)

    def entry(self) -> str:
        return f"/enter/{self.signer.entry_token(self.nonces.issue())}"


@pytest.fixture
def office(store: Store, form: Form) -> Office:
    forms, signer, clock, enqueued = {FORM: form}, Signer(SECRET), [NOW], []

    def order(form_id: str, round_id: str) -> Report:
        report = order_report(store, forms, form_id, round_id, clock[0])
        enqueued.append(report.id)
        return report

    nonces = EntryNonces(store, lambda: clock[0])
    app = create_app(
        lambda: Pages(store, forms),
        signer=signer,
        order=order,
        sheet_url=lambda file_id, sheet_id: f"https://sheets.example.org/{file_id}#gid={sheet_id}",
        clock=lambda: clock[0],
        office="สำนักงานเขตสมมติ",
        secret=SECRET,
        entry_nonces=nonces,
        public_url="https://tidtam.example.org",
    )
    return Office(app, store, signer, nonces, enqueued, clock)


@pytest.fixture
def client(office: Office) -> FlaskClient:
    """Somebody who has only come from outside."""
    return office.app.test_client()


@pytest.fixture
def entered(office: Office) -> FlaskClient:
    """Somebody who has used the one-time link. The cookie is for https only, as the public address is."""
    client = office.app.test_client()
    client.post(office.entry(), base_url="https://localhost")
    client.environ_base["wsgi.url_scheme"] = "https"
    return client


def key_of(page: Any) -> str:
    """The order key in the form of a page."""
    found = re.search(r'name="key" value="([^"]+)"', page.get_data(as_text=True))
    assert found, "the page holds no form"
    return found[1]
