"""Faults of rubrics, composites, figures to date, breakdowns and tables: line, key, remedy."""

from pathlib import Path

import pytest

from service.definitions import check_file, load_form

from .good import GOOD, broken, line_of, written
from .what_to_do import assert_each_says_what_to_do

RICH = GOOD.replace(
    "    - {name: day,",
    "    - {name: sat_a, group: A, type: integer, kind: level, title: ก}\n"
    "    - {name: sat_b, group: A, type: integer, kind: integer, title: ข, constraints: {minimum: 1, maximum: 5}}\n"
    "    - {name: day,",
).replace(
    "report:\n",
    """\
  - id: I4
    title: {th: พึงพอใจ}
    decimals: 2
    missing: pairwise
    min_coverage: 0.8
    breakdowns: [district, size]
    legend: [[1, 5, green]]
    rubric: {kind: rating, items: [sat_a, sat_b], scale: 5, deviation: items, bands: [[3.01, 5, ดี], [1, 3, พอใช้]]}
  - id: I5
    title: {th: ขั้นและร้อยละ}
    decimals: 2
    missing: pairwise
    min_coverage: 0.8
    legend: [[0, 4, green]]
    rubric:
      kind: mixed
      steps: [step1, step2]
      evidence: link
      numerator: sum(p1_read) - 0
      denominator: sum(p1_all) + 0
      bands: [[60, 80, 3], [80, 100, 4]]
  - id: I6
    title: {th: รวม}
    decimals: 2
    missing: reweigh
    min_coverage: 0.8
    use: level
    legend: [[0, 5, green]]
    composite:
      - {indicator: I4, weight: 40}
      - {indicator: I5, weight: 60}
  - id: I7
    title: {th: สะสม}
    numerator: sum(p1_read) * 1
    denominator: sum(p1_all) * 1
    decimals: 2
    missing: zero
    min_coverage: 0.8
    grain_to_date: fiscal_year
    target: {mode: cumulative, Q2: 80}
    legend: [[0, 1, green]]
breakdowns: [district, network_group, grades]
tables:
  - {id: T1, title: {th: สี}, by: colour, count: count()}
  - {id: T2, title: {th: ขนาด}, by: size, count: sum(p1_all), decimals: 1}
report:
""",
)

