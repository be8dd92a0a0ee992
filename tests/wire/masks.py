"""Field masks: `a.b`, `a/b`, `a(b,c)`, `*`, read into a tree and held against a schema."""

import re
from functools import cache

from .documents import Api, Json

Tree = dict[str, "Tree"]
"""What is selected by name; nothing below a name means everything below it."""

TOKEN = re.compile(r"[A-Za-z_$][\w$]*|\*|[(),./]")


class MaskError(Exception):
    """The text is no field mask."""


@cache
def parse(text: str) -> Tree:
    """The tree of a mask. Raises MaskError."""
    tokens = TOKEN.findall(text)
    if "".join(tokens) != text.replace(" ", "") or not tokens:
        raise MaskError(f"{text!r} is no field mask")
    tree: Tree = {}
    _Parser(text, tokens).paths(tree, closing="")
    return tree


class _Parser:
    def __init__(self, text: str, tokens: list[str]) -> None:
        self._text, self._tokens = text, [*tokens, ""]

    def paths(self, tree: Tree, closing: str) -> None:
        """Paths with commas between, up to the closing bracket or the end."""
        while True:
            self._path(tree)
            token = self._tokens.pop(0)
            if token == closing:
                return
            if token != ",":
                raise MaskError(f"{self._text!r}: {token or 'its end'!r} stands where it must not")

    def _path(self, tree: Tree) -> None:
        name = self._tokens.pop(0)
        if name in ("", "(", ")", ",", ".", "/"):
            raise MaskError(f"{self._text!r}: a name is missing before {name or 'its end'!r}")
        new = name not in tree
        below = tree.setdefault(name, {})
        whole = not new and not below
        stepped = self._tokens[0] in (".", "/")
        if stepped:
            self._tokens.pop(0)
        if self._tokens[0] == "(":
            self._tokens.pop(0)
            self.paths(below, closing=")")
        elif stepped:
            self._path(below)
        else:
            whole = True
        if whole:
            below.clear()


def problems(api: Api, schema: Json, tree: Tree, path: str = "") -> list[str]:
    """What the mask names and the schema does not have."""
    schema = api.resolve(schema)
    while schema.get("type") == "array":
        schema = api.resolve(schema["items"])
    if schema.get("type") == "any" or "additionalProperties" in schema:
        return []
    known = schema.get("properties", {})
    found = []
    for name, below in tree.items():
        here = f"{path}.{name}" if path else name
        if name == "*":
            continue
        if name not in known:
            found.append(f"mask names {here!r}, which {schema.get('id', 'a plain value')} does not have")
        else:
            found += problems(api, known[name], below, here)
    return found


def below(tree: Tree, name: str) -> Tree | None:
    """What the mask selects below a name; None when it does not select the name."""
    if not tree:
        return {}
    if name in tree:
        return tree[name]
    return tree.get("*")
