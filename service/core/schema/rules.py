"""Checks across fields."""

from dataclasses import dataclass
from typing import Literal

from service.core.expressions import Expression
from service.core.schema.fields import Text

Severity = Literal["error", "query"]
MissingPolicy = Literal["skip_if_any", "skip_if_all", "zero"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check across fields. The issue is put on ``field``; it also concerns ``names``."""

    id: str
    field: str
    constraint: Expression
    relevant: Expression | None
    missing: MissingPolicy
    severity: Severity
    message: Text
    accept_notes: tuple[str, ...]
