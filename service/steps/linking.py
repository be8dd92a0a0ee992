"""The links that an office hands out: one a respondent, one a table, and those of the control sheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.core.rounds import Round
from service.steps.context import Service
from service.store.spreadsheets import Spreadsheet, Tab


@dataclass(frozen=True, slots=True)
class Link:
    """``name`` is the respondent's, or the form's of a table; ``rounds`` says in words what stands there."""

    code: str
    name: str
    rounds: str
    url: str


def respondent_links(service: Service) -> list[Link]:
    """What is pasted to respondents: the link of each one's file, or of the table of a form's round."""
    names = {respondent.code: respondent.name for respondent in service.store.register.all()}
    found: list[Link] = []
    for file in service.store.spreadsheets.all():
        data = _data_tabs(service, file)
        if file.kind == "control" or not data:
            continue
        if file.respondent:
            words = " และ ".join(dict.fromkeys(_words(service, tab) for tab in data))
            name = names.get(file.respondent, file.respondent)
            found.append(Link(file.respondent, name, words, _url(service, file, data[-1])))
        else:
            found += _of_rounds(service, file, data)
    return found


def control_links(service: Service) -> list[Link]:
    """The control sheet, a link for each round that stands in it."""
    files = [file for file in service.store.spreadsheets.all() if file.kind == "control"]
    return [
        link
        for file in files
        for link in _of_rounds(service, file, (tab for tab in file.tabs if tab.purpose == "status"))
    ]


def _data_tabs(service: Service, file: Spreadsheet) -> list[Tab]:
    """The tabs that are filled in, the latest round last."""
    tabs = [tab for tab in file.tabs if tab.purpose != "issues"]
    return sorted(tabs, key=lambda tab: _day(_round(service, tab)))


def _of_rounds(service: Service, file: Spreadsheet, tabs: Iterable[Tab]) -> Iterator[Link]:
    for tab in tabs:
        yield Link("", _form_title(service, tab), _words(service, tab), _url(service, file, tab))


def _form_title(service: Service, tab: Tab) -> str:
    form = service.forms.get(tab.form_id)
    return form.short_title if form else tab.form_id


def _words(service: Service, tab: Tab) -> str:
    opened = _round(service, tab)
    return f"{_form_title(service, tab)} {opened.full_title if opened else tab.round_id}"


def _round(service: Service, tab: Tab) -> Round | None:
    return service.store.rounds.get(tab.form_id, tab.round_id)


def _day(opened: Round | None) -> str:
    return opened.ends.isoformat() if opened else ""


def _url(service: Service, file: Spreadsheet, tab: Tab) -> str:
    return service.sheet_url(file.file_id, tab.sheet_id)
