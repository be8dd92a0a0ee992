"""Checks over the rows of one respondent's list."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from service.core.expressions import Expression
from service.core.schema.fields import Text
from service.core.schema.rules import Severity, written_as

RowCheck = Literal["rows_total", "unique_together", "no_overlap"]
ROW_CHECKS = frozenset(get_args(RowCheck))
"""Their ``fields`` are looked at together."""


@dataclass(frozen=True, slots=True)
class RowRule:
    """A check over rows. The issue is put on ``field`` of one row; ``fields`` are all that it looks at.

    Rows are alike that have the same answers in ``by``: with none, all of the list are. ``rows_total``: the
    sum of ``field`` over these is ``equals`` (or what the last of them says in the field ``equals_of``), give
    or take ``tolerance``. ``unique_together``: no two rows
    have the same answers (there ``by`` are the fields themselves). ``no_overlap``: the days from ``field`` to
    ``to`` are nobody else's. Only rows for which ``relevant`` holds take part.
    ``figures`` are computed for the message, of the row that is marked.
    """

    id: str
    check: RowCheck
    field: str
    by: tuple[str, ...]
    relevant: Expression | None
    severity: Severity
    message: Text
    accept_notes: tuple[str, ...]
    figures: tuple[tuple[str, Expression], ...] = ()
    to: str = ""
    equals: Decimal = Decimal(0)
    equals_of: str = ""
    tolerance: Decimal = Decimal(0)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields without which a row takes no part."""
        return tuple(dict.fromkeys(name for name in (*self.by, self.field, self.to, self.equals_of) if name))

    @property
    def written_as(self) -> str:
        """The id under which the rule stands in the form's file."""
        return written_as(self.id)
