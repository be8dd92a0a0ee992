"""Rounds: one collection of a form, named by year and period (2566-M6), with its window as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from service.core.calendar import (
    BE_MINUS_CE,
    BE_YEARS,
    PERIODS,
    YEAR_WORDS,
    Calendar,
    Name,
    Span,
    academic_year_of,
    fiscal_year_of,
)
from service.core.calendar import split_round as split_round
from service.core.calendar import window as window
from service.core.schema import Form, Text


class Stage(StrEnum):
    """Where a round stands on a day: sheets are read while it is ``OPEN`` or ``OVERDUE``."""

    NOT_YET = "not_yet"
    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"


STAGE_WORDS: Mapping[Stage, Text] = MappingProxyType(
    {
        Stage.NOT_YET: Text("ยังไม่เปิด", "not open yet"),
        Stage.OPEN: Text("เปิดรับ", "open"),
        Stage.OVERDUE: Text("เลยกำหนด", "past its last day"),
        Stage.CLOSED: Text("ปิดแล้ว", "closed"),
    }
)


@dataclass(frozen=True, slots=True)
class Round:
    """An opened round: read from ``opens`` to ``closes`` (None: until closed by hand), on time to ``due``.

    ``extensions`` gives single respondents a later last day. ``first`` and ``last`` are the days of the
    period where the name alone does not say them (half of a plan, ad hoc).
    """

    form_id: str
    round_id: str
    opens: date
    due: date
    closed: bool
    form_version: str
    definition_hash: str
    extensions: Mapping[str, date] = field(default_factory=dict)
    closes: date | None = None
    first: date | None = None
    last: date | None = None

    @property
    def name(self) -> Name:
        found = split_round(self.round_id)
        if found is None:
            raise ValueError(f"{self.round_id} is no round; write for example 2566-M6")
        return found

    @property
    def period(self) -> str:
        return self.name.period

    @property
    def year(self) -> int:
        """The year in the round's name; of its own calendar."""
        return self.name.year

    @property
    def calendar(self) -> Calendar:
        return PERIODS[self.period].calendar

    @property
    def starts(self) -> date:
        """The first day that is reported on."""
        return self.first or window(self.round_id)[0]

    @property
    def ends(self) -> date:
        """The last day that is reported on; who is open on it reports."""
        return self.last or window(self.round_id)[1]

    @property
    def span(self) -> Span:
        """What an expression may ask of the round."""
        return Span(self.period, self.starts, self.ends)

    @property
    def title(self) -> str:
        """The period in words: รอบ 6 เดือน."""
        name = self.name
        return PERIODS[name.period].title + (f" ครั้งที่ {name.number}" if name.number > 1 else "")

    @property
    def year_words(self) -> str:
        """The year in words, so that no academic year is taken for a fiscal one."""
        if not self._of_one_year:
            return f"พ.ศ. {fiscal_year_of(self.starts)}–{self.year}"
        return f"{YEAR_WORDS[self.calendar]} {self.year}"

    @property
    def formal_year(self) -> str:
        """The year as official papers write it: ปีงบประมาณ พ.ศ. 2566."""
        return (
            self.year_words.replace(f" {self.year}", f" พ.ศ. {self.year}")
            if self._of_one_year
            else self.year_words
        )

    @property
    def full_title(self) -> str:
        if self.period == "Y":  # its title says the kind of year itself
            return f"{self.title} {self.year}"
        return f"{self.title} {self.year_words}"

    @property
    def sheet_title(self) -> str:
        """The title within a file that says its fiscal year: the year only where it is another one."""
        plain = self.calendar == "fiscal" and self._of_one_year
        return self.title if plain else self.full_title

    @property
    def _of_one_year(self) -> bool:
        return PERIODS[self.period].first is not None or not PERIODS[self.period].of_plan

    @property
    def fiscal_year(self) -> int:
        """The fiscal year in which the round is worked on: the one of its spreadsheets."""
        return self.year + PERIODS[self.period].worked_in

    @property
    def academic_year(self) -> int:
        """The academic year whose counts (facts of the register) the round rests on."""
        return self.year if self.calendar == "academic" else academic_year_of(self.ends)

    def due_for(self, respondent: str) -> date:
        """The last day on time for this respondent."""
        return max(self.due, self.extensions.get(respondent, self.due))

    def stage(self, today: date) -> Stage:
        """Where the round stands today."""
        if self.closed or (self.closes is not None and today > self.closes):
            return Stage.CLOSED
        if today < self.opens:
            return Stage.NOT_YET
        return Stage.OVERDUE if today > self.due else Stage.OPEN

    def is_read(self, today: date) -> bool:
        """Whether sheets of this round are read and answered today."""
        return self.stage(today) in (Stage.OPEN, Stage.OVERDUE)


