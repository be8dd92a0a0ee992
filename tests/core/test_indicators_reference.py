"""Every kind of figure against the slow reference, which knows docs/indicators.md and not the code."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import plain_indicators as plain
import pytest
from cast import NUMBER
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sums import PARTS, filled

from service.core.entries import BLANK_ENTRY, Entry, Status
from service.core.indicators import Collected, evaluate_round
from service.core.issues import Issue
from service.core.register import Respondent
from service.core.results import Result
from service.core.rows import row_name
from service.core.schema import Form
from service.definitions.build import build_form

CODES = ("1099000001", "1099000002", "1099000003", "1099000004")
COUNTS = {"all": ("integer", "count"), "read": ("integer", "count"), "money": ("number", "number")}
TRUTHS = ("plan", "s1", "s2")
RATINGS = ("r1", "r2", "r3")
SCOPES = ["district", "network_group", "size", "grades"]


def _field(name: str, kind: tuple[str, str]) -> dict[str, Any]:
    relevant = {"relevant": "has_grade('K')"} if name == "r3" else {}
    return {"name": name, "type": kind[0], "kind": kind[1], "title": name, **relevant}


FIELDS = [
    *[_field(name, kind) for name, kind in COUNTS.items()],
    *[_field(name, ("boolean", "yes_no")) for name in TRUTHS],
    _field("link", ("string", "uri")),
    *[_field(name, ("integer", "level")) for name in RATINGS],
]
NAMES = [field["name"] for field in FIELDS]


# -- what is drawn --------------------------------------------------------------------------------


def cells(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(*[values] * 6, st.sampled_from([None, "M", "E"]))


MONEY = st.integers(0, 100_000).map(lambda cents: Decimal(cents).scaleb(-2)) | st.just(Decimal("0.1"))
ROW = st.fixed_dictionaries(
    {
        "all": cells(st.integers(0, 3) | st.just(2**40)),
        "read": cells(st.integers(0, 9)),
        "money": cells(MONEY),
        **{name: cells(st.booleans()) for name in TRUTHS},
        "link": cells(st.just("https://x.example")),
        **{name: cells(st.integers(1, 5) | st.integers(3, 5) | st.integers(0, 6)) for name in RATINGS},
        "wrong": st.sets(st.sampled_from(NAMES), max_size=1) | st.just(set()),
    }
)
PERSON = st.fixed_dictionaries(
    {
        "district": st.sampled_from(["เหนือ", "ใต้"]),
        "network_group": st.sampled_from(["", "ก"]),
        "pupils": st.sampled_from([None, 0, 120, 121, 600, 601, 1500, 1501]),
        "grades": st.sampled_from(
            [(), ("K",), ("P1",), ("K", "P6"), ("K", "P1", "M1"), ("P1", "M4"), ("M1",), ("K", "M2")]
        ),
    }
)


@st.composite
def rounds_drawn(draw: Any, is_list: bool) -> list[list[tuple[dict[str, Any], list[dict[str, Any]]]]]:
    """One to three rounds, this one first; a school may have part in some of them only (new, closed, merged)."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        part = []
        for code in draw(st.sets(st.sampled_from(CODES), min_size=1).map(sorted)):
            person = draw(PERSON) | {"code": code}
            rows = draw(st.lists(ROW, max_size=3) if is_list else st.lists(ROW, min_size=1, max_size=1))
            person["blank"] = _asked(person, dict.fromkeys(NAMES, None) | {"wrong": set()})
            part.append((person, [_asked(person, row) for row in rows]))
        found.append(part)
    return found


