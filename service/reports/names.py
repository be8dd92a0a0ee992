"""Follow the names of a template through the types of its context, as far as that is simple.

``card.parts[0].area.value`` is followed through ``for`` and ``set``; what cannot be followed (a sum, a
condition) has an unknown type, and nothing is said about it: lint warns only of what is surely wrong.
"""

import difflib
import types
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import Environment, nodes

Problem = tuple[int, str]
Scope = dict[str, Any]
_UNKNOWN = Any
_SEQUENCES = (tuple, list, Sequence)


def unknown_names(tree: nodes.Template, root: type, environment: Environment) -> Iterator[Problem]:
    """Each name, attribute or filter that ``tree`` uses and that does not exist, with its line."""
    top: Scope = {**_attributes(root), **dict.fromkeys(environment.globals, _UNKNOWN)}
    yield from _Walk(environment).block(tree.body, top)


class _Walk:
    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def block(self, body: Sequence[nodes.Node], scope: Scope) -> Iterator[Problem]:
        for node in body:
            yield from self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: Scope) -> Iterator[Problem]:
        if isinstance(node, nodes.For):
            yield from self._for(node, scope)
        elif isinstance(node, nodes.Assign):
            yield from self._uses(node.node, scope)
            _bind(node.target, self._type(node.node, scope), scope)
        elif isinstance(node, nodes.If):
            yield from self._uses(node.test, scope)
            for branch in (node.body, node.elif_, node.else_):
                yield from self.block(branch, scope)
        else:
            yield from self._uses(node, scope)

    def _for(self, node: nodes.For, scope: Scope) -> Iterator[Problem]:
        yield from self._uses(node.iter, scope)
        inner = {**scope, "loop": _UNKNOWN}
        _bind(node.target, _item(self._type(node.iter, scope)), inner)
        if node.test is not None:
            yield from self._uses(node.test, inner)
        yield from self.block(node.body, inner)
        yield from self.block(node.else_, scope)

    def _uses(self, node: nodes.Node, scope: Scope) -> Iterator[Problem]:
        """What is wrong with an expression, its parts first, so that only the first break is told."""
        inside = [problem for child in node.iter_child_nodes() for problem in self._uses(child, scope)]
        yield from inside or self._here(node, scope)

    def _here(self, node: nodes.Node, scope: Scope) -> Iterator[Problem]:
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in scope:
            yield node.lineno, _unknown("ชื่อ", node.name, scope)
        elif isinstance(node, nodes.Filter) and node.name not in self._environment.filters:
            yield node.lineno, _unknown("ตัวกรอง", node.name, self._environment.filters)
        elif isinstance(node, nodes.Getattr):
            known = _attributes(self._type(node.node, scope))
            if known and node.attr not in known:
                yield node.lineno, _unknown("ชื่อ", node.attr, known)

    def _type(self, node: nodes.Node, scope: Scope) -> Any:
        if isinstance(node, nodes.Name):
            return scope.get(node.name, _UNKNOWN)
        if isinstance(node, nodes.Getattr):
            return _attributes(self._type(node.node, scope)).get(node.attr, _UNKNOWN)
        if isinstance(node, nodes.Getitem):
            whole = self._type(node.node, scope)
            return whole if isinstance(node.arg, nodes.Slice) else _item(whole)
        if isinstance(node, nodes.Filter):
            return _returned(self._environment.filters.get(node.name))
        return _UNKNOWN


def _bind(target: nodes.Node, kind: Any, scope: Scope) -> None:
    if isinstance(target, nodes.Name):
        scope[target.name] = kind
    elif isinstance(target, nodes.Tuple):
        kinds = get_args(kind) if get_origin(kind) is tuple else ()
        for index, item in enumerate(target.items):
            _bind(item, kinds[index] if index < len(kinds) else _UNKNOWN, scope)


def _item(kind: Any) -> Any:
    """What one member of ``kind`` is."""
    if get_origin(kind) in _SEQUENCES and (inner := get_args(kind)):
        return inner[0]
    return _UNKNOWN


def _attributes(kind: Any) -> Scope:
    """The fields of a dataclass with their types; nothing for anything else, which is then not checked."""
    if get_origin(kind) in (Union, types.UnionType):
        kind = next((one for one in get_args(kind) if is_dataclass(one)), None)
    if not (isinstance(kind, type) and is_dataclass(kind)):
        return {}
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _returned(function: Any) -> Any:
    try:
        return get_type_hints(function).get("return", _UNKNOWN)
    except (TypeError, NameError):
        return _UNKNOWN


def _unknown(what: str, name: str, known: Scope | dict[str, Any]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    advice = f"ให้ใช้ “{near[0]}”" if near else "ให้ใช้ชื่อใดชื่อหนึ่งใน " + ", ".join(sorted(known)[:20])
    return f"ไม่มี{what} “{name}” {advice}"
