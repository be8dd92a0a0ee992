"""What every check of a form's meaning uses."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from service.core.expressions import ExpressionError, Kind, parse
from service.core.expressions.uses import uses_of
from service.definitions.fault_words import both
from service.definitions.shape import Fault
from service.definitions.source import Where


def twice(items: Any, where: Where, key: str) -> Iterator[Fault]:
    counts = Counter(item[key] for item in items)
    for index, item in enumerate(items):
        if counts[item[key]] > 1:
            name, times = repr(item[key]), counts[item[key]]
            thai = f"มี {name} ซ้ำกัน {times} แห่ง ให้เปลี่ยนให้ต่างกัน"
            yield (*where, index, key), both(thai, f"{name} stands here {times} times; rename one")


def expression_faults(
    item: Mapping[str, Any],
    where: Where,
    key: str,
    kinds: dict[str, Kind],
    gives: Kind,
    aggregate: bool = False,
    this: str | None = None,
) -> Iterator[Fault]:
    """What the language refuses of the expression under ``key``; ``this`` is the field it may call so."""
    if item.get(key) is None:
        return
    try:
        parse(item[key], kinds, gives, aggregate, this)
    except ExpressionError as error:
        yield (*where, key), both(f"สูตร {item[key]!r} {error.thai}", f"{item[key]!r}: {error}")


def condition_faults(item: Mapping[str, Any], where: Where, kinds: dict[str, Kind]) -> Iterator[Fault]:
    """Faults of who is asked a field or a group: by this round alone, since figures know no other then."""
    faults = list(expression_faults(item, where, "relevant", kinds, "truth"))
    yield from faults
    if item.get("relevant") is None or faults:
        return
    uses = uses_of(parse(item["relevant"], kinds, "truth").root)
    for function, names in (("prev", uses.named("previous")), ("usual", uses.named("usual"))):
        if names:
            yield (*where, "relevant"), _earlier_words(function)


def _earlier_words(function: str) -> str:
    return both(
        f"ใช้ {function}() ตรงนี้ไม่ได้ เพราะเป็นค่าของรอบก่อน แต่จะถามใครดูได้เฉพาะจากรอบนี้ ให้ย้ายไปไว้ใน relevant ของกฎ",
        f"{function}() asks for earlier rounds, and who is asked is said by this round alone: "
        "put it into the relevant of a rule",
    )


def uncounted_faults(item: Any, where: Where, kinds: dict[str, Kind]) -> Iterator[Fault]:
    """A denominator that adds up no respondents is the same for a school and for the area."""
    text = item.get("denominator")
    try:
        counted = text is None or parse(text, kinds, "number", aggregate=True).counted
    except ExpressionError:
        return  # a fault of its own
    if not counted:
        yield (*where, "denominator"), _uncounted(text)


def _uncounted(denominator: object) -> str:
    return both(
        f"ตัวหาร {denominator!r} ไม่ได้นับหรือรวมผู้กรอก ให้เขียน count() เพื่อนับผู้กรอก หรือ sum(ชื่อช่อง) "
        "ส่วนตัวเลขคงที่ให้ใส่ใน factor",
        f"{denominator!r} is a denominator that cannot be counted: write count() for the respondents "
        "counted, or sum(a field); put a constant into factor",
    )
