"""The worked example of docs/indicators.md is what the code computes."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service.core.entries import BLANK_ENTRY, Entry, Status
from service.core.indicators import Collected, evaluate_round
from service.core.percent_tables import percent_tables
from service.core.register import Respondent
from service.core.results import Result
from service.core.schema import Form
from service.definitions import load_form

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "indicators.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """The content of the fenced block that begins with this word."""
    (found,) = re.findall(rf"^```{name}\n(.*?)^```$", DOCUMENT, re.DOTALL | re.MULTILINE)
    return str(found)


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(block(f"csv {name}"))))


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    path = tmp_path_factory.mktemp("example") / "example.yaml"
    path.write_text(block("yaml"), encoding="utf-8")
    return load_form(path)


def collected(form: Form, period: str) -> Collected:
    people = [
        Respondent(row["code"], row["code"], row["district"], pupils=int(row["pupils"]))
        for row in table("register")
        if row[period] == "yes"
    ]
    answers = {row["code"]: row for row in table("answers") if row["round"] == period}
    entries = [
        {item.name: _entry(item.kind, answers[person.code][item.name]) for item in form.fields[1:]}
        for person in people
    ]
    return Collected(people, entries, [()] * len(people), f"2566-{period}")


def _entry(kind: str, typed: str) -> Entry:
    if typed == "–":
        return BLANK_ENTRY
    return Entry(Status.VALUE, typed == "yes" if kind == "yes_no" else int(typed))


@pytest.fixture(scope="module")
def results(form: Form) -> dict[tuple[str, str, str], Result]:
    found = evaluate_round(form, collected(form, "Q2"), [collected(form, "Q1")], "Q2")
    return {(result.indicator, result.scope, result.place): result for result in found}


@pytest.mark.parametrize("row", table("results"), ids=lambda row: f"{row['indicator']} {row['place']}")
def test_each_line_of_the_example_is_computed(row: dict[str, str], results: Any) -> None:
    found = results[row["indicator"], row["scope"], row["place"]]
    for name in ("numerator", "denominator", "value"):
        assert getattr(found, name) == (Decimal(row[name]) if row[name] else None)
    assert (found.reporting, found.due, found.rounds) == (int(row["n"]), int(row["N"]), int(row["rounds"]))
    assert found.level == (int(row["level"]) if row["level"] else None)
    assert found.label == row["label"]
    assert found.deviation == (pytest.approx(float(row["deviation"]), abs=1e-9) if row["deviation"] else None)
    assert " ".join(map(str, found.level_counts)) == row["level_counts"]
    assert {True: "yes", False: "no", None: ""}[found.met] == row["met"]


def test_the_table_of_the_example_is_computed(form: Form) -> None:
    (found,) = percent_tables(form, collected(form, "Q2"))
    shown = [
        {"row": row.title, "count": str(row.count), "percent": str(row.percent)}
        for row in (*found.rows, found.total)
    ]
    assert shown == table("table")
