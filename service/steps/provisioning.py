"""Making the sheets: a file a respondent (cards) or a form (table), and the control spreadsheet."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from service.core.register import Respondent
from service.core.rounds import Round
from service.core.schema import Form
from service.core.submission import Frame
from service.core.validation import show
from service.errors import GoogleError
from service.sheets.building import build_card, build_issues, build_table
from service.sheets.grids import grids_of
from service.sheets.layout import tab_title
from service.steps.checking import previous_values
from service.steps.context import Service, Track, untracked
from service.store.spreadsheets import Spreadsheet, Tab


def sheet_id_of(form_id: str, round_id: str, purpose: str) -> int:
    """The same id for the same tab wherever it is made: making it twice is refused, not doubled."""
    digest = hashlib.sha256(f"{form_id}/{round_id}/{purpose}".encode()).hexdigest()
    return int(digest[:7], 16) + 1


def provision_cards(service: Service, opened: Round, track: Track[Respondent] = untracked) -> int:
    """A card for every respondent that has none yet; how many tabs were made."""
    form = service.form(opened.form_id)
    respondents = service.respondents(opened)
    relevant = relevant_fields(form, respondents)
    previous = _previous_answers(service, form, opened)
    files = {
        item.respondent: item
        for item in service.store.spreadsheets.all()
        if item.kind == "respondent" and item.fiscal_year == opened.fiscal_year
    }
    lost = {} if len(files) == len(respondents) else lost_files(service)
    made = 0
    for respondent in track(respondents, "สร้างชีต"):
        file = files.get(respondent.code)
        if file and _has(file, opened, "card"):
            continue
        sheet_id = sheet_id_of(form.id, opened.round_id, "card")
        before = previous.get(respondent.code, {})
        requests = build_card(form, opened, respondent, relevant[respondent.code], sheet_id, before)
        file = file or new_file(service, _card_file(opened, respondent), lost)
        tab = Tab(form.id, opened.round_id, "card", sheet_id, tab_title(form, opened.round_id))
        add_tabs(service, file, [tab], requests, respondent.email)
        made += 1
    return made


def provision_table(service: Service, opened: Round) -> int:
    """The shared table of the form's round, with its issues tab; 0 when it is there already."""
    form = service.form(opened.form_id)
    file = service.store.spreadsheets.find("table", opened.fiscal_year, form_id=form.id)
    if file and _has(file, opened, "table"):
        return 0
    ids = {purpose: sheet_id_of(form.id, opened.round_id, purpose) for purpose in ("table", "issues")}
    requests = [
        *build_table(form, opened, service.respondents(opened), ids["table"]),
        *build_issues(form, opened, ids["issues"]),
    ]
    title = f"{form.short_title} · {service.office} · {opened.fiscal_year}"
    new = Spreadsheet("", "table", opened.fiscal_year, form_id=form.id)
    file = file or new_file(service, (title, new), lost_files(service))
    tabs = [
        Tab(form.id, opened.round_id, purpose, sheet_id, tab_title(form, opened.round_id, purpose))
        for purpose, sheet_id in ids.items()
    ]
    add_tabs(service, file, tabs, requests, *[item.email for item in service.respondents(opened)])
    return len(tabs)


def relevant_fields(form: Form, respondents: Sequence[Respondent]) -> Mapping[str, frozenset[str]]:
    """For each respondent the fields it is asked, as far as the register alone decides."""
    frame = Frame(form, respondents, [{} for _ in respondents])
    masks = {item.name: frame.relevant_mask(item.name) for item in form.fields}
    return {
        respondent.code: frozenset(name for name, mask in masks.items() if mask[index])
        for index, respondent in enumerate(respondents)
    }


def _previous_answers(service: Service, form: Form, opened: Round) -> dict[str, dict[str, str]]:
    """What each respondent answered in the round before, as words."""
    return {
        code: {name: show(form.field(name), value) for name, value in values.items()}
        for code, values in previous_values(service, form, opened).items()
    }


def other_layout(service: Service, opened: Round, layout: str) -> bool:
    """Whether the round has sheets of another layout: two would answer for the same school."""
    held = {
        tab.purpose
        for file in service.store.spreadsheets.all()
        for tab in file.tabs
        if (tab.form_id, tab.round_id) == (opened.form_id, opened.round_id)
    }
    return bool(held & ({"card", "table"} - {layout}))


def _has(file: Spreadsheet, opened: Round, purpose: str) -> bool:
    wanted = (opened.form_id, opened.round_id, purpose)
    return any((tab.form_id, tab.round_id, tab.purpose) == wanted for tab in file.tabs)


def _card_file(opened: Round, respondent: Respondent) -> tuple[str, Spreadsheet]:
    title = f"{respondent.name} · {respondent.code} · {opened.fiscal_year}"
    return title, Spreadsheet("", "respondent", opened.fiscal_year, respondent=respondent.code)


def lost_files(service: Service) -> dict[str, str]:
    """Files by title that a killed run made and could not remember: nobody but us has touched them."""
    known = {file.file_id for file in service.store.spreadsheets.all()}
    listing = service.google.list_spreadsheets(service.folder)
    return {item.name: item.file_id for item in listing if item.by_us and item.file_id not in known}


def new_file(service: Service, named: tuple[str, Spreadsheet], lost: Mapping[str, str]) -> Spreadsheet:
    """Make a file in the office's drive, and remember it before anything is put in."""
    title, spreadsheet = named
    file = replace(spreadsheet, file_id=lost.get(title) or service.google.create(title, service.folder))
    service.store.spreadsheets.save(file)
    return file


def add_tabs(
    service: Service,
    file: Spreadsheet,
    tabs: Sequence[Tab],
    requests: Sequence[dict[str, Any]],
    *emails: str,
) -> Spreadsheet:
    """Share a new file and put tabs into it; its empty first tab goes in the same request."""
    if not file.tabs:
        known = [email for email in emails if email] if service.sharing == "email" else []
        for email in known or [""]:  # without any address there is only the link
            service.google.share(file.file_id, email)
    extra = [] if file.tabs else [{"deleteSheet": {"sheetId": 0}}, _timezone()]
    make_tabs(service, file.file_id, tabs, [*requests, *extra])
    complete = replace(file, tabs=(*file.tabs, *tabs), dirty=True)
    service.store.spreadsheets.save(complete)
    return complete


def make_tabs(
    service: Service, file_id: str, tabs: Sequence[Tab], requests: Sequence[dict[str, Any]]
) -> None:
    """Send the requests; a refusal is no fault when the tabs are there already, by a run that was killed."""
    try:
        service.google.change(file_id, requests, once=True)
    except GoogleError:
        standing = {grid.sheet_id for grid in grids_of(service.google.read(file_id))}
        if not standing.issuperset(tab.sheet_id for tab in tabs):
            raise


def _timezone() -> dict[str, Any]:
    return {"updateSpreadsheetProperties": {"properties": {"timeZone": "Asia/Bangkok"}, "fields": "timeZone"}}
