"""`tidtam kpi` and `tidtam quality`: what the office can say of its own work, computed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from service.cli.common import build_pages, build_reader, finish, json_option, now, round_name

if TYPE_CHECKING:
    from service.core.office_kpis import RoundKpi, YearKpi
    from service.core.quality import FieldQuality, Quality, Turnaround
    from service.core.shares import Share


@click.command()
@click.argument("year", type=click.IntRange(2500, 2700), metavar="YEAR")
@json_option
def kpi(year: int, as_json: bool) -> None:
    """ตัวชี้วัดของกลุ่มงานเอง คำนวณให้ ไม่มีใครกรอก · the office's own indicators of a fiscal year (B.E.)"""
    from service.core.office_kpis import kpi_data
    from service.steps.kpis import office_kpis

    found = office_kpis(build_pages(), year, now().date())
    finish(as_json, kpi_data(found), _kpi_lines(found))


def _kpi_lines(found: "YearKpi") -> list[str]:
    lost = [f"⚠ ไม่ได้นับ (not counted) {line}" for line in found.unreadable]
    if not found.rounds:
        return lost or [f"ปีงบประมาณ {found.year} ยังไม่มีรอบ (no round in this year)"]
    lines = [f"ตัวชี้วัดของกลุ่มงาน ปีงบประมาณ {found.year}"]
    for item in found.rounds:
        lines += ["", f"{item.form_title} · {item.round_title}{_stage(item)}", *_three(item)]
    return [*lines, "", "รวมทั้งปี (together)", *_three(found), *lost]


def _stage(item: "RoundKpi") -> str:
    if not item.opened:
        return " (ยังไม่เปิดรอบ)"
    return " (ยังไม่ถึงกำหนดส่ง)" if item.running else ""


def _three(item: "RoundKpi | YearKpi") -> list[str]:
    from service.core.office_kpis import three_kpis

    return [
        "  " + " · ".join(filter(None, [f"{kpi.title.th} {_share(kpi.share)}", kpi.notes]))
        for kpi in three_kpis(item)
    ]


def _share(share: "Share") -> str:
    return f"ร้อยละ {share.percent} ({share.n} จาก {share.total})" if share.total else "– (0 จาก 0)"


@click.command()
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@click.option("--all", "whole", is_flag=True, help="ทุกช่อง แม้ไม่เคยผิด · every field, also what was never wrong")
@json_option
def quality(form: str, round_id: str, whole: bool, as_json: bool) -> None:
    """คุณภาพข้อมูลของรอบ: ผิดช่องใด แก้นานเท่าใด ครบเพียงใด · data quality of a round"""
    from service.steps.quality import round_quality

    service = build_reader()
    found = round_quality(service, form, round_id)
    titles = {item.name: item.title for item in service.form_of(service.round(form, round_id)).fields}
    finish(as_json, _quality_data(found), _quality_lines(found, titles, whole))


def _quality_data(found: "Quality") -> dict[str, Any]:
    from service.core.quality import UNKNOWN
    from service.core.shares import share_data

    return {
        "complete": share_data(found.complete),
        "reporting": share_data(found.reporting),
        "turnaround": _turnaround_data(found.turnaround),
        "fields": [_field_data(item) for item in found.fields],
        "unknown": list(UNKNOWN),
    }


def _field_data(item: "FieldQuality") -> dict[str, Any]:
    from service.core.shares import share_data

    return {
        "field": item.name,
        "completeness": share_data(item.completeness),
        "error_rate": share_data(item.error_rate),
        "ever_error_rate": share_data(item.ever_error_rate),
        "query_rate": share_data(item.query_rate),
        "explained": share_data(item.explained_share),
    }


def _turnaround_data(found: "Turnaround") -> dict[str, Any]:
    days = {"mean": found.mean, "median": found.median, "longest": found.longest}
    told = {name: None if value is None else str(value) for name, value in days.items()}
    return {"ended": found.ended, "still_open": found.still_open, "days": told}


def _quality_lines(found: "Quality", titles: Mapping[str, str], whole: bool) -> list[str]:
    from service.core.quality import UNKNOWN

    stood = found.turnaround
    lines = [
        f"ครบถ้วน {_share(found.complete)} · รายงานแล้ว {_share(found.reporting)}",
        f"แก้ที่ผิดแล้ว {stood.ended} ช่อง ยังไม่แก้ {stood.still_open} ช่อง"
        + (f" · เฉลี่ย {stood.mean} วัน มัธยฐาน {stood.median} นานสุด {stood.longest}" if stood.ended else ""),
        "",
        "ช่องที่ผิดมากที่สุดก่อน (fields, worst first):",
    ]
    worst_first = sorted(found.fields, key=lambda item: item.badness, reverse=True)
    told = [item for item in worst_first if whole or any(item.badness)]
    lines += [f"  {titles[item.name]} [{item.name}]: {_field_words(item)}" for item in told]
    if untold := len(found.fields) - len(told):
        lines.append(f"  อีก {untold} ช่องไม่เคยผิดและไม่ถูกถาม: --all แสดงทุกช่อง (never wrong; --all shows them)")
    return [*lines, "", "ที่รู้ไม่ได้ (not known):", *(f"  - {words}" for words in UNKNOWN)]


def _field_words(item: "FieldQuality") -> str:
    """What there is to say of a field; what is nought is left out."""
    rates = {
        "ผิดอยู่": item.error_rate,
        "เคยผิด": item.ever_error_rate,
        "ถูกถาม": item.query_rate,
        "อธิบายแล้ว": item.explained_share,
    }
    told = [f"{word} {_of(share)}" for word, share in rates.items() if share.n]
    return " · ".join([*told, f"ตอบ {_of(item.completeness)}"])


def _of(share: "Share") -> str:
    return f"{share.n}/{share.total} ({share.percent})" if share.total else "–"
