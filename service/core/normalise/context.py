"""What a reader must know besides the cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .text import loose_key

YEARS_AROUND = 3
"""A year this far from the open cycle is believed; further away it is a slip (DOMAIN §4)."""


@dataclass(frozen=True)
class Context:
    """``fiscal_year`` is the B.E. year of the open cycle.

    ``school_codes`` maps known 8- and 6-digit codes to the 10-digit code; ``known_codes`` are the
    10-digit codes of the register; ``school_names`` maps ``normalise_school_name`` of each school to
    the codes that hold it. An empty register is not checked against.
    """

    fiscal_year: int
    choices: tuple[str, ...] = ()
    choice_aliases: Mapping[str, str] = field(default_factory=dict)
    school_codes: Mapping[str, str] = field(default_factory=dict)
    known_codes: frozenset[str] | None = None
    school_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def near(self, year: int) -> bool:
        """Whether a B.E. year may belong to the work of the open cycle."""
        return abs(year - self.fiscal_year) <= YEARS_AROUND

    @cached_property
    def choice_index(self) -> Mapping[str, str]:
        aliases = {loose_key(alias): choice for alias, choice in self.choice_aliases.items()}
        return aliases | {loose_key(choice): choice for choice in self.choices}

    @cached_property
    def name_index(self) -> Mapping[str, tuple[str, ...]]:
        """Full names under every way of typing them: no spaces, and without the bracketed part."""
        index: dict[str, tuple[str, ...]] = {}
        for name in self.school_names:
            for key in {loose_key(name), loose_key(name.partition("(")[0])}:
                index[key] = (*index.get(key, ()), name)
        return index
