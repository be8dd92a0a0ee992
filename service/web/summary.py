"""What a round's pages say in numbers: the bar of states, and the indicators."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from service.core.changes import NOTHING_BEFORE, Comparison
from service.core.issues import State
from service.core.remarks import remarks
from service.core.results import Result
from service.core.rounds import STAGE_WORDS, Round
from service.core.schema import Form, Indicator, Text
from service.steps.pages import RoundView
from service.steps.versions import newer_words
from service.web.words import BAR_ORDER, COLOURS, SYMBOLS, number, state_word, time_left, with_unit


@dataclass(frozen=True, slots=True)
class Slice:
    """One state in the bar; ``left`` and ``width`` in per cent of it."""

    state: State
    word: Text
    symbol: str
    count: int
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Summary:
    form: Form
    round: Round
    time_left: str
    stage: Text
    newer: str
    due: int
    reporting: int
    complete: int
    slices: Sequence[Slice]
    errors: int
    queries: int


def summarise(view: RoundView, today: date) -> Summary:
    """``newer`` says in words that the round works with another version of the form than is installed."""
    counts = view.counts()
    return Summary(
        form=view.form,
        round=view.round,
        time_left=time_left(view.round.due, today),
        stage=STAGE_WORDS[view.round.stage(today)],
        newer=newer_words(view.round.form_version, view.newer) if view.newer else "",
        due=len(view.respondents),
        reporting=len(view.respondents) - counts[State.MISSING],
        complete=counts[State.COMPLETE],
        slices=_slices(counts),
        errors=view.open_issues("error"),
        queries=view.open_issues("query"),
    )


def _slices(counts: dict[State, int]) -> list[Slice]:
    total, left, slices = sum(counts.values()) or 1, 0.0, []
    for state in BAR_ORDER:
        width = round(100 * counts[state] / total, 3)
        slices.append(Slice(state, state_word(state), SYMBOLS[state], counts[state], left, width))
        left += width
    return slices


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator as shown; ``coverage`` says in words that too few have reported, ``remarks`` the rest."""

    id: str
    title: Text
    group: str
    value: str
    level: int | None
    reporting: int
    due: int
    target: str
    met: bool | None
    colour: str
    coverage: str
    remarks: str
    before: str
    """The value of the round before and the change, or why the two are not compared."""


def indicator_rows(view: RoundView) -> list[IndicatorRow]:
    """A row an indicator, in the form's order, computed or not."""
    by_id = {figure.indicator: figure for figure in view.figures}
    return [_indicator_row(item, by_id.get(item.id), view) for item in view.form.indicators]


def _indicator_row(item: Indicator, figure: Result | None, view: RoundView) -> IndicatorRow:
    value = number(figure.value if figure else None, item.decimals)
    return IndicatorRow(
        id=item.id,
        title=item.title,
        group=view.form.group(item.group).title if item.group else "",
        value=with_unit(value, item.unit),
        level=figure.level if figure and not item.is_level else None,
        reporting=figure.reporting if figure else 0,
        due=figure.due if figure else len(view.respondents),
        target=_target(item, figure.target if figure else None),
        met=figure.met if figure else None,
        colour=figure.colour if figure else "",
        coverage=_coverage(item, figure) if figure else "",
        remarks=remarks(figure, item) if figure else "",
        before=_before(item, view.beside.get(item.id, NOTHING_BEFORE)),
    )


def _before(item: Indicator, beside: Comparison) -> str:
    if beside.refused:
        return f"ไม่เทียบกับรอบก่อน: {beside.refused}"
    if beside.before is None:
        return ""
    change = "" if beside.change is None else f" ({beside.change:+,.{item.decimals}f})"
    return f"รอบก่อน {number(beside.before, item.decimals)}{change}"


def _target(item: Indicator, target: Decimal | None) -> str:
    if target is None:
        return number(None)
    return f"{'≥' if item.direction == 'up' else '≤'} {number(target)}"


def _coverage(item: Indicator, figure: Result) -> str:
    """Said in words, since a colour from few schools looks as sure as one from all."""
    if not figure.low_coverage:
        return ""
    percent = number(Decimal(100) * figure.reporting / figure.due, 1) if figure.due else "0"
    return f"ข้อมูลไม่ครบตามเกณฑ์: ร้อยละ {percent} ต้องไม่น้อยกว่าร้อยละ {number(item.min_coverage * 100, 0)}"


def colour_counts(rows: Sequence[IndicatorRow]) -> dict[str, int]:
    """How many indicators have each colour; "" counts those without a value."""
    found = Counter(row.colour for row in rows)
    return {colour: found[colour] for colour in (*COLOURS, "")}
