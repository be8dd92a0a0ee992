"""What was read and its kind; the arguments of a function: patterns written out, number and kinds checked."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from service.core.calendar import PERIODS, day_words
from service.core.expressions import functions as f
from service.core.expressions import nodes as n
from service.core.expressions.hints import matching, meant_or, near_pattern, quoted
from service.core.expressions.text import MAX_NODES, ExpressionError, Token
from service.core.expressions.words_th import FIELDS_TH, KINDS_TH, WANTED_TH
from service.core.grades import GRADES

WORDS = {
    "field": "the name of a field",
    "number field": "the name of a field that holds numbers",
    "text field": "the name of a field that holds codes",
    "literal": "a 'text' in quotes",
}
INSTEAD = {
    "truth": ("ให้เขียนเป็นการเทียบ เช่น a <= b", "write a comparison such as a <= b"),
    "number": (
        "ให้เขียนตัวเลข หรือชื่อช่องที่เป็นตัวเลข",
        "write a number or the name of a field that holds one",
    ),
    "text": ("ให้เขียน 'ข้อความ' ในเครื่องหมายคำพูด", "write a 'text' in quotes"),
    "field": ("ให้เขียนชื่อช่องหนึ่งช่อง", "write the name of one field"),
    "number field": ("ให้เขียนชื่อช่องตัวเลขหนึ่งช่อง", "write the name of one such field"),
    "text field": ("ให้เขียนชื่อช่องรหัสหนึ่งช่อง", "write the name of one such field"),
    "literal": ("ให้เขียน 'ข้อความ' ในเครื่องหมายคำพูด", "write a 'text' in quotes"),
}
"""What to write where this is wanted: Thai, English."""


class Part(NamedTuple):
    """A piece that was read: its node, what it gives, where it begins, how many levels it has."""

    node: n.Node
    kind: n.Kind
    column: int
    depth: int


def want(kind: n.Kind, part: Part) -> Part:
    if part.kind != kind:
        do_th, do = INSTEAD[kind]
        raise ExpressionError(
            f"ตรงนี้ต้องเป็น{KINDS_TH[kind]} แต่นี่เป็น{KINDS_TH[part.kind]} {do_th}",
            f"a {kind} is wanted here, this is a {part.kind}; {do}",
            part.column,
        )
    return part


def unquoted(left: Part, right: Part) -> tuple[str, str]:
    """The remedy for two that cannot be compared, such as a number in quotes, in Thai and in English."""
    for part in (left, right):
        if isinstance(part.node, n.String) and part.node.value.isdecimal() and part.node.value.isascii():
            shown = quoted(part.node.value)[1:-1]
            return f"ให้เขียน {shown} โดยไม่มีเครื่องหมายคำพูด", f"write {shown} without quotes"
    return "ให้เทียบตัวเลขกับตัวเลข หรือข้อความกับข้อความ", "compare two numbers or two texts"


def spread(function: str, parts: Sequence[Part], kinds: Mapping[str, n.Kind]) -> list[Part]:
    """The arguments with each quoted pattern replaced by the fields it stands for, in the form's order.

    Directly inside count, given(a, b) is counted as given(a), given(b).
    """
    if function not in f.PATTERNED:
        return list(parts)
    singles: list[Part] = []
    for part in parts:
        singles += _singles(function, part, kinds)
        if len(singles) > MAX_NODES:
            raise ExpressionError(
                f"แบบของชื่อได้เกิน {MAX_NODES} ช่อง ให้เขียนแบบของชื่อให้แคบลง",
                f"more than {MAX_NODES} fields: narrow the patterns",
                part.column,
            )
    return singles


def _singles(function: str, part: Part, kinds: Mapping[str, n.Kind]) -> list[Part]:
    node = part.node
    if isinstance(node, n.String):
        return [
            part._replace(node=n.Name(name, kinds[name]), kind=kinds[name])
            for name in _fields_of(function, node.value, part.column, kinds)
        ]
    if function == "count" and isinstance(node, n.Call) and node.function == "given":
        return [part._replace(node=n.Call("given", (field,))) for field in node.arguments]
    return [part]


def _fields_of(function: str, pattern: str, column: int, kinds: Mapping[str, n.Kind]) -> list[str]:
    names = matching(pattern, kinds)
    if not names:
        shown, (do_th, do) = quoted(pattern), near_pattern(pattern, kinds)
        raise ExpressionError(
            f"ไม่มีช่องที่ชื่อตรงแบบ {shown}{do_th}",
            f"no field matches {shown}{do}",
            column,
        )
    wanted = f.FUNCTIONS[function].takes[0]
    for name in names:
        if wanted != "field" and kinds[name] != wanted:
            raise ExpressionError(
                f"{quoted(pattern)} ได้ช่อง {name} ด้วย ซึ่งเป็น{FIELDS_TH[kinds[name]]} "
                f"แต่ {function}() รับ{WANTED_TH[wanted]} ให้เขียนแบบของชื่อให้แคบลง",
                f"{quoted(pattern)} also means {name}, a {kinds[name]}; {function}() takes a {wanted}: "
                "narrow the pattern",
                column,
            )
    return names


def check_arguments(
    token: Token, signature: f.Signature, written: Sequence[Part], parts: Sequence[Part]
) -> None:
    """Raise for too few or many arguments, and for one of the wrong kind."""
    if parts and not signature.most:
        raise ExpressionError(
            f"{token.text}() ไม่รับค่า ให้เขียน {token.text}()",
            f"{token.text}() takes no value: write {token.text}()",
            token.column,
        )
    patterned = token.text in f.PATTERNED and any(isinstance(part.node, n.String) for part in written)
    if len(written) > signature.most or len(parts) < (1 if patterned else signature.least):
        raise ExpressionError(
            f"{token.text}() รับ {_numbers(signature)} ค่า ให้เขียนเท่าจำนวนนั้น คั่นด้วยจุลภาค",
            f"{token.text}() takes {signature.least} to {signature.most} values; "
            "write that many, with commas between",
            token.column,
        )
    for index, part in enumerate(parts):
        _check_kind(signature.takes[min(index, len(signature.takes) - 1)], part)
    if check := CHECKED.get(token.text):
        for part in parts:
            check(part)


def _numbers(signature: f.Signature) -> str:
    least, most = signature.least, signature.most
    return str(most) if least == most else f"{least} ถึง {most}"


def refuse_patterns(token: Token, parts: Sequence[Part]) -> None:
    """Over respondents one thing is added up; fields are added up inside it."""
    for part in parts:
        if isinstance(part.node, n.String):
            shown = quoted(part.node.value)
            inside = f"sum({token.text}({shown}))"
            raise ExpressionError(
                f"ตรงนี้รวมคำตอบของผู้กรอกทุกราย หลายช่องรวมกันไว้ข้างใน ให้เขียน {inside}",
                f"this adds up respondents, its fields inside: write {inside}",
                part.column,
            )


def _check_kind(wanted: str, part: Part) -> None:
    named = isinstance(part.node, n.Name)
    suits = {
        "any": True,
        "field": named,
        "number field": named and part.kind == "number",
        "text field": named and part.kind == "text",
        "literal": isinstance(part.node, n.String) and bool(part.node.value.strip()),
    }
    if not suits.get(wanted, part.kind == wanted):
        (thai, english), (do_th, do) = _described(part), INSTEAD[wanted]
        raise ExpressionError(
            f"ตรงนี้ต้องเป็น{WANTED_TH[wanted]} แต่นี่เป็น{thai} {do_th}",
            f"{WORDS.get(wanted, f'a {wanted}')} is wanted here, this is {english}; {do}",
            part.column,
        )


def _described(part: Part) -> tuple[str, str]:
    """A field that holds text is one thing, a text in quotes another; in Thai and in English."""
    if isinstance(part.node, n.Name):
        return FIELDS_TH[part.kind], f"a field that holds a {part.kind}"
    return KINDS_TH[part.kind], f"a {part.kind}"


def _check_grade(part: Part) -> None:
    _check_known(part, GRADES, "ชั้น", "grade")


def _check_period(part: Part) -> None:
    _check_known(part, PERIODS, "รอบ", "round")


def _check_known(part: Part, known: Collection[str], thai: str, english: str) -> None:
    assert isinstance(part.node, n.String)
    text = part.node.value
    if text not in known:
        every = ", ".join(known)
        do_th, do = meant_or(text.upper(), known, f"ให้เขียนคำใดคำหนึ่ง: {every}", f"write one of {every}")
        raise ExpressionError(
            f"ไม่มี{thai} {quoted(text)}{do_th}", f"there is no {english} {quoted(text)}{do}", part.column
        )


def _check_day(part: Part) -> None:
    """A text in quotes is a day; that a field is one is known by the form."""
    do_th, do = day_words(part.node.value, "'") if isinstance(part.node, n.String) else ("", "")
    if do:
        raise ExpressionError(do_th, do, part.column)


CHECKED = {"has_grade": _check_grade, "is_round": _check_period, "day": _check_day}
"""Functions whose texts in quotes mean something that is known here."""


def result_kind(token: Token, signature: f.Signature, parts: Sequence[Part]) -> n.Kind:
    """What the call gives; where that depends on its arguments, they must be of one kind."""
    if signature.gives != "any":
        return signature.gives
    alike = {
        part.kind
        for index, part in enumerate(parts)
        if signature.takes[min(index, len(signature.takes) - 1)] in ("any", "field")
    }
    if len(alike) != 1:
        raise ExpressionError(
            "ค่าเหล่านี้ต้องเป็นชนิดเดียวกัน ให้เขียนเป็นตัวเลขทั้งหมด หรือข้อความทั้งหมด",
            "these values must be of one kind; give all numbers or all texts",
            token.column,
        )
    return alike.pop()
