"""Faults of alignment: a list that is not there, a code that is not in it or not of the form's days."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from service.core.expressions.hints import nearest, nearest_th
from service.core.schema import Code
from service.definitions.days import form_day_fault
from service.definitions.fault_words import both
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
                yield place, _no_list(name, list(source.plans))
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
            yield where, _no_code(code, name, list(dict.fromkeys(item.code for item in listed)))
    elif valid and not any(item.is_valid(*valid) for item in editions):
        yield where, _of_other_days(editions[-1], name, valid)


def _no_list(name: str, known: list[str]) -> str:
    do_th, do = "ยังไม่มีบัญชีใดเลย ให้เพิ่มไฟล์นี้ข้างแบบ", "there are none yet: add this file beside the form"
    if known:
        every = ", ".join(known)
        do_th, do = f"บัญชีที่มีคือ {every} ให้เขียนชื่อหนึ่งในนี้", f"there are {every}: write one of these"
    return both(
        f"ไม่มีบัญชีรหัส codes/{name}.csv{nearest_th(name, known)} {do_th}",
        f"there is no list codes/{name}.csv{nearest(name, known)}; {do}",
    )


def _no_code(code: str, name: str, known: list[str]) -> str:
    some = ", ".join(known[:6]) + (" …" if len(known) > 6 else "")
    return (
        f"บัญชี {name} ไม่มีรหัส {code!r}{nearest_th(code, known)} ให้เขียนรหัสในบัญชี เช่น {some} "
        f"({name} has no code {code!r}{nearest(code, known)}; write one of {some})"
    )


def _of_other_days(code: Code, name: str, valid: tuple[date, date]) -> str:
    first, last = code.valid_from or "…", code.valid_to or "…"
    return (
        f"รหัส {code.code} ในบัญชี {name} ใช้ได้ตั้งแต่ {first} ถึง {last} "
        f"แต่แบบนี้ใช้ตั้งแต่ {valid[0]} ถึง {valid[1]} ให้ลบรหัสนี้ออก "
        f"({code.code} of {name} is valid from {first} to {last}, "
        f"and this form {valid[0]} to {valid[1]}: take it out)"
    )
