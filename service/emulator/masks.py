"""Field masks: `a.b`, `a/b`, `a(b,c)`, `*`, read into a tree and laid over a resource."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from .errors import ApiError

Tree = dict[str, Any]  # name -> Tree; an empty tree means "everything below"

TOKEN = re.compile(r"[A-Za-z_*][\w*-]*|[().,/]")
# Google keeps each colour twice, as a plain colour and as a style; writing one writes the other.
TWINS = {"backgroundColor": "backgroundColorStyle", "foregroundColor": "foregroundColorStyle"}
TWINS |= {"tabColor": "tabColorStyle", "color": "colorStyle"}
TWINS |= {
    f"{name}Color": f"{name}ColorStyle"
    for name in ("header", "firstBand", "secondBand", "footer", "visibleBackground", "visibleForeground")
}


def parse(text: str) -> Tree:
    """The tree of a mask; `*` and an empty mask select everything ({})."""
    compact = re.sub(r"\s+", "", text)
    tokens = TOKEN.findall(compact)
    if "".join(tokens) != compact:
        raise _invalid(text)
    tree, rest = _parse_list(tokens, text)
    if rest:
        raise _invalid(text)
    return {} if "*" in tree else tree


def _parse_list(tokens: list[str], text: str) -> tuple[Tree, list[str]]:
    tree: Tree = {}
    while tokens and tokens[0] != ")":
        tokens = _parse_path(tree, tokens, text)
        if tokens and tokens[0] == ",":
            tokens = tokens[1:]
    return tree, tokens


def _parse_path(tree: Tree, tokens: list[str], text: str) -> list[str]:
    name, tokens = tokens[0], tokens[1:]
    if not (name[0].isalpha() or name in "*_"):
        raise _invalid(text)
    fresh = name not in tree
    whole = not fresh and not tree[name]
    child: Tree = tree.setdefault(name, {})
    if not tokens or tokens[0] in ",)":
        child.clear()
        return tokens
    below: Tree = {}
    if tokens[0] in "./" and tokens[1:2] != ["("]:
        tokens = _parse_path(below, tokens[1:], text) if tokens[1:] else _fail(text)
    else:
        opening = 1 if tokens[0] == "(" else 2
        below, tokens = _parse_list(tokens[opening:], text)
        if tokens[:1] != [")"]:
            raise _invalid(text)
        tokens = tokens[1:]
    if not whole and "*" not in below:
        merge(child, below)
    elif "*" in below and not below["*"]:
        child.clear()
    return tokens


def merge(tree: Tree, other: Tree) -> None:
    for name, below in other.items():
        if name not in tree:
            tree[name] = below
        elif not tree[name] or not below:
            tree[name] = {}
        else:
            merge(tree[name], below)


def _fail(text: str) -> list[str]:
    raise _invalid(text)


def _invalid(text: str) -> ApiError:
    return ApiError(400, f"Request contains an invalid argument. Invalid field selection {text}")


def apply(tree: Tree, value: Any, ready: Container[str] = ()) -> Any:
    """Only what the tree selects; lists are gone through item by item. `ready` names are cut already."""
    if not tree:
        return value
    if isinstance(value, list):
        return [apply(tree, item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: apply(below, value[name]) if below and name not in ready else value[name]
        for name, below in tree.items()
        if name in value
    }


def selects(tree: Tree, *path: str) -> bool:
    """Whether the tree selects something at or below `path`."""
    for name in path:
        if not tree:
            return True
        if name not in tree:
            return False
        tree = tree[name]
    return True


def subtree(tree: Tree, *path: str) -> Tree | None:
    """The tree at `path`, None when nothing there is selected."""
    for name in path:
        if not tree:
            return tree
        if name not in tree:
            return None
        tree = tree[name]
    return tree


def with_twins(tree: Tree) -> Tree:
    """The tree with the other half of each colour added."""
    twinned = {name: with_twins(below) for name, below in tree.items()}
    for plain, style in TWINS.items():
        if plain in twinned or style in twinned:
            twinned[plain] = twinned[style] = {}
    return twinned


def update(target: dict[str, Any], source: dict[str, Any], tree: Tree) -> dict[str, Any]:
    """A copy of target in which the fields of the tree are as in source; absent there, they are cleared."""
    result = dict(target)
    for name, below in tree.items():
        if not below:
            value = source.get(name)
        else:
            value = update(result.get(name) or {}, source.get(name) or {}, below)
        if value is None or value == {}:
            result.pop(name, None)
        else:
            result[name] = value
    return result
