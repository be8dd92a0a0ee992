"""Rounds: one collection of a form, named by fiscal year and period (2566-M6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from service.core.schema import Form

# (first month, first year offset, last month, last year offset) within a fiscal year that begins in
# October of the year before (DOMAIN §1.2). Inspection rounds follow the half years.
PERIODS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "Q1": ((10, -1), (12, -1)),
    "Q2": ((1, 0), (3, 0)),
    "Q3": ((4, 0), (6, 0)),
    "Q4": ((7, 0), (9, 0)),
    "M6": ((10, -1), (3, 0)),
    "M9": ((10, -1), (6, 0)),
    "M12": ((10, -1), (9, 0)),
    "R1": ((10, -1), (3, 0)),
    "R2": ((4, 0), (9, 0)),
}
TITLES = {
    "Q1": "ไตรมาสที่ 1",
    "Q2": "ไตรมาสที่ 2",
    "Q3": "ไตรมาสที่ 3",
    "Q4": "ไตรมาสที่ 4",
    "M6": "รอบ 6 เดือน",
    "M9": "รอบ 9 เดือน",
    "M12": "รอบ 12 เดือน",
    "R1": "รอบที่ 1",
    "R2": "รอบที่ 2",
}


def split_round(round_id: str) -> tuple[int, str] | None:
    """(fiscal year B.E., period) of "2566-M6"; None when it is no round's name."""
    match = re.fullmatch(r"(2[45][0-9]{2})-([A-Z]+[0-9]+)", round_id)
    return (int(match[1]), match[2]) if match and match[2] in PERIODS else None


def window(round_id: str) -> tuple[date, date]:
    """First and last day of the round's period, Gregorian. Raises ValueError for an unknown name."""
    parts = split_round(round_id)
    if parts is None:
        raise ValueError(f"{round_id} is no round; write for example 2566-M6")
    year = parts[0] - 543
    (first_month, first_year), (last_month, last_year) = PERIODS[parts[1]]
    following = date(year + last_year + (last_month == 12), last_month % 12 + 1, 1)
    return date(year + first_year, first_month, 1), following - timedelta(days=1)


def previous_round(form: Form, round_id: str) -> str:
    """The round before this one in the same form and fiscal year, or "" for the first."""
    parts = split_round(round_id)
    if parts is None or parts[1] not in form.rounds:
        return ""
    place = form.rounds.index(parts[1])
    return f"{parts[0]}-{form.rounds[place - 1]}" if place else ""


@dataclass(frozen=True, slots=True)
class Round:
    """An opened round. ``extensions`` gives single respondents a later last day."""

    form_id: str
    round_id: str
    opens: date
    due: date
    closed: bool
    form_version: str
    definition_hash: str
    extensions: Mapping[str, date] = field(default_factory=dict)

    @property
    def period(self) -> str:
        return self.round_id.partition("-")[2]

    @property
    def title(self) -> str:
        return TITLES[self.period]

    @property
    def fiscal_year(self) -> int:
        return int(self.round_id.partition("-")[0])

    def due_for(self, respondent: str) -> date:
        """The last day on time for this respondent."""
        return max(self.due, self.extensions.get(respondent, self.due))


def open_round(form: Form, round_id: str, due: date | None) -> Round:
    """A new round of the form, with the form's own due date unless one is given."""
    first, last = window(round_id)
    return Round(
        form_id=form.id,
        round_id=round_id,
        opens=first,
        due=due or last + timedelta(days=form.due_days),
        closed=False,
        form_version=form.version,
        definition_hash=form.definition_hash,
    )
