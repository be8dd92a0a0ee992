"""The blueprints of a round's tabs, and what the store knows of their content."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from service.core.calendar import Span
from service.core.cells import BLANK
from service.core.contexts import offered_units
from service.core.register import Respondent
from service.core.rounds import Round
from service.core.schema import Form
from service.core.showing import show
from service.core.submission import Frame
from service.sheets import layout as at
from service.sheets.blueprint import Blueprint, loosened
from service.sheets.blueprint_card import plan_card
from service.sheets.blueprint_list import plan_list
from service.sheets.blueprint_table import plan_issues, plan_table
from service.sheets.building import NOTHING_KNOWN, Known
from service.sheets.knowing import begun_list, known_card, known_issues, known_list, known_table
from service.steps.carrying import Carrying
from service.steps.context import Service
from service.steps.history import previous_values
from service.steps.remembering import MadeTab
from service.store.spreadsheets import Tab
from service.store.submissions import Stored

NOBODY = Respondent("", "", "")
NO_FACTS: Mapping[str, Mapping[str, Decimal]] = MappingProxyType({})
PURPOSES: Mapping[str, tuple[str, ...]] = {
    "card": ("card",),
    "list": ("list",),
    "table": ("table", "issues"),
}
"""The tabs of each layout."""
SHARED_LAYOUTS = frozenset({"table"})
"""Layouts in which all respondents write into one file."""


def sheet_id_of(form_id: str, round_id: str, purpose: str) -> int:
    """The same id for the same tab wherever it is made: making it twice is refused, not doubled."""
    digest = hashlib.sha256(f"{form_id}/{round_id}/{purpose}".encode()).hexdigest()
    return int(digest[:7], 16) + 1


def editors(service: Service) -> tuple[str, ...]:
    """Who is named in a protection: every account of ours; one alone may edit what it protected."""
    accounts = service.google.accounts
    return accounts if len(accounts) > 1 else ()


@dataclass
class Planner:
    """Plans the tabs of one round; what all respondents share is looked up once."""

    service: Service
    opened: Round
    _shapes: dict[str, str] = field(default_factory=dict)
    _last: tuple[tuple[Tab, str, bool, bool], Blueprint] | None = None

    @cached_property
    def definition(self) -> Form:
        """The form of the round as it is written."""
        return self.service.form_of(self.opened)

    @cached_property
    def form(self) -> Form:
        """The form as its sheets offer it: with the units of the register to pick from."""
        return offered_units(self.definition, self.opened, self.service.store.register.all())

    @cached_property
    def respondents(self) -> dict[str, Respondent]:
        """Those who are to report, by code."""
        return {item.code: item for item in self.service.respondents(self.opened)}

    @cached_property
    def relevant(self) -> Mapping[str, frozenset[str]]:
        return relevant_fields(
            self.form,
            list(self.respondents.values()),
            self.service.asked_facts(self.opened),
            self.opened.span,
        )

    def previous(self, code: str) -> dict[str, str]:
        """What a respondent answered in the round before, as words."""
        values = previous_values(self.service, self.form, self.opened, [code]).get(code, {})
        fields = {field.name: field for field in self.form.fields}  # a newer version may have dropped one
        return {name: show(fields[name], value) for name, value in values.items() if name in fields}

    @cached_property
    def carrying(self) -> Carrying:
        """What stands in this round's tabs from the beginning."""
        return Carrying(self.service, self.form, self.opened, lambda code: self.relevant.get(code, ()))

    def stored(self, code: str) -> Stored | None:
        return self.service.store.submissions.all(*self.key, only=[code]).get(code)

    @property
    def key(self) -> tuple[str, str]:
        return self.opened.form_id, self.opened.round_id

    def tab(self, purpose: str) -> Tab:
        """The tab as it is remembered when it is made."""
        sheet_id = sheet_id_of(*self.key, purpose)
        title = at.tab_title(self.form, self.opened, purpose)
        return Tab(*self.key, purpose, sheet_id, title)

    def plan(self, tab: Tab, code: str, made: MadeTab | None = None) -> Blueprint:
        """The blueprint of a tab; ``code`` is the respondent of a card or list."""
        key = (tab, code, bool(made and made.adopted), bool(made and made.guarded))
        if self._last is None or self._last[0] != key:  # a tab is planned several times in a row
            found = PLANNERS[tab.purpose](self, tab.sheet_id, code)
            found = replace(found, title=tab.title, editors=editors(self.service))
            self._last = key, loosened(found, key[3], at.TITLE) if key[2] else found
        return self._last[1]

    def respondent(self, code: str) -> Respondent:
        """A respondent, also one that no longer reports."""
        everybody = self.respondents
        if code in everybody:
            return everybody[code]
        return next((item for item in self.service.store.register.all() if item.code == code), NOBODY)

    def shape(self, purpose: str) -> str:
        """What of a tab depends on the form and the round alone."""
        if purpose not in self._shapes:
            self._shapes[purpose] = SHAPES[purpose](self).seal()
        return self._shapes[purpose]

    def known(self, purpose: str, code: str) -> Known:
        """What the store knows of a tab's content, to be put back into a lost one."""
        return KNOWN[purpose](self, code)

    def begun(self, purpose: str, code: str) -> Known:
        """What a tab is made with: what the store knows; where nothing was ever read, what is carried."""
        return BEGUN[purpose](self, code)


