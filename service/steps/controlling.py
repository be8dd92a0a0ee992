"""The control spreadsheet: what it should show, written only when that has changed."""

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from service.core.answers import COLOUR_FILLS, GREY, STATE_FILLS
from service.core.issues import WHOLE, State
from service.core.messages import STATE_WORDS
from service.core.normalise import number_text, thai_date
from service.core.office_kpis import year_kpi
from service.core.register import Respondent
from service.core.remarks import remarks
from service.core.results import Result
from service.core.rounds import Round
from service.core.schema import Form, Indicator
from service.errors import GoogleError
from service.sheets.building import in_front
from service.sheets.control import (
    DISTRICT,
    INDICATOR_HEADINGS,
    INDICATOR_WIDTHS,
    KPI_TITLE,
    STATUS_HEADINGS,
    STATUS_WIDTHS,
    ControlTab,
    Shown,
    build_control,
    control_title,
    fill_control,
)
from service.sheets.layout import LAYOUTS, headings
from service.steps.context import Service
from service.steps.filing import Came, Filing, Wish
from service.steps.kpi_tab import kpi_tab
from service.steps.kpis import office_kpis
from service.steps.pages import Pages
from service.steps.planning import editors, sheet_id_of
from service.steps.provisioning import Provisioned
from service.steps.tabs import free_title
from service.store.spreadsheets import Spreadsheet, Tab
from service.store.submissions import Stored

log = logging.getLogger(__name__)

COLOUR_WORDS = {"green": "● เขียว", "yellow": "● เหลือง", "red": "● แดง", "": "– ยังไม่มีค่า"}

PURPOSES = ("status", "indicators")
KPIS = "kpis"


def provision_control(service: Service, rounds: Sequence[Round], filing: Filing) -> Provisioned:
    """The control spreadsheet of a year with its tabs for these rounds; what is lost of it is made again."""
    done = Provisioned()
    for year in dict.fromkeys(opened.fiscal_year for opened in rounds):
        made = _provision_year(
            service, year, [opened for opened in rounds if opened.fiscal_year == year], filing
        )
        done.made += made.made
        done.news += made.news
    return done


def _provision_year(service: Service, year: int, rounds: Sequence[Round], filing: Filing) -> Provisioned:
    wish = Wish(f"ชีตควบคุม · {service.office} · {year}", "ชีตควบคุม", Spreadsheet("", "control", year))
    file, came = filing.obtain(wish)
    wanted = [
        Tab(opened.form_id, opened.round_id, purpose, *_tab_place(service, opened, purpose))
        for opened in rounds
        for purpose in PURPOSES
    ]
    wanted.append(Tab(*_kpi_key(year), KPIS, sheet_id_of(*_kpi_key(year), KPIS), KPI_TITLE))
    wanted += [tab for tab in file.tabs if tab not in wanted]
    standing = _standing_tabs(service, file, filing, wanted)
    missing = [tab for tab in wanted if tab.sheet_id not in standing]
    made = _make_tabs(service, file, missing, standing)
    if made or file.tabs != tuple(wanted):
        service.store.spreadsheets.save(replace(file, tabs=tuple(wanted)))
    url = service.sheet_url(file.file_id, wanted[0].sheet_id)
    lost = came is Came.MADE_AGAIN or any(tab in file.tabs for tab in missing)
    words = "ทำชีตควบคุมหรือแท็บที่หายไปใหม่ (lost control tabs made again)"
    return Provisioned(made, [f"{words} {url}"] if lost else [])


def _standing_tabs(
    service: Service, file: Spreadsheet, filing: Filing, wanted: Sequence[Tab]
) -> dict[int, str]:
    """The tabs that stand, by id. A file that nobody but us has changed holds what is recorded; where a tab
    is not recorded yet, a run that was killed may have made it."""
    if file.file_id in filing.created:
        return {0: "Sheet1"}
    listed = filing.listed(file.file_id)
    if listed and listed.by_us and all(tab in file.tabs for tab in wanted):
        return {tab.sheet_id: tab.title for tab in file.tabs}
    return service.google.titles(file.file_id)


