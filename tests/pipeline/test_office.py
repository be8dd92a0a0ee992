"""The demo's 205 schools, read back from the Excel export of every file.

One office is made for all tests here; those that change a school put it back.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from service.core.messages import STATE_WORDS
from service.core.results import Result
from service.core.schema import BREAKDOWNS
from service.demo.plan import PlannedSchool, plan
from service.demo.schools import demo_schools
from service.demo.tables import table
from service.demo.truth import AREA, TrueFigure, figures
from service.demo.typed import unescape
from service.pipeline import make_report
from service.steps.pages import order_report

from ..reports.reading import Report
from .offices import FORM, NOW, ROUND, Office, running
from .short_form import REAL
from .shown import MARK, RED, YELLOW, Card, Shown

pytestmark = pytest.mark.heavy
"""All 205 schools, a minute of work; make test has smaller offices."""

FILLS = {"error": RED, "query": YELLOW}
PLANTED = {row["id"]: row for row in table("planted.csv")}
Place = tuple[str, str]
"""School and field."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    planned = plan(demo_schools())
    with running(tmp_path_factory.mktemp("whole"), planned, REAL.parent) as office:
        office.provision()
        office.fill(planned)
        office.sweep()
        yield office


@pytest.fixture(scope="module")
def cards(office: Office) -> dict[str, Card]:
    return {code: office.card(code) for code in office.planned}


@pytest.fixture(scope="module")
def marked(cards: dict[str, Card]) -> dict[Place, Shown]:
    return {(code, field): cell for code, card in cards.items() for field, cell in card.marked().items()}


def open_marks(office: Office) -> dict[Place, str]:
    """Where a mark is due, and of which severity."""
    return {
        (code, field): severity
        for code, school in office.planned.items()
        for field, issue, severity in school.issues
        if severity != "blank" and (field, issue, severity) not in school.accepted
    }


def planted(office: Office) -> Iterator[tuple[str, dict[str, str]]]:
    """Each planted row with the school that typed it."""
    for code, school in office.planned.items():
        yield from ((code, PLANTED[row]) for row in school.rows if row in PLANTED)


# -- what stands in the sheets


def test_every_planted_mistake_is_marked_in_its_own_cell_and_no_other_cell_is(
    office: Office, marked: dict[Place, Shown]
) -> None:
    assert {row["id"] for _, row in planted(office)} == PLANTED.keys()
    assert marked.keys() == open_marks(office).keys()


def test_no_mark_of_ours_stands_anywhere_beside_the_answers(
    cards: dict[str, Card], marked: dict[Place, Shown]
) -> None:
    assert sum(len(card.tab.marked()) for card in cards.values()) == len(marked)


def test_errors_are_red_and_questions_yellow(office: Office, marked: dict[Place, Shown]) -> None:
    wanted = {place: FILLS[severity] for place, severity in open_marks(office).items()}
    assert {place: cell.fill for place, cell in marked.items()} == wanted


def test_every_note_is_ours_in_thai_and_the_same_as_the_words_beside_it(
    cards: dict[str, Card], marked: dict[Place, Shown]
) -> None:
    for (code, field), cell in marked.items():
        assert cell.note == MARK + cards[code].message(field)
        assert sum("ก" <= letter <= "๛" for letter in cell.note) > 15


def test_every_note_names_the_value(office: Office, marked: dict[Place, Shown]) -> None:
    silent = [
        row["id"]
        for code, row in planted(office)
        if (code, row["expect_cell"]) in marked
        and not any(name in marked[code, row["expect_cell"]].note for name in names(row))
    ]
    assert not silent


def names(row: dict[str, str]) -> set[str]:
    """How a message may name what was typed: as it stands, as understood, or by its length."""
    typed = " ".join(unescape(row["raw"]).split())
    found = {typed, row["value"], str(len(unescape(row["raw"])))}
    if row["typed_as"].startswith("formula:"):
        found.add(row["typed_as"].partition(":")[2])
    if row["value"].isdigit():
        found.add(f"{int(row['value']):,}")
    return found - {""}


def test_a_blank_that_a_rule_asks_for_is_grey_with_the_words_beside_it(
    office: Office, cards: dict[str, Card]
) -> None:
    blanks = [(code, row["field"]) for code, row in planted(office) if row["severity"] == "blank"]
    assert len(blanks) >= 5
    for code, field in blanks:
        assert cards[code].status(field) == "○ ยังไม่กรอก"
        assert len(cards[code].message(field)) > 20


def test_every_oddity_is_right_however_odd(office: Office, cards: dict[str, Card]) -> None:
    odd = {row["id"]: row for row in table("oddities.csv")}
    typed = [(code, odd[row]) for code, school in office.planned.items() for row in school.rows if row in odd]
    assert len(typed) == len(odd)
    wrong = [row["id"] for code, row in typed if cards[code].status(row["field"])[:1] in ("✖", "?")]
    assert wrong == []