COMPOSITE = "    composite:\n"
FAULTS = {
    "rating of no field": ("[sat_a, sat_b]", "[sat_a, sat_c]", "[sat_a", "indicators[3].rubric.items[1]", "did you mean"),
    "rating of a text": ("[sat_a, sat_b]", "[sat_a, link]", "[sat_a", "indicators[3].rubric.items[1]", "link is no rating from 1 to 5; give it kind: scale"),
    "rating of a count": ("[sat_a, sat_b]", "[sat_a, p1_read]", "[sat_a", "indicators[3].rubric.items[1]", "constraints: {minimum: 1, maximum: 5}"),
    "rating beyond its scale": ("minimum: 1, maximum: 5", "minimum: 1, maximum: 7", "[sat_a", "indicators[3].rubric.items[1]", "from 1 to 5"),
    "pattern without a match": ("[sat_a, sat_b]", "'zat_*'", "'zat_*'", "indicators[3].rubric.items", "no field matches 'zat_*'"),
    "no items": ("[sat_a, sat_b]", "[]", "items: []", "indicators[3].rubric.items", "stands empty here"),
    "gap in the words": ("[3.01, 5, ดี]", "[3.5, 5, ดี]", "[3.5,", "indicators[3].rubric.bands[0]", "write 3.01"),
    "words short of the scale": ("[3.01, 5, ดี]", "[3.01, 4, ดี]", "[3.01,", "indicators[3].rubric.bands", "from 1.00 to 5.00"),
    "words upside down": ("[1, 3, พอใช้]", "[3, 1, พอใช้]", "[3, 1", "indicators[3].rubric.bands[1]", "3 is not below 1"),
    "other scale without words": ("scale: 5, deviation: items, bands: [[3.01, 5, ดี], [1, 3, พอใช้]]", "scale: 6", "scale: 6", "indicators[3].rubric.scale", "write bands"),
    "scale of one": ("scale: 5, deviation", "scale: 1, deviation", "scale: 1", "indicators[3].rubric.scale", "less than the minimum"),
    "unknown deviation": ("deviation: items", "deviation: schools", "deviation: schools", "indicators[3].rubric.deviation", "write one of respondents, items"),
    "rating with a numerator": ("    breakdowns: [district, size]\n", "    numerator: sum(p1_all)\n", "kind: rating", "indicators[3].rubric", "adds up its items itself"),
    "mixed without bands": ("      bands: [[60, 80, 3], [80, 100, 4]]\n", "", "rubric:\n      kind: mixed", "indicators[4].rubric", "bands is missing here"),
    "mixed level too low": ("[60, 80, 3]", "[60, 80, 2]", "[60, 80, 2]", "indicators[4].rubric.bands[0]", "write 3 or more"),
    "mixed gap": ("[60, 80, 3]", "[60, 70, 3]", "[60, 70", "indicators[4].rubric.bands[1]", "no gap, no overlap"),
    "mixed step no field": ("steps: [step1, step2]\n      evidence", "steps: [step1, step3]\n      evidence", "step3", "indicators[4].rubric.steps[1]", "did you mean 'step2'?"),
    "mixed without sum": ("numerator: sum(p1_read) - 0", "numerator: p1_read", "numerator: p1_read", "indicators[4].rubric.numerator", "write sum(p1_read)"),
    "mixed denominator of nobody": ("denominator: sum(p1_all) + 0", "denominator: '100'", "denominator: '100'", "indicators[4].rubric.denominator", "cannot be counted"),
    "rating of a longer scale": ("sat_b, group: A, type: integer, kind: integer, title: ข, constraints: {minimum: 1, maximum: 5}", "sat_b, group: A, type: integer, kind: scale, title: ข, categories: [{value: 7, label: ก}, {value: 1, label: ข}]", "[sat_a", "indicators[3].rubric.items[1]", "from 1 to 5"),
    "unknown part": ("{indicator: I4, weight", "{indicator: I9, weight", "{indicator: I9", "indicators[5].composite[0].indicator", "no indicator 'I9'"),
    "part twice": ("{indicator: I4, weight", "{indicator: I5, weight", "{indicator: I5, weight: 40", "indicators[5].composite[0].indicator", "leave it once"),
    "part without a level": ("{indicator: I4, weight", "{indicator: I7, weight", "{indicator: I7", "indicators[5].composite[0].indicator", "I7 has no level"),
    "a circle": ("{indicator: I4, weight", "{indicator: I6, weight", "{indicator: I6", "indicators[5].composite[0].indicator", "cannot go round in a circle"),
    "weights short of a hundred": ("weight: 40", "weight: 39.5", COMPOSITE, "indicators[5].composite", "add up to 99.5; make them add up to 100"),
    "weight of nought": ("weight: 40", "weight: 0", "weight: 0", "indicators[5].composite[0].weight", "less than or equal to the minimum"),
    "one part": ("      - {indicator: I5, weight: 60}\n", "", COMPOSITE, "indicators[5].composite", "too short"),
    "composite with answers' policy": ("missing: reweigh", "missing: pairwise", "missing: pairwise\n    min_coverage: 0.8\n    use", "indicators[5].missing", "write skip_if_any or reweigh"),
    "answers with a composite's policy": ("missing: zero\n    min_coverage: 0.8\n    grain", "missing: reweigh\n    min_coverage: 0.8\n    grain", "missing: reweigh\n    min_coverage: 0.8\n    grain", "indicators[6].missing", "write pairwise or zero"),
    "composite with a numerator": (COMPOSITE, "    numerator: sum(p1_all)\n" + COMPOSITE, COMPOSITE, "indicators[5].composite", "take numerator and denominator out"),
    "composite with steps": (COMPOSITE, "    rubric: {kind: milestone, steps: [step1, step2] }\n" + COMPOSITE, "step2] }", "indicators[5].rubric", "write kind: band"),
    "use without parts": ("    grain_to_date: fiscal_year\n", "    grain_to_date: fiscal_year\n    use: value\n", "use: value", "indicators[6].use", "only a composite takes use"),
    "composite to date": ("    use: level\n", "    use: level\n    grain_to_date: fiscal_year\n", "grain_to_date", "indicators[5].grain_to_date", "no sums that run over rounds"),
    "rating to date": ("    breakdowns: [district, size]\n", "    grain_to_date: fiscal_year\n", "grain_to_date", "indicators[3].grain_to_date", "no sums that run over rounds"),
    "to date of what": ("grain_to_date: fiscal_year", "grain_to_date: year", "grain_to_date", "indicators[6].grain_to_date", "write one of fiscal_year"),
    "cumulative target of one round": ("    grain_to_date: fiscal_year\n", "", "mode: cumulative", "indicators[6].target.mode", "needs grain_to_date: fiscal_year"),
    "point target to date": ("mode: cumulative", "mode: point", "mode: point, Q2", "indicators[6].target.mode", "write mode: cumulative"),
    "unknown breakdown": ("[district, network_group, grades]", "[district, network, grades]", "breakdowns: [district, network,", "breakdowns[1]", "did you mean 'network_group'?"),
    "breakdown twice": ("[district, size]", "[size, size]", "[size, size]", "indicators[3].breakdowns", "unique"),
    "table by nothing known": ("by: colour", "by: color", "by: color", "tables[0].by", "did you mean 'colour'?"),
    "table by a count": ("by: colour", "by: p1_all", "by: p1_all", "tables[0].by", "write a choice or code field"),
    "table that counts a text": ("count: sum(p1_all)", "count: sum(link)", "sum(link)", "tables[1].count", "a number is wanted"),
    "table without sum": ("count: sum(p1_all)", "count: p1_all", "count: p1_all", "tables[1].count", "write sum(p1_all)"),
    "table twice": ("id: T2", "id: T1", "id: T1", "tables[0].id", "rename one"),
    "no colour": ("    legend: [[0, 5, green]]\n", "", "id: I6", "indicators[5]", "write near_target: 10"),
    "colours twice": ("    legend: [[0, 5, green]]\n", "    legend: [[0, 5, green]]\n    near_target: 5\n", "near_target", "indicators[5].near_target", "take one of the two out"),
    "near no target": ("    legend: [[0, 5, green]]\n", "    near_target: 5\n", "near_target", "indicators[5].near_target", "write a target"),
    "too near": ("    legend: [[0, 5, green]]\n", "    target: {mode: point, Q1: 3}\n    near_target: 100\n", "near_target", "indicators[5].near_target", "100"),
    "seven decimals": ("decimals: 1}", "decimals: 7}", "decimals: 7", "tables[1].decimals", "greater than the maximum"),
}  # fmt: skip


