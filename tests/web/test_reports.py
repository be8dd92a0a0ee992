"""The signed link: looking orders nothing, the button orders once, progress is what the store says."""

from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from service.web.orders import SALT

from .conftest import FORM, NOW, OTHER, ROUND, SECRET, Office, key_of


@pytest.fixture
def key(office: Office, client: FlaskClient) -> str:
    return key_of(client.get(office.link()))


def make(office: Office, round_id: str = ROUND, **values: object) -> str:
    """The address of a report in the state given."""
    report_id = f"report-{round_id}"
    office.store.reports.add(report_id, FORM, round_id, NOW)
    office.store.reports.set(report_id, **{"state": "queued"} | values)
    return f"{office.link(round_id)}/reports/{report_id}"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_orders_nothing(office: Office, client: FlaskClient, method: str) -> None:
    answer = client.open(office.link(), method=method)
    assert answer.status_code == 200
    assert (office.reports(), office.enqueued) == ([], [])
    assert not answer.headers.getlist("Set-Cookie")


def test_the_page_says_what_the_report_will_hold(office: Office, client: FlaskClient) -> None:
    page = client.get(office.link()).text
    assert "รายงานแล้ว <b>4</b> จาก <b>5</b> แห่ง" in page
    assert "ยังมีจุดที่ต้องแก้ <b>3</b> จุด และรออธิบาย <b>2</b> จุด" in page
    assert "ตัวชี้วัด <b>1</b> จาก 25 ตัวมีข้อมูลไม่ครบ" in page
    assert page.count('<form method="post"') == 1


def test_the_button_orders_one_report(office: Office, client: FlaskClient, key: str) -> None:
    answer = client.post(office.link(), data={"key": key})
    (report,) = office.reports()
    assert office.enqueued == [report.id]
    assert (answer.status_code, answer.location) == (303, f"{office.link()}/reports/{report.id}")


def test_pressing_twice_leads_to_the_same_report(office: Office, client: FlaskClient, key: str) -> None:
    first = client.post(office.link(), data={"key": key})
    office.store.reports.set(office.enqueued[0], state="done")
    second = client.post(office.link(), data={"key": key})
    assert second.location == first.location
    assert len(office.reports()) == 1


def test_a_report_that_waits_is_not_ordered_again(office: Office, client: FlaskClient, key: str) -> None:
    client.post(office.link(), data={"key": key})
    client.post(office.link(), data={"key": key_of(client.get(office.link()))})
    assert len(office.reports()) == 1


def test_once_it_is_made_a_new_page_orders_the_next(office: Office, client: FlaskClient, key: str) -> None:
    client.post(office.link(), data={"key": key})
    office.store.reports.set(office.enqueued[0], state="done")
    client.post(office.link(), data={"key": key_of(client.get(office.link()))})
    assert [report.revision for report in office.reports()] == [2, 1]


@pytest.mark.parametrize("data", [{}, {"key": ""}, {"key": "forged"}, {"key": "a.b.c"}])
def test_an_order_without_our_key_is_refused(
    office: Office, client: FlaskClient, data: dict[str, str]
) -> None:
    assert client.post(office.link(), data=data).status_code == 403
    assert office.reports() == []


def test_a_key_of_another_round_is_refused(office: Office, client: FlaskClient, key: str) -> None:
    assert client.post(office.link(OTHER), data={"key": key}).status_code == 403
    assert office.reports(OTHER) == []


def test_a_key_left_open_too_long_is_refused(office: Office, client: FlaskClient) -> None:
    class Old(TimestampSigner):
        def get_timestamp(self) -> int:
            return 0

    old = URLSafeTimedSerializer(SECRET, salt=SALT, signer=Old).dumps([FORM, ROUND, "n"])
    answer = client.post(office.link(), data={"key": old})
    assert answer.status_code == 403
    assert "เปิดหน้ารายงานใหม่" in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_an_order_from_another_site_is_refused(
    office: Office, client: FlaskClient, key: str, site: str
) -> None:
    answer = client.post(office.link(), data={"key": key}, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert office.reports() == []


def test_a_bad_token_is_refused(client: FlaskClient) -> None:
    answer = client.get("/r/forged")
    assert answer.status_code == 403
    assert "เปิดใหม่จากชีตควบคุม" in answer.text


def test_a_round_that_is_gone_is_not_found(office: Office, client: FlaskClient) -> None:
    assert client.get(f"/r/{office.signer.report_token(FORM, '2570-M6')}").status_code == 404


def test_progress_tells_what_the_store_says(office: Office, client: FlaskClient) -> None:
    address = make(office, state="running", done=4, total=11, step="แผนภูมิ QP04")
    told = client.get(f"{address}/progress").get_json()
    assert {name: told[name] for name in ("state", "done", "total", "step", "download", "error")} == {
        "state": "running", "done": 4, "total": 11, "step": "แผนภูมิ QP04", "download": "", "error": "",
    }  # fmt: skip
    page = client.get(address).text
    assert 'value="4" max="11"' in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_a_report_nobody_begins_says_so(office: Office, client: FlaskClient) -> None:
    address = make(office)
    assert client.get(f"{address}/progress").get_json()["slow"] is False
    office.clock[0] = NOW.replace(minute=NOW.minute + 2)
    assert client.get(f"{address}/progress").get_json()["slow"] is True


def test_a_made_report_can_be_downloaded(office: Office, client: FlaskClient, tmp_path: Path) -> None:
    path = tmp_path / "r1.docx"
    path.write_bytes(b"PK word")
    address = make(office, state="done", path=str(path), finished_at=NOW)
    assert f'href="{address}/file"' in client.get(address).text
    answer = client.get(f"{address}/file")
    assert answer.data == b"PK word"
    disposition = answer.headers["Content-Disposition"]
    assert 'filename="quick_policy-2566-M6-r1.docx"' in disposition
    assert quote("รายงาน Quick Policy 2566 รอบ 6 เดือน 2566 ฉบับที่ 1.docx") in disposition
    answer.close()


def test_a_lost_file_is_said_to_be_lost(office: Office, client: FlaskClient, tmp_path: Path) -> None:
    address = make(office, state="done", path=str(tmp_path / "gone.docx"), finished_at=NOW)
    answer = client.get(f"{address}/file")
    assert answer.status_code == 404
    assert "สร้างใหม่" in answer.text


def test_a_report_not_yet_made_has_no_file(office: Office, client: FlaskClient) -> None:
    assert client.get(f"{make(office)}/file").status_code == 404


def test_a_failure_says_why_and_offers_another_try(office: Office, client: FlaskClient) -> None:
    address = make(office, state="failed", error="แม่แบบไม่มี <b>ชื่อ</b>", finished_at=NOW)
    page = client.get(address).text
    assert "แม่แบบไม่มี &lt;b&gt;ชื่อ&lt;/b&gt;" in page
    client.post(office.link(), data={"key": key_of(client.get(address))})
    assert len(office.reports()) == 2


@pytest.mark.parametrize("tail", ["", "/progress", "/file"])
def test_a_link_of_one_round_opens_no_report_of_another(
    office: Office, client: FlaskClient, tail: str
) -> None:
    make(office, OTHER, state="done", path=__file__)
    assert client.get(f"{office.link()}/reports/report-{OTHER}{tail}").status_code == 404


def test_earlier_reports_are_listed_with_their_files(office: Office, client: FlaskClient) -> None:
    address = make(office, state="done", path="x.docx", finished_at=NOW)
    page = client.get(office.link()).text
    assert "ฉบับที่ 1" in page
    assert "10 เม.ย. 2566 09.40 น." in page
    assert f'href="{address}/file"' in page