def _asked(person: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with what the register says is not applicable."""
    return dict(row) if "K" in person["grades"] else {**row, "r3": "M"}


SUMS = st.sampled_from(PARTS)
COMMON = {
    "missing": st.sampled_from(["pairwise", "zero"]),
    "decimals": st.integers(0, 3),
    "factor": st.sampled_from([1, 100, 0.5]),
    "min_coverage": st.sampled_from([0.5, 0.8]),
    "breakdowns": st.lists(st.sampled_from(SCOPES), unique=True),
}
BANDS = [[0, 50, 1], [50, 100, 2], [100, 1000, 3]]


def _ratio(item: dict[str, Any]) -> dict[str, Any]:
    above, below = item.pop("above"), item.pop("below")
    return item | _python("", above, below) | {"numerator": above[0], "denominator": below[0]}


def _python(prefix: str, above: Any, below: Any) -> dict[str, Any]:
    return {
        f"{prefix}above": lambda rows: above[2]([filled(row) for row in rows]),
        f"{prefix}below": lambda rows: below[2]([filled(row) for row in rows]),
        "names": above[1] | below[1],
    }


def _mixed(item: dict[str, Any]) -> dict[str, Any]:
    above, below = item.pop("above"), item.pop("below")
    rubric = {**item["rubric"], "numerator": above[0], "denominator": below[0]}
    return item | _python("own_", above, below) | {"rubric": rubric}


EVIDENCE = st.sampled_from([{}, {"evidence": "link"}])
RATIO = st.fixed_dictionaries(
    {**COMMON, "above": SUMS, "below": SUMS},
    optional={
        "grain_to_date": st.just("fiscal_year"),
        "rubric": st.just({"kind": "band", "bands": BANDS}),
    },
).map(_ratio)
MILESTONE = st.fixed_dictionaries(
    {**COMMON, "rubric": EVIDENCE.map(lambda more: {"kind": "milestone", "steps": ["s1", "s2"], **more})}
)
MIXED = st.fixed_dictionaries(
    {
        **COMMON,
        "above": SUMS,
        "below": SUMS,
        "rubric": EVIDENCE.map(
            lambda more: {
                "kind": "mixed",
                "steps": ["s1", "s2"],
                "bands": [[10, 80, 3], [80, 400, 4]],
                **more,
            }
        ),
    }
).map(_mixed)
RATING = st.fixed_dictionaries(
    {
        **COMMON,
        "missing": st.just("pairwise"),
        "factor": st.just(1),
        "rubric": st.fixed_dictionaries(
            {
                "kind": st.just("rating"),
                "items": st.sampled_from([["r1", "r2"], ["r3", "r1", "r2"], ["r3"]]),
                "deviation": st.sampled_from(["respondents", "items"]),
            }
        ),
    }
)
COMPOSITE = st.fixed_dictionaries(
    {
        **COMMON,
        "missing": st.sampled_from(["skip_if_any", "reweigh"]),
        "use": st.sampled_from(["value", "level"]),
        "composite": st.sampled_from(
            [
                [{"indicator": "I2", "weight": 30}, {"indicator": "I5", "weight": 70}],
                [{"indicator": "I1", "weight": 12.5}, {"indicator": "I3", "weight": 87.5}],
                [{"indicator": i, "weight": w} for i, w in (("I4", 20), ("I5", 50), ("I3", 30))],
            ]
        ),
    },
    optional={"rubric": st.just({"kind": "band", "bands": BANDS})},
)
OUTER = {
    "composite": [{"indicator": "I6", "weight": 50}, {"indicator": "I2", "weight": 50}],
    "missing": "reweigh",
}
SPECS = st.tuples(RATIO, RATIO, MILESTONE, MIXED, RATING, COMPOSITE).map(
    lambda found: [
        {"id": f"I{number}", **item}
        for number, item in enumerate([*found, {"breakdowns": SCOPES, "decimals": 2, **OUTER}], 1)
    ]
)
OURS = {"above", "below", "own_above", "own_below", "names"}


def built(specs: Sequence[Mapping[str, Any]], is_list: bool) -> Form:
    head = {
        "id": "small",
        "version": "1",
        "valid": ["2022-10-01", "2023-09-30"],
        "rounds": ["Q1", "Q2", "Q3"],
    }
    items = [{key: value for key, value in spec.items() if key not in OURS} for spec in specs]
    return build_form(
        {
            "form": {**head, "due": {"days_after_round": 15}, "title": {"th": "แบบเล็ก"}},
            "sheet": {"layouts": ["list" if is_list else "card"], "tab": "ข้อมูล"},
            "groups": [{"id": "G", "title": "กลุ่ม"}],
            "schema": {"fields": FIELDS},
            "indicators": [{"title": {"th": "ก"}, **NUMBER, **item} for item in items],
        }
    )


def collected(part: plain.Round, is_list: bool, round_id: str) -> Collected:
    people, entries, issues = [], [], []
    for person, rows in part:
        people.append(
            Respondent(
                person["code"],
                "โรงเรียน",
                person["district"],
                network_group=person["network_group"],
                grades=person["grades"],
                pupils=person["pupils"],
            )
        )
        keys = [f"k{number}" if is_list else "" for number in range(len(rows))]
        keyed = list(zip(keys, rows, strict=True))
        entries.append({row_name(key, name): _entry(row[name]) for key, row in keyed for name in NAMES})
        issues.append(
            [
                Issue(person["code"], row_name(key, name), "R1", "error", "ผิด")
                for key, row in keyed
                for name in row["wrong"]
            ]
        )
    return Collected(people, entries, issues, round_id)


def _entry(value: Any) -> Entry:
    if value is None:
        return BLANK_ENTRY
    return Entry(value) if value in ("M", "E") else Entry(Status.VALUE, value)


def computed(specs: Sequence[plain.Spec], drawn: Sequence[plain.Round], is_list: bool) -> dict[Any, Result]:
    rounds = [collected(part, is_list, f"2566-Q{len(drawn) - number}") for number, part in enumerate(drawn)]
    found = evaluate_round(built(specs, is_list), rounds[0], rounds[1:], "Q1")
    results = {(result.indicator, result.scope, result.place): result for result in found}
    assert len(results) == len(found)
    return results


def expected(specs: Sequence[plain.Spec], drawn: Sequence[plain.Round], is_list: bool) -> dict[Any, Any]:
    by_id = {spec["id"]: spec for spec in specs}

    def figures(spec: plain.Spec, breakdowns: Sequence[str]) -> dict[Any, Any]:
        here = {**spec, "breakdowns": breakdowns}
        if "composite" not in spec:
            return plain.counted(here, drawn, is_list)
        pieces = [(by_id[part["indicator"]], part["weight"]) for part in spec["composite"]]
        return plain.composed(here, [(own, weight, figures(own, breakdowns)) for own, weight in pieces])

    return {
        (spec["id"], *key): found
        for spec in specs
        for key, found in figures(spec, spec["breakdowns"]).items()
    }


# -- the comparison -------------------------------------------------------------------------------


def same(specs: Sequence[plain.Spec], drawn: Sequence[plain.Round], is_list: bool) -> None:
    results, wanted = computed(specs, drawn, is_list), expected(specs, drawn, is_list)
    by_id = {spec["id"]: {**NUMBER, **spec} for spec in specs}
    assert results.keys() == wanted.keys()
    for key, result in results.items():
        _same(result, wanted[key], by_id[key[0]])


def _same(result: Result, wanted: Mapping[str, Any], spec: plain.Spec) -> None:
    exact = wanted["exact"]
    value = None if exact is None else plain.half_up(exact, spec["decimals"])
    assert (result.reporting, result.due, result.rounds) == (wanted["n"], wanted["N"], wanted["rounds"])
    assert result.value == value and str(result.value) == str(value)
    assert result.level == plain.level_of(spec, wanted)
    assert result.colour == plain.colour_of(spec, value)
    assert result.level_counts == wanted.get("level_counts", ())
    assert result.low_coverage == (wanted["n"] < wanted["N"] * Fraction(str(spec["min_coverage"])))
    for name in ("numerator", "denominator", "percent_numerator", "percent_denominator"):
        _same_sum(getattr(result, name), wanted.get(name))
    assert result.percent == wanted.get("percent")
    assert result.label == wanted.get("label", "")
    _same_deviation(result.deviation, wanted.get("deviation"))
    if result.scope != "respondent":
        _same_items(result, wanted.get("items", {}), spec)


def _same_sum(found: Decimal | None, wanted: Fraction | None) -> None:
    assert (found is None) == (wanted is None)
    if found is not None and wanted is not None:
        gap = abs(Fraction(found) - wanted)
        assert gap == 0 if wanted.denominator in (1, 2, 4, 5, 10, 20, 100) else gap < Fraction(1, 10**12)


def _same_deviation(found: float | None, wanted: float | None) -> None:
    assert found == wanted or found == pytest.approx(wanted, abs=1e-9)


def _same_items(result: Result, wanted: Mapping[str, Any], spec: plain.Spec) -> None:
    for item in result.items:
        total, count, deviation, label, levels = wanted.get(item.field, (0, 0, None, "", (0,) * 6))
        assert (item.numerator, item.denominator, item.label, item.level_counts) == (
            total,
            count,
            label,
            levels,
        )
        assert item.value == (plain.half_up(Fraction(total, count), spec["decimals"]) if count else None)
        _same_deviation(item.deviation, deviation)


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@pytest.mark.parametrize("is_list", [False, True], ids=["card", "list"])
def test_every_figure_is_what_the_reference_says(is_list: bool) -> None:
    _compare(is_list, examples=25)


@pytest.mark.heavy
@pytest.mark.parametrize("is_list", [False, True], ids=["card", "list"])
def test_every_figure_is_what_the_reference_says_at_length(is_list: bool) -> None:
    _compare(is_list, examples=1000)


def _compare(is_list: bool, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=SLOW)
    @given(SPECS, rounds_drawn(is_list))
    def compare(specs: Any, drawn: Any) -> None:
        same(specs, drawn, is_list)

    compare()
