"""What a reader must know besides the cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .text import loose_key
from .words import NONE_WORD, SAME_STATE

YEARS_AROUND = 3
"""A year this far from the open cycle is believed; further away it is a slip (DOMAIN §4)."""


def offered_code(code: str, title: str) -> str:
    """A code as a drop-down offers it; a list that has no title for it yet has the code there too."""
    return code if title == code else f"{code} {title}".rstrip()


def _same_meaning(own: Mapping[str, str]) -> dict[str, str]:
    """Words that mean what one choice alone says: how far a thing is, and that there is none."""
    found: dict[str, str] = {}
    for words in (*SAME_STATE, frozenset({NONE_WORD})):
        meant = [choice for key, choice in own.items() if key in words]
        if words == {NONE_WORD}:
            meant = [choice for key, choice in own.items() if key.startswith(NONE_WORD)]
        if len(meant) == 1:
            found |= dict.fromkeys(words, meant[0])
    return found


@dataclass(frozen=True)
class Context:
    """``fiscal_year`` is the B.E. year of the open cycle.

    ``school_codes`` maps known 8- and 6-digit codes to the 10-digit code; ``known_codes`` are the
    10-digit codes of the register; ``school_names`` maps ``normalise_school_name`` of each school to
    the codes that hold it. An empty register is not checked against.

    ``scale`` gives the number of each choice of a scale. ``codes`` are the codes that may stand here with
    their titles, ``lapsed`` those that may not any more (or not yet) with when they hold, ``source`` says
    whose codes they are. ``unit`` is the unit of the field, as its heading shows it;
    ``percent_as_number`` whether a number may be a percentage there, ``not_applicable`` whether
    "ไม่เกี่ยวข้อง" answers the question, ``none_is_blank`` whether "ไม่มี" is as good as a blank cell,
    ``plain_digits`` whether Thai digits in a text stand for 0-9 (a text of a pattern is a code).
    """

    fiscal_year: int
    choices: tuple[str, ...] = ()
    choice_aliases: Mapping[str, str] = field(default_factory=dict)
    school_codes: Mapping[str, str] = field(default_factory=dict)
    known_codes: frozenset[str] | None = None
    school_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scale: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    lapsed: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    unit: str = ""
    not_applicable: bool = True
    none_is_blank: bool = False
    percent_as_number: bool = False
    plain_digits: bool = False

    def near(self, year: int) -> bool:
        """Whether a B.E. year may belong to the work of the open cycle."""
        return abs(year - self.fiscal_year) <= YEARS_AROUND

    @cached_property
    def choice_index(self) -> Mapping[str, str]:
        own = {loose_key(choice): choice for choice in self.choices}
        aliases = {loose_key(alias): choice for alias, choice in self.choice_aliases.items()}
        return _same_meaning(own) | aliases | own

    @cached_property
    def code_index(self) -> Mapping[str, str]:
        """Codes by themselves and as a drop-down offers them; by title where no other code has that one."""
        titles: dict[str, set[str]] = {}
        for code, title in self.codes.items():
            titles.setdefault(loose_key(title), set()).add(code)
        index = {key: held.pop() for key, held in titles.items() if key and len(held) == 1}
        index |= {loose_key(offered_code(code, title)): code for code, title in self.codes.items()}
        return index | {loose_key(code): code for code in self.codes}

    @cached_property
    def code_places(self) -> Mapping[str, int]:
        """Where each code stands in its list."""
        return {code: place for place, code in enumerate(self.codes)}

    @cached_property
    def longest_code(self) -> int:
        """Letters of the longest text that is read as a code."""
        return max(map(len, self.code_index), default=0)

    @cached_property
    def name_index(self) -> Mapping[str, tuple[str, ...]]:
        """Full names under every way of typing them: no spaces, and without the bracketed part."""
        index: dict[str, tuple[str, ...]] = {}
        for name in self.school_names:
            for key in {loose_key(name), loose_key(name.partition("(")[0])}:
                index[key] = (*index.get(key, ()), name)
        return index
