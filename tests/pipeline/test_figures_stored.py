"""Figures from the store: rounds of one year together, what their readers show, and what is exported."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from frictionless import Package  # type: ignore[attr-defined]

from service.core.entries import Entry, Status
from service.core.issues import Progress, State
from service.core.register import Respondent
from service.core.report_context import dump, load
from service.core.results import Result
from service.core.rounds import Round, open_round
from service.definitions import load_form
from service.steps.context import Service
from service.steps.controlling import indicator_rows
from service.steps.exporting import export_round
from service.steps.figures import refresh_figures
from service.steps.reporting import report_context
from service.store import open_store
from service.store.submissions import Stored

NOW = datetime(2023, 4, 1, 9, tzinfo=UTC)
NA = Respondent("1099000001", "บ้านนา", "เหนือ", network_group="น" * 150, grades=("P1",), pupils=90)
PA = Respondent("1099000002", "บ้านป่า", "ใต้", grades=("P1",), pupils=None)
FORM = """\
spec: 1
form:
  id: year
  version: "2566.1"
  valid: ["2022-10-01", "2023-09-30"]
  respondent: school
  rounds: [Q1, Q2, Q3]
  due: {days_after_round: 15}
  title: {th: ทั้งปี}
sheet: {layouts: [card], tab: ข้อมูล}
groups: [{id: A, title: ตัวเลข}]
schema:
  primaryKey: []
  fields:
    - {name: got, type: integer, kind: count, title: ได้}
    - {name: all, type: integer, kind: count, title: ทั้งหมด}
    - {name: sat, type: integer, kind: level, title: พอใจ}
indicators:
  - id: I1
    group: A
    title: {th: สะสม}
    numerator: sum(got)
    denominator: sum(all)
    factor: 100
    decimals: 1
    missing: pairwise
    min_coverage: 0.8
    grain_to_date: fiscal_year
    target: {mode: cumulative, Q2: 50}
    legend: [[0, 100, green]]
  - id: I2
    group: A
    title: {th: พอใจ}
    decimals: 2
    missing: pairwise
    min_coverage: 0.8
    breakdowns: [district, network_group, size]
    rubric: {kind: rating, items: [sat]}
    legend: [[1, 5, green]]
tables:
  - {id: T1, title: {th: ตามขนาด}, by: size, count: count()}
report: {template: year.docx}
"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    path = tmp_path / "year.yaml"
    path.write_text(FORM, encoding="utf-8")
    store = open_store(f"sqlite:///{tmp_path / 'tidtam.db'}")
    store.register.save([NA, PA])
    form = load_form(path)
    yield Service(
        forms={form.id: form},
        store=store,
        google=cast(Any, None),
        office="สพป.ตัวอย่าง",
        folder="",
        sharing="",
        templates=tmp_path,
        reports=tmp_path,
        sheet_url=lambda file, tab: "",
        report_url=lambda form_id, round_id: "",
        sweep_minutes=5,
    )
    store.close()


def opened(service: Service, period: str) -> Round:
    service.store.rounds.save(open_round(service.form("year"), f"2566-{period}", None))
    return service.round("year", f"2566-{period}")


def answer(service: Service, round_: Round, school: Respondent, **typed: int) -> None:
    entries = {name: Entry(Status.VALUE, value) for name, value in typed.items()}
    stored = Stored(school.code, "f", {}, entries, Progress(State.COMPLETE, 0, 0, 0, 0), NOW, NOW)
    service.store.submissions.save("year", round_.round_id, [stored], {}, {school.code: {}}, NOW)


def area(service: Service, round_: Round, indicator: str = "I1") -> Result:
    found = service.store.results.all("year", round_.round_id, "area")
    return next(result for result in found if result.indicator == indicator)


@pytest.fixture
def quarters(service: Service) -> tuple[Round, Round]:
    """Both schools reported in Q1, one of them in Q2."""
    first, second = opened(service, "Q1"), opened(service, "Q2")
    answer(service, first, NA, got=1, all=4, sat=5)
    answer(service, first, PA, got=2, all=4, sat=4)
    answer(service, second, NA, got=3, all=4, sat=3)
    refresh_figures(service, first, NOW.date())
    refresh_figures(service, second, NOW.date())
    return first, second


