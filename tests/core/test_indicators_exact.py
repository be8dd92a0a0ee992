"""Figures against a slow reference in Fractions, one school at a time."""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from cast import SCHOOLS, form, frame
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.indicators import evaluate, rounded
from service.core.issues import Issue
from service.core.results import Result

Row = dict[str, Any]
Sum = Callable[[Sequence[Row]], Fraction | None]


def part(text: str, names: str, value: Callable[[Row], Any]) -> tuple[str, frozenset[str], Sum]:
    """A sum as the form writes it, the fields it needs, and how the reference adds it up."""

    def total(rows: Sequence[Row]) -> Fraction | None:
        values = [value(row) for row in rows]
        return None if None in values else sum((Fraction(item) for item in values), Fraction(0))

    return text, frozenset(names.split()), total


PARTS = [
    part("sum(read)", "read", lambda row: row["read"]),
    part("sum(money)", "money", lambda row: row["money"]),
    part("sum(money + read)", "money read", lambda row: row["money"] + row["read"]),
    part("sum(read * 0.1)", "read", lambda row: row["read"] * Fraction(1, 10)),
    part("sum(money * all)", "money all", lambda row: row["money"] * row["all"]),
    part(
        "sum(read / all)", "read all", lambda row: row["read"] / Fraction(row["all"]) if row["all"] else None
    ),
    part(
        "sum(when(plan, money, read)) + sum(read)",
        "plan money read",
        lambda row: row["read"] + (row["money"] if row["plan"] else row["read"]),
    ),
    part(
        "sum(max(money, read) - min(all, 0.5))",
        "money read all",
        lambda row: max(row["money"], row["read"]) - min(row["all"], Fraction(1, 2)),
    ),
    part("2 * sum(read) - count(plan)", "read plan", lambda row: 2 * row["read"] - row["plan"]),
    part(
        "count(plan and read <= all)", "plan read all", lambda row: row["plan"] and row["read"] <= row["all"]
    ),
    part("count()", "", lambda row: 1),
]
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
    filled = [{name: _filled(row[name]) for name in FIELDS} for row in known]
    sums = (numerator(filled), denominator(filled)) if filled else (None, None)
    return len(filled), len(due), *sums


def _counts(value: Any, zero: bool) -> bool:
    return value != "E" and (zero or value is not None)


def _filled(value: Any) -> Any:
    return Fraction(value) if isinstance(value, Decimal) else (0 if value is None else value)


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
