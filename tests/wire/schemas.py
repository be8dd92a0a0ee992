"""Google's schemas as JSON Schema, compiled: a body of 1 MB is checked in 2 ms.

Requests may say what protobuf's JSON takes (null for absent, 64-bit numbers as numbers); answers are strict.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Literal

import jsonschema_rs

from . import conditions, masks
from .documents import Api, Json, api
from .mandatory import ANSWER_OBJECTS, AT_MOST_ONE, EXACTLY_ONE, NOT_EMPTY, REQUEST_OBJECTS
from .masks import Tree
from .words import FIELD_WORDS, LEFT_OUT

Side = Literal["request", "answer"]
INT32 = {"minimum": -(2**31), "maximum": 2**31 - 1}
TIME = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T[0-2]\d:[0-5]\d:[0-6]\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$"
PATTERNS = {
    "google-datetime": TIME,
    "date-time": TIME,
    "date": r"^\d{4}-\d{2}-\d{2}$",
    "byte": r"^[A-Za-z0-9+/_-]*={0,2}$",
    "int64": r"^-?\d{1,19}$",
    "uint64": r"^\d{1,20}$",
}
NOT_FINITE = {"pattern": "^(NaN|-?Infinity)$"}
ONE_MEMBER = ("Request", "Response")


class Dialect:
    """One document in JSON Schema, for requests or for answers."""

    def __init__(self, described: Api, side: Side) -> None:
        self.api, self.side = described, side
        self.definitions = {name: self._definition(name) for name in described.schemas}

    def _definition(self, name: str) -> Json:
        return _with(self.convert(self.api.schemas[name], name), self._rules(name))

    def convert(self, schema: Json, place: str = "") -> Json:
        """``place`` is `A` for a schema of the document, `A.b` for a field of it."""
        if "$ref" in schema:
            rules = [*_exactly_one(place), *conditions.use_rule(self.api, place)] if self.asks else []
            return _with({"$ref": f"#/definitions/{schema['$ref']}"}, rules)
        if schema["type"] == "object":
            return self._object(schema, place)
        if schema["type"] == "array":
            return self._array(schema, place)
        if schema["type"] == "any":
            return {}
        return self._scalar(schema, place) | ({} if self.asks else _left_out(place))

    @property
    def asks(self) -> bool:
        return self.side == "request"

    def _object(self, schema: Json, place: str) -> Json:
        fields = {
            name: self.convert(item, f"{place}.{name}") for name, item in schema.get("properties", {}).items()
        }
        more = schema.get("additionalProperties")
        below = self.convert(more, f"{place}.*") if more else False
        return {"type": self._types("object"), "properties": fields, "additionalProperties": below}

    def _array(self, schema: Json, place: str) -> Json:
        items = self.convert(schema["items"], f"{place}[]")
        if place == "ValueRange.values[]":
            items = {"type": ["string", "number", "boolean", *(["null"] if self.asks else [])]}
        empty = self.asks or not self.api.name.startswith("sheets") or place.endswith("[]")
        least = 0 if empty and tuple(place.split(".")) not in NOT_EMPTY else 1  # an empty list is left out
        return {"type": self._types("array"), "items": items, "minItems": least}

    def _scalar(self, schema: Json, place: str) -> Json:
        kind, shape = schema["type"], schema.get("format", "")
        known = FIELD_WORDS.get(place) or schema.get("enum") or _kind(schema, place)
        if known:
            used = [word for word in known if not word.endswith("_UNSPECIFIED")]
            return {"enum": [*used, None] if self.asks else used}
        if kind == "integer":
            return {"type": self._types("integer", "string"), "pattern": r"^-?\d+$"} | INT32
        if kind == "number":
            return {"type": ["number", "string", *(["null"] if self.asks else [])]} | NOT_FINITE
        if shape in ("int64", "uint64"):
            return {"type": self._types("string", "integer"), "pattern": PATTERNS[shape]}
        pattern = {"pattern": PATTERNS[shape]} if shape in PATTERNS else {}
        return {"type": self._types(kind)} | pattern

    def _types(self, *kinds: str) -> list[str]:
        """The first is what Google writes; the others are what it also takes."""
        return [*kinds, "null"] if self.asks else [kinds[0]]

    def _rules(self, name: str) -> list[Json]:
        if name in ONE_MEMBER and self.api.name.startswith("sheets"):
            least = 1 if name == "Request" else 0
            return [{"minProperties": least, "maxProperties": 1, "$comment": "takes exactly one member"}]
        found = _at_most_one(name, {*self.api.schemas[name].get("properties", ())})
        table = REQUEST_OBJECTS if self.asks else ANSWER_OBJECTS
        if name in table:
            found.append(_required(masks.parse(table[name])))
        if self.asks and name == "BooleanCondition":
            found.append(conditions.count_rule(self.api))
        return found + (_exactly_one(name) if self.asks else [])

    def masked(self, schema: Json, tree: Tree, must: Tree, place: str = "") -> Json:
        """A schema cut to what a mask selects, with what must be there of it."""
        if not tree and not must:
            return self.convert(schema, place)
        schema = self.api.resolve(schema)
        if schema["type"] == "array":
            return self.convert(schema, place) | {
                "items": self.masked(schema["items"], tree, must, f"{place}[]")
            }
        if "properties" not in schema:
            return self.convert(schema, place)
        fields = {
            name: self.masked(item, below, must.get(name, {}), f"{schema.get('id', place)}.{name}")
            for name, item in schema["properties"].items()
            if (below := masks.below(tree, name)) is not None
        }
        needed = [name for name in must if name in fields]
        required = {"required": needed} if needed else {}
        return {"type": "object", "properties": fields, "additionalProperties": False} | required

    def compile(self, root: Json) -> Callable[[Any], list[str]]:
        whole = root | {"definitions": self.definitions}
        # In draft 4, 1.0 is no integer; Google never writes one so.
        validator = jsonschema_rs.Draft4Validator(whole)

        def check(value: Any) -> list[str]:
            if validator.is_valid(value):
                return []
            return [_told(whole, error) for error in validator.iter_errors(value)][:8]

        return check


def _with(schema: Json, rules: list[Json]) -> Json:
    return {"allOf": [schema, *rules]} if rules else schema


def _kind(schema: Json, place: str) -> list[str]:
    """What Drive's `kind` always is, the document gives as its default."""
    return [schema["default"]] if place.endswith(".kind") and "default" in schema else []


