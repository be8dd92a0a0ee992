"""The quick reader of forms says exactly what ruamel.yaml says, or nothing."""

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from service.definitions.quick_yaml import quick_load
from service.definitions.source import plain

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "sheet_schemas").glob("*.yaml"))
OTHERS = sorted(path for path in (ROOT / "tests").rglob("*.yaml"))
SHORT = (ROOT / "tests" / "features" / "forms" / "projects.yaml").read_text(encoding="utf-8")
SIGNS = [
    *"abก๑0159.:-+_,'\"[]{}#&*|>%@`?~!= \n\\",
    "  ",
    ": ",
    " #",
    "- ",
    "\n  ",
    "'x'",
    "yes",
    "0x1F",
    "2023-02-01",
    "1e3",
    "\t",
    "\u00a0",
]
SCALARS = ["on", "no", "Yes", "true", "FALSE", "~", "null", "017", "0o17", "0b11", "0x1f", "1_000", "+1", "-0", "08", "1:20", ".5", "1.", "1e3",
           "12e03", ".inf", "-.Inf", ".nan", "inf", "2023-02-01", "2023-02-30", "2023-2-1", "2023-02-01 10:00:00", "2566.1", '"2566.1"', "“x”", "a: b",
           "b:c", "|", ">-", "- x", "? x", "&a [1]", "*a", "!!str 1", "<<", "=", "a #b", "a#b", "'it''s'", '"\\u0e01"', "[a:1]", "{a: b:c}", "{a:1}",
           "&a:b == 'x'", "[&a:b 1]", "&a?b 1", "|# a\n  b", ">-# a\n  b", ">2# a\n    b", "| # a\n  b", '{"a":1}', "[a, ]", "{a, b}", "%x", "@x", "`x`", "", "ค่า", "1 2", "--- x"]  # fmt: skip


MUTATIONS = [
    *":-[]{}#,'\"|>&*?%@` \n=~.0_ex+",
    "\n  ",
    ": ",
    "- ",
    " #",
    "''",
    "\u00a0",
    "\u200b",
    "\ufffe",
    "\U0001f600",
    "ำ",
]


def by_ruamel(text: str) -> Any:
    try:
        return plain(YAML(typ="rt").load(text))
    except (YAMLError, ValueError):
        return YAMLError


def alike(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other) or one != one  # .nan is nan in both


def assert_alike(text: str) -> None:
    found = quick_load(text)
    if found is not None:
        assert alike(found, by_ruamel(text)), text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_form_is_read_quickly(path: Path) -> None:
    assert quick_load(path.read_text(encoding="utf-8")) is not None


@pytest.mark.long
def test_every_form_of_the_tests_means_the_same() -> None:
    for path in OTHERS:
        assert_alike(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("scalar", SCALARS)
def test_a_value_means_the_same_in_a_block_and_in_brackets(scalar: str) -> None:
    for text in (
        f"a: {scalar}\n",
        f"a: [{scalar}]\n",
        f"a: {{b: {scalar}}}\n",
        f"{scalar}: a\n",
        f"- {scalar}\n",
    ):
        assert_alike(text)


@given(
    st.lists(
        st.tuples(st.sampled_from(range(len(SHORT))), st.sampled_from(range(4)), st.sampled_from(SIGNS)),
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None)
def test_a_form_with_slips_means_the_same(slips: list[tuple[int, int, str]]) -> None:
    text = SHORT
    for at, gone, sign in slips:
        text = text[:at] + sign + text[at + gone :]
    assert_alike(text)


@cache
def shipped_lines() -> list[str]:
    return [line for path in SHIPPED for line in path.read_text(encoding="utf-8").split("\n")]


def mutated_fragment(chance: Random) -> str:
    """A few lines of a shipped form, shifted to the margin, with up to two signs typed into them."""
    lines, at = shipped_lines(), chance.randrange(len(shipped_lines()))
    taken = lines[at : at + chance.randrange(1, 6)]
    margin = len(taken[0]) - len(taken[0].lstrip(" "))
    text = "\n".join(line if line[:margin].strip() else line[margin:] for line in taken) + "\n"
    for _ in range(chance.randrange(3)):
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(MUTATIONS) + text[place + chance.randrange(2) :]
    return text


@pytest.mark.parametrize(
    ("seed", "fragments"), [(7, 300), pytest.param(8, 20_000, marks=pytest.mark.long)], ids=["few", "many"]
)
def test_a_part_of_a_form_with_slips_means_the_same(seed: int, fragments: int) -> None:
    chance = Random(seed)
    for _ in range(fragments):
        assert_alike(mutated_fragment(chance))


def test_brackets_without_end_are_left_to_the_other_reader() -> None:
    assert quick_load("a: " + "[" * 100_000) is None
    assert quick_load("- " * 5_000 + "a") is None
