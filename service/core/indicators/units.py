"""The units of the sums: one a respondent, or one a row of its list; of one round, or of the year to date.

Rows of a list, decided here once (layout ``list``):

- count() counts rows and sum(x) adds up rows. A row with an open error, in whatever cell, enters no
  figure; nor does one that lacks a value the figure needs. Every other row does.
- A respondent is in n when it has at least one row in the figure, and none that ought to be in it and
  is not: n says whose lists are in the figure as a whole. An empty list is not "none", so it is not in n;
  one that says there is nothing to list is (core.rows), with no rows to add up.
- A row that a needed field does not concern ("ไม่เกี่ยวข้อง", or by the register) is no row of the figure.
  A respondent all of whose rows are of that kind is not concerned: neither in n nor in N. One without
  rows is concerned when the register alone does not say otherwise.

To date (``grain_to_date``): the units of the fiscal year's earlier rounds stand beside those of this
round, and enter the sums by the same rules, with the register and the errors of their own round. So what
was reported in Q1 counts in Q2 whether or not the respondent has reported in Q2; n and N are this
round's alone. A school that closed or was merged since keeps what it reported: it counts where it stood
in the last round in which it was to report, and in nobody's n of N. Those of this round count where
they stand now.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from service.core.calendar import Span
from service.core.entries import Entry
from service.core.expressions.run import Array
from service.core.issues import Issue
from service.core.register import Respondent
from service.core.rows import by_row, split_name
from service.core.schema import Form, Indicator
from service.core.submission import Frame


@dataclass(frozen=True, slots=True)
class Collected:
    """What the store holds of one round, an item for each respondent that is to report in it.

    In a list, entries and issues are named "key/field" (core.rows). ``definitions`` are the hashes that
    the indicators had when the round's figures were computed, ``indicators`` those of the version that the
    round has now (they tell what a hash stands for), ``facts`` what the register knows of each
    respondent in the round's academic year, ``span`` is the round itself. ``none`` are the codes of those
    whose list says there is nothing to list.
    """

    respondents: Sequence[Respondent]
    entries: Sequence[Mapping[str, Entry]]
    issues: Sequence[Sequence[Issue]]
    round_id: str = ""
    definitions: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    span: Span | None = None
    none: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Units:
    """Units as columns. ``owners[i]`` is the respondent of unit i, ``rounds[i]`` its round (0 is this one).

    ``respondents`` are those of this round, then those of earlier rounds alone. ``real`` is False for
    the blank unit that stands for an empty list; ``none`` is True where that list says it has no rows.
    ``wrong`` are the units with an error open on a field; ``wrong_units`` those that enter no figure for an
    error in whatever field.
    """

    frame: Frame
    respondents: Sequence[Respondent]
    owners: Array
    rounds: Array
    real: Array
    none: Array
    wrong: Mapping[str, Array]
    wrong_units: Array
    simple: bool

    @property
    def size(self) -> int:
        return self.frame.size


def units_of_frame(frame: Frame, issues: Sequence[Sequence[Issue]]) -> Units:
    """A unit for each respondent of the frame."""
    size = frame.size
    return Units(
        frame,
        frame.respondents,
        owners=np.arange(size),
        rounds=np.zeros(size, dtype=int),
        real=np.ones(size, dtype=bool),
        none=np.zeros(size, dtype=bool),
        wrong=error_masks(frame, issues),
        wrong_units=np.zeros(size, dtype=bool),
        simple=True,
    )


def error_masks(frame: Frame, issues: Sequence[Sequence[Issue]]) -> dict[str, Array]:
    """For each field with errors, the respondents whose error is open on it."""
    return _masks([_wrong_fields(found) for found in issues], frame.size)


def _wrong_fields(issues: Sequence[Issue]) -> set[str]:
    return {issue.field for issue in issues if issue.severity == "error"}


def _masks(wrong: Sequence[set[str]], size: int) -> dict[str, Array]:
    masks: dict[str, Array] = {}
    for index, names in enumerate(wrong):
        for name in names:
            masks.setdefault(name, np.zeros(size, dtype=bool))[index] = True
    return masks


@dataclass(frozen=True, slots=True)
class _Unit:
    respondent: Respondent
    entries: Mapping[str, Entry]
    wrong: set[str]
    facts: Mapping[str, Decimal]
    real: bool = True
    none: bool = False
    wrong_row: bool = False


def units_of(form: Form, rounds: Sequence[Collected]) -> Units:
    """The units of these rounds: this one first, then earlier ones, the latest first."""
    places: dict[str, int] = {}
    respondents: list[Respondent] = []
    units: list[_Unit] = []
    owners: list[int] = []
    numbers: list[int] = []
    spans: list[Span | None] = []
    for number, collected in enumerate(rounds):
        for unit in _units(form, collected):
            code = unit.respondent.code
            if code not in places:
                places[code] = len(respondents)
                respondents.append(unit.respondent)
            units.append(unit)
            owners.append(places[code])
            numbers.append(number)
            spans.append(collected.span)
    return Units(
        Frame(
            form,
            [unit.respondent for unit in units],
            [unit.entries for unit in units],
            facts=[unit.facts for unit in units],
            spans=spans,
        ),
        respondents,
        owners=np.array(owners, dtype=int),
        rounds=np.array(numbers, dtype=int),
        real=np.array([unit.real for unit in units], dtype=bool),
        none=np.array([unit.none for unit in units], dtype=bool),
        wrong=_masks([unit.wrong for unit in units], len(units)),
        wrong_units=np.array([unit.wrong_row for unit in units], dtype=bool),
        simple=len(rounds) == 1 and not form.is_list,
    )


def _units(form: Form, collected: Collected) -> Iterator[_Unit]:
    found = zip(collected.respondents, collected.entries, collected.issues, strict=True)
    for respondent, entries, issues in found:
        wrong, facts = _wrong_fields(issues), collected.facts.get(respondent.code, {})
        if not form.is_list:
            yield _Unit(respondent, entries, wrong, facts)
            continue
        rows = {key: row for key, row in by_row(entries).items() if key}
        wrong_keys = {split_name(name)[0] for name in wrong}
        for key, row in rows.items():
            yield _Unit(respondent, row, set(), facts, wrong_row=key in wrong_keys)
        if not rows:
            none = respondent.code in collected.none
            yield _Unit(respondent, {}, set(), facts, real=False, none=none)
