"""A fault that repeats names of the file still ends with what to do."""

import pytest

from service.definitions.remedies import apart, with_remedy

SILENCED = {
    "a function that is called as a remedy begins": ("'mean(a) < 3': column 1: mean() takes 2 to 40 values", "write that many"),
    "a pattern": ("'check' matches no field; there are a …", "write a pattern"),
    "a field": ("there is no field 'use'", "write the name of a field"),
    "a text in double quotes": ('"take" is no number', "write it without quotes"),
    "a literal": ("'has_tag(a)': column 9: a 'text' in quotes is wanted here", "write it in quotes"),
}  # fmt: skip


@pytest.mark.parametrize(("fault", "remedy"), SILENCED.values(), ids=SILENCED.keys())
def test_names_within_a_fault_are_no_remedy(fault: str, remedy: str) -> None:
    assert with_remedy(fault).startswith(f"{fault}; {remedy}")


def test_a_fault_that_says_what_to_do_is_left_as_it_is() -> None:
    told = "the respondent's own code stands twice: write 'once'"
    assert with_remedy(told) == told


WITHOUT = {
    "a name": ("ไม่มีหมวด 'K'", "there is no group 'K'", "ให้เขียนรหัสหมวด", "write the id of a group"),
    "brackets": ("เปิดค้าง '(a'", "the bracket in '(a' is never closed (at 3)", "ให้เติมตัวปิด", "write the closing one"),
    "a Thai remedy": ("ไม่มีหมวด 'K' ให้ลบออก", "there is no group 'K'", "", "write the id of a group"),
}  # fmt: skip


@pytest.mark.parametrize(("thai", "english", "do_thai", "do"), WITHOUT.values(), ids=WITHOUT.keys())
def test_a_remedy_stands_behind_the_thai_and_behind_the_english(
    thai: str, english: str, do_thai: str, do: str
) -> None:
    found = with_remedy(f"{thai} ({english})")
    assert found.startswith(f"{thai} {do_thai}".rstrip()) and f" ({english}; {do}" in found
    assert found.endswith(")") and found.count("ให้") == 1


@pytest.mark.parametrize("words", ["there is no field 'ก'", "no pattern (at 1)", "'ก' is none (at 1)"])
def test_english_alone_has_no_thai_part(words: str) -> None:
    assert apart(words) == ("", words)
