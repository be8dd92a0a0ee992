"""What is put on a shelf comes back as it was: exact numbers, dates and Thai times."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from service.core.register import Respondent
from service.core.results import ItemFigure, Result
from service.core.rounds import Round
from service.errors import NotFoundError
from service.store import Store
from service.store.spreadsheets import Spreadsheet, Tab

BANGKOK = timezone(timedelta(hours=7))
NOW = datetime(2023, 4, 1, 9, 30, 0, 123456, tzinfo=BANGKOK)
FULL = Respondent(
    "1099000001", "บ้านนา", "เหนือ", "นาดี", "ลุ่มน้ำ", ("K", "P1"), 120, "na@school.example", ("a", "b"),
    date(1957, 5, 1), date(2023, 4, 1), "49010001", "490001",
)  # fmt: skip
BARE = Respondent("1099000002", "บ้าน “ป่า” 🌳", "ใต้")
OPENED = Round("small", "2566-Q1", date(2022, 10, 1), date(2023, 1, 15), False, "2566.1", "a1b2c3")
FILE = Spreadsheet(
    "file1", "respondent", 2566, "1099000001", tabs=(Tab("small", "2566-Q1", "card", 7, "ข้อมูล"),)
)


def figure(**changes: object) -> Result:
    plain = Result(
        "I1", "area", "area", Decimal("91061553012408.32"), Decimal(3), Decimal("0.10"), 2, 3, None, (1, 0, 2), "red",
        True, Decimal("70.50"), False, "hash",
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_respondents_come_back_in_order_and_whole(store: Store) -> None:
    store.register.save([BARE, FULL])
    assert store.register.all() == [FULL, BARE]


def test_saving_a_register_again_changes_and_adds_but_never_removes(store: Store) -> None:
    store.register.save([FULL, BARE])
    store.register.save([replace(FULL, name="บ้านนาใหม่", pupils=None, tags=())])
    assert [(item.name, item.pupils, item.tags) for item in store.register.all()] == [
        ("บ้านนาใหม่", None, ()),
        (BARE.name, None, ()),
    ]


def test_nothing_to_save_is_no_fault(store: Store) -> None:
    store.register.save([])
    store.results.replace("small", "2566-Q1", [])
    assert store.register.all() == [] and store.results.all("small", "2566-Q1") == []


def test_rounds_come_back_oldest_first_with_their_extensions(store: Store) -> None:
    later = replace(OPENED, round_id="2566-Q2", opens=date(2023, 1, 1))
    store.rounds.save(later)
    store.rounds.save(OPENED)
    store.rounds.extend("small", "2566-Q1", ["1099000001", "1099000001"], date(2023, 1, 31))
    store.rounds.extend("small", "2566-Q1", ["1099000001"], date(2023, 2, 28))
    store.rounds.close("small", "2566-Q2")
    assert store.rounds.all() == [
        replace(OPENED, extensions={"1099000001": date(2023, 2, 28)}),
        replace(later, closed=True),
    ]
    assert store.rounds.get("small", "2566-Q4") is None


def test_a_round_saved_again_has_its_new_due_date(store: Store) -> None:
    store.rounds.save(OPENED)
    store.rounds.save(replace(OPENED, due=date(2023, 1, 20)))
    assert store.rounds.get("small", "2566-Q1") == replace(OPENED, due=date(2023, 1, 20))


def test_a_file_comes_back_with_its_tabs_and_what_was_seen(store: Store) -> None:
    store.spreadsheets.save(FILE)
    store.spreadsheets.note("file1", seen_modified="2023-04-01T02:30:00Z", dirty=True, problem="อ่านไม่ได้")
    seen = replace(FILE, seen_modified="2023-04-01T02:30:00Z", dirty=True, problem="อ่านไม่ได้")
    assert store.spreadsheets.all() == [seen]
    assert store.spreadsheets.find("respondent", 2566, "1099000001") == seen
    assert store.spreadsheets.find("respondent", 2567, "1099000001") is None


def test_a_file_saved_again_has_only_its_new_tabs(store: Store) -> None:
    store.spreadsheets.save(FILE)
    tabs = (Tab("small", "2566-Q1", "card", 8, "ข้อมูล"), Tab("small", "2566-Q2", "card", 9, "ข้อมูล 2"))
    store.spreadsheets.save(replace(FILE, tabs=tabs))
    assert store.spreadsheets.all() == [replace(FILE, tabs=tabs)]


def test_former_looks_are_remembered_until_their_mark_goes(store: Store) -> None:
    store.spreadsheets.save(FILE)
    one, two = ("small", "2566-Q1", "1099000001", "p1_all"), ("small", "2566-Q1", "1099000001", "p1_read")
    store.spreadsheets.save_marks("file1", {one: ("FFFF00", "ของครู"), two: ("", "")}, [])
    store.spreadsheets.save_marks("file1", {two: ("00FF00", "")}, [one])
    assert store.spreadsheets.marks("file1") == {two: ("00FF00", "")}
    assert store.spreadsheets.marks("other") == {}


def test_figures_stay_exact_to_the_last_nought(store: Store) -> None:
    empty = figure(
        scope="district",
        place="ใต้",
        numerator=None,
        denominator=None,
        value=None,
        target=None,
        met=None,
        level=3,
    )
    store.results.replace("small", "2566-Q1", [figure(), empty])
    assert set(store.results.all("small", "2566-Q1")) == {figure(), empty}
    assert store.results.all("small", "2566-Q1", "district") == [empty]
    (area,) = store.results.all("small", "2566-Q1", "area")
    assert str(area.value) == "0.10" and str(area.target) == "70.50"


def test_what_rubrics_add_to_a_figure_comes_back_as_it_was(store: Store) -> None:
    item = ItemFigure("sat_1", Decimal(9), Decimal(2), Decimal("4.50"), 0.5**0.5, "มาก", (0, 0, 0, 0, 1, 1))
    whole = figure(
        scope="network_group", place="ก", deviation=0.1, label="มาก", items=(item,), percent=Decimal("79.90"),
        percent_numerator=Decimal("799.5"), percent_denominator=Decimal(1000), rounds=3, refused="นิยามเปลี่ยน",
    )  # fmt: skip
    store.results.replace("small", "2566-Q1", [whole])
    assert store.results.all("small", "2566-Q1", "network_group") == [whole]


def test_figures_of_a_round_are_replaced_as_a_whole(store: Store) -> None:
    other = figure(indicator="I2")
    store.results.replace("small", "2566-Q2", [other])
    store.results.replace("small", "2566-Q1", [figure(), other])
    store.results.replace("small", "2566-Q1", [figure(value=Decimal(9))])
    assert store.results.all("small", "2566-Q1") == [figure(value=Decimal(9))]
    assert store.results.all("small", "2566-Q2") == [other]


def test_a_report_tells_its_state_in_thai_time(store: Store) -> None:
    made = store.reports.add("r1", "small", "2566-Q1", NOW.astimezone(UTC))
    assert (made.revision, made.state, made.created_at, made.finished_at) == (1, "queued", NOW, None)
    assert made.created_at.utcoffset() == timedelta(hours=7)
    store.reports.set("r1", state="done", done=3, total=3, finished_at=NOW, snapshot='{"a": "ก"}')
    found = store.reports.get("r1")
    assert (found.state, found.finished_at, found.snapshot) == ("done", NOW, '{"a": "ก"}')


def test_reports_count_their_revisions_by_round(store: Store) -> None:
    for number, round_id in enumerate(("2566-Q1", "2566-Q1", "2566-Q2")):
        store.reports.add(f"r{number}", "small", round_id, NOW + timedelta(minutes=number))
    assert [(item.id, item.revision) for item in store.reports.of_round("small", "2566-Q1")] == [
        ("r1", 2),
        ("r0", 1),
    ]
    store.reports.set("r0", state="running")
    store.reports.set("r1", state="failed")
    assert [item.id for item in store.reports.unfinished()] == ["r0", "r2"]


def test_a_report_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(NotFoundError, match="there is no report r9"):
        store.reports.get("r9")


def test_a_setting_is_remembered_and_has_a_default(store: Store) -> None:
    assert store.settings.get("folder", "none") == "none"
    store.settings.set("folder", "ก")
    store.settings.set("folder", "")
    assert store.settings.get("folder", "none") == ""


def test_saving_a_file_again_keeps_what_was_seen_of_it_since(store: Store) -> None:
    tab = Tab("f", "2566-M6", "card", 7, "แท็บ")
    early = Spreadsheet("f1", "respondent", 2566, "1", tabs=(tab,))
    store.spreadsheets.save(early)
    store.spreadsheets.note("f1", journal="{}", content_hash="x", own_write=True)
    store.spreadsheets.save(replace(early, tabs=(replace(tab, round_id="2566-M12"),), dirty=True))
    (found,) = store.spreadsheets.all()
    assert (found.journal, found.content_hash, found.own_write, found.dirty) == ("{}", "x", True, True)
    assert {one.round_id for one in found.tabs} == {"2566-M6", "2566-M12"}
