"""The office's own indicators, computed from what is kept; nobody fills them (DOMAIN D8).

1 respondents on time and complete · 2 indicators that reached their target · 3 reports issued.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from service.core.issues import State
from service.core.messages import STATE_WORDS
from service.core.normalise import number_text
from service.core.results import Result
from service.core.rounds import TIMELINESS_WORDS, Timeliness
from service.core.schema import Text
from service.core.shares import NOTHING, Share, share_data

UNFINISHED = (State.MISSING, State.IN_PROGRESS, State.NEEDS_FIX, State.EXPLAIN)
KPI_WORDS = (
    (
        Text("1 ส่งครบทันเวลา", "on time"),
        Text(
            "ผู้รายงานที่กรอกครบภายในกำหนดส่ง จากผู้ที่ต้องรายงานทั้งหมด ทั้งปีนับเฉพาะรอบที่เลยกำหนดส่งแล้ว",
            "respondents complete by the last day, of all who are to report; of a year, in rounds due",
        ),
    ),
    (
        Text("2 บรรลุเป้าหมาย", "target met"),
        Text(
            "ตัวชี้วัดของเขตที่ถึงเป้าหมายของรอบ จากที่มีเป้าหมายและข้อมูลพอจะตัดสิน",
            "indicators of the area that met the target of the round, of those that can be judged",
        ),
    ),
    (
        Text("3 ทำรายงาน", "reports issued"),
        Text(
            "รอบที่ทำรายงานแล้ว จากทุกรอบที่แบบมีแม่แบบรายงาน รวมรอบที่ยังไม่เปิด",
            "rounds with a report, of all whose form names a template, also those still to be opened",
        ),
    ),
)
"""What each is called, and what is counted of what."""
KPI_COLOUR_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "green": Text("● ถึงเป้าหมาย", "target met"),
        "yellow": Text("● ยังไม่ถึง ปียังไม่จบ", "not met yet, the year still runs"),
        "red": Text("● ไม่ถึงเป้าหมาย", "target not met"),
    }
)
NO_AIMS: tuple[Decimal | None, ...] = (None,) * len(KPI_WORDS)
"""The percentages that the office wants of the year, in the order of the three: none are set."""


@dataclass(frozen=True, slots=True)
class OnTime:
    """``share`` is on time (not by extension) of all that are to report; the rest is counted apart.

    ``not_yet`` are those not complete yet; ``unfinished`` says how many of them stand in which state.
    ``not_due`` are rounds that are in none of these, since their last day has not passed.
    """

    share: Share = NOTHING
    by_extension: int = 0
    late: int = 0
    not_yet: int = 0
    unfinished: Mapping[State, int] = field(default_factory=dict)
    not_due: int = 0

    def __add__(self, other: "OnTime") -> "OnTime":
        return OnTime(
            self.share + other.share,
            self.by_extension + other.by_extension,
            self.late + other.late,
            self.not_yet + other.not_yet,
            {state: self._unfinished(state) + other._unfinished(state) for state in UNFINISHED},
            self.not_due + other.not_due,
        )

    def _unfinished(self, state: State) -> int:
        return self.unfinished.get(state, 0)

    @property
    def apart(self) -> str:
        """Who is not in ``share``, in the words of the statuses that every other page has; "" for nobody."""
        states = [
            f"{STATE_WORDS[state].th} {self._unfinished(state)}"
            for state in UNFINISHED
            if self._unfinished(state)
        ]
        not_yet = f"{TIMELINESS_WORDS[Timeliness.NOT_YET].th} {self.not_yet}"
        split = f" ({' · '.join(states)})" if states else ""
        told = (
            [f"ทันตามที่ขยาย {self.by_extension} · ช้า {self.late} · {not_yet}{split}"]
            if self.share.total
            else []
        )
        told += [f"ไม่นับ {self.not_due} รอบที่ยังไม่ถึงกำหนดส่ง"] if self.not_due else []
        return " · ".join(told)


@dataclass(frozen=True, slots=True)
class Targets:
    """``share`` is reached of all that can be judged.

    Apart: indicators without a target for the area in the round, and with one but without a value or enough
    coverage.
    """

    share: Share = NOTHING
    no_target: int = 0
    low_coverage: int = 0

    def __add__(self, other: "Targets") -> "Targets":
        return Targets(
            self.share + other.share,
            self.no_target + other.no_target,
            self.low_coverage + other.low_coverage,
        )

    @property
    def all(self) -> int:
        """The indicators there are, judged or not."""
        return self.share.total + self.no_target + self.low_coverage

    @property
    def apart(self) -> str:
        return f"ไม่มีเป้าหมาย {self.no_target} · ข้อมูลไม่พอ {self.low_coverage}" if self.all else ""


@dataclass(frozen=True, slots=True)
class Kpi:
    """One of the three as it is told: its number and name, what is counted, and what is counted apart.

    ``target`` is the percentage that the office wants of the year, None where it has set none; ``colour`` is
    green when it is met, yellow while the year still runs, then red; "" where there is nothing to judge.
    """

    title: Text
    counted: Text
    share: Share
    apart: str
    target: Decimal | None = None
    colour: str = ""

    @property
    def notes(self) -> str:
        """What is told beside the figure; "" for nothing."""
        aim = "" if self.target is None else f"เป้าหมาย {number_text(self.target, None)}"
        standing = KPI_COLOUR_WORDS[self.colour].th if self.colour else ""
        return " · ".join(filter(None, (" ".join(filter(None, (aim, standing))), self.apart)))


@dataclass(frozen=True, slots=True)
class RoundKpi:
    """One round. ``reports`` is 1 of 1 when a report was made, 0 of 0 where the form names no template.

    ``opened`` is False for a round that is planned and not opened yet, ``running`` is True while its last
    day has not passed: who is not complete yet may still be on time, so the year does not count it yet.
    """

    form_id: str
    round_id: str
    form_title: str
    round_title: str
    on_time: OnTime
    targets: Targets
    reports: Share
    opened: bool = True
    running: bool = False


@dataclass(frozen=True, slots=True)
class YearKpi:
    """A fiscal year (B.E.): its rounds, and all of them together.

    ``unreadable`` are rounds of the year that are counted in nothing, with why and what to do.
    ``aims`` are the percentages that the office wants, in the order of the three.
    """

    year: int
    rounds: tuple[RoundKpi, ...]
    on_time: OnTime
    targets: Targets
    reports: Share
    unreadable: tuple[str, ...] = ()
    aims: Sequence[Decimal | None] = NO_AIMS

    @property
    def runs(self) -> bool:
        """Whether a round is still to be opened or to fall due."""
        return any(item.running or not item.opened for item in self.rounds)


def on_time(counts: Mapping[Timeliness, int], states: Mapping[State, int]) -> OnTime:
    """KPI 1 of a round, from how its respondents count (core.rounds.timeliness) and their states."""
    return OnTime(
        Share(counts.get(Timeliness.ON_TIME, 0), sum(counts.values())),
        counts.get(Timeliness.BY_EXTENSION, 0),
        counts.get(Timeliness.LATE, 0),
        counts.get(Timeliness.NOT_YET, 0),
        {state: states.get(state, 0) for state in UNFINISHED},
    )


def targets(aims: Mapping[str, bool], figures: Iterable[Result]) -> Targets:
    """KPI 2 of a round, by the figures of the area; ``aims`` says which indicators have a target in it."""
    by_id = {figure.indicator: figure for figure in figures if figure.scope == "area"}
    return sum((_judged(by_id.get(name), has_target) for name, has_target in aims.items()), Targets())


def _judged(figure: Result | None, has_target: bool) -> Targets:
    if not has_target:
        return Targets(no_target=1)
    if figure is None or figure.met is None or figure.low_coverage:
        return Targets(low_coverage=1)
    return Targets(Share(int(figure.met), 1))


def year_kpi(
    year: int,
    rounds: Sequence[RoundKpi],
    unreadable: Sequence[str] = (),
    aims: Sequence[Decimal | None] = NO_AIMS,
) -> YearKpi:
    """The rounds of a fiscal year added up, but for those that are ``unreadable``; on time, those due."""
    return YearKpi(
        year,
        tuple(rounds),
        sum((OnTime(not_due=1) if item.running else item.on_time for item in rounds), OnTime()),
        sum((item.targets for item in rounds), Targets()),
        sum((item.reports for item in rounds), NOTHING),
        tuple(unreadable),
        aims,
    )


def three_kpis(item: RoundKpi | YearKpi) -> tuple[Kpi, ...]:
    """The three of a round or of a year, in their order, in the words of every place that shows them."""
    aims, runs = (item.aims, item.runs) if isinstance(item, YearKpi) else (NO_AIMS, False)
    on_time, targets = item.on_time, item.targets
    told = (on_time.share, on_time.apart), (targets.share, targets.apart), (item.reports, "")
    return tuple(
        Kpi(*words, share, apart, aim, _colour(share, aim, runs))
        for words, (share, apart), aim in zip(KPI_WORDS, told, aims, strict=True)
    )


def _colour(share: Share, aim: Decimal | None, runs: bool) -> str:
    if aim is None or share.percent is None:
        return ""
    return "green" if share.percent >= aim else "yellow" if runs else "red"


def kpi_data(kpi: YearKpi) -> dict[str, Any]:
    """The year as plain values for JSON; percentages as text, so that no digit is lost."""
    rounds = [_data(item) | _names(item) for item in kpi.rounds]
    told = {"together": _data(kpi), "unreadable": list(kpi.unreadable)}
    return {"year": kpi.year, "rounds": rounds, **told}


def _names(item: RoundKpi) -> dict[str, Any]:
    return {
        "form": item.form_id,
        "round": item.round_id,
        "title": f"{item.form_title} {item.round_title}",
        "opened": item.opened,
        "running": item.running,
    }


def _data(item: RoundKpi | YearKpi) -> dict[str, Any]:
    time, aims = item.on_time, item.targets
    return {
        "on_time": share_data(time.share)
        | {"by_extension": time.by_extension, "late": time.late, "not_yet": time.not_yet}
        | {"rounds_not_due": time.not_due}
        | {"unfinished": {str(state): time.unfinished.get(state, 0) for state in UNFINISHED}},
        "targets": share_data(aims.share) | {"no_target": aims.no_target, "low_coverage": aims.low_coverage},
        "reports": share_data(item.reports),
    }
