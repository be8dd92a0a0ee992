"""What people and their programs do to a workbook: harmless when it is harmless, else named by tab and cell."""

from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from service.definitions import check_workbook
from service.definitions.source import plain, read_source
from service.definitions.workbook_export import save_workbook

from .good import GOOD, written
from .what_to_do import assert_each_says_what_to_do


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("form") / "literacy.xlsx"
    save_workbook(read_source(written(path.parent, GOOD))[0].data, path)
    return path


def checked(form: Path, *edits: Callable[[Workbook], None]) -> tuple[Any, list[str]]:
    book = load_workbook(form)
    for edit in edits:
        edit(book)
    edited = form.with_name("edited.xlsx")
    book.save(edited)
    return check_workbook(edited)


def column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def put(tab: str, row: int, heading: str, value: Any) -> Callable[[Workbook], None]:
    return lambda book: setattr(book[tab].cell(row, column(book[tab], heading)), "value", value)


def rename(tab: str, heading: str, new: str) -> Callable[[Workbook], None]:
    return put(tab, 1, heading, new)


def _reversed_columns(book: Workbook) -> None:
    for sheet in book:
        rows = [row[::-1] for row in sheet.iter_rows(values_only=True)]
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                sheet.cell(number, place).value = value


def _spaces(book: Workbook) -> None:
    for sheet in book:
        for row in sheet:
            for cell in row:
                cell.value = f"  {cell.value} \n" if isinstance(cell.value, str) else cell.value


def _blank_rows_and_columns(book: Workbook) -> None:
    for sheet in book:
        sheet.insert_rows(1, 2)
        sheet.insert_rows(5)
        sheet.insert_cols(1)
        sheet.cell(60, 40, "   ")


def _floats(book: Workbook) -> None:
    """Google writes 80.0 for 80, and whoever saves numbers as text writes '80'."""
    for sheet in book:
        for row in sheet:
            for cell in row:
                cell.value = str(cell.value) if isinstance(cell.value, int) else cell.value


def _capital(book: Workbook) -> None:
    sheet = book["rules"]
    for title in ("x", "Rules"):  # openpyxl counts a title's own capitals as taken
        sheet.title = title


HARMLESS: dict[str, Callable[[Workbook], Any]] = {
    "nothing": lambda book: None,
    "blank rows and columns": _blank_rows_and_columns,
    "columns the other way round": _reversed_columns,
    "spaces": _spaces,
    "numbers as text": _floats,
    "a version as a number": put("settings", 2, "version", 2566.1),
    "a day as a date": put("settings", 2, "valid", "2022-10-01\n2023-09-30"),
    "tabs moved": lambda book: book.move_sheet("indicators", -4),
    "a tab of notes": lambda book: book.create_sheet("_notes").append(["=1"]),
    "an empty tab": lambda book: book.create_sheet("Sheet1"),
    "a column of notes": lambda book: book["rules"].cell(1, 30, "_ของฉัน") and book["rules"].cell(9, 30, "x"),
    "capitals": lambda book: [put("fields", 1, "name", " NAME ")(book), _capital(book)],
    "words of XLSForm": rename("rules", "message.th", "constraint_message"),
    "rounds on one line": put("settings", 2, "rounds", "Q1, Q2"),
    "true for yes": put("fields", 2, "required", True),
    "bands with a hyphen": put("indicators", 2, "legend", "0-60 red\n60 - 80 yellow\n\n80 ถึง 100  green"),
    "a list without used_as": put("choices", 4, "used_as", None),
}  # fmt: skip


@pytest.mark.parametrize("edit", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_changes_no_meaning_changes_nothing(form: Path, edit: Callable[[Workbook], None]) -> None:
    before = plain(read_source(form.with_name("literacy.yaml"))[0].data)
    data, faults = checked(form, edit)
    assert faults == [] and data == before


def _add_tab(name: str, *rows: list[Any]) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)

    return edit