def test_every_receipt_and_every_row_of_the_control_sheet_shows_the_planned_state(
    office: Office, cards: dict[str, Card]
) -> None:
    status = office.control().tab("สถานะ")
    for code, school in office.planned.items():
        assert status.row(code)[3].text == STATE_WORDS[school.state].th, school.rows
        assert status.row(code)[3].fill == cards[code].receipt.fill


def test_in_a_settled_state_a_sweep_of_all_costs_one_list(office: Office) -> None:
    office.sweep()
    office.sweep()
    assert office.calls() == {"drive_list": 1}


# -- the figures


Figures = dict[tuple[str, str], tuple[Fraction, Fraction, int, int]]


def computed(office: Office) -> Figures:
    found = office.service.store.results.all(FORM, ROUND, "area", *BREAKDOWNS)
    return {(item.indicator, item.place): sums(item) for item in found}


def sums(item: Result | TrueFigure) -> tuple[Fraction, Fraction, int, int]:
    """Numerator, denominator, n and N, exactly; of an index, whose parts are quotients, to nine decimals."""
    return round(Fraction(item.numerator or 0), 9), Fraction(item.denominator or 0), item.reporting, item.due


def true(schools: list[PlannedSchool]) -> Figures:
    return {(item.indicator, item.place): sums(item) for item in figures(schools)}


def test_area_and_district_figures_are_those_of_the_generators_true_numbers(office: Office) -> None:
    assert computed(office) == true(list(office.planned.values()))


def test_the_control_sheet_shows_the_areas_figures(office: Office) -> None:
    shown = office.control().tab("ตัวชี้วัด")
    factors = {item.id: Fraction(item.factor) for item in office.service.form(FORM).indicators}
    for figure in figures(office.planned.values()):
        if figure.place == AREA:
            row = shown.row(figure.indicator)
            share = figure.numerator / figure.denominator * factors[figure.indicator]
            assert row[2].text == two_decimals(share)
            assert row[5].text == f"{figure.reporting} จาก {figure.due}"


def two_decimals(value: Fraction) -> str:
    """Half up, as schools are taught."""
    hundredths = int(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100:,}.{hundredths % 100:02}"


def complete(office: Office) -> str:
    """A school whose answers are all right, with nothing odd in them."""
    return next(code for code, item in office.planned.items() if item.state == "complete" and not item.rows)


def test_a_school_knocked_out_by_hand_leaves_the_sums_and_comes_back(office: Office) -> None:
    code, before = complete(office), computed(office)
    silent = PlannedSchool(office.planned[code].school, {}, {}, "missing")
    office.clear(code)
    office.sweep()
    assert computed(office) == true(
        [silent if item.code == code else item for item in office.planned.values()]
    )
    assert computed(office) != before
    office.refill(code)
    office.sweep()
    assert computed(office) == before


# -- the report


def report(office: Office) -> tuple[int, Report]:
    """Its revision, and what stands in it."""
    ordered = order_report(office.service.store, office.service.forms, FORM, ROUND, NOW)
    path: Path = make_report(office.service, ordered.id, NOW)
    return ordered.revision, Report(path)


def card(office: Office, made: Report, group: str) -> str:
    """The chapter of a policy indicator."""
    title = next(item.title for item in office.service.form(FORM).groups if item.id == group)
    return made.chapter(thai(title))


def thai(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def area_value(office: Office, indicator: str) -> str:
    found = office.service.store.results.all(FORM, ROUND, "area")
    value = next(item.value for item in found if item.indicator == indicator)
    assert isinstance(value, Decimal)
    return thai(f"{value:,}")


def test_the_report_shows_every_area_figure_in_its_own_card(office: Office) -> None:
    _, made = report(office)
    for indicator in (item for item in office.service.form(FORM).indicators if item.group):
        assert area_value(office, indicator.id) in card(office, made, indicator.group), indicator.id


def test_the_next_revision_shows_what_has_changed_and_hostile_words_as_typed(office: Office) -> None:
    code, indicator, text = complete(office), "QP01A", "qp01_problem"
    number, old = report(office)
    before = area_value(office, indicator)
    for field in ("qp01_cases", "qp01_closed"):
        office.type(code, field, "9")
    office.put(code, text, userEnteredValue={"stringValue": HOSTILE})
    office.sweep()
    again, new = report(office)
    after = area_value(office, indicator)
    assert (again, before != after) == (number + 1, True)
    assert before in card(office, old, "QP01") and HOSTILE not in card(office, old, "QP01")
    assert after in card(office, new, "QP01") and HOSTILE in card(office, new, "QP01")


HOSTILE = '=HYPERLINK("https://example.org","x") {{ 7*7 }} {% if %} <script>alert(1)</script> 😀 & <b>'
