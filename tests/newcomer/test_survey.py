"""A survey that a person made from the handbook alone: every answer is judged as notes.md and answers.csv say."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from service.core.answers import GREEN, GREY, RED, YELLOW, CellAnswer, cell_answers
from service.core.cells import BLANK, Cell
from service.core.contexts import contexts_for
from service.core.indicators import evaluate
from service.core.issues import Reason
from service.core.normalise import parse
from service.core.register import Respondent
from service.core.results import Result
from service.core.rounds import open_round, window
from service.core.schema import Form
from service.core.submission import Submission
from service.core.validation import Surroundings, check, frame_of
from service.definitions import check_workbook, load_form
from service.definitions.source import read_source
from service.definitions.telling import told
from service.definitions.workbook_export import save_workbook
from service.definitions.writing import form_text

HERE = Path(__file__).parent
ROUND = "2566-T1"
COLOURS = {"": "none", RED: "red", YELLOW: "yellow", GREY: "grey", GREEN: "green"}
SCHOOLS = (
    Respondent("1034710001", "บ้านเหนือ", "เหนือ", grades=("K", "P1", "P2")),
    Respondent("1034710002", "บ้านกลาง", "เหนือ", grades=("P1", "P2")),
    Respondent("1034710003", "บ้านใต้", "ใต้", grades=("K", "P1", "P2")),
)
Row = Mapping[str, str]


def rows() -> list[Row]:
    return list(csv.DictReader((HERE / "answers.csv").read_text(encoding="utf-8").splitlines()))


class Survey:
    """What stands in the three sheets; a pass types and then reads them all, as a sweep does."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.contexts = contexts_for(form, open_round(form, ROUND, None), SCHOOLS)
        self.typed: dict[str, dict[str, str]] = {school.code: {} for school in SCHOOLS}
        self.reasons: dict[str, dict[str, str]] = {school.code: {} for school in SCHOOLS}
        self.remembered: dict[str, dict[tuple[str, str], Reason]] = {school.code: {} for school in SCHOOLS}

    def type(self, row: Row) -> None:
        name, _, what = row["field"].partition(" ")
        if not row["typed"].startswith("(left:"):
            (self.reasons if what else self.typed)[row["school"]][name] = row["typed"]

    def read(self) -> tuple[list[dict[str, CellAnswer]], list[Result]]:
        submissions = [self._submission(school) for school in SCHOOLS]
        issues = check(self.form, submissions, Surroundings(window(ROUND)))
        frame = frame_of(self.form, submissions)
        for school, found in zip(SCHOOLS, issues, strict=True):
            given = {(one.field, one.code): Reason(one.reason, one.seen) for one in found if one.reason}
            self.remembered[school.code] |= given
        relevant = {item.name: frame.relevant_mask(item.name) for item in self.form.fields}
        said = [
            cell_answers(
                self.form,
                own.cells,
                own.parsed,
                issues[at],
                {n: bool(m[at]) for n, m in relevant.items()},
                False,
            )
            for at, own in enumerate(submissions)
        ]
        return said, evaluate(self.form, frame, issues, "T1")

    def _submission(self, school: Respondent) -> Submission:
        typed = {"school_id": school.code, **self.typed[school.code]}
        cells = {
            item.name: Cell(typed[item.name], typed[item.name]) if typed.get(item.name) else BLANK
            for item in self.form.fields
        }
        parsed = {
            item.name: parse(item.kind, cells[item.name], self.contexts[item.name])
            for item in self.form.fields
        }
        reasons, remembered = self.reasons[school.code], self.remembered[school.code]
        return Submission(school, cells, parsed, reasons=reasons, remembered=remembered)


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form(HERE / "survey.yaml")


Said = tuple[list[dict[str, CellAnswer]], list[Result]]


@pytest.fixture(scope="module")
def passes(form: Form) -> dict[str, Said]:
    """What the sheets say, and the figures, after each pass of answers.csv."""
    survey, said = Survey(form), {}
    for number in sorted({row["pass"] for row in rows()}):
        for row in rows():
            if row["pass"] == number:
                survey.type(row)
        said[number] = survey.read()
    return said


def differences(passes: Mapping[str, Said]) -> Iterator[tuple[object, ...]]:
    codes = [school.code for school in SCHOOLS]
    for row in rows():
        answers = passes[row["pass"]][0][codes.index(row["school"])]
        said = answers[row["field"].partition(" ")[0]]
        found = (said.status, COLOURS[said.fill], COLOURS[said.status_fill], said.message)
        wanted = (
            row["status"],
            row["answer_colour"],
            row["status_colour"],
            row["what_the_sheet_said"].replace(" / ", "\n"),
        )
        if (*found[:3], found[3].replace(" / ", "\n")) != wanted:
            yield row["pass"], row["school"], row["field"], found, wanted


def test_every_answer_is_judged_as_the_newcomer_saw_it(passes: Mapping[str, Said]) -> None:
    assert list(differences(passes)) == []


def test_the_figures_of_the_area_come_out(passes: Mapping[str, Said]) -> None:
    area = {result.indicator: result for result in passes["4"][1] if result.scope == "area"}
    assert {name: (str(one.value), one.colour) for name, one in area.items()} == {
        "S1": ("72.73", "yellow"),  # 8 of 11 vehicles
        "S2": ("66.67", "yellow"),
        "S3": ("2.22", "yellow"),  # 20 over 9 answers
        "S4": ("1.33", "yellow"),  # levels 3, 1 and 0
        "S5": ("22.27", "red"),  # 245 pupils in 11 vehicles
        "S6": ("70.30", "yellow"),
    }


def test_the_workbook_brings_the_same_form_back(form: Form, tmp_path: Path) -> None:
    save_workbook(read_source(HERE / "survey.yaml")[0].data, tmp_path / "survey.xlsx")
    data, faults = check_workbook(tmp_path / "survey.xlsx")
    (tmp_path / "survey.yaml").write_text(form_text(data), encoding="utf-8")
    assert faults == []
    assert load_form(tmp_path / "survey.yaml") == form


def test_the_form_is_told_without_anything_left_out() -> None:
    words = "\n".join(told(read_source(HERE / "survey.yaml")[0].data))
    for part in (
        "ตารางร้อยละ 2 (tables)",
        "ยิ่งน้อยยิ่งดี",
        "3 ดี / 2 พอใช้ / 1 ต้องปรับปรุง",
        "แยกตาม: อำเภอ ระดับที่เปิดสอน",
        "R02:3  ต้องแก้  ที่ v3_ok",
        "R03  ต้องแก้",
        ") หรือ (",
    ):
        assert part in words, part
    assert "{n}" not in words