def test_the_form_they_are_made_from_is_good(tmp_path: Path) -> None:
    assert check_file(written(tmp_path, RICH)) == []


@pytest.mark.parametrize(("old", "new", "place", "key", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named_with_line_key_and_remedy(
    tmp_path: Path, old: str, new: str, place: str, key: str, words: str
) -> None:
    assert RICH.count(old) == 1, old
    text = RICH.replace(old, new)
    faults = check_file(written(tmp_path, text))
    assert faults[0].startswith(f"literacy.yaml:{line_of(text, place)}: {key}: ")
    assert words in faults[0]
    assert len(faults) == (2 if "rename one" in words or "leave it once" in words else 1)
    assert_each_says_what_to_do(faults)


def test_a_form_without_breakdowns_has_districts(tmp_path: Path) -> None:
    assert {item.breakdowns for item in load_form(written(tmp_path, GOOD)).indicators} == {("district",)}


def test_breakdowns_of_an_indicator_overrule_those_of_the_form(tmp_path: Path) -> None:
    form = load_form(written(tmp_path, RICH))
    assert form.indicators[0].breakdowns == ("district", "network_group", "grades")
    assert form.indicators[3].breakdowns == ("district", "size")


def test_what_is_not_a_number_is_said_once(tmp_path: Path) -> None:
    faults = check_file(written(tmp_path, RICH.replace("[3.01, 5, ดี]", "[.nan, 5, ดี]")))
    assert len(faults) == 1 and "write a number" in faults[0]


def test_a_list_may_count_its_rows(tmp_path: Path) -> None:
    text = RICH.replace("layouts: [card, table]", "layouts: [list]").partition("report:\n")[0]
    assert check_file(written(tmp_path, text)) == []


def test_a_new_field_of_a_pattern_changes_the_hash(tmp_path: Path) -> None:
    by_pattern = RICH.replace("[sat_a, sat_b]", "'sat_*'")
    more = by_pattern.replace(
        "    - {name: day,", "    - {name: sat_c, type: integer, kind: level, title: ค}\n    - {name: day,"
    )
    before, after = (load_form(written(tmp_path, text)).indicators for text in (by_pattern, more))
    assert before[3].definition_hash != after[3].definition_hash
    assert before[5].definition_hash != after[5].definition_hash  # made of it
    assert before[4].definition_hash == after[4].definition_hash


TO_DATE_IN = {"Q1, Q2": "", "R1, R2": "", "AD": "", "M6, M12": "do report", "Q1, M6": "do report", "Q1, Q2, AD": "Q1 and AD may"}  # fmt: skip


@pytest.mark.parametrize(("rounds", "words"), TO_DATE_IN.items(), ids=TO_DATE_IN.keys())
def test_rounds_are_added_up_only_where_no_day_is_in_two(tmp_path: Path, rounds: str, words: str) -> None:
    first = rounds.split(",")[0]
    text = broken(
        ("rounds: [Q1, Q2]", f"rounds: [{rounds}]"),
        (
            "target: {mode: point, Q1: 70}",
            f"grain_to_date: fiscal_year\n    target: {{mode: cumulative, {first}: 70}}",
        ),
    )
    found = "\n".join(check_file(written(tmp_path, text)))
    assert (words in found) if words else found == ""


SHORT = {
    "a milestone of two steps": ("legend: [[0, 2, red]]", "legend: [[0, 1, red]]", "ends at 1, but the figure can be 2"),
    "a percentage": ("[80, 100, green]]", "[80, 99, green]]", "write 100, or add a band up to 100"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), SHORT.values(), ids=SHORT.keys())
def test_a_legend_reaches_as_far_as_its_figure(tmp_path: Path, old: str, new: str, words: str) -> None:
    (fault,) = check_file(written(tmp_path, broken((old, new))))
    assert words in fault
