"""The benchmark's own checks: what it plants is found, what it compares is the same work."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import engines, figures, goals, report
from benchmarks.measure import Case, Measured
from benchmarks.survey import Fault, Survey
from service.core.issues import Issue

ROOT = Path(__file__).parent.parent.parent
SHAPES = [("wide", 50), ("long", 2)]


def found_by(engine: str, survey: Survey) -> list[list[Issue]]:
    loaded = engines.load(engine)
    return [sorted(issues, key=repr) for issues in loaded.check(survey, loaded.prepare(survey))]


@pytest.mark.parametrize(("shape", "size"), SHAPES)
def test_two_cells_in_a_hundred_are_bad(shape: str, size: int) -> None:
    survey = Survey(shape, size)
    cells = sum(len(row.typed) for row in survey.rows())
    assert len(survey.planted()) * 50 == cells


@pytest.mark.parametrize(("shape", "size"), SHAPES)
@pytest.mark.parametrize("engine", ["tidtam", "plain loop"])
def test_exactly_the_planted_faults_are_found(engine: str, shape: str, size: int) -> None:
    survey = Survey(shape, size)
    found = found_by(engine, survey)
    named = [Fault(row, issue.field, issue.code) for row, issues in enumerate(found) for issue in issues]
    assert sorted(named) == sorted(survey.planted())


@pytest.mark.parametrize(("shape", "size"), SHAPES)
def test_the_plain_loop_makes_the_same_issues_with_the_same_words(shape: str, size: int) -> None:
    survey = Survey(shape, size)
    assert found_by("plain loop", survey) == found_by("tidtam", survey)


def test_a_frame_for_each_sheet_finds_the_same() -> None:
    survey = Survey("long", 2)
    assert found_by("tidtam, sheet by sheet", survey) == found_by("tidtam", survey)


def test_our_figures_are_the_exact_sums_and_those_of_a_groupby_are_near() -> None:
    answers = figures.Answers(20)
    for name in ("tidtam", "tidtam, a Result a place", "pandas groupby"):
        engine = figures.load(name)
        data = engine.prepare(answers)
        equal, lacking, different = figures.judge(answers, engine, data, engine.compute(data))
        assert (equal > 1000, lacking, different) == (True, 0, 0)


def test_a_missed_goal_is_named_and_a_met_one_is_not() -> None:
    checked = Case("check", "tidtam", "wide", 250)
    slow, quick = Measured(0.051, 1, 0, 0), Measured(0.049, 1, 0, 0)
    assert report.missed({checked: slow}) == ["check of 250 schools"]
    assert report.missed({checked: quick}) == []


def test_results_are_written_between_the_marks_and_the_rest_stays(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.write(document, "new")
    assert document.read_text(encoding="utf-8") == f"before\n{report.BEGIN}\nnew\n{report.END}\nafter\n"


def test_every_goal_stands_in_the_document_of_results() -> None:
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    lacking = [goal.words for goal in goals.GOALS if f"| {goal.words} | {goal.words_of_limit} |" not in text]
    assert lacking == []


@pytest.mark.heavy
def test_the_command_runs_and_finds_every_planted_fault() -> None:
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "### Goals" in done.stdout