class Timeliness(StrEnum):
    """Whether a respondent was complete in time; an extension excuses being late, it does not undo it.

    ``NOT_YET`` is whoever is not complete: with nothing typed, but also with a blank or an error left.
    """

    ON_TIME = "on_time"
    BY_EXTENSION = "by_extension"
    LATE = "late"
    NOT_YET = "not_yet"


TIMELINESS_WORDS: Mapping[Timeliness, Text] = MappingProxyType(
    {
        Timeliness.ON_TIME: Text("ส่งทันเวลา", "on time"),
        Timeliness.BY_EXTENSION: Text("ส่งทันตามที่ขยายเวลา", "on time by extension"),
        Timeliness.LATE: Text("ส่งช้า", "late"),
        Timeliness.NOT_YET: Text("ยังไม่ครบ", "not complete yet"),
    }
)


def timeliness(opened: Round, respondent: str, complete_at: datetime | None) -> Timeliness:
    """How a submission counts in figures of punctuality; ``complete_at`` in Thai time, None: not complete."""
    if complete_at is None:
        return Timeliness.NOT_YET
    day = complete_at.date()
    if day <= opened.due:
        return Timeliness.ON_TIME
    return Timeliness.BY_EXTENSION if day <= opened.due_for(respondent) else Timeliness.LATE


def days_late(opened: Round, complete_at: datetime | None) -> int:
    """Days after the round's own last day, extension or not; 0 for what was on time or is not complete."""
    return max(0, (complete_at.date() - opened.due).days) if complete_at else 0


# -- which rounds a form has


def form_rounds(form: Form) -> list[str]:
    """The names of all rounds whose last day the definition is valid on, by that day."""
    first, last = fiscal_year_of(form.valid_from) - 1, fiscal_year_of(form.valid_to)
    names = [
        Name(year, period)
        for year in range(first, last + 1)
        for period in form.rounds
        if PERIODS[period].last and of_plan(form, Name(year, period))
    ]
    days = {f"{name.year}-{name.period}": _last_day(form, name) for name in names}
    return sorted((name for name, day in days.items() if is_valid(form, day)), key=days.__getitem__)


def _last_day(form: Form, name: Name) -> date:
    return window(f"{name.year}-{name.period}", form.plan)[1]


def of_plan(form: Form, name: Name) -> bool:
    """Whether a round of a plan lies where the plan has it: each year, its half, its end."""
    if not PERIODS[name.period].of_plan:
        return True
    if form.plan is None:
        return False
    years = {
        "PY": range(form.plan.first, form.plan.last + 1),
        "HP": (form.plan.half,),
        "EP": (form.plan.last,),
    }
    return name.year in years[name.period]


def is_valid(form: Form, last: date) -> bool:
    """Whether the definition holds for a round that ends on this day."""
    return form.valid_from <= last <= form.valid_to


def previous_round(form: Form, round_id: str) -> str:
    """The round before this one in the same form, or "" for the first.

    Quarters, months, terms: the one before in the same year. A plan year follows the plan year before;
    half and end of a plan follow the plan year they close, or the end its half where there are no years.
    Ad hoc rounds follow each other by number.
    """
    name = split_round(round_id)
    if name is None or name.period not in form.rounds:
        return ""
    if name.period == "AD":
        before = {1: "", 2: f"{name.year}-AD"}
        return before.get(name.number, f"{name.year}-AD{name.number - 1}")
    if PERIODS[name.period].of_plan:
        return _before_in_plan(form, name)
    ordered = [period for period in form.rounds if not PERIODS[period].of_plan and period != "AD"]
    place = ordered.index(name.period)
    return f"{name.year}-{ordered[place - 1]}" if place else ""


