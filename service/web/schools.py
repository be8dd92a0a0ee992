"""The schools of the dashboard: a row each, by state, those that need something first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.core.issues import Progress, State
from service.core.normalise import collation_key
from service.core.register import Respondent
from service.core.schema import Text
from service.steps.pages import RoundView
from service.web.words import SYMBOLS, state_word

SHOWN = 20  # rows of an open group; the others unfold, so that a round of any size fits a phone


@dataclass(frozen=True, slots=True)
class SchoolRow:
    code: str
    name: str
    district: str
    state: State
    word: Text
    symbol: str
    progress: Progress | None
    changed_at: datetime | None
    link: str
    structure: Sequence[str]

    @property
    def find(self) -> str:
        """What the search box looks in."""
        return f"{self.code} {self.name} {self.district}".lower()


def school_rows(
    view: RoundView, places: Mapping[str, tuple[str, int]], sheet_url: Callable[[str, int], str]
) -> list[SchoolRow]:
    """A row a school, in the register's order; each leads to its own sheet, or to the shared one."""
    found = {school.code: places.get(school.code) or places.get("*") for school in view.respondents}
    links = {code: sheet_url(*place) for code, place in found.items() if place}
    return [_school_row(view, school, links.get(school.code, "")) for school in view.respondents]


def _school_row(view: RoundView, school: Respondent, link: str) -> SchoolRow:
    item, state = view.stored.get(school.code), view.state(school.code)
    return SchoolRow(
        code=school.code,
        name=school.name,
        district=school.district,
        state=state,
        word=state_word(state),
        symbol=SYMBOLS[state],
        progress=item.progress if item else None,
        changed_at=item.changed_at if item else None,
        link=link,
        structure=view.structure(school.code),
    )


@dataclass(frozen=True, slots=True)
class StateGroup:
    """The schools in one state; ``open`` shows its first rows, else all are folded behind their number."""

    state: State
    word: Text
    symbol: str
    rows: Sequence[SchoolRow]
    open: bool

    @property
    def first(self) -> Sequence[SchoolRow]:
        return self.rows[:SHOWN]

    @property
    def more(self) -> Sequence[SchoolRow]:
        return self.rows[SHOWN:]


def by_state(rows: Sequence[SchoolRow], overdue: bool) -> list[StateGroup]:
    """A group for each state that somebody is in. Open are those to mend, to explain, and missing once
    overdue; in a list so short that nothing needs folding, all."""
    needy = {State.NEEDS_FIX, State.EXPLAIN} | ({State.MISSING} if overdue else set())
    short = len(rows) <= SHOWN
    found = {state: [row for row in rows if row.state == state] for state in State}
    return [
        StateGroup(state, state_word(state), SYMBOLS[state], inside, short or state in needy)
        for state, inside in found.items()
        if inside
    ]


def districts(rows: Sequence[SchoolRow]) -> list[str]:
    """The districts to choose from; units of the office have none."""
    return sorted({row.district for row in rows if row.district}, key=collation_key)