def test_the_earlier_rounds_of_the_year_are_in_a_figure_to_date(service: Service, quarters: Any) -> None:
    first, second = (area(service, round_) for round_ in quarters)
    assert (first.numerator, first.denominator, first.rounds) == (3, 8, 1)
    assert (second.numerator, second.denominator, second.rounds) == (6, 12, 2)
    assert (second.reporting, second.due, second.met) == (1, 2, True)


def test_ad_hoc_rounds_of_one_year_are_added_up_in_the_order_they_end(service: Service) -> None:
    survey = replace(service.form("year"), rounds=("AD",), definition_hash="survey")
    service = replace(service, forms={"year": survey})
    for name, month, got in (("2566-AD2", 2, 1), ("2566-AD", 5, 2)):
        days = date(2023, month, 1), date(2023, month, 20)
        service.store.rounds.save(open_round(survey, name, None, days))
        answer(service, service.round("year", name), NA, got=got, all=4)
        refresh_figures(service, service.round("year", name), NOW.date())
    assert [area(service, service.round("year", f"2566-AD{n}")).numerator for n in ("2", "")] == [1, 3]


def test_a_late_answer_for_the_first_quarter_moves_the_second(service: Service, quarters: Any) -> None:
    answer(service, quarters[0], PA, got=0, all=4)
    refresh_figures(service, quarters[0], NOW.date())
    assert area(service, quarters[1]).numerator == 4


def test_a_closed_round_is_not_computed_anew(service: Service, quarters: Any) -> None:
    service.store.rounds.close("year", "2566-Q2")
    answer(service, quarters[0], PA, got=0, all=4)
    refresh_figures(service, quarters[0], NOW.date())
    assert area(service, quarters[1]).numerator == 6


def test_a_round_past_its_closing_day_is_not_computed_anew(service: Service, quarters: Any) -> None:
    service.store.rounds.save(replace(quarters[1], closes=NOW.date() - timedelta(days=1)))
    answer(service, quarters[0], PA, got=0, all=4)
    refresh_figures(service, quarters[0], NOW.date())
    assert area(service, quarters[1]).numerator == 6


def test_a_later_round_is_added_up_anew_though_the_earlier_ones_version_had_no_figure_to_date(
    service: Service, quarters: Any
) -> None:
    form = service.form("year")
    plain = replace(form, indicators=form.indicators[1:], definition_hash="plain")
    service.kept["year", "plain"] = plain
    first = replace(quarters[0], definition_hash="plain")
    service.store.rounds.save(first)
    answer(service, first, PA, got=0, all=4)
    refresh_figures(service, first, NOW.date())
    assert area(service, quarters[1]).numerator == 4


def test_a_school_that_closed_in_between_keeps_its_part(service: Service, quarters: Any) -> None:
    service.store.register.save([replace(PA, closed=date(2023, 2, 1))])
    refresh_figures(service, quarters[1], NOW.date())
    assert (area(service, quarters[1]).numerator, area(service, quarters[1]).due) == (6, 1)


def test_a_definition_changed_since_is_said_where_the_figure_stands(service: Service, quarters: Any) -> None:
    older = [
        replace(result, definition_hash="other") for result in service.store.results.all("year", "2566-Q1")
    ]
    service.store.results.replace("year", "2566-Q1", older)
    refresh_figures(service, quarters[1], NOW.date())
    rows = indicator_rows(service.form("year"), [area(service, quarters[1])])
    assert rows[0][2].text == "–" and "นิยามเปลี่ยนหลังรอบ 2566-Q1" in rows[0][-1].text


def test_a_title_put_right_in_between_leaves_the_figure_to_date(
    service: Service, quarters: Any, tmp_path: Path
) -> None:
    path = tmp_path / "newer.yaml"
    path.write_text(FORM.replace("{th: สะสม}", "{th: สะสมทั้งปี}"), encoding="utf-8")
    service.store.definitions.keep(service.form("year"))
    newer = replace(service, forms={"year": load_form(path)}, kept={})
    newer.pin(quarters[1])
    refresh_figures(newer, newer.round("year", "2566-Q2"), NOW.date())
    assert (area(newer, quarters[1]).numerator, area(newer, quarters[1]).refused) == (6, "")


