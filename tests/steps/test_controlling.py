"""What the control sheet offers of a round, and of the office's own KPIs."""

from dataclasses import replace

from service.core.office_kpis import year_kpi
from service.core.schema import ReportSpec
from service.steps.controlling import control_tabs
from service.steps.kpi_tab import kpi_tab

from .conftest import SmallOffice


def test_a_report_is_offered_only_where_the_form_names_a_template(office: SmallOffice) -> None:
    opened = office.service.round("lunch", "2566-Q2")
    form = office.service.forms["lunch"]
    with_report = replace(form, report=ReportSpec("lunch.docx", {}, {}))
    link = "https://tidtam.example.org/r/x"
    for made, text, address in ((form, "ยังไม่มีแม่แบบรายงาน", ""), (with_report, "สร้างรายงาน", link)):
        service = replace(
            office.service, forms={"lunch": made}, report_url=lambda *_: link, sheet_url=lambda *_: ""
        )
        for tab in control_tabs(service, opened):
            assert [(cell.text, cell.link) for cell in tab.links] == [(text, address)]


def test_the_kpis_lead_to_their_page_where_there_are_pages(office: SmallOffice) -> None:
    kpi = year_kpi(2566, (), ["lunch 2566-Q1: อ่านไม่ได้"])
    assert kpi_tab(office.service, kpi).links == ()
    tab = kpi_tab(replace(office.service, public_url="https://tidtam.example.org"), kpi)
    assert [cell.link for cell in tab.links] == ["https://tidtam.example.org/kpi?year=2566"]
    assert tab.facts.endswith("ไม่ได้นับ lunch 2566-Q1: อ่านไม่ได้")
