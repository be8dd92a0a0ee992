"""Years, rounds, plan and window of a form: what is refused, on which line, and what to write instead."""

from pathlib import Path

import pytest

from service.core.calendar import Plan
from service.core.rounds import form_rounds
from service.definitions import check_file, load_form

from .good import broken, line_of, written
from .what_to_do import assert_each_says_what_to_do

ROUNDS, DUE = "rounds: [Q1, Q2]", "due: {days_after_round: 15}"
TARGET, VALID = "Q1: 70", '["2022-10-01", "2023-09-30"]'

# What is replaced by what (the piece that stands in the file once), the key named, and words of the remedy.
FAULTS = {
    "a term in a fiscal form": (ROUNDS, "rounds: [Q1, T1]", "form.rounds[1]", "T1 counts academic years"),
    "a quarter in an academic form": (ROUNDS, "rounds: [Y, Q1]", "form.rounds[1]", "make two forms"),
    "an academic title": ("{th: อ่านออกเขียนได้}", "{th: อ่านออก ปีการศึกษา 2566}", "form.title.th", "write ปีงบประมาณ"),
    "an academic short title": ("id: literacy", "id: literacy\n  short_title: ปีการศึกษา 2566", "form.short_title", "write ปีงบประมาณ"),
    "a plan year without a plan": (ROUNDS, "rounds: [Q1, PY]", "form.rounds[1]", "write plan: {from: 2566, to: 2570}"),
    "a plan nobody uses": (ROUNDS, f"{ROUNDS}\n  plan: {{from: 2566, to: 2570}}", "form.plan", "add PY, HP or EP"),
    "a plan in years C.E.": (ROUNDS, "rounds: [Q1, PY]\n  plan: {from: 2023, to: 2570}", "form.plan.from", "write 2566"),
    "a plan in no year": (ROUNDS, "rounds: [Q1, PY]\n  plan: {from: 66, to: 2570}", "form.plan.from", "write for example 2566"),
    "a plan that ends first": (ROUNDS, "rounds: [Q1, PY]\n  plan: {from: 2570, to: 2566}", "form.plan", "two years or more"),
    "half a plan": (ROUNDS, "rounds: [Q1, PY]\n  plan: {from: 2566}", "form.plan", "to is missing here: add it"),
    "a plan's end outside": (ROUNDS, "rounds: [Q1, EP]\n  plan: {from: 2566, to: 2570}", "form.rounds[1]", "no EP ends between 2022-10-01 and 2023-09-30"),
    "a quarter outside": (VALID, '["2023-01-01", "2023-09-30"]', "form.rounds[0]", "no Q1 ends between"),
    "a first day B.E.": (VALID, '["2566-05-16", "2024-05-15"]', "form.valid[0]", '2566 is a year B.E.; write "2023-05-16"'),
    "valid in no year": (VALID, '["2022-10-01", "2090-09-30"]', "form.valid[1]", "no form is valid in the year 2090"),
    "quarters upside down": (ROUNDS, "rounds: [AD, Q2, Q1]", "form.rounds", "write [Q1, Q2, AD]"),
    "opens late": (DUE, "due: {days_after_round: 15, opens_days_after_round: 16}", "form.due.opens_days_after_round", "write 15 or less"),
    "closes early": (DUE, "due: {days_after_round: 15, closes_days_after_round: 14}", "form.due.closes_days_after_round", "write 15 or more"),
    "a misspelt window": (DUE, "due: {days_after_round: 15, close_days_after_round: 20}", "form.due.close_days_after_round", "did you mean 'closes_days_after_round'?"),
    "a target of another year": (TARGET, "2567-Q1: 70", "indicators[0].target.2567-Q1", "write one of Q1, 2566-Q1"),
    "a target of no year": (TARGET, "66-Q1: 70", "indicators[0].target.66-Q1", "unknown key"),
    "a dated target of another round": (TARGET, "2566-Q3: 70", "indicators[0].target.2566-Q3", "no round of this form; write one of Q1, Q2, or add Q3 to form.rounds"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_the_head_is_named_with_line_key_and_remedy(
    tmp_path: Path, old: str, new: str, key: str, words: str
) -> None:
    text = broken((old, new))
    (fault,) = [line for line in check_file(written(tmp_path, text)) if f": {key}: " in line]
    piece = key.split(".")[-1].split("[")[0] + ":"
    assert fault.startswith(f"literacy.yaml:{line_of(text, piece)}: {key}: ") and words in fault
    assert_each_says_what_to_do([fault])


def test_all_faults_of_a_head_are_told_at_once(tmp_path: Path) -> None:
    text = broken(
        (ROUNDS, "rounds: [Q1, T1, PY]"), (DUE, "due: {days_after_round: 15, opens_days_after_round: 20}")
    )
    keys = [fault.split(": ")[1] for fault in check_file(written(tmp_path, text))]
    assert keys == ["form.rounds[1]", "form.rounds[2]", "form.due.opens_days_after_round"]


def test_a_form_of_a_plan_is_valid_over_its_years(tmp_path: Path) -> None:
    text = broken(
        (ROUNDS, "rounds: [PY, HP, EP, AD]\n  plan: {from: 2566, to: 2570}"),
        (VALID, '["2022-10-01", "2027-09-30"]'),
        (TARGET, "PY: 70, 2567-PY: 75, 2568-HP: 76, EP: 80, AD: 1"),
    )
    form = load_form(written(tmp_path, text))
    assert (form.plan, len(form_rounds(form))) == (Plan(2566, 2570), 7)


def test_a_form_of_an_academic_year_keeps_its_window_as_data(tmp_path: Path) -> None:
    window = "due: {days_after_round: 15, opens_days_after_round: -30, closes_days_after_round: 60}"
    edits = ((ROUNDS, "rounds: [T1, T2, Y]"), (VALID, '["2023-05-16", "2024-05-15"]'), (DUE, window))
    form = load_form(written(tmp_path, broken(*edits, (TARGET, "T1: 70"))))
    assert (form.opens_days, form.due_days, form.closes_days) == (-30, 15, 60)
    assert form_rounds(form) == ["2566-T1", "2566-T2", "2566-Y"]
    assert form.source == broken(*edits, (TARGET, "T1: 70"))
