"""The table of schools on the dashboard."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.core.issues import Progress, State
from service.core.normalise import collation_key
from service.core.register import Respondent
from service.core.schema import Text
from service.steps.pages import RoundView
from service.web.words import SYMBOLS, state_word


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


def districts(rows: Sequence[SchoolRow]) -> list[str]:
    """The districts to choose from; units of the office have none."""
    return sorted({row.district for row in rows if row.district}, key=collation_key)
