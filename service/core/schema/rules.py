"""Checks across fields."""

from dataclasses import dataclass
from typing import Literal

from service.core.expressions import Expression
from service.core.schema.fields import Text

Severity = Literal["error", "query"]
MissingPolicy = Literal["skip_if_any", "skip_if_all", "skip_if_blank", "zero"]
"""``skip_if_blank`` waits for every answer, and counts one that is not applicable as 0."""
STANDS_FOR = ":"
"""Between the id of a rule over many fields and the field that one of its checks is about."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A check across fields. The issue is put on ``field``; it also concerns ``names``.

    ``id`` is the code of its issues. A rule written for many fields stands once for each: ``R20:p1_read``.
    ``figures`` are computed for the message alone: the sum of the parts, what stands in {p1_all + p2_all}.
    ``unit`` is the money unit of the field where the message is to say which unit is suspected.
    """

    id: str
    field: str
    constraint: Expression
    relevant: Expression | None
    missing: MissingPolicy
    severity: Severity
    message: Text
    accept_notes: tuple[str, ...]
    figures: tuple[tuple[str, Expression], ...] = ()
    unit: str = ""

    @property
    def written_as(self) -> str:
        """The id under which the rule stands in the form's file."""
        return written_as(self.id)


def written_as(code: str) -> str:
    """The id in the form's file of the rule whose issues have this code."""
    return code.partition(STANDS_FOR)[0]
