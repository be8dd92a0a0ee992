"""Other versions of the short form: fields taken out, added, moved, renamed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from service.core.schema import Field, Form

from .offices import FORM, Office


def newer(form: Form, fields: Sequence[Field], version: str) -> Form:
    """The form with these fields; rules and figures that speak of others go with them."""
    names = {item.name for item in fields}
    rules = tuple(rule for rule in form.rules if rule.constraint.names | {rule.field} <= names)
    indicators = tuple(item for item in form.indicators if item.names <= names)
    return replace(
        form,
        version=version,
        fields=tuple(fields),
        rules=rules,
        indicators=indicators,
        definition_hash=f"hash-{version}",
    )


def install(office: Office, form: Form) -> None:
    """The office gets another version of its form."""
    office.service = replace(office.service, forms={**office.service.forms, FORM: form})


def changed(form: Form, field: str, **parts: Any) -> list[Field]:
    return [replace(item, **parts) if item.name == field else item for item in form.fields]