def _make_tabs(
    service: Service, file: Spreadsheet, missing: Sequence[Tab], standing: Mapping[int, str]
) -> int:
    """Make the tabs, all in one request; how many were made. Rounds stand in front, the KPIs behind them."""
    requests: list[dict[str, Any]] = []
    behind: list[dict[str, Any]] = []
    prints: dict[str, str] = {}
    for tab in missing:
        title = free_title(tab.title, standing.values())
        opened = service.store.rounds.get(tab.form_id, tab.round_id)
        if tab.purpose == KPIS:
            # Its figures depend on the day, which only a sweep knows: the next one writes them.
            blank_tab = replace(kpi_tab(service, year_kpi(file.fiscal_year, ())), title=title)
            service.store.settings.set(_memory(*_kpi_key(file.fiscal_year)), "")
            behind = build_control(blank_tab, tab.sheet_id, editors(service))
        elif opened is not None and tab.form_id in service.forms:
            tabs = control_tabs(service, opened, [_kpi_link(service, file)])
            content = replace(tabs[PURPOSES.index(tab.purpose)], title=title)
            requests += build_control(content, tab.sheet_id, editors(service))
            prints[_memory(tab.form_id, tab.round_id)] = _fingerprint(tabs)
    requests = [*in_front(requests), *behind]
    if requests:
        blank = [{"deleteSheet": {"sheetId": 0}}] if 0 in standing else []
        service.google.change(file.file_id, [*requests, *blank], once=True)
    for key, text in prints.items():
        service.store.settings.set(key, text)
    return sum("addSheet" in request for request in requests)


def update_control(service: Service, rounds: Sequence[Round], today: date) -> int:
    """Write the tabs whose content changed, all in one request a file; how many requests were sent.

    The KPIs of a year whose rounds are all closed change as well: a report is made, a last day passes.
    """
    files = [file for file in service.store.spreadsheets.all() if file.kind == "control"]
    return sum(_update_file(service, file, rounds, today) for file in files)


def _update_file(service: Service, file: Spreadsheet, rounds: Sequence[Round], today: date) -> int:
    requests: list[dict[str, Any]] = []
    memories: dict[str, str] = {}
    for key, purposes, tabs in _contents(service, file, rounds, today):
        places = {tab.purpose: tab.sheet_id for tab in file.tabs if (tab.form_id, tab.round_id) == key}
        memory, content = _memory(*key), _fingerprint(tabs)
        if places and service.store.settings.get(memory) != content:
            memories[memory] = content
            for purpose, tab in zip(purposes, tabs, strict=True):
                requests += fill_control(tab, places[purpose])
    if not requests:
        return 0
    try:
        service.google.change(file.file_id, requests)
    except GoogleError as error:
        # Every school has its answer; this is tried again in the next sweep.
        log.error(
            "control_failed", extra={"action": "control_failed", "file": file.file_id, "why": str(error)}
        )
        return 0
    for memory, content in memories.items():
        service.store.settings.set(memory, content)
    return 1


def _contents(
    service: Service, file: Spreadsheet, rounds: Sequence[Round], today: date
) -> Iterator[tuple[tuple[str, str], Sequence[str], Sequence[ControlTab]]]:
    """What the tabs of the file should show now: those of each round that is read, and the KPIs."""
    has_kpis = any(tab.purpose == KPIS for tab in file.tabs)
    beside = [_kpi_link(service, file)] if has_kpis else []
    for opened in rounds:
        if opened.fiscal_year == file.fiscal_year:
            yield _key(opened), PURPOSES, control_tabs(service, opened, beside)
    if has_kpis:
        pages = Pages(service.store, service.forms, service.kept, service.refused, service.kpi_aims)
        kpis = kpi_tab(service, office_kpis(pages, file.fiscal_year, today))
        yield _kpi_key(file.fiscal_year), (KPIS,), (kpis,)


def _kpi_link(service: Service, file: Spreadsheet) -> Shown:
    sheet_id = sheet_id_of(*_kpi_key(file.fiscal_year), KPIS)
    return Shown(KPI_TITLE, link=service.sheet_url(file.file_id, sheet_id))


def _key(opened: Round) -> tuple[str, str]:
    return opened.form_id, opened.round_id


def _kpi_key(year: int) -> tuple[str, str]:
    """The KPIs belong to a year alone: to no form, and to all its rounds."""
    return "", str(year)


def _memory(form_id: str, round_id: str) -> str:
    return f"control:{form_id}:{round_id}"


def _fingerprint(tabs: Sequence[ControlTab]) -> str:
    return hashlib.sha256(repr(tabs).encode()).hexdigest()


def _tab_place(service: Service, opened: Round, purpose: str) -> tuple[int, str]:
    form = service.form_of(opened)
    return sheet_id_of(*_key(opened), purpose), control_title(form.short_title, opened.round_id, purpose)