def earlier_in_year(rounds: Iterable[Round], opened: Round) -> list[Round]:
    """The rounds of the same form and year whose period ended before this one's, the latest first."""
    key = opened.form_id, opened.year
    found = [item for item in rounds if (item.form_id, item.year) == key and item.ends < opened.ends]
    return sorted(found, key=lambda item: item.ends, reverse=True)


def _before_in_plan(form: Form, name: Name) -> str:
    """Half and end stand on the year they close; the end of a form that is not filled yearly on its half."""
    own_year = Name(name.year, "PY")
    half = [Name(form.plan.half, "HP")] if form.plan else []
    before = {"PY": [Name(name.year - 1, "PY")], "HP": [own_year], "EP": [own_year, *half]}[name.period]
    found = [item for item in before if item.period in form.rounds and of_plan(form, item)]
    return f"{found[0].year}-{found[0].period}" if found else ""


# -- opening one


def open_round(
    form: Form, round_id: str, due: date | None = None, days: tuple[date, date] | None = None
) -> Round:
    """A new round of the form, with the form's own window; ``due`` and ``days`` (ad hoc) may be given."""
    first, last = days or window(round_id, form.plan)
    due = due or last + timedelta(days=form.due_days)
    opened = Round(
        form_id=form.id,
        round_id=round_id,
        opens=first if form.opens_days is None else last + timedelta(days=form.opens_days),
        due=due,
        closed=False,
        form_version=form.version,
        definition_hash=form.definition_hash,
        closes=None if form.closes_days is None else max(due, last + timedelta(days=form.closes_days)),
    )
    return opened if PERIODS[opened.period].first else replace(opened, first=first, last=last)


def buddhist_fault(**days: date | None) -> str:
    """Which day, by its option, was typed with a year of the Buddhist era, and what to type; "" if none."""
    for key, day in days.items():
        if day and day.year >= BE_YEARS.start:
            ce_year = day.year - BE_MINUS_CE
            return f"--{key}: ปี {day.year} เป็น พ.ศ.: พิมพ์เป็น ค.ศ. เช่น {ce_year} (type the year C.E.)"
    return ""


def window_fault(opened: Round) -> str:
    """What is wrong with a round's window, and what to write; "" when nothing is."""
    if fault := buddhist_fault(opens=opened.opens, due=opened.due, closes=opened.closes):
        return fault
    if opened.due < opened.opens:
        return (
            f"กำหนดส่ง {opened.due} อยู่ก่อนวันเปิดรับ {opened.opens}: เลือก --due ตั้งแต่ {opened.opens} "
            f"หรือให้เปิดรับก่อนด้วย tidtam round window {opened.form_id} {opened.round_id} "
            f"--opens {opened.due} --due {opened.due} (due before it opens)"
        )
    latest = max([opened.due, *opened.extensions.values()])
    if opened.closes and opened.closes < latest:
        return (
            f"วันปิดรับ {opened.closes} อยู่ก่อนวันสุดท้ายที่ให้ไว้ {latest}: เลือกวันปิดรับตั้งแต่ {latest} "
            "(it closes before the last day that was given)"
        )
    return ""


# -- a form in one year


def in_year(form: Form, year: int) -> Form:
    """The form with the targets of one year: those named 2566-PY stand over those named PY."""
    targets = [indicator.target for indicator in form.indicators if indicator.target]
    if not any(split_round(key) for target in targets for key in target.by_round):
        return form
    changed = []
    for indicator in form.indicators:
        target = indicator.target
        if target is None or all(split_round(key) is None for key in target.by_round):
            changed.append(indicator)
            continue
        plain = {key: value for key, value in target.by_round.items() if split_round(key) is None}
        named = {key: split_round(key) for key in target.by_round}
        own = {name.period: target.by_round[key] for key, name in named.items() if name and name.year == year}
        by_round = MappingProxyType(plain | own)
        changed.append(replace(indicator, target=replace(target, by_round=by_round)))
    return replace(form, indicators=tuple(changed))
