"""What a report holds: the frozen figures and texts that a Word template is filled with.

Everything here is plain data made from a snapshot, so that a report can be made again, equal to the
last letter. Numbers stay numbers (Decimal); digits and dates become Thai in the template by filters.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

from service.core.percent_tables import TableFigures


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of a rating: how many answers at level 0..5, mean, S.D. and แปลผล."""

    title: str
    value: Decimal | None
    deviation: float | None
    label: str
    level_counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator for one place (the area or a district).

    ``value`` is numerator / denominator × factor, or the mean level of a milestone rubric; None when
    nothing could be counted. ``reporting`` of ``due`` respondents entered it (n of N). ``level`` is the
    band's level 1-5 or None; ``level_counts`` how many respondents stand at level 0..5 (milestones), or
    how many answers do (ratings). ``deviation`` (S.D.), ``label`` (แปลผล) and ``items`` are those of a
    rating, ``percent`` the pooled percentage of a mixed rubric, ``remarks`` what must be said beside.
    """

    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    reporting: int
    due: int
    level: int | None
    level_counts: tuple[int, ...]
    colour: str  # "green", "yellow", "red" or "" when there is no value
    low_coverage: bool
    deviation: float | None = None
    label: str = ""
    items: tuple[ItemRow, ...] = ()
    percent: Decimal | None = None
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class DistrictRow:
    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The figures of one more breakdown: network groups, sizes, grades taught."""

    title: str
    rows: tuple[DistrictRow, ...]


@dataclass(frozen=True, slots=True)
class IndicatorPart:
    """One indicator of a card: its definition, its area figure and its figures by district."""

    id: str
    title: str
    unit: str
    decimals: int
    is_level: bool  # the value is a mean level 1-5, not a percentage
    numerator_title: str
    denominator_title: str
    target: Decimal | None
    met: bool | None  # None when there is no value or no target
    area: Figure
    districts: tuple[DistrictRow, ...]
    definition_hash: str
    is_rating: bool = False  # level_counts count answers, not schools
    breakdowns: tuple[Breakdown, ...] = ()
    before: Decimal | None = None  # the area's value in the round before
    change: Decimal | None = None
    not_compared: str = ""  # "นิยามเปลี่ยน: …" when the round before was counted in another way


@dataclass(frozen=True, slots=True)
class SchoolText:
    """What a school wrote; ``others`` is how many more schools wrote the very same."""

    school: str
    district: str
    text: str
    others: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """One policy indicator of the report (QP01 …): its parts, and what the schools wrote."""

    no: int
    id: str
    title: str
    dimension: str
    parts: tuple[IndicatorPart, ...]
    problems: tuple[SchoolText, ...]
    suggestions: tuple[SchoolText, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """A respondent that has not reported (nothing typed, or not yet complete)."""

    code: str
    name: str
    district: str
    state: str  # Thai words for the state of the submission


@dataclass(frozen=True, slots=True)
class Response:
    """How many respondents stand in each state. ``due`` is all of them."""

    due: int
    complete: int
    needs_fix: int
    explain: int
    in_progress: int
    missing: int


@dataclass(frozen=True, slots=True)
class ReportContext:
    """The whole report; the names are those a template's author writes."""

    office: str
    form_title: str
    form_version: str
    definition_hash: str
    notice: str  # said on the cover: rubrics are proposals, demo data are fictional …
    round_title: str  # "รอบ 6 เดือน"
    fiscal_year: int  # B.E.
    period_start: date
    period_end: date
    due_on: date
    made_at: datetime
    revision: int
    response: Response
    districts: tuple[tuple[str, Response], ...]
    cards: tuple[Card, ...]
    absent: tuple[Absent, ...]
    tables: tuple[TableFigures, ...] = ()
    year_words: str = ""  # "ปีงบประมาณ พ.ศ. 2566", "ปีการศึกษา พ.ศ. 2566"; "" in older snapshots
    who: str = "โรงเรียน"  # what a respondent is called: "โรงเรียน" or "หน่วยงาน"


def dump(context: ReportContext) -> str:
    """The context as JSON: the snapshot a report is made from."""
    return json.dumps(asdict(context), ensure_ascii=False, default=str)


def load(text: str) -> ReportContext:
    """The context of a snapshot, equal to the one that was dumped."""
    made = _revive(ReportContext, json.loads(text))
    assert isinstance(made, ReportContext)
    return made


def _revive(kind: Any, value: Any) -> Any:
    """A value of JSON as the declared kind: dataclasses, tuples, optional values, numbers and dates."""
    if value is None:
        return None
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _revive(hints[name], part) for name, part in value.items()})
    arguments = get_args(kind)
    if get_origin(kind) is tuple:
        kinds = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(_revive(one, part) for one, part in zip(kinds, value, strict=True))
    if arguments:  # X | None
        return _revive(arguments[0], value)
    makers: dict[Any, Callable[[str], Any]] = {
        Decimal: Decimal,
        date: date.fromisoformat,
        datetime: datetime.fromisoformat,
    }
    return makers[kind](value) if kind in makers else value
