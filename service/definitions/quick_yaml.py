"""YAML read by libyaml where that is sure to mean the same, some ten times faster than by ruamel.yaml.

ruamel.yaml is what forms are written for: YAML 1.2, and the line of every key for a fault. It takes seconds
for an office's twenty forms, which every command would wait for. So a text is first read here; whatever is
unusual in it, and every fault, is left to ruamel.yaml (``None``), so that no word of a fault changes.
"""

import re
from datetime import date
from functools import cache
from typing import Any

import yaml
from ruamel.yaml.resolver import implicit_resolvers

DEEPEST = 40
"""Brackets within brackets, and dashes on a line; no form comes near, and libyaml has no bound of its own."""
# Tags, merges, tabs, other documents, an anchor whose name goes on with a sign (&a:b), a comment glued to the
# head of a block (|#), and letters on which the two readers may differ.
_UNUSUAL = re.compile(
    r"!(?!=)|<<|^(?:%|---|\.\.\.)|(?:[-?] ){8}|^ {160}"
    r"|[&*][A-Za-z0-9_-]+[?:%@`]|[|>][-+0-9]*#"
    r"|[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]|[\ud800-\udfff]",
    re.MULTILINE,
)
_BRACKETS = re.compile(r"[\[{]|[\]}]")
_TAG = "tag:yaml.org,2002:"


def quick_load(text: str) -> Any:
    """The content as plain values, exactly as ruamel.yaml has it; None when that has to say."""
    if _UNUSUAL.search(text) or _too_deep(text):
        return None
    loader = _loader()(text)
    try:
        return loader.get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    finally:
        loader.dispose()


def _too_deep(text: str) -> bool:
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth = depth + 1 if found[0] in "[{" else max(0, depth - 1)
        if depth > DEEPEST:
            return True
    return False


@cache
def _loader() -> Any:
    """A reader that tells scalars apart by the rules of YAML 1.2, as ruamel.yaml has them."""
    base = getattr(yaml, "CSafeLoader", None) or yaml.SafeLoader

    class Loader(base):  # type: ignore[misc, valid-type]
        pass

    Loader.yaml_implicit_resolvers = {}
    Loader.yaml_constructors = dict(base.yaml_constructors)
    for versions, tag, pattern, letters in implicit_resolvers:
        if (1, 2) in versions:
            for letter in letters:
                Loader.yaml_implicit_resolvers.setdefault(letter, []).append((tag, pattern))
    for name, read in (("int", _integer), ("float", _decimal), ("timestamp", _day), ("bool", _truth)):
        Loader.yaml_constructors[_TAG + name] = _of(read)
    Loader.yaml_constructors[_TAG + "map"] = _mapping
    return Loader


def _of(read: Any) -> Any:
    return lambda loader, node: read(loader.construct_scalar(node))


def _integer(text: str) -> int:
    digits = text.replace("_", "")
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-")
    base = {"0b": 2, "0o": 8, "0x": 16}.get(digits[:2])
    return sign * (int(digits[2:], base) if base else int(digits))


def _decimal(text: str) -> float:
    digits = text.replace("_", "").lower()
    return float(digits.replace(".inf", "inf").replace(".nan", "nan"))


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _truth(text: str) -> bool:
    return text.lower() == "true"


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    """As it stands; a key that stands twice is a fault, which ruamel.yaml tells."""
    made: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str) or key in made:
            raise ValueError(str(key_node.start_mark))
        made[key] = loader.construct_object(value_node, deep=True)
    return made
