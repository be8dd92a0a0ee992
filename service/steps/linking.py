"""The links that an office hands out: one a respondent, one a table, and those of the control sheet."""

from collections.abc import Iterable, Iterator, Mapping
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
    tabs = _Tabs.of(service)
    found: list[Link] = []
    for file in service.store.spreadsheets.all():
        data = tabs.with_data(file)
        if file.kind == "control" or not data:
            continue
        if file.respondent:
            words = " และ ".join(dict.fromkeys(map(tabs.words, data)))
            name = names.get(file.respondent, file.respondent)
            found.append(Link(file.respondent, name, words, tabs.url(file, data[-1])))
        else:
            found += tabs.links(file, data)
    return found


def control_links(service: Service) -> list[Link]:
    """The control sheet, a link for each round that stands in it."""
    files = [file for file in service.store.spreadsheets.all() if file.kind == "control"]
    tabs = _Tabs.of(service)
    return [
        link for file in files for link in tabs.links(file, [t for t in file.tabs if t.purpose == "status"])
    ]


@dataclass(frozen=True, slots=True)
class _Tabs:
    """What stands in the tabs of files, in words; the rounds are looked up once for all of them."""

    service: Service
    rounds: Mapping[tuple[str, str], Round]

    @classmethod
    def of(cls, service: Service) -> "_Tabs":
        return cls(service, {(item.form_id, item.round_id): item for item in service.store.rounds.all()})

    def with_data(self, file: Spreadsheet) -> list[Tab]:
        """The tabs that are filled in, the latest round last."""
        tabs = [tab for tab in file.tabs if tab.purpose != "issues"]
        return sorted(tabs, key=lambda tab: _day(self._round(tab)))

    def links(self, file: Spreadsheet, tabs: Iterable[Tab]) -> Iterator[Link]:
        for tab in tabs:
            yield Link("", self._form_title(tab), self.words(tab), self.url(file, tab))

    def words(self, tab: Tab) -> str:
        opened = self._round(tab)
        return f"{self._form_title(tab)} {opened.full_title if opened else tab.round_id}"

    def url(self, file: Spreadsheet, tab: Tab) -> str:
        return self.service.sheet_url(file.file_id, tab.sheet_id)

    def _form_title(self, tab: Tab) -> str:
        form = self.service.forms.get(tab.form_id)
        return form.short_title if form else tab.form_id

    def _round(self, tab: Tab) -> Round | None:
        return self.rounds.get((tab.form_id, tab.round_id))


def _day(opened: Round | None) -> str:
    return opened.ends.isoformat() if opened else ""
