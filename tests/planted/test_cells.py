"""Each row of the tables as one cell: what is typed, and what it is understood to be."""

import pytest

from service.core.cells import Outcome
from service.core.normalise import CODES
from service.core.schema import Form
from service.demo.tables import table
from service.demo.typed import as_typed, meaning, unescape

from .checking import read

Row = dict[str, str]
TEXTS = {"text", "phone", "uri", "email", "choice"}
NO_CODE = {Outcome.OK, Outcome.NORMALISED, Outcome.WARN_ZERO, Outcome.WARN_YEAR, Outcome.WARN_KIND}
UNREADABLE = [row for row in table("planted.csv") if row["expect_code"] in CODES]
READABLE = [row for row in table("planted.csv") if row["expect_code"] not in CODES]


def ids(row: Row) -> str:
    return f"{row['id']}-{row['field']}"


def written(form: Form, row: Row, value: str) -> object:
    """The value that a table writes; a text field holds it as it stands."""
    return unescape(value) or None if form.field(row["field"]).kind in TEXTS else meaning(value)


@pytest.mark.parametrize("row", UNREADABLE, ids=ids)
def test_a_planted_cell_is_not_understood_for_the_expected_reason(form: Form, row: Row) -> None:
    parsed = read(form.field(row["field"]), as_typed(row["raw"], row["typed_as"]))
    severity = "query" if parsed.outcome == Outcome.WARN_MISSING else "error"
    assert (parsed.code, severity, parsed.value) == (row["expect_code"], row["severity"], None)


@pytest.mark.parametrize("row", READABLE, ids=ids)
def test_a_planted_cell_against_a_rule_is_itself_understood(form: Form, row: Row) -> None:
    parsed = read(form.field(row["field"]), as_typed(row["raw"], row["typed_as"]))
    assert (parsed.code, parsed.value) == ("", written(form, row, row["value"]))


@pytest.mark.parametrize("row", table("oddities.csv"), ids=ids)
def test_an_odd_cell_is_understood_as_it_was_meant(form: Form, row: Row) -> None:
    parsed = read(form.field(row["field"]), as_typed(row["raw"], row["typed_as"]))
    if row["expect_value"] == "NA":
        assert parsed.outcome == Outcome.NOT_APPLICABLE
    elif not row["expect_value"]:
        assert (parsed.outcome, parsed.code) == (Outcome.MISSING, "")
    else:
        assert (parsed.value, parsed.code) == (written(form, row, row["expect_value"]), "")
        assert parsed.outcome in NO_CODE
