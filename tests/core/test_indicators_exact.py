"""Figures against a slow reference in Fractions, one school at a time."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from cast import SCHOOLS, form, frame
from hypothesis import given, settings
from hypothesis import strategies as st
from sums import PARTS, Row, Sum, filled

from service.core.indicators import evaluate, rounded
from service.core.issues import Issue
from service.core.results import Result

FIELDS = ("all", "read", "money", "plan")


def cells(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(values, values, values, st.sampled_from([None, "M", "E"]))


MONEY = st.integers(0, 100_000).map(lambda cents: Decimal(cents).scaleb(-2)) | st.just(Decimal("0.1"))
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "all": cells(st.integers(0, 3) | st.just(2**40)),
            "read": cells(st.integers(0, 9)),
            "money": cells(MONEY),
            "plan": cells(st.booleans()),
            "wrong": st.sampled_from(["", "", "", *FIELDS]),
        }
    ),
    min_size=1,
    max_size=4,
)


def reference(
    numerator: Sum, denominator: Sum, names: frozenset[str], zero: bool, rows: Sequence[Row]
) -> Any:
    """(n, N, numerator, denominator) of one place; None when nobody is concerned."""
    due = [row for row in rows if all(row[name] != "M" for name in names)]
    if not due:
        return None
    known = [
        row for row in due if row["wrong"] not in names and all(_counts(row[name], zero) for name in names)
    ]
    if zero and names:
        known = [row for row in known if any(row[name] is not None for name in names)]
    whole = [filled(row) for row in known]
    sums = (numerator(whole), denominator(whole)) if whole else (None, None)
    return len(whole), len(due), *sums


def _counts(value: Any, zero: bool) -> bool:
    return value != "E" and (zero or value is not None)


def half_up(value: Fraction, decimals: int) -> Decimal:
    with localcontext(prec=60):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def figures(rows: Sequence[Row], numerator: str, denominator: str, zero: bool, decimals: int) -> list[Result]:
    policy = "zero" if zero else "pairwise"
    item = {"id": "I1", "numerator": numerator, "denominator": denominator, "factor": 100, "missing": policy}
    made = form(indicators=[item | {"decimals": decimals}])
    found = [
        [Issue(school.code, row["wrong"], "R1", "error", "ผิด")] if row["wrong"] else []
        for row, school in zip(rows, SCHOOLS, strict=False)
    ]
    typed = [{name: row[name] for name in FIELDS} for row in rows]
    return evaluate(made, frame(made, *typed), found, "Q1")


@settings(max_examples=300, deadline=None)
@given(ROWS, st.sampled_from(PARTS), st.sampled_from(PARTS), st.booleans(), st.integers(0, 3))
def test_every_figure_equals_the_reference(
    rows: list[Row], above: Any, below: Any, zero: bool, decimals: int
) -> None:
    names = above[1] | below[1]
    found = {(item.scope, item.place): item for item in figures(rows, above[0], below[0], zero, decimals)}
    places: dict[tuple[str, str], list[Row]] = {}
    for row, school in zip(rows, SCHOOLS, strict=False):
        for key in (("area", "area"), ("district", school.district), ("respondent", school.code)):
            places.setdefault(key, []).append(row)
    for key, members in places.items():
        wanted = reference(above[2], below[2], names, zero, members)
        assert (key in found) == (wanted is not None)
        if wanted:
            _same(found[key], wanted, decimals)


def _same(result: Result, wanted: Any, decimals: int) -> None:
    reporting, due, numerator, denominator = wanted
    assert (result.reporting, result.due) == (reporting, due)
    value = None
    if numerator is not None and denominator:
        value = half_up(numerator / denominator * 100, decimals)
    assert result.value == value
    for sum_, exact in ((result.numerator, numerator), (result.denominator, denominator)):
        assert (sum_ is None) == (exact is None)
        assert sum_ is None or exact is None or abs(Fraction(sum_) - exact) < Fraction(1, 10**12)
    assert result.low_coverage == (Fraction(reporting, due) < Fraction(4, 5))


@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_half_up_away_from_nought(value: Fraction, decimals: int) -> None:
    assert rounded(value, decimals) == half_up(value, decimals)


def test_a_half_is_never_lost_in_binary() -> None:
    row = {"all": 1, "read": 2, "money": Decimal("0.675"), "plan": True, "wrong": ""}
    assert figures([row], "sum(read + money)", "count()", False, 0)[0].value == Decimal(268)
    assert figures([row | {"all": 8, "read": 1}], "sum(read)", "sum(all)", False, 0)[0].value == Decimal(13)
    assert rounded(Fraction("1.005"), 2) == Decimal("1.01")
    assert rounded(Fraction("-1.005"), 2) == Decimal("-1.01")


def test_sums_stay_exact_beyond_what_a_float_holds() -> None:
    rows = [{"all": 2**53, "read": 1, "money": None, "plan": None, "wrong": ""} for _ in range(3)]
    assert figures(rows, "sum(all + read)", "count()", False, 0)[0].numerator == 3 * 2**53 + 3


def test_sums_of_decimals_stay_exact_beyond_what_a_float_holds() -> None:
    row = {"all": 2**53, "read": 1, "money": Decimal("0.25"), "plan": None, "wrong": ""}
    assert figures([row] * 3, "sum(all + money)", "count()", False, 0)[0].numerator == 3 * 2**53 + Decimal(
        "0.75"
    )
