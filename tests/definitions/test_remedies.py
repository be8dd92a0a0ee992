"""A fault that repeats names of the file still ends with what to do."""

import pytest

from service.definitions.remedies import with_remedy

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
