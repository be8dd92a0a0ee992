"""Tables of counts with their percentages beside."""

from dataclasses import dataclass

from service.core.expressions import Expression
from service.core.schema.fields import Text


@dataclass(frozen=True, slots=True)
class PercentTable:
    """``by`` is a breakdown (schema.BREAKDOWNS) or the name of a choice field: one row each."""

    id: str
    title: Text
    by: str
    count: Expression
    decimals: int
    definition_hash: str
