"""What happens in the demo's office: rounds are opened, sheets made, everybody types, the past is closed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from service.core.schema import Form
from service.demo.case import code_of
from service.demo.dealing import Sheet
from service.demo.desk import Paper, Texts
from service.demo.filling import Typist
from service.demo.office import Key, Program, days_of, program, sheets
from service.pipeline import close_round, open_form_round, provision_together, sweep
from service.steps.context import Service, Track
from service.store.spreadsheets import Tab

DAYS_LEFT, AGO = 7, 75
"""Days until the present rounds are due, and since the past ones were filled."""
Respondent = Mapping[str, str]
Written = Mapping[Key, Sequence[Sheet]]


def prepare(
    service: Service, typist: Typist, people: Sequence[Respondent], now: datetime, track: Track[Any]
) -> Program:
    """Everything until the service is to read what everybody typed; again, it goes on from what is there."""
    monitored, remember = program(service.forms), service.store.settings
    if monitored.before and not remember.get("demo_before"):
        live_the_past(service, typist, monitored, people, now, track)
        remember.set("demo_before", "yes")
    open_rounds(service, monitored.now, now, track)
    if not remember.get("demo_filled"):
        type_all(service, typist, written(service, monitored.new, people, wrong=True), track)
        remember.set("demo_filled", "yes")
    return monitored


def open_rounds(service: Service, keys: Sequence[Key], now: datetime, track: Track[Any]) -> None:
    """Open these rounds and make their sheets; again, it makes what is missing."""
    due = now.date() + timedelta(days=DAYS_LEFT)
    for key in keys:
        if service.store.rounds.get(*key) is None:
            open_form_round(service, *key, due=due, days=days_of(key))
    provision_together(service, [service.round(*key) for key in keys], track)


def live_the_past(
    service: Service,
    typist: Typist,
    program: Program,
    people: Sequence[Respondent],
    now: datetime,
    track: Track[Any],
) -> None:
    """The rounds before: all is answered rightly and read; those that are over are closed."""
    then = now - timedelta(days=AGO)
    open_rounds(service, program.before, then, track)
    type_all(service, typist, written(service, program.before, people, wrong=False), track)
    sweep(service, then)
    for key in program.past:
        close_round(service, *key, then)


def written(service: Service, keys: Sequence[Key], people: Sequence[Respondent], *, wrong: bool) -> Written:
    """What everybody who is asked types in these rounds."""
    by_code = {code_of(person): person for person in people}
    found = {}
    for key in keys:
        opened = service.round(*key)
        asked = [by_code[item.code] for item in service.respondents(opened)]
        found[key] = sheets(service.form_of(opened), opened, asked, wrong=wrong)
    return found


def type_all(service: Service, typist: Typist, planned: Written, track: Track[Any]) -> None:
    """All that is planned, in one request a file."""
    places = {
        (tab.form_id, tab.round_id, file.respondent): (file, tab)
        for file in service.store.spreadsheets.all()
        for tab in file.tabs
    }
    papers: dict[str, list[Paper]] = {}
    begun: set[str] = set()
    for key, found in planned.items():
        form = service.form(key[0])
        for sheet in found:
            file, tab = places[*key, sheet.code]
            if sheet.lines:
                papers.setdefault(file.file_id, []).append(_paper(form, tab, sheet))
            if form.carry or form.rows_from:
                begun.add(file.file_id)
    known: dict[int, Texts] = {}
    for file_id in track(list(papers), "โรงเรียนและหน่วยงานกรอกข้อมูล (สมมติ)"):
        mine = papers[file_id]
        if file_id in begun or any(paper.sheet_id not in known for paper in mine):
            texts = typist.texts(file_id)
            known |= {} if file_id in begun else texts
        else:
            texts = known  # tabs in which nothing stands yet are alike
        typist.type_into(file_id, mine, texts)


def _paper(form: Form, tab: Tab, sheet: Sheet) -> Paper:
    return Paper(tab.sheet_id, tab.purpose, sheet.code, sheet.lines, names=form.row_key)