# What was done, the cell named, and words of the remedy.
HARMFUL: dict[str, tuple[Callable[[Workbook], Any], str, str]] = {
    "an unknown heading": (rename("fields", "minimum", "minimun"), "fields!I1: minimun", "did you mean 'minimum'?"),
    "a heading twice": (rename("fields", "maximum", "minimum"), "fields!J1: minimum", "delete one column"),
    "a column without heading": (lambda book: book["fields"].cell(4, 30, 5), "fields!AD4: heading", "write one"),
    "an unknown tab": (_add_tab("indicator", ["x"]), "indicator!A1: indicator", "did you mean 'indicators'?"),
    "no settings": (lambda book: book.remove(book["settings"]), "settings!A1: settings", "add it"),
    "settings twice": (lambda book: book["settings"].cell(3, 2, "x"), "settings!B3: settings", "only one row"),
    "a formula": (put("fields", 3, "maximum", "=450*2"), "fields!J3: formula", "write the value itself"),
    "an error": (put("fields", 3, "maximum", "#REF!"), "fields!J3: error", "write the value itself"),
    "no band": (put("indicators", 2, "legend", "0 to sixty red"), "legend: '0 to sixty red'", "as 0–60 red"),
    "no pair": (put("report", 2, "problems", "A link"), "report!B2: problems", "as key: value"),
    "broken JSON": (put("report", 2, "problems", "json: {"), "report!B2: problems", "write it as a plain value"),
    "a time": (put("settings", 2, "version", time(8, 30)), "settings!E2: form.version", "is a time"),
    "a list nobody has": (put("fields", 8, "choices", "colours"), "fields!K8: choices", "did you mean 'colour'?"),
    "a list nobody uses": (lambda book: book["choices"].append(["x", "enum", "y"]), "choices!A7: list_name", "no field uses"),
    "an unknown use": (put("choices", 2, "used_as", "trueValue"), "choices!B2: used_as", "did you mean 'trueValues'?"),
    "a label of a word": (put("choices", 4, "label", "ใช่"), "choices!D4: label", "clear the label"),
    "a word missing": (put("choices", 4, "name", None), "choices!A4: name", "add it"),
    "an unknown word": (put("rules", 2, "severity", "eror"), "rules!F2: rules[0].severity", "did you mean 'error'?"),
    "Thai digits": (put("fields", 3, "maximum", "๙๐๐"), "fields!J3: schema.fields[1].constraints.maximum", "without quotes"),
    "a misspelt field": (put("rules", 2, "constraint", "p1_read <= p1_al"), "rules!C2: rules[0].constraint", "did you mean 'p1_all'?"),
    "a gap in bands": (put("indicators", 2, "legend", "0–60 red\n65–100 green"), "legend[1]", "no gap, no overlap"),
    "a key missing": (put("rules", 3, "missing", None), "rules!A3: rules[1]", "missing is missing here: add it"),
    "a word of the choices": (put("choices", 4, "name", "json: 5"), "choices!C4: schema.fields[6].constraints.enum[0]", 'write "5"'),
    "a round nobody has": (rename("indicators", "target.Q1", "target.Q3"), "target.Q3", "no round of this form"),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "place", "remedy"), HARMFUL.values(), ids=HARMFUL.keys())
def test_a_fault_names_tab_and_cell_and_what_to_do(
    form: Path, edit: Callable[[Workbook], None], place: str, remedy: str
) -> None:
    _, faults = checked(form, edit)
    assert [fault for fault in faults if place in fault and remedy in fault], faults
    assert_each_says_what_to_do(faults)


def test_all_faults_of_a_workbook_are_named_at_once(form: Path) -> None:
    edits = [HARMFUL[name][0] for name in ("an unknown heading", "no band", "a formula", "an unknown use")]
    faults = checked(form, *edits)[1]
    assert [fault.split(":")[1] for fault in faults] == [
        "fields!I1", "fields!J3", "indicators!R2", "choices!B2"
    ]  # fmt: skip


def test_a_bad_heading_hides_no_fault_of_another_tab_nor_of_its_own(form: Path) -> None:
    names = (
        "an unknown heading",
        "an unknown tab",
        "a misspelt field",
        "a gap in bands",
        "a round nobody has",
    )
    faults = checked(form, *(HARMFUL[name][0] for name in names))[1]
    for name in names:
        _, place, remedy = HARMFUL[name]
        assert [fault for fault in faults if place in fault and remedy in fault], (name, faults)
    assert len(faults) == len(names), faults


def test_a_heading_of_notes_hides_nothing(form: Path) -> None:
    def notes(book: Workbook) -> None:
        sheet = book["rules"]
        for row, text in enumerate(("หมายเหตุ", "ข้อความ"), 1):
            sheet.cell(row, sheet.max_column + (row == 1), text)

    faults = checked(form, notes, HARMFUL["a misspelt field"][0])[1]
    assert len(faults) == 2 and "unknown heading" in faults[0] and "did you mean 'p1_all'?" in faults[1]


def test_what_follows_from_an_unread_cell_is_not_told_beside_it(form: Path) -> None:
    faults = checked(form, put("fields", 3, "name", "=A1"))[1]
    assert faults and all("fields!" in fault and "formula" in fault for fault in faults), faults


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"spec: 1\n", None])
def test_what_is_no_workbook_says_so(tmp_path: Path, raw: bytes | None) -> None:
    path = tmp_path / "x.xlsx"
    if raw is not None:
        path.write_bytes(raw)
    (fault,) = check_workbook(path)[1]
    assert fault.startswith("x.xlsx:1: file: ") and ("save it as .xlsx" in fault or "check the name" in fault)