def _left_out(place: str) -> Json:
    return {"not": {"enum": [LEFT_OUT[place]]}, "$comment": "is left out then"} if place in LEFT_OUT else {}


def _required(must: Tree) -> Json:
    """For an object, or for each object of a list; null is as good as absent."""
    below = {
        name: _required(deeper) if deeper else {"not": {"type": "null"}} for name, deeper in must.items()
    }
    rule: Json = {"required": [*must], "properties": below}
    return rule | {"items": rule}


def _exactly_one(place: str) -> list[Json]:
    names = EXACTLY_ONE.get(place, ())
    choice = [{"required": [name]} for name in names]
    return [{"oneOf": choice, "$comment": f"needs exactly one of {', '.join(names)}"}] if names else []


def _at_most_one(name: str, fields: set[str]) -> list[Json]:
    names = AT_MOST_ONE.get(name, ())
    comment = {"$comment": f"takes only one of {', '.join(names)}"}
    if fields == {*names}:
        return [{"maxProperties": 1} | comment]
    pairs = [{"required": [one, other]} for one in names for other in names if one < other]
    return [{"not": {"anyOf": pairs}} | comment] if names else []


def _told(whole: Json, error: jsonschema_rs.ValidationError) -> str:
    """Where and what, in a line."""
    holder: Any = whole
    for step in error.schema_path[:-1]:
        holder = holder[step]
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.instance_path)
    problem = holder.get("$comment") or error.message
    return f"{place.removeprefix('.') or 'the whole'}: {problem[:160]}"


@cache
def dialect(name: str, side: Side) -> Dialect:
    return Dialect(api(name)[0], side)


@cache
def checker(name: str, side: Side, schema: str) -> Callable[[Any], list[str]]:
    """The check of one schema as it stands."""
    return dialect(name, side).compile({"$ref": f"#/definitions/{schema}"})


@cache
def masked_checker(name: str, schema: str, mask: str, must: str) -> Callable[[Any], list[str]]:
    """The check of an answer under a mask ("" for none), with what must be in it."""
    used = dialect(name, "answer")
    tree = masks.parse(mask) if mask else {}
    return used.compile(used.masked({"$ref": schema}, tree, masks.parse(must) if must else {}))
