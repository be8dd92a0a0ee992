"""Bringing files to their blueprints: one read, and one write when something differs."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from service.errors import GoogleError
from service.sheets.bringing import Brought, migrate, repair
from service.sheets.building import NOTHING_KNOWN, build, in_front, rebuild
from service.sheets.deeds import Deed
from service.sheets.racing import Content, content_of, put_right, texts_beside, texts_of, unanswered
from service.sheets.standing import Standing, standings_of
from service.steps.context import Service
from service.steps.journal import load_journal
from service.steps.planning import Planners
from service.steps.remembering import Made, recall, remember
from service.steps.tabs import Wanted, free_id, free_title, recognise
from service.store.spreadsheets import Spreadsheet, Tab

log = logging.getLogger(__name__)
DAMAGE = frozenset({"tab_missing", "heading_missing", "heading_changed", "heading_twice", "row_missing"})
"""Faults of a reading, and issues of a whole sheet, that are mended by bringing it to its blueprint."""
ROUNDS = 3
"""A write that met an edit of somebody else is looked at again, and put right."""
OFFICE_ZONE = "Asia/Bangkok"
NEW_FILE: Mapping[str, Any] = MappingProxyType({"sheets": ({"properties": {"sheetId": 0, "title": ""}},)})
"""A file as Google makes it: one blank tab."""


@dataclass(slots=True)
class Repaired:
    """What was done to a file, and what could not be done. ``tabs_made`` were not there before."""

    file: Spreadsheet
    deeds: list[Deed] = field(default_factory=list)
    left: list[Deed] = field(default_factory=list)
    tabs_made: int = 0


def repair_file(service: Service, spreadsheet: Spreadsheet, planners: Planners | None = None) -> Repaired:
    """Restore every tab of an open round in the file: what is lost is made again with the values kept.

    One read, at most one write; the next sweep reads and answers what was restored. Raises GoogleError.
    """
    return bring_file(service, spreadsheet, spreadsheet.tabs, planners or Planners(service))


def bring_file(
    service: Service,
    spreadsheet: Spreadsheet,
    tabs: Sequence[Tab],
    planners: Planners,
    *,
    title: str = "",
    newer: bool = False,
    closed: bool = False,
    fresh: bool = False,
    offer: bool = False,
) -> Repaired:
    """Bring these tabs, recorded or not, to their blueprints; ``title`` renames the file.

    ``newer`` takes every tab for one of an older version; else that is seen from how it was made.
    ``closed`` rounds are left alone unless asked for: nobody reads them any more. A ``fresh`` file was
    made just now and needs no reading. ``offer`` adds rows of another form that came to be since.
    """
    made = recall(service, spreadsheet.file_id)
    wanted = []
    for tab in tabs:
        planner = planners.of(tab)
        if planner and (closed or not planner.opened.closed):
            wanted.append(Wanted(service, spreadsheet, tab, planner, made.tabs.get(tab.sheet_id), newer))
    return _Bringing(service, spreadsheet, made, wanted, title, offer).run(fresh)


@dataclass(slots=True)
class _Bringing:
    service: Service
    file: Spreadsheet
    made: Made
    wanted: list[Wanted]
    title: str
    offer: bool = False
    ours: set[int] = field(default_factory=set)
    """Tabs made by this very run."""
    made_new: set[str] = field(default_factory=set)
    begun: set[int] = field(default_factory=set)
    """Places among ``wanted`` of the tabs that are about to be made."""
    offered: set[int] = field(default_factory=set)
    """Those of the tabs that were seen to lack none of the rows offered, or were given them."""
    texts: set[str] = field(default_factory=set)
    content: dict[int, Content] = field(default_factory=dict)
    beside: dict[int, set[str]] = field(default_factory=dict)
    result: Repaired = field(init=False)

    def __post_init__(self) -> None:
        self.result = Repaired(self.file)

    def run(self, fresh: bool) -> Repaired:
        google, file_id = self.service.google, self.file.file_id
        spreadsheet = NEW_FILE if fresh else google.read_structure(file_id)
        changed = False
        for number in range(ROUNDS):
            requests = self._compare(spreadsheet, number)
            if not requests:
                break
            if not changed:
                self.service.store.spreadsheets.note(file_id, dirty=True)
            changed = True
            for index in self.begun:  # remembered first: a row that is deleted before we go on stays deleted
                self.wanted[index].remember_beginning()
            log.info("bringing", extra={"action": "bringing", "file": file_id, "requests": len(requests)})
            if fresh and number == 0:
                if self._made_whole(requests):
                    break
                spreadsheet = google.read_structure(file_id)
            else:
                spreadsheet = google.write_structure(file_id, requests)
        self._keep(changed)
        return self.result

    def _made_whole(self, requests: list[dict[str, Any]]) -> bool:
        """Fill a new file. An error does not say that nothing was done: then it is looked at."""
        try:
            self.service.google.change(self.file.file_id, requests, once=True)
        except GoogleError:
            return False
        return True

    # -- what differs

    def _compare(self, spreadsheet: Mapping[str, Any], number: int) -> list[dict[str, Any]]:
        standing = standings_of(spreadsheet, load_journal(self.file.journal).strays | self.texts)
        deeds: list[Deed] = []
        left: list[Deed] = []
        requests: list[dict[str, Any]] = []
        for index, wanted in enumerate(self.wanted):
            self.wanted[index], own = recognise(wanted, standing)
            if own and number:
                texts = self.texts - self.beside.get(own.sheet_id, set())
                requests += put_right(wanted.plan(), own, self.content.get(own.sheet_id, {}), texts)
            brought = self._bring(index, own, standing)
            requests += brought.requests
            deeds += brought.deeds
            left += brought.left
        requests += self._file_requests(spreadsheet, standing, bool(requests), deeds)
        if number == 0:
            self.result.deeds, self.result.left = deeds, left
        return requests

    def _bring(self, index: int, own: Standing | None, standing: Sequence[Standing]) -> Brought:
        wanted = self.wanted[index]
        if own is None:
            return self._make(index, standing)
        plan, known = wanted.plan(), wanted.known()
        if own.sheet_id not in self.content:
            self.content[own.sheet_id] = content_of(plan, own)
            self.beside[own.sheet_id] = texts_beside(plan, own)
        if wanted.is_older():
            brought = migrate(plan, own, known, wanted.former()[0])
        else:
            brought = repair(plan, own, known)
        if brought.lost:
            return self._make_beside(index, own, standing)
        if brought.requests and self._is_unfinished(wanted, own):
            self.ours.add(own.sheet_id)
            self.begun.add(index)
            # What is protected was written whole, and what is blank there by now was emptied by people.
            content = known if own.protected else wanted.begun()
            return Brought(rebuild(plan, own, content), [Deed("tab_renewed", wanted.tab.title)])
        self.texts |= texts_of(plan, brought.requests)
        if not self.offer:
            return brought
        self.offered.add(index)
        more = wanted.rows_to_offer(own)
        return replace(
            brought, requests=[*brought.requests, *more.requests], deeds=[*brought.deeds, *more.deeds]
        )

    def _is_unfinished(self, wanted: Wanted, own: Standing) -> bool:
        """Whether the tab was begun by a killed run, or just now in vain, and nobody wrote into it."""
        if wanted.recorded or (own.sheet_id in self.ours and own.protected):
            return False
        return unanswered(wanted.plan(), own, NOTHING_KNOWN if own.protected else wanted.begun())

    def _make(self, index: int, standing: Sequence[Standing]) -> Brought:
        """A tab that is not there: made, with the values kept, under an id and a title that are free."""
        lost = self.wanted[index].recorded
        tab = self.wanted[index].tab
        tab = replace(tab, sheet_id=free_id(tab, {one.sheet_id for one in standing}))
        tab = replace(tab, title=free_title(tab.title, {one.title for one in standing}))
        self.wanted[index] = wanted = replace(self.wanted[index], tab=tab, made=None)
        self.ours.add(tab.sheet_id)
        self.made_new.add(tab.purpose + tab.round_id + tab.form_id)
        self.begun.add(index)
        deed = Deed("tab_remade" if lost else "tab_made", tab.title)
        return Brought(in_front(build(wanted.plan(), wanted.begun()), len(self.made_new) - 1), [deed])

    def _make_beside(self, index: int, broken: Standing, standing: Sequence[Standing]) -> Brought:
        """Nothing in the tab is known any more: it is kept under another name, and a new one is made."""
        title = free_title(f"เดิม {broken.title}", {tab.title for tab in standing})
        properties = {"sheetId": broken.sheet_id, "title": title}
        rename = {"updateSheetProperties": {"properties": properties, "fields": "title"}}
        kept = [replace(tab, title=title) if tab is broken else tab for tab in standing]
        made = self._make(index, kept)
        return Brought([rename, *made.requests], [*made.deeds, Deed("tab_kept", title)])

    def _file_requests(
        self, spreadsheet: Mapping[str, Any], standing: Sequence[Standing], making: bool, deeds: list[Deed]
    ) -> list[dict[str, Any]]:
        """The file's own title and time zone; the blank first tab of a new file goes."""
        wanted: dict[str, str] = {}
        known = spreadsheet.get("properties", {}).get("title", self.title)
        if self.title and known != self.title and self.made.title != self.title:
            wanted["title"] = self.title
            deeds.append(Deed("title", self.title))
        new = making and _is_new(standing)
        wanted |= {"timeZone": OFFICE_ZONE} if new else {}
        body = {"properties": wanted, "fields": ",".join(wanted)}
        return [
            *([{"updateSpreadsheetProperties": body}] if wanted else []),
            *([{"deleteSheet": {"sheetId": 0}}] if new else []),
        ]

    # -- what is remembered

    def _keep(self, changed: bool) -> None:
        """The store learns what stands now; the marks of cells that are no longer read are forgotten."""
        tabs = {(tab.form_id, tab.round_id, tab.purpose): tab for tab in self.file.tabs}
        tabs |= {(w.tab.form_id, w.tab.round_id, w.tab.purpose): w.tab for w in self.wanted}
        file = replace(self.file, tabs=tuple(tabs.values()), dirty=self.file.dirty or changed)
        if file.tabs != self.file.tabs:
            self.service.store.spreadsheets.save(replace(file, dirty=True))
        made = replace(self.made, title=self.title or self.made.title)
        for wanted in self.wanted:
            made = made.with_tab(wanted.tab.sheet_id, wanted.sealed())
            wanted.forget_marks()
        for index in self.offered:
            self.wanted[index].remember_offers()
        if made != self.made:
            remember(self.service, file.file_id, made)
        self.result.file, self.result.tabs_made = file, len(self.made_new)


def _is_new(standing: Sequence[Standing]) -> bool:
    """Whether the file still has the blank tab that Google gives each new one."""
    return any(tab.sheet_id == 0 and not any(cell for row in tab.rows for cell in row) for tab in standing)
