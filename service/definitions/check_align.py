"""Faults of alignment: a list that is not there, a code that is not in it or not of the form's days."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from service.core.expressions.parser import nearest
from service.core.schema import Code
from service.definitions.days import form_day_fault
from service.definitions.references import alignments
from service.definitions.shape import Fault
from service.definitions.source import Source, Where


def align_faults(source: Source) -> Iterator[Fault]:
    """Nothing where the lists are not known: a kept form was looked at when it was kept."""
    if source.plans is None:
        return
    valid = _valid(source.data["form"])
    for where, align in alignments(source.data):
        for name, codes in align.items():
            place = (*where, name)
            if name not in source.plans:
                words = f"there is no list codes/{name}.csv{nearest(name, source.plans)}"
                yield place, f"{words}; there are {', '.join(source.plans) or 'none'}: write one of these"
                continue
            for index, code in enumerate(codes):
                yield from _code_faults(code, (*place, index), name, source.plans[name], valid)


def _valid(head: Any) -> tuple[date, date] | None:
    """The form's days; None when they are a fault of their own."""
    if any(form_day_fault(text) for text in head["valid"]):
        return None
    return date.fromisoformat(head["valid"][0]), date.fromisoformat(head["valid"][1])


def _code_faults(
    code: str, where: Where, name: str, listed: Sequence[Code], valid: tuple[date, date] | None
) -> Iterator[Fault]:
    editions = [item for item in listed if item.code == code]
    if not editions:
        if listed:  # an empty list has faults of its own
            known = dict.fromkeys(item.code for item in listed)
            some = ", ".join(list(known)[:6]) + (" …" if len(known) > 6 else "")
            yield where, f"{name} has no code {code!r}{nearest(code, known)}; write one of {some}"
    elif valid and not any(item.is_valid(*valid) for item in editions):
        last = editions[-1]
        days = f"from {last.valid_from or '…'} to {last.valid_to or '…'}"
        yield where, f"{code} of {name} is valid {days}, and this form {valid[0]} to {valid[1]}: take it out"