def control_tabs(
    service: Service, opened: Round, beside: Sequence[Shown] = ()
) -> tuple[ControlTab, ControlTab]:
    """What the two control tabs of a round should show now; ``beside`` are links to put beside its own."""
    form = service.form_of(opened)
    heading = f"{form.title.th} · {opened.full_title}"
    links = (_report_link(service, form, opened), *beside)
    respondents = service.respondents(opened)
    stored = service.store.submissions.all(*_key(opened))
    shown = [i for i, text in enumerate(STATUS_HEADINGS) if text != DISTRICT or form.respondent == "school"]
    status = ControlTab(
        title=control_title(form.short_title, opened.round_id, "status"),
        heading=heading,
        facts=_facts(opened, respondents, stored),
        links=links,
        headings=headings(form, [STATUS_HEADINGS[index] for index in shown]),
        widths=[STATUS_WIDTHS[index] for index in shown],
        rows=tuple(
            tuple(row[index] for index in shown) for row in _status_rows(service, opened, respondents, stored)
        ),
    )
    figures = service.store.results.all(*_key(opened), "area")
    indicators = ControlTab(
        title=control_title(form.short_title, opened.round_id, "indicators"),
        heading=heading,
        facts=f"รุ่นของนิยาม {form.version} ({form.definition_hash}) · {form.notice}",
        links=links,
        headings=INDICATOR_HEADINGS,
        widths=INDICATOR_WIDTHS,
        rows=tuple(indicator_rows(form, figures)),
    )
    return status, indicators


def _report_link(service: Service, form: Form, opened: Round) -> Shown:
    """The page that makes the report; where the form names no template nothing could be made there."""
    if form.report is None:
        return Shown("ยังไม่มีแม่แบบรายงาน")
    return Shown("สร้างรายงาน", link=service.report_url(form.id, opened.round_id))


def _facts(opened: Round, respondents: Sequence[Respondent], stored: dict[str, Stored]) -> str:
    counts = dict.fromkeys(State, 0)
    for respondent in respondents:
        counts[_state(stored.get(respondent.code))] += 1
    words = [f"{STATE_WORDS[state].th} {count}" for state, count in counts.items()]
    return f"ทั้งหมด {len(respondents)} แห่ง · {' · '.join(words)} · กำหนดส่ง {thai_date(opened.due, short=True)}"


def _state(stored: Stored | None) -> State:
    return stored.progress.state if stored else State.MISSING


def _status_rows(
    service: Service, opened: Round, respondents: Sequence[Respondent], stored: dict[str, Stored]
) -> list[tuple[Shown, ...]]:
    issues = service.store.submissions.issues(*_key(opened))
    problems = {(file.respondent or "*"): file.problem for file in service.store.spreadsheets.all()}
    links = {
        (file.respondent or "*"): service.sheet_url(file.file_id, tab.sheet_id)
        for file in service.store.spreadsheets.all()
        for tab in file.tabs
        if (tab.form_id, tab.round_id) == _key(opened) and tab.purpose in LAYOUTS
    }
    rows: list[tuple[Shown, ...]] = []
    for respondent in respondents:
        item = stored.get(respondent.code)
        progress, state = item.progress if item else None, _state(item)
        changed = item.changed_at if item else None
        structure = [issue.message for issue in issues.get(respondent.code, ()) if issue.field == WHOLE]
        structure += [] if structure else [problems.get(respondent.code) or problems.get("*", "")]
        rows.append(
            (
                Shown(respondent.code),
                Shown(respondent.name, link=links.get(respondent.code) or links.get("*", "")),
                Shown(respondent.district),
                Shown(STATE_WORDS[state].th, fill=STATE_FILLS[state]),
                Shown(f"{progress.filled}/{progress.required}" if progress else "–"),
                Shown(str(progress.errors) if progress else "–"),
                Shown(str(progress.queries) if progress else "–"),
                Shown(f"{thai_date(changed.date(), short=True)} {changed:%H:%M}" if changed else "–"),
                Shown("\n".join(structure)),
            )
        )
    return rows


def indicator_rows(form: Form, figures: Sequence[Result]) -> list[tuple[Shown, ...]]:
    """A row an indicator, in the form's order."""
    by_id = {figure.indicator: figure for figure in figures}
    return [_indicator_row(indicator, by_id.get(indicator.id)) for indicator in form.indicators]


def _indicator_row(indicator: Indicator, figure: Result | None) -> tuple[Shown, ...]:
    code, title, unit = indicator.id, indicator.title.th, indicator.unit
    if figure is None:
        dash = Shown("–")
        return (
            Shown(code),
            Shown(title),
            dash,
            Shown(unit),
            dash,
            dash,
            dash,
            Shown(COLOUR_WORDS[""], GREY),
            dash,
        )
    coverage = "ข้อมูลไม่ครบตามเกณฑ์" if figure.low_coverage else ""
    notes = " · ".join(part for part in (coverage, remarks(figure, indicator)) if part)
    return (
        Shown(code),
        Shown(title),
        Shown(_number(figure.value, indicator.decimals)),
        Shown(unit),
        Shown(str(figure.level) if figure.level is not None else "–"),
        Shown(f"{figure.reporting} จาก {figure.due}"),
        Shown(_number(figure.target, None)),
        Shown(COLOUR_WORDS[figure.colour], COLOUR_FILLS[figure.colour]),
        Shown(notes),
    )


def _number(value: Any, decimals: int | None) -> str:
    return "–" if value is None else number_text(value, decimals)
