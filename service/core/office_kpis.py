"""The office's own indicators, computed from what is kept; nobody fills them (DOMAIN D8).

1 respondents on time and complete · 2 indicators that reached their target · 3 reports issued.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.core.issues import State
from service.core.messages import STATE_WORDS
from service.core.results import Result
from service.core.rounds import TIMELINESS_WORDS, Timeliness
from service.core.shares import NOTHING, Share, share_data

UNFINISHED = (State.MISSING, State.IN_PROGRESS, State.NEEDS_FIX, State.EXPLAIN)


@dataclass(frozen=True, slots=True)
class OnTime:
    """``share`` is on time (not by extension) of all that are to report; the rest is counted apart.

    ``not_yet`` are those not complete yet; ``unfinished`` says how many of them stand in which state.
    """

    share: Share = NOTHING
    by_extension: int = 0
    late: int = 0
    not_yet: int = 0
    unfinished: Mapping[State, int] = field(default_factory=dict)

    def __add__(self, other: "OnTime") -> "OnTime":
        return OnTime(
            self.share + other.share,
            self.by_extension + other.by_extension,
            self.late + other.late,
            self.not_yet + other.not_yet,
            {state: self._unfinished(state) + other._unfinished(state) for state in UNFINISHED},
        )

    def _unfinished(self, state: State) -> int:
        return self.unfinished.get(state, 0)

    @property
    def apart(self) -> str:
        """Who is not in ``share``, in the words of the statuses that every other page has."""
        states = [
            f"{STATE_WORDS[state].th} {self._unfinished(state)}"
            for state in UNFINISHED
            if self._unfinished(state)
        ]
        not_yet = f"{TIMELINESS_WORDS[Timeliness.NOT_YET].th} {self.not_yet}"
        split = f" ({' · '.join(states)})" if states else ""
        return f"ทันตามที่ขยาย {self.by_extension} · ช้า {self.late} · {not_yet}{split}"


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
        return f"ไม่มีเป้าหมาย {self.no_target} · ข้อมูลไม่พอ {self.low_coverage}"


@dataclass(frozen=True, slots=True)
class RoundKpi:
    """One round. ``reports`` is 1 of 1 when a report was made, 0 of 0 where the form names no template.

    ``opened`` is False for a round that is planned and not opened yet, ``running`` is True while its last
    day has not passed: who is not complete yet may still be on time.
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
    """

    year: int
    rounds: tuple[RoundKpi, ...]
    on_time: OnTime
    targets: Targets
    reports: Share
    unreadable: tuple[str, ...] = ()


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


def year_kpi(year: int, rounds: Sequence[RoundKpi], unreadable: Sequence[str] = ()) -> YearKpi:
    """The rounds of a fiscal year added up, but for those that are ``unreadable``."""
    return YearKpi(
        year,
        tuple(rounds),
        sum((item.on_time for item in rounds), OnTime()),
        sum((item.targets for item in rounds), Targets()),
        sum((item.reports for item in rounds), NOTHING),
        tuple(unreadable),
    )


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
        | {"unfinished": {str(state): time.unfinished.get(state, 0) for state in UNFINISHED}},
        "targets": share_data(aims.share) | {"no_target": aims.no_target, "low_coverage": aims.low_coverage},
        "reports": share_data(item.reports),
    }
