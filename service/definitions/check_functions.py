"""Faults of functions that speak of the form itself: its rounds, its days, the codes of its lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from service.core.calendar import day_fault
from service.core.expressions.hints import nearest_th, quoted
from service.core.expressions.nodes import Call, Name, Node, String
from service.core.expressions.parser import nearest
from service.core.expressions.uses import children
from service.core.schema import CODE_KINDS, Code, Text
from service.definitions.fault_words import both, of_kind
from service.definitions.parts import field_kind
from service.definitions.places import Parsed
from service.definitions.references import references
from service.definitions.shape import Fault
from service.definitions.source import Source

SHOWN_CODES = 12
A_CODE = Text(
    "แต่ has_code() รับช่อง kind: code หรือ codes ให้เขียนช่องเช่นนั้น",
    "has_code() takes a field of kind code or codes: write one",
)
A_DATE = Text("แต่ day() รับช่อง kind: date ให้เขียนช่องเช่นนั้น", "day() takes a field of kind date: write one")


def function_faults(source: Source, expressions: Iterable[Parsed]) -> Iterator[Fault]:
    """Rounds that the form has not, days of a field that is no date, codes that no list holds.

    ``expressions`` are those of the file.
    """
    data = source.data
    refers = references(data)
    fields = {
        field["name"]: field_kind(field)
        if field_kind(field) in CODE_KINDS
        else "code"
        if field["name"] in refers
        else field_kind(field)
        for field in data["schema"]["fields"]
    }
    lists = {name: (source.codes or {}).get(reference.resource, ()) for name, reference in refers.items()}
    for where, root in expressions:
        for call in _calls(root):
            for words in _call_faults(call, data["form"]["rounds"], fields, lists):
                yield where, words


def _calls(root: Node) -> Iterator[Call]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Call):
            yield node
        waiting += children(node)


def _call_faults(
    call: Call, rounds: Sequence[str], fields: Mapping[str, str], lists: Mapping[str, Sequence[Code]]
) -> Iterator[str]:
    words = [item.value for item in call.arguments if isinstance(item, String)]
    if call.function == "is_round":
        for period in words:
            if period not in rounds:
                known = ", ".join(rounds)
                yield (
                    f"รอบ {quoted(period)} ไม่ใช่รอบของแบบนี้{nearest_th(period, rounds)} ให้เขียน {known} "
                    f"({quoted(period)} is no round of this form{nearest(period, rounds)}; write {known})"
                )
    if call.function == "day":
        yield from _day_faults(call.arguments[0], fields)
    if call.function == "has_code" and isinstance(call.arguments[0], Name):
        name = call.arguments[0].name
        if fields[name] not in CODE_KINDS:
            yield of_kind(name, fields[name], A_CODE)
            return
        yield from _code_faults(words, dict.fromkeys(code.code for code in lists.get(name, ())))


def _day_faults(node: Node, fields: Mapping[str, str]) -> Iterator[str]:
    """Of whatever may give the day: when and coalesce have several."""
    match node:
        case Name(name=name) if fields[name] != "date":
            yield of_kind(name, fields[name], A_DATE)
        case String(value=text) if fault := day_fault(text, "'"):
            yield fault
        case (
            Call(function="when", arguments=(_, *several))
            | Call(function="coalesce" | "prev", arguments=several)
        ):
            for inner in several:
                yield from _day_faults(inner, fields)
        case Call(function="respondent"):
            yield both(f"รหัสผู้กรอก respondent() ไม่ใช่วันที่ {A_DATE.th}", f"respondent() is no date; {A_DATE.en}")


def _code_faults(codes: Sequence[str], known: Mapping[str, Any]) -> Iterator[str]:
    """``known`` is empty where the codes are those of the register or of another form."""
    for code in codes:
        if known and code not in known:
            shown = ", ".join(list(known)[:SHOWN_CODES]) + (" …" if len(known) > SHOWN_CODES else "")
            yield (
                f"ไม่มีรหัส {quoted(code)} ในบัญชีรหัส{nearest_th(code, known)} ให้เขียนรหัสใดรหัสหนึ่ง: {shown} "
                f"({quoted(code)} is no code of the list{nearest(code, known)}; write one of {shown})"
            )
