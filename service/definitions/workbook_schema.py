"""Where a key stands in the published JSON Schema: which keys, types and words it may have there.

A node is every subschema that speaks of one place: $ref, oneOf, anyOf, allOf, then and else are followed,
so that the workbook knows each key of the format without a list of its own.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any

from service.definitions.shape import form_schema

Node = tuple[Any, ...]
TYPES = frozenset({"string", "integer", "number", "boolean", "array", "object", "null"})
TYPE_OF_VALUE = {str: "string", bool: "boolean", int: "integer", float: "number"}


@functools.cache
def root() -> "Place":
    return Place(tuple(_shapes(form_schema())))


class Place:
    """One place of a form in the JSON Schema."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self._below: dict[str, Place] = {}

    def at(self, *path: str | int) -> "Place":
        """The place below; without subschemas when the JSON Schema does not know it."""
        place = self
        for step in path:
            place = place.item() if isinstance(step, int) else place.key(step)
        return place

    def key(self, name: str) -> "Place":
        if name not in self._below:
            self._below[name] = Place(
                tuple(shape for found in self._of_key(name) for shape in _shapes(found))
            )
        return self._below[name]

    def _of_key(self, name: str) -> Iterator[Any]:
        for shape in self.node:
            named = shape.get("properties", {})
            fitting = [
                sub for text, sub in shape.get("patternProperties", {}).items() if re.search(text, name)
            ]
            if name in named:
                yield named[name]
            elif fitting:
                yield from fitting
            elif isinstance(shape.get("additionalProperties"), dict):
                yield shape["additionalProperties"]

    def item(self) -> "Place":
        """Any item of the list that stands here."""
        return self._item

    @functools.cached_property
    def _item(self) -> "Place":
        found = [shape["items"] for shape in self.node if isinstance(shape.get("items"), dict)]
        return Place(tuple(shape for sub in found for shape in _shapes(sub)))

    @property
    def known(self) -> bool:
        return bool(self.node)

    @functools.cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys that have a name of their own here, in the order of the JSON Schema."""
        names = [name for shape in self.node for name in shape.get("properties", {})]
        return tuple(dict.fromkeys(names))

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns of the keys that may stand here besides."""
        return tuple(
            dict.fromkeys(text for shape in self.node for text in shape.get("patternProperties", {}))
        )

    @property
    def required(self) -> frozenset[str]:
        return frozenset(name for shape in self.node for name in shape.get("required", ()))

    @functools.cached_property
    def types(self) -> frozenset[str]:
        """The JSON types a value may have here; all when the JSON Schema does not say."""
        found = frozenset(name for shape in self.node for name in _types(shape))
        return found or TYPES

    @property
    def words(self) -> tuple[str, ...]:
        """The closed list of texts that may stand here; empty when any text may."""
        lists = [shape.get("enum", [shape["const"]] if "const" in shape else ()) for shape in self.node]
        return tuple(dict.fromkeys(word for words in lists for word in words if isinstance(word, str)))

    @property
    def description(self) -> str:
        """What the JSON Schema says of this place."""
        return next((shape["description"] for shape in self.node if "description" in shape), "")

    @property
    def is_record(self) -> bool:
        """Whether keys of its own names (or patterns) stand below: then each is a column."""
        return bool(self.keys or self.patterns)


def _types(shape: Any) -> Iterator[str]:
    declared = shape.get("type")
    if declared is not None:
        yield from [declared] if isinstance(declared, str) else declared
    elif "enum" in shape or "const" in shape:
        values = shape.get("enum", [shape.get("const")])
        yield from (TYPE_OF_VALUE.get(type(value), "null") for value in values)
    elif "properties" in shape or "patternProperties" in shape:
        yield "object"


def _shapes(schema: Any) -> Iterator[Any]:
    """A schema and every schema it is made of."""
    yield schema
    if "$ref" in schema:
        target = form_schema()
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        yield from _shapes(target)
    for word in ("oneOf", "anyOf", "allOf"):
        for inner in schema.get(word, ()):
            yield from _shapes(inner)
    for word in ("then", "else"):
        if word in schema:
            yield from _shapes(schema[word])
