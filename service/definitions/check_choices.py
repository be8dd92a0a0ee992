"""Faults of comparisons: a choice held against a word that is not in its list would never be true."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from service.core.expressions.hints import nearest_th, quoted
from service.core.expressions.nodes import Compare, Name, Node, String
from service.core.expressions.parser import nearest
from service.core.expressions.uses import children
from service.definitions.places import Parsed
from service.definitions.shape import Fault

SHOWN_CHOICES = 12
"""So many choices a message repeats."""


def choice_faults(data: Any, expressions: Iterable[Parsed]) -> Iterator[Fault]:
    """``expressions`` are those of the file."""
    fields = data["schema"]["fields"]
    choices = {
        field["name"]: [str(choice) for choice in field["constraints"]["enum"]]
        for field in fields
        if field.get("constraints", {}).get("enum")
    }
    for where, root in expressions if choices else ():
        for word, known in _compared(root, choices):
            if word not in known:
                shown = ", ".join(known[:SHOWN_CHOICES]) + (" …" if len(known) > SHOWN_CHOICES else "")
                hint_th, hint = nearest_th(word, known), nearest(word, known)
                yield (
                    where,
                    f"ช่องนี้ไม่มีคำให้เลือก {quoted(word)}{hint_th} ให้เขียนคำใดคำหนึ่ง: {shown} "
                    f"({quoted(word)} is no choice of the field{hint}; write one of {shown})",
                )


def _compared(root: Node, choices: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Each text that is held against a choice, with the words of that choice."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        match node:
            case Compare(left=Name(name=name), right=String(value=word)) if name in choices:
                yield word, choices[name]
            case Compare(left=String(value=word), right=Name(name=name)) if name in choices:
                yield word, choices[name]
        waiting += children(node)
