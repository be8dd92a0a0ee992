"""What the control sheet offers of a round."""

from dataclasses import replace

from service.core.schema import ReportSpec
from service.steps.controlling import control_tabs

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
