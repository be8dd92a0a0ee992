"""Small parts of a form file, read alike everywhere."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from service.core.expressions import Expression, Kind, parse
from service.core.schema import BOOLEAN_KINDS, NUMERIC_KINDS, RESPONDENT_KINDS, RespondentKind, Text

KIND_OF_TYPE = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "yes_no",
    "date": "date",
}
KIND_OF_FORMAT = {"uri": "uri", "email": "email"}


def field_kind(field: Any) -> str:
    """How the field's text is read: its own kind, else by format and type of Table Schema."""
    if "kind" in field:
        return str(field["kind"])
    if "enum" in field.get("constraints", {}):
        return "choice"
    return KIND_OF_FORMAT.get(field.get("format", ""), KIND_OF_TYPE[field["type"]])


def respondent_of(data: Any) -> RespondentKind:
    """Who fills the form; a form file always says it."""
    return data["form"].get("respondent", "school")  # type: ignore[no-any-return]


def row_key(data: Any) -> tuple[str, ...]:
    """The fields that name a row of a list: its primary key without the respondent's own code."""
    if "list" not in data["sheet"]["layouts"]:
        return ()
    own = {field["name"] for field in data["schema"]["fields"] if field_kind(field) in RESPONDENT_KINDS}
    return tuple(name for name in data["schema"].get("primaryKey", ()) if name not in own)


def expression_kinds(data: Any) -> dict[str, Kind]:
    """What each field is to an expression."""
    return {field["name"]: _expression_kind(field_kind(field)) for field in data["schema"]["fields"]}


def _expression_kind(kind: str) -> Kind:
    if kind in NUMERIC_KINDS:
        return "number"
    return "truth" if kind in BOOLEAN_KINDS else "text"


def fingerprint(part: Any) -> str:
    """Twelve hexadecimal digits that change whenever this part of a definition changes."""
    text = json.dumps(part, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def without_align(item: Mapping[str, Any]) -> dict[str, Any]:
    """A group or indicator without the items of plans it serves: they make no figure another one."""
    return {key: value for key, value in item.items() if key != "align"}


def text_of(item: Any) -> Text:
    return Text(th=item["th"], en=item.get("en", ""))


def expression_of(
    text: str | None, kinds: Mapping[str, Kind], gives: Kind, aggregate: bool = False
) -> Expression | None:
    return parse(text, kinds, gives, aggregate) if text is not None else None


def decimal_of(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
