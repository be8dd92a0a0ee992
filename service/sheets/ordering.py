"""Bringing lines into order with few moves; lines of other people go along with the one before them."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

Move = tuple[int, int, int]
"""First line, the line after the last, and the line before which they go, all as they stand then."""


def moves(places: Mapping[str, int], wanted: Sequence[str]) -> list[Move]:
    """The moves that bring the lines at ``places`` into the ``wanted`` order.

    Lines above the first and below the last of them stay where they are.
    """
    standing = sorted(places, key=lambda key: places[key])
    if not standing:
        return []
    ends = [*(places[key] for key in standing[1:]), places[standing[-1]] + 1]
    length = {key: end - places[key] for key, end in zip(standing, ends, strict=True)}
    order = [key for key in wanted if key in places]
    fixed = _longest_rising(standing, order)
    found: list[Move] = []
    for number, key in enumerate(order):
        if key in fixed:
            continue
        start = _offset(standing, key, length) + places_top(places)
        rest = [other for other in standing if other != key]
        place = rest.index(order[number - 1]) + 1 if number else 0
        destination = places_top(places) + sum(length[other] for other in rest[:place])
        if destination >= start:
            destination += length[key]
        found.append((start, start + length[key], destination))
        rest.insert(place, key)
        standing = rest
    return [move for move in found if not move[0] <= move[2] <= move[1]]


def places_top(places: Mapping[str, int]) -> int:
    return min(places.values())


def _offset(standing: Sequence[str], key: str, length: Mapping[str, int]) -> int:
    return sum(length[other] for other in standing[: standing.index(key)])


def _longest_rising(standing: Sequence[str], order: Sequence[str]) -> set[str]:
    """As many lines as possible that are in order among themselves already: they need no move."""
    rank = {key: number for number, key in enumerate(order)}
    tops: list[int] = []
    ends: list[str] = []
    before: dict[str, str | None] = {}
    for key in standing:
        place = bisect_left(tops, rank[key])
        before[key] = ends[place - 1] if place else None
        tops[place : place + 1] = [rank[key]]
        ends[place : place + 1] = [key]
    kept: set[str] = set()
    last: str | None = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
