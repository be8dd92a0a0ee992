"""What every check of a form's meaning uses."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from service.core.expressions import ExpressionError, Kind, parse
from service.definitions.shape import Fault
from service.definitions.source import Where


def twice(items: Any, where: Where, key: str) -> Iterator[Fault]:
    counts = Counter(item[key] for item in items)
    for index, item in enumerate(items):
        if counts[item[key]] > 1:
            yield (*where, index, key), f"{item[key]!r} stands here {counts[item[key]]} times; rename one"


def expression_faults(
    item: Mapping[str, Any],
    where: Where,
    key: str,
    kinds: dict[str, Kind],
    gives: Kind,
    aggregate: bool = False,
) -> Iterator[Fault]:
    if item.get(key) is None:
        return
    try:
        parse(item[key], kinds, gives, aggregate)
    except ExpressionError as error:
        yield (*where, key), f"{item[key]!r}: {error}"