def _card(planner: Planner, sheet_id: int, code: str) -> Blueprint:
    form, opened, respondent = planner.form, planner.opened, planner.respondent(code)
    relevant, before = planner.relevant.get(code, frozenset()), planner.previous(code)
    stored = planner.stored(code) if form.respondent == "unit" else None  # of schools nothing is hidden
    answered = [name for name, cell in stored.cells.items() if cell != BLANK] if stored else []
    return plan_card(form, opened, respondent, relevant, sheet_id, before, answered)


def _table(planner: Planner, sheet_id: int, _: str) -> Blueprint:
    return plan_table(planner.form, planner.opened, list(planner.respondents.values()), sheet_id)


PLANNERS: Mapping[str, Callable[[Planner, int, str], Blueprint]] = {
    "card": _card,
    "list": lambda planner, sheet_id, code: plan_list(
        planner.form, planner.opened, planner.respondent(code), sheet_id
    ),
    "table": _table,
    "issues": lambda planner, sheet_id, _: plan_issues(planner.form, planner.opened, sheet_id),
}
"""How each kind of tab is planned; a new layout is an entry here and in the tables around it."""

SHAPES: Mapping[str, Callable[[Planner], Blueprint]] = {
    "card": lambda planner: plan_card(planner.definition, planner.opened, NOBODY, (), 0, {}),
    "list": lambda planner: plan_list(planner.definition, planner.opened, NOBODY, 0),
    "table": lambda planner: plan_table(planner.definition, planner.opened, (), 0),
    "issues": lambda planner: plan_issues(planner.definition, planner.opened, 0),
}


def _known_card(planner: Planner, code: str) -> Known:
    stored = planner.stored(code)
    reasons = planner.service.store.submissions.reasons(*planner.key, only=[code])
    return known_card(stored.cells, reasons.get(code, {})) if stored else NOTHING_KNOWN


def _known_list(planner: Planner, code: str) -> Known:
    stored = planner.stored(code)
    reasons = planner.service.store.submissions.reasons(*planner.key, only=[code])
    return known_list(stored.cells, reasons.get(code, {})) if stored else NOTHING_KNOWN


def _known_table(planner: Planner, _: str) -> Known:
    stored = planner.service.store.submissions.all(*planner.key)
    return known_table({code: item.cells for code, item in stored.items()})


def _known_issues(planner: Planner, _: str) -> Known:
    store = planner.service.store.submissions
    issues = [issue for found in store.issues(*planner.key).values() for issue in found]
    names = {code: respondent.name for code, respondent in planner.respondents.items()}
    titles = {item.name: item.title for item in planner.form.fields}
    return known_issues(issues, names, titles, store.reasons(*planner.key))


KNOWN: Mapping[str, Callable[[Planner, str], Known]] = {
    "card": _known_card,
    "list": _known_list,
    "table": _known_table,
    "issues": _known_issues,
}


def _begun_card(planner: Planner, code: str) -> Known:
    if planner.stored(code):
        return _known_card(planner, code)
    return known_card(planner.carrying.answers(code), {})


def _begun_list(planner: Planner, code: str) -> Known:
    if planner.stored(code):
        return _known_list(planner, code)
    return begun_list([row.cells for row in planner.carrying.rows(code)])


def _begun_table(planner: Planner, _: str) -> Known:
    stored = {code: item.cells for code, item in planner.service.store.submissions.all(*planner.key).items()}
    new = [code for code in planner.respondents if code not in stored] if planner.form.carry else []
    return known_table(stored | {code: planner.carrying.answers(code) for code in new})


BEGUN: Mapping[str, Callable[[Planner, str], Known]] = {
    "card": _begun_card,
    "list": _begun_list,
    "table": _begun_table,
    "issues": _known_issues,
}


def relevant_fields(
    form: Form,
    respondents: Sequence[Respondent],
    facts: Mapping[str, Mapping[str, Decimal]] = NO_FACTS,
    span: Span | None = None,
) -> Mapping[str, frozenset[str]]:
    """For each respondent the fields it is asked, as far as the register and the round alone decide."""
    known = [facts.get(item.code, {}) for item in respondents]
    spans = [span] * len(respondents)
    frame = Frame(form, respondents, [{} for _ in respondents], facts=known, spans=spans)
    masks = {item.name: frame.relevant_mask(item.name) for item in form.fields}
    return {
        respondent.code: frozenset(name for name, mask in masks.items() if mask[index])
        for index, respondent in enumerate(respondents)
    }


class Planners:
    """Planners by form and round, made when they are first asked for."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._made: dict[tuple[str, str], Planner] = {}

    def of(self, tab: Tab) -> Planner | None:
        """The planner of a tab's round; None when its form or round is not there any more."""
        key = (tab.form_id, tab.round_id)
        if key not in self._made:
            opened = self._service.store.rounds.get(*key)
            if opened is None or tab.form_id not in self._service.forms or tab.purpose not in PLANNERS:
                return None
            self._made[key] = Planner(self._service, opened)
        return self._made[key]
