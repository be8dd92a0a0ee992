"""A tab that should stand in a file: what is planned for it, and which of the file's tabs it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from service.sheets import layout as at
from service.sheets.adding import added_rows, field_columns, rows_standing
from service.sheets.blueprint import Blueprint
from service.sheets.bringing import Brought
from service.sheets.building import Known
from service.sheets.deeds import Deed
from service.sheets.standing import Standing
from service.steps.context import Service
from service.steps.planning import Planner, sheet_id_of
from service.steps.remembering import MadeTab
from service.store.spreadsheets import Mark, Spreadsheet, Tab

LONGEST_TITLE = 90
"""Google takes 100 characters; some are kept for a number."""
Where = tuple[str, str]
"""Row and column of a cell, by key."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A tab of a file, recorded in the store or not yet."""

    service: Service
    file: Spreadsheet
    tab: Tab
    planner: Planner
    made: MadeTab | None
    newer: bool = False

    @property
    def recorded(self) -> bool:
        key = (self.tab.form_id, self.tab.round_id, self.tab.purpose)
        return any((tab.form_id, tab.round_id, tab.purpose) == key for tab in self.file.tabs)

    def plan(self) -> Blueprint:
        return self.planner.plan(self.tab, self.file.respondent, self.made)

    def known(self) -> Known:
        return self.planner.known(self.tab.purpose, self.file.respondent)

    def begun(self) -> Known:
        return self.planner.begun(self.tab.purpose, self.file.respondent)

    @property
    def offers(self) -> bool:
        """Whether rows of another form are offered in the tab."""
        return self.tab.purpose == "list" and self.planner.form.rows_from is not None

    def remember_offers(self) -> None:
        if self.offers:
            self.planner.carrying.remember(self.file.respondent)

    def remember_beginning(self) -> None:
        """A tab that begins with all rows offered so far is about to be written."""
        if self.offers and self.planner.stored(self.file.respondent) is None:
            self.remember_offers()

    def rows_to_offer(self, own: Standing) -> Brought:
        """What adds the rows of another form that were never offered and nobody has typed either."""
        fresh = self.planner.carrying.fresh(self.file.respondent) if self.offers else []
        if not fresh:
            return Brought()
        plan, carrying = self.plan(), self.planner.carrying
        columns = field_columns(plan, own, {item.name for item in self.planner.form.fields})
        standing = {carrying.names(cells) for cells in rows_standing(plan, own, columns)}
        rows = [row.cells for row in fresh if row.names not in standing]
        deeds = [Deed("offered", f"{len(rows)} แถว")] if rows else []
        return Brought(added_rows(own.sheet_id, columns, rows), deeds)

    def is_older(self) -> bool:
        """Whether the tab was made for an older version of the form."""
        if self.newer:
            return True
        if self.made and self.made.shape:
            return self.made.shape != self.planner.shape(self.tab.purpose)
        return self.planner.opened.definition_hash != self.planner.form.definition_hash

    def sealed(self) -> MadeTab:
        """As it is remembered once it stands."""
        before = self.made or MadeTab("", "")
        return replace(before, shape=self.planner.shape(self.tab.purpose), seal=self.plan().seal())

    def former(self) -> tuple[dict[Where, tuple[str, str]], dict[Where, Mark]]:
        """The looks that marked cells had before, by row and column; and where they are remembered."""
        looks: dict[Where, tuple[str, str]] = {}
        marks: dict[Where, Mark] = {}
        for mark, look in self.service.store.spreadsheets.marks(self.file.file_id).items():
            if mark[:2] == (self.tab.form_id, self.tab.round_id):
                where = (mark[3], at.VALUE) if self.file.respondent else (mark[2], mark[3])
                looks[where], marks[where] = look, mark
        return looks, marks

    def forget_marks(self) -> None:
        """The marks of fields that are no longer asked."""
        names = {item.name for item in self.planner.form.fields}
        gone = [mark for mark in self.former()[1].values() if mark[3].rpartition("/")[2] not in names]
        if gone:
            self.service.store.spreadsheets.save_marks(self.file.file_id, {}, gone)


def recognise(wanted: Wanted, standing: Sequence[Standing]) -> tuple[Wanted, Standing | None]:
    """The tab we made; another that bears its anchor (a copy) only when that one is gone."""
    tab = wanted.tab
    key = (tab.purpose, tab.form_id, tab.round_id)
    own = next((one for one in standing if one.sheet_id == tab.sheet_id), None)
    if own is None or own.anchor() != key:
        own = next((one for one in standing if one.anchor() == key), own)
    if own is not None and own.sheet_id != tab.sheet_id:
        wanted = replace(wanted, tab=replace(tab, sheet_id=own.sheet_id, title=own.title))
    return wanted, own


def free_id(tab: Tab, taken: Collection[int]) -> int:
    """The tab's own id, or the next one made from it that no other tab has."""
    number, sheet_id = 1, tab.sheet_id
    while sheet_id in taken:
        number += 1
        sheet_id = sheet_id_of(tab.form_id, tab.round_id, f"{tab.purpose}/{number}")
    return sheet_id


def free_title(title: str, taken: Collection[str]) -> str:
    """The title, or one with a number that no other tab has; Google does not tell letter cases apart."""
    lowered = {other.lower() for other in taken}
    number, found = 1, title[:LONGEST_TITLE]
    while found.lower() in lowered:
        number += 1
        found = f"{title[:LONGEST_TITLE]} ({number})"
    return found