def test_a_report_shows_no_districts_where_none_are_asked_for(
    service: Service, tmp_path: Path, quarters: Any
) -> None:
    path = tmp_path / "newer.yaml"
    path.write_text(
        FORM.replace("breakdowns: [district, network_group, size]", "breakdowns: [network_group]"),
        encoding="utf-8",
    )
    newer = replace(service, forms={"year": load_form(path)}, kept={})
    newer.store.register.save([replace(NA, network_group="หนองบัว")])
    newer.pin(quarters[0])
    refresh_figures(newer, newer.round("year", "2566-Q1"), NOW.date())
    to_date, rated = report_context(newer, newer.round("year", "2566-Q1"), 1, NOW).cards[0].parts
    assert [row.name for row in to_date.districts] == ["ใต้", "เหนือ"] and rated.districts == ()
    assert [row.name for row in rated.breakdowns[0].rows] == ["หนองบัว", "ไม่ระบุ"]


def test_a_rating_comes_back_from_the_store_whole(service: Service, quarters: Any) -> None:
    found = area(service, quarters[0], "I2")
    assert (found.value, found.label, found.level_counts) == (Decimal("4.50"), "มาก", (0, 0, 0, 0, 1, 1))
    assert found.items[0].deviation == found.deviation == pytest.approx(0.5**0.5)


def test_a_place_with_a_very_long_name_is_kept(service: Service, quarters: Any) -> None:
    places = {result.place for result in service.store.results.all("year", "2566-Q1", "network_group")}
    assert places == {NA.network_group, "ไม่ระบุ"}


def test_the_report_holds_breakdowns_remarks_and_tables(service: Service, quarters: Any) -> None:
    context = report_context(service, quarters[0], 1, NOW)
    to_date, rated = context.cards[0].parts
    assert [b.title for b in rated.breakdowns] == ["กลุ่มเครือข่าย", "ขนาดโรงเรียน"] and rated.is_rating
    assert [row.name for row in rated.breakdowns[1].rows] == ["ขนาดเล็ก", "ไม่ทราบจำนวนนักเรียน"]
    assert rated.area.remarks == "แปลผล มาก · S.D. 0.71" and to_date.area.remarks == "สะสม 1 รอบ"
    assert context.tables[0].total.count == 2
    assert load(dump(context)) == context


def test_a_snapshot_of_an_older_version_still_loads(service: Service, quarters: Any) -> None:
    data: dict[str, Any] = json.loads(dump(report_context(service, quarters[0], 1, NOW)))
    del data["tables"]
    for part in data["cards"][0]["parts"]:
        _without(part, "is_rating", "breakdowns")
        for figure in (part["area"], *[row["figure"] for row in part["districts"]]):
            _without(figure, "deviation", "label", "items", "percent", "remarks")
    assert load(json.dumps(data)).tables == ()


def _without(data: dict[str, Any], *names: str) -> None:
    for name in names:
        del data[name]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines()


def test_tables_and_new_figures_are_exported(service: Service, quarters: Any, tmp_path: Path) -> None:
    paths = {path.name: path for path in export_round(service, "year", "2566-Q1", tmp_path / "out")}
    rows = list(csv.DictReader(lines(paths["tables.csv"])))
    assert [(row["row"], row["count"], row["percent"]) for row in rows][-1] == ("รวม", "2", "100.00")
    figures: list[Mapping[str, str]] = list(csv.DictReader(lines(paths["indicators.csv"])))
    assert {row["label"] for row in figures if row["scope"] == "area"} == {"", "มาก"}
    levels = [row for row in csv.DictReader(lines(paths["levels.csv"])) if row["scope"] == "area"]
    rating = {row["indicator"] for row in levels if row["item"]}
    whole = sum(int(row["count"]) for row in levels if row["indicator"] in rating and not row["item"])
    assert whole == sum(int(row["count"]) for row in levels if row["item"]) > 0
    assert Package(str(paths["datapackage.json"])).validate().valid
