"""What the pages show, and the one thing they order: read from the store alone, so they are quick."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from service.core.changes import Comparison
from service.core.issues import WHOLE, Issue, State
from service.core.office_kpis import NO_AIMS
from service.core.register import Respondent
from service.core.respondents import respondents_of
from service.core.results import Result
from service.core.rounds import Round, Timeliness, timeliness
from service.core.rows import by_row, split_name
from service.core.schema import Form
from service.definitions import Refused
from service.errors import RefusedError
from service.sheets.layout import LAYOUTS
from service.steps import versions
from service.steps.comparing import compared
from service.steps.installing import form_named, refusal, round_named
from service.store import Store
from service.store.reports import Report
from service.store.submissions import Stored


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as the pages show it. ``stored`` and ``issues`` are by respondent code."""

    form: Form
    round: Round
    respondents: Sequence[Respondent]
    stored: Mapping[str, Stored]
    issues: Mapping[str, Sequence[Issue]]
    figures: Sequence[Result]
    beside: Mapping[str, Comparison] = field(default_factory=dict)
    """The area's figure of the round before, by indicator."""
    newer: str = ""
    """The version of the installed form, when the round is open and works with an older one."""

    def state(self, code: str) -> State:
        return self.stored[code].progress.state if code in self.stored else State.MISSING

    def counts(self) -> dict[State, int]:
        """How many respondents stand in each state."""
        counts = dict.fromkeys(State, 0)
        for respondent in self.respondents:
            counts[self.state(respondent.code)] += 1
        return counts

    def punctuality(self) -> dict[Timeliness, int]:
        """How many respondents were on time, on time by extension, late, or are not complete yet."""
        counts = dict.fromkeys(Timeliness, 0)
        for respondent in self.respondents:
            item = self.stored.get(respondent.code)
            counts[timeliness(self.round, respondent.code, item.complete_at if item else None)] += 1
        return counts

    def open_issues(self, severity: str) -> int:
        """How many errors or unanswered queries there are."""
        return sum(
            issue.open and issue.severity == severity for found in self.issues.values() for issue in found
        )

    def structure(self, code: str) -> list[str]:
        """What is wrong with the respondent's sheet itself."""
        return [issue.message for issue in self.issues.get(code, ()) if issue.field == WHOLE]


@dataclass(frozen=True, slots=True)
class RowCounts:
    """The rows of a list: how many there are, and how many have no cell to be mended (docs/indicators.md)."""

    sound: int
    total: int


@dataclass(frozen=True, slots=True)
class Pages:
    """The store and the forms, as the web needs them."""

    store: Store
    forms: Mapping[str, Form]
    kept: versions.Cache = field(default_factory=dict)
    refused: Sequence[Refused] = ()
    """Files that are no form as they stand; ``forms`` has what goes on in their place."""
    kpi_aims: Sequence[Decimal | None] = NO_AIMS

    def form_of(self, opened: Round) -> Form:
        """The form a round works with."""
        return versions.form_of(self.forms, self.store, self.kept, opened)

    def newer(self, opened: Round) -> str:
        """The version of the installed form, when an open round works with another one; else ""."""
        if refusal(self.refused, opened.form_id):
            return ""
        installed = self.forms[opened.form_id]
        differs = installed.definition_hash != opened.definition_hash and not opened.closed
        return installed.version if differs else ""

    def rounds(self) -> list[Round]:
        """Rounds whose form is installed and can be read, newest first."""
        return versions.readable(self, self._installed())

    def unreadable(self) -> list[str]:
        """Why the form of a round cannot be read, and what to do about it, by round."""
        return [fault for item in self._installed() if (fault := versions.form_fault(self, item))]

    def _installed(self) -> list[Round]:
        return [item for item in reversed(self.store.rounds.all()) if item.form_id in self.forms]

    def round(self, form_id: str, round_id: str) -> RoundView:
        """Everything the pages of a round show. Raises NotFoundError."""
        opened = round_named(self.store, form_named(self.forms, self.refused, form_id), round_id)
        form = self.form_of(opened)
        figures = self.store.results.all(form_id, round_id, "area")
        beside = compared(self, opened, figures)
        return RoundView(
            form=form,
            round=opened,
            respondents=respondents_of(form, opened.ends, self.store.register.all()),
            stored=self.store.submissions.all(form_id, round_id, content=False),
            issues=self.store.submissions.issues(form_id, round_id),
            figures=figures,
            beside={indicator: found for (indicator, _, _), found in beside.items()},
            newer=self.newer(opened),
        )

    def rows(self, view: RoundView) -> RowCounts | None:
        """The rows of a list, of all who are to report; None of the other layouts.

        It reads the round's whole content, which the front page with its many rounds does not.
        """
        if not view.form.is_list:
            return None
        stored = self.store.submissions.all(view.round.form_id, view.round.round_id)
        wrong = total = 0
        for code in {item.code for item in view.respondents} & stored.keys():
            keys = by_row(stored[code].entries).keys() - {""}
            found = (issue for issue in view.issues.get(code, ()) if issue.severity == "error")
            total += len(keys)
            wrong += len(keys & {split_name(issue.field)[0] for issue in found})
        return RowCounts(total - wrong, total)

    def reports(self, form_id: str, round_id: str) -> list[Report]:
        return self.store.reports.of_round(form_id, round_id)

    def report(self, report_id: str) -> Report:
        return self.store.reports.get(report_id)

    def sheet_places(self, form_id: str, round_id: str) -> dict[str, tuple[str, int]]:
        """(file, tab) of each respondent's sheet; "*" for the shared table."""
        return {
            file.respondent or "*": (file.file_id, tab.sheet_id)
            for file in self.store.spreadsheets.all()
            for tab in file.tabs
            if (tab.form_id, tab.round_id) == (form_id, round_id) and tab.purpose in LAYOUTS
        }


def order_report(
    store: Store, forms: Mapping[str, Form], form_id: str, round_id: str, now: datetime
) -> Report:
    """Put a report on the list of things to make; a worker makes it. Raises NotFoundError, RefusedError."""
    opened = round_named(store, form_named(forms, (), form_id), round_id)
    if versions.form_of(forms, store, {}, opened).report is None:
        raise RefusedError(f"แบบ {form_id} ยังไม่มีแม่แบบรายงาน (this form names no report template)")
    return store.reports.add(secrets.token_urlsafe(12), form_id, round_id, now)
