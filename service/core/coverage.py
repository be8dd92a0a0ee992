"""Which items of plans and policies the forms' indicators serve, and which none serves (DOMAIN D2.1, D7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from service.core.schema import Code, Form


@dataclass(frozen=True, slots=True)
class Served:
    """One code of a list, and the indicators that serve it as (form, indicator)."""

    code: str
    title: str
    indicators: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A list in its own order. ``unknown`` are codes that forms name and the list does not hold."""

    name: str
    codes: tuple[Served, ...]
    unknown: tuple[Served, ...] = ()

    @property
    def bare(self) -> tuple[Served, ...]:
        """The codes that no indicator serves."""
        return tuple(item for item in self.codes if not item.indicators)


def coverage(
    lists: Mapping[str, Sequence[Code]], forms: Iterable[Form], days: tuple[date, date] | None = None
) -> list[Coverage]:
    """Each list with the indicators that serve each of its codes.

    With ``days`` (the first and last one) only codes and forms count that are valid on one of them: a list
    gives its codes new meanings from year to year.
    """
    served = _served([form for form in forms if days is None or _overlap(form, days)])
    return [_coverage(name, codes, served.get(name, {}), days) for name, codes in lists.items()]


def _overlap(form: Form, days: tuple[date, date]) -> bool:
    return form.valid_from <= days[1] and days[0] <= form.valid_to


def _served(forms: Iterable[Form]) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """By list and code."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for form in forms:
        for indicator in form.indicators:
            for name, codes in indicator.align.items():
                for code in codes:
                    found.setdefault(name, {}).setdefault(code, []).append((form.id, indicator.id))
    return found


def _coverage(
    name: str,
    codes: Sequence[Code],
    served: Mapping[str, Sequence[tuple[str, str]]],
    days: tuple[date, date] | None,
) -> Coverage:
    valid = [code for code in codes if days is None or code.is_valid(*days)]
    titles = {code.code: code.told for code in valid}  # of several editions the last one's
    listed = (Served(code, title, tuple(served.get(code, ()))) for code, title in titles.items())
    strangers = (Served(code, "", tuple(held)) for code, held in served.items() if code not in titles)
    return Coverage(name, tuple(listed), tuple(strangers))
