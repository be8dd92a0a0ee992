"""Every expression of a form, wherever it stands."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from service.core.expressions import Expression
from service.core.schema import Form


def expressions_of(form: Form) -> Iterator[Expression]:
    """The expressions of the head, groups, fields, rules, indicators and tables, in no order that matters."""
    waiting: list[Any] = [
        (form.relevant, form.carry_until),
        form.groups,
        form.fields,
        form.rules,
        form.row_rules,
        form.indicators,
        form.tables,
    ]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Expression):
            yield part
        elif isinstance(part, tuple):
            waiting += part
        elif is_dataclass(part):
            waiting += [getattr(part, item.name) for item in fields(part)]
