"""Whom an office of these tests asks: schools and units of the demo, and who of them answers late or never."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from service.core.cells import Cell
from service.core.register import Respondent
from service.core.unit_register import read_units
from service.demo.schools import demo_schools
from service.demo.units import demo_units
from tests.pipeline.offices import register


def some_schools() -> list[dict[str, str]]:
    """Nine schools: some with the tag, without kindergarten, with M.3, and plain ones last."""
    fitting = [school for school in demo_schools() if 40 <= int(school["pupils"]) <= 180]
    sorts: dict[tuple[bool, ...], list[dict[str, str]]] = {}
    for school in fitting:
        sort = bool(school["tags"]), "K" in school["grades"], "M3" in school["grades"]
        sorts.setdefault(sort, []).append(school)
    wanted = (
        ((True, True, False), 2),
        ((False, False, False), 1),
        ((False, True, True), 1),
        ((False, True, False), 5),
    )
    return [school for sort, count in wanted for school in sorts[sort][:count]]


def some_units() -> list[dict[str, str]]:
    """All groups of the office: forms name them by their codes."""
    return demo_units()


def some_people() -> list[dict[str, str]]:
    """Schools and units, as rows of the demo's registers."""
    return [*some_schools(), *some_units()]


def everybody(people: Sequence[Mapping[str, str]]) -> list[Any]:
    """Their respondents, as the register keeps them."""
    schools = [person for person in people if "school_code" in person]
    units = [person for person in people if "unit_code" in person]
    rows = [[Cell(key, key) for key in units[0]]]
    rows += [[Cell(text or None, text) for text in person.values()] for person in units]
    found, faults = read_units(rows, 2566)
    assert not faults
    return [*(register(schools) if schools else ()), *found]


@cache
def register_of_all() -> Mapping[str, Respondent]:
    """Everybody as the register keeps them, by code."""
    return {item.code: item for item in everybody(some_people())}


ENOUGH_FOR_ALL_SORTS = 3


@dataclass(frozen=True)
class Specials:
    """Codes of those who say nothing, who answer late, and who were given more time."""

    silent: frozenset[str]
    late: frozenset[str]
    extended: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.silent | self.late | self.extended

    def among(self, codes: Collection[str]) -> "Specials":
        """Those of them whom a form asks."""
        return Specials(
            self.silent.intersection(codes), self.late.intersection(codes), self.extended.intersection(codes)
        )


def specials(asked: Mapping[str, Sequence[str]], telling: Mapping[str, int]) -> Specials:
    """One of each sort among the respondents of one kind, by the codes that each form asks.

    They are those whom the fewest forms ask that do not ask everybody (of these some have one respondent),
    and of them such as have something to tell in the most forms (``telling``).
    """
    everybody = list(dict.fromkeys(code for codes in asked.values() for code in codes))
    limited = [codes for codes in asked.values() if len(codes) < len(everybody)]
    late_comers = everybody[::-1]
    ranked = sorted(
        late_comers, key=lambda code: (sum(code in codes for codes in limited), -telling.get(code, 0))
    )
    if len(ranked) <= ENOUGH_FOR_ALL_SORTS:
        return Specials(frozenset(), frozenset(), frozenset())
    silent, late, extended = ranked[:3]
    return Specials(frozenset({silent}), frozenset({late}), frozenset({extended}))
