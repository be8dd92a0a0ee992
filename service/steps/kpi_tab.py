"""The tab of the control spreadsheet with the office's own KPIs of its year: what /kpi says of the year."""

from service.core.answers import COLOUR_FILLS
from service.core.normalise import number_text
from service.core.office_kpis import KPI_COLOUR_WORDS, Kpi, YearKpi, three_kpis
from service.core.shares import DECIMALS
from service.sheets.control import KPI_HEADINGS, KPI_TITLE, KPI_WIDTHS, ControlTab, Shown
from service.steps.context import Service


def kpi_tab(service: Service, kpi: YearKpi) -> ControlTab:
    """A row a KPI, the year's rounds together; rounds that are counted in nothing are named above."""
    unreadable = [f"⚠ ไม่ได้นับ {fault}" for fault in kpi.unreadable]
    return ControlTab(
        title=KPI_TITLE,
        heading=f"{KPI_TITLE} ปีงบประมาณ {kpi.year}",
        facts=" · ".join(["คำนวณจากข้อมูลในระบบ ไม่มีใครกรอก", *unreadable]),
        links=(Shown("ดูรายรอบ", link=f"{service.public_url}/kpi?year={kpi.year}"),)
        if service.public_url
        else (),
        headings=KPI_HEADINGS,
        widths=KPI_WIDTHS,
        rows=tuple(map(_row, three_kpis(kpi))),
    )


def _row(kpi: Kpi) -> tuple[Shown, ...]:
    percent, share = kpi.share.percent, kpi.share
    number, _, name = kpi.title.th.partition(" ")
    return (
        Shown(number),
        Shown(name),
        Shown("–" if percent is None else number_text(percent, DECIMALS)),
        Shown(f"{share.n} จาก {share.total}"),
        Shown("–" if kpi.target is None else number_text(kpi.target, None)),
        Shown(KPI_COLOUR_WORDS[kpi.colour].th if kpi.colour else "–", COLOUR_FILLS[kpi.colour]),
        Shown(kpi.counted.th),
        Shown(kpi.apart),
    )
