"""The snapshot of a round and the report made from it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from service.core.answers import timeliness
from service.core.breakdowns import PLACE_WORDS, SCOPE_WORDS, in_thai_order, place_title
from service.core.changes import NOTHING_BEFORE, Comparison
from service.core.issues import State
from service.core.messages import STATE_WORDS
from service.core.normalise import collation_key
from service.core.register import Respondent
from service.core.remarks import remarks
from service.core.report_context import (
    Absent,
    Breakdown,
    Card,
    DistrictRow,
    Figure,
    IndicatorPart,
    ItemRow,
    ReportContext,
    Response,
    SchoolText,
)
from service.core.results import Result, Scope
from service.core.rounds import Round
from service.core.schema import BREAKDOWNS, Form, Indicator
from service.steps.comparing import Key, compared
from service.steps.context import Service
from service.steps.figures import round_tables
from service.store.submissions import Stored


def report_context(service: Service, opened: Round, revision: int, now: datetime) -> ReportContext:
    """Everything the report of a round says, as it stands in the store now."""
    form = service.form_of(opened)
    respondents = service.respondents(opened)
    stored = service.store.submissions.all(form.id, opened.round_id)
    figures = service.store.results.all(form.id, opened.round_id, "area", *BREAKDOWNS)
    beside = compared(service, opened, [figure for figure in figures if figure.scope == "area"])
    issues = service.store.submissions.issues(form.id, opened.round_id)
    wrong = {(i.respondent, i.field) for found in issues.values() for i in found if i.severity == "error"}
    districts = sorted({item.district for item in respondents if item.district}, key=collation_key)
    return ReportContext(
        office=service.office,
        form_title=form.title.th,
        form_version=form.version,
        definition_hash=form.definition_hash,
        notice=form.notice,
        round_title=opened.title,
        fiscal_year=opened.fiscal_year,
        year_words=opened.formal_year,
        period_start=opened.starts,
        period_end=opened.ends,
        due_on=opened.due,
        made_at=now,
        revision=revision,
        response=response_of(respondents, stored),
        districts=tuple(
            (name, response_of([r for r in respondents if r.district == name], stored)) for name in districts
        ),
        cards=tuple(_cards(form, respondents, stored, wrong, figures, districts, beside)),
        absent=tuple(_absent(opened, respondents, stored, now)),
        tables=tuple(round_tables(service, opened)),
        who=form.who.th,
    )


def response_of(respondents: Sequence[Respondent], stored: dict[str, Stored]) -> Response:
    """How many of the respondents stand in each state."""
    counts = dict.fromkeys(State, 0)
    for respondent in respondents:
        item = stored.get(respondent.code)
        counts[item.progress.state if item else State.MISSING] += 1
    return Response(due=len(respondents), **{str(state): count for state, count in counts.items()})


def _cards(
    form: Form,
    respondents: Sequence[Respondent],
    stored: dict[str, Stored],
    wrong: Collection[tuple[str, str]],
    figures: Sequence[Result],
    districts: Sequence[str],
    beside: Mapping[Key, Comparison],
) -> list[Card]:
    by_place: Mapping[tuple[str, Scope, str], Result] = {(f.indicator, f.scope, f.place): f for f in figures}
    spec = form.report
    cards: list[Card] = []
    for group in form.groups:
        mine = [indicator for indicator in form.indicators if indicator.group == group.id]
        if not mine:
            continue
        problems = spec.problems.get(group.id, "") if spec else ""
        suggestions = spec.suggestions.get(group.id, "") if spec else ""
        cards.append(
            Card(
                no=len(cards) + 1,
                id=group.id,
                title=group.title,
                dimension=group.dimension,
                parts=tuple(_part(form, indicator, by_place, districts, beside) for indicator in mine),
                problems=tuple(_texts(respondents, stored, wrong, problems)),
                suggestions=tuple(_texts(respondents, stored, wrong, suggestions)),
            )
        )
    return cards


def _part(
    form: Form,
    indicator: Indicator,
    by_place: Mapping[tuple[str, Scope, str], Result],
    districts: Sequence[str],
    beside: Mapping[Key, Comparison],
) -> IndicatorPart:
    earlier = beside.get((indicator.id, "area", "area"), NOTHING_BEFORE)
    area = by_place.get((indicator.id, "area", "area"))
    shown = districts if "district" in indicator.breakdowns else ()
    rows = [(name, by_place.get((indicator.id, "district", name))) for name in shown]
    return IndicatorPart(
        id=indicator.id,
        title=indicator.title.th,
        unit=indicator.unit,
        decimals=indicator.decimals,
        is_level=indicator.is_level,
        numerator_title=indicator.numerator_title or "ผลรวมของระดับ",
        denominator_title=indicator.denominator_title or f"{form.who.th}ที่รายงาน",
        target=area.target if area else None,
        met=area.met if area else None,
        area=_figure(area, form, indicator),
        districts=tuple(DistrictRow(name, _figure(figure, form, indicator)) for name, figure in rows),
        definition_hash=area.definition_hash if area else indicator.definition_hash,
        before=earlier.before,
        change=earlier.change,
        not_compared=earlier.refused,
        is_rating=indicator.rating is not None,
        breakdowns=tuple(_breakdowns(form, indicator, by_place)),
    )


def _breakdowns(
    form: Form, indicator: Indicator, by_place: Mapping[tuple[str, Scope, str], Result]
) -> Iterator[Breakdown]:
    """Every breakdown but that by district: classes in their own order, names in Thai order."""
    for scope in indicator.breakdowns:
        found = {key[2]: figure for key, figure in by_place.items() if key[:2] == (indicator.id, scope)}
        order = [name for name in PLACE_WORDS.get(scope, ()) if name in found]
        names = order or in_thai_order(found)
        rows = tuple(
            DistrictRow(place_title(scope, name), _figure(found[name], form, indicator)) for name in names
        )
        if scope != "district":
            yield Breakdown(SCOPE_WORDS[scope].th, rows)


def _figure(result: Result | None, form: Form, indicator: Indicator) -> Figure:
    if result is None:
        return Figure(None, None, None, 0, 0, None, (), "", True)
    return Figure(
        numerator=result.numerator,
        denominator=result.denominator,
        value=result.value,
        reporting=result.reporting,
        due=result.due,
        level=result.level,
        level_counts=result.level_counts,
        colour=result.colour,
        low_coverage=result.low_coverage,
        deviation=result.deviation,
        label=result.label,
        items=tuple(
            ItemRow(form.field(i.field).title, i.value, i.deviation, i.label, i.level_counts)
            for i in result.items
        ),
        percent=result.percent,
        remarks=remarks(result, indicator),
    )


def _texts(
    respondents: Sequence[Respondent],
    stored: dict[str, Stored],
    wrong: Collection[tuple[str, str]],
    field: str,
) -> list[SchoolText]:
    """What the schools wrote, each text once: first what most of them wrote.

    A text with an open error (too long, a failing formula) stays out, as a wrong figure does.
    """
    writers: dict[str, list[Respondent]] = {}
    for respondent in respondents:
        item = stored.get(respondent.code)
        entry = item.entries.get(field) if item and field else None
        told = entry and isinstance(entry.value, str) and (respondent.code, field) not in wrong
        if entry and told and str(entry.value).strip():
            writers.setdefault(str(entry.value), []).append(respondent)
    return [
        SchoolText(schools[0].name, schools[0].district, text, others=len(schools) - 1)
        for text, schools in sorted(writers.items(), key=lambda pair: -len(pair[1]))
    ]


def _absent(
    opened: Round, respondents: Sequence[Respondent], stored: dict[str, Stored], now: datetime
) -> list[Absent]:
    """Who has not reported completely, by district and name in Thai order."""
    absent = []
    for respondent in respondents:
        item = stored.get(respondent.code)
        state = item.progress.state if item else State.MISSING
        if state is not State.COMPLETE:
            late = timeliness(opened.due_for(respondent.code), now.date(), None)
            words = STATE_WORDS[state].th
            words = f"{words} ({late})" if late.startswith("เลยกำหนด") else words
            absent.append(Absent(respondent.code, respondent.name, respondent.district, words))
    return sorted(absent, key=lambda item: (collation_key(item.district), collation_key(item.name)))
