"""The functions of the language: what each takes, what it gives, and where it may stand."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "text", "truth"]
MANY = 40


@dataclass(frozen=True, slots=True)
class Signature:
    """``takes`` is the kind of each argument (the last repeats up to ``most``).

    "any" = all such arguments are of one kind, "field" = the name of a field, "number field" = of one that
    holds numbers,
    "text field" = of one that holds codes, "literal" = a text in quotes.
    """

    takes: tuple[str, ...]
    gives: Kind | Literal["any"]
    least: int
    most: int


FUNCTIONS: dict[str, Signature] = {
    "abs": Signature(("number",), "number", 1, 1),
    "min": Signature(("number",), "number", 2, MANY),
    "max": Signature(("number",), "number", 2, MANY),
    "sum": Signature(("number",), "number", 2, MANY),
    "mean": Signature(("number",), "number", 2, MANY),
    "count": Signature(("truth",), "number", 1, MANY),
    "coalesce": Signature(("any",), "any", 2, MANY),
    "when": Signature(("truth", "any", "any"), "any", 3, 3),
    "given": Signature(("field",), "truth", 1, MANY),
    "prev": Signature(("field",), "any", 1, 1),
    "usual": Signature(("number field",), "number", 1, 1),
    "fact": Signature(("literal",), "number", 1, 1),
    "has_grade": Signature(("literal",), "truth", 1, MANY),
    "has_tag": Signature(("literal",), "truth", 1, MANY),
    "has_code": Signature(("text field", "literal"), "truth", 2, MANY),
    "has_part": Signature(("text", "text"), "truth", 2, 2),
    "day": Signature(("text",), "number", 1, 1),
    "round_starts": Signature((), "number", 0, 0),
    "round_ends": Signature((), "number", 0, 0),
    "round_year": Signature((), "number", 0, 0),
    "is_round": Signature(("literal",), "truth", 1, MANY),
    "respondent": Signature((), "text", 0, 0),
}
AGGREGATES: dict[str, Signature] = {
    "sum": Signature(("number",), "number", 1, 1),
    "count": Signature(("truth",), "number", 0, 1),
}
"""In an indicator, outside of everything else: these add up respondents."""

ROW_ONLY = frozenset({"given", "prev", "usual"})
"""Not in an indicator, whose respondents all have answered, in one round."""

OF_ROUND = frozenset({"round_starts", "round_ends", "round_year", "is_round"})
"""Functions that ask for the round, not for anything in it."""

ASK_REGISTER = frozenset({"has_grade", "has_tag", "fact", "respondent"})
"""Functions that ask for what the register says of the respondent, not for anything it answers."""

OPTIONAL_INSIDE = frozenset({"coalesce", "given"})
"""Functions that have an answer for a missing value: the names inside them need not be given."""

PATTERNED = frozenset({"sum", "min", "max", "mean", "count", "given"})
"""Functions for which a quoted pattern stands for all fields whose names match it."""
