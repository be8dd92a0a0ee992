"""One respondent's data for one form and round, and many of them as one frame."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from service.core.calendar import Span
from service.core.cells import BLANK_PARSED, Cell, Outcome, Parsed, Value
from service.core.entries import BLANK_ENTRY, Entry, Status, entry_of, status_of
from service.core.expressions import Expression
from service.core.expressions.run import Array, run, usual
from service.core.fitting import fitting
from service.core.issues import Issue, Reason
from service.core.register import Respondent
from service.core.schema import BOOLEAN_KINDS, NUMERIC_KINDS, Field, Form


@dataclass(frozen=True, slots=True)
class Submission:
    """What was read for one respondent: cells as they stand, and what they were understood to mean.

    ``previous`` holds the values of the round before, ``history`` those of each earlier round,
    ``facts`` the numbers that the register knows of the respondent in the round's academic year,
    ``remembered`` the reasons already accepted by (field, code), ``earlier`` those of the round before,
    ``structure`` what is wrong with the sheet itself. ``overdue`` is whether the last day has passed:
    before it a blank cell is never an error (DESIGN §4). ``place`` says where a row of a list stands.
    ``span`` is the round it is given in.
    """

    respondent: Respondent
    cells: Mapping[str, Cell]
    parsed: Mapping[str, Parsed]
    reasons: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, Value] = field(default_factory=dict)
    remembered: Mapping[tuple[str, str], Reason] = field(default_factory=dict)
    structure: tuple[Issue, ...] = ()
    overdue: bool = False
    earlier: Mapping[tuple[str, str], Reason] = field(default_factory=dict)
    place: str = ""
    history: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    facts: Mapping[str, Decimal] = field(default_factory=dict)
    span: Span | None = None

    def reason_for(self, issue: Issue) -> str:
        """What was picked for a question: for itself ("field|code"), or for all of its field."""
        own = self.reasons.get(f"{issue.field}|{issue.code}")
        return self.reasons.get(issue.field, "") if own is None else own

    @property
    def entries(self) -> dict[str, Entry]:
        return {name: entry_of(parsed) for name, parsed in self.parsed.items()}


class ParsedCells:
    """The parsed cells of submissions, field by field; a frame is made of them without an Entry a cell."""

    def __init__(self, form: Form, submissions: Sequence[Submission]) -> None:
        rows = [submission.parsed for submission in submissions]
        names = [item.name for item in form.fields]
        self._columns = {name: [row.get(name, BLANK_PARSED) for row in rows] for name in names}

    def of(self, name: str) -> list[Parsed]:
        """The cells of a field, a blank one where a submission has none."""
        return self._columns[name]

    def statuses(self, name: str) -> Array:
        places = bytes([_PLACES[parsed.outcome] for parsed in self._columns[name]])
        return _STATUSES[np.frombuffer(places, dtype=np.uint8)]

    def values(self, name: str) -> list[Value | None]:
        return [parsed.value for parsed in self._columns[name]]


_STATUSES = np.array(list(Status), dtype="<U1")
_PLACES = {outcome: list(Status).index(status_of(outcome)) for outcome in Outcome}


class EntryCells:
    """The same of entries, as the store keeps them."""

    def __init__(self, rows: Sequence[Mapping[str, Entry]]) -> None:
        self._rows = rows

    def statuses(self, name: str) -> Array:
        return np.array([row.get(name, BLANK_ENTRY).status for row in self._rows], dtype="<U1")

    def values(self, name: str) -> list[Value | None]:
        return [row.get(name, BLANK_ENTRY).value for row in self._rows]


class Frame:
    """Submissions of one form and round as columns, one entry a respondent.

    A field that the register says is not relevant counts as not applicable, whatever was typed.
    An answer of another type than the field has (it was read by an older version) counts as missing.
    A column is made when it is first asked for: rules and figures leave most texts alone.
    Implements expressions.run.Columns.
    """

    def __init__(
        self,
        form: Form,
        respondents: Sequence[Respondent],
        entries: Sequence[Mapping[str, Entry]] | ParsedCells,
        previous: Sequence[Mapping[str, Value]] = (),
        *,
        history: Sequence[Mapping[str, Sequence[Value]]] = (),
        facts: Sequence[Mapping[str, Decimal]] = (),
        spans: Sequence[Span | None] = (),
    ) -> None:
        self.form = form
        self.respondents = list(respondents)
        nothing: list[Mapping[str, Any]] = [{}] * len(self.respondents)
        self._previous = list(previous) or nothing
        self._history = list(history) or nothing
        self._facts = list(facts) or nothing
        self._spans = list(spans) or [None] * len(self.respondents)
        self._columns: dict[tuple[str, str], Array] = {}
        self._fields = {item.name: item for item in form.fields}
        self._cells = entries if isinstance(entries, ParsedCells) else EntryCells(entries)
        self._set_irrelevant()

    def _set_irrelevant(self) -> None:
        """Evaluate every ``relevant`` on what was typed, then overrule the statuses."""
        self._relevant = {item.name: self._asks(item) for item in self.form.fields}
        for name, relevant in self._relevant.items():
            mask = ~relevant
            if mask.any():
                status = self.status(name)
                self._columns["status", name] = np.where(mask, Status.NOT_APPLICABLE.value, status)
                self._columns.pop(("column", name), None)  # made of what was typed

    @property
    def size(self) -> int:
        return len(self.respondents)

    def status(self, name: str) -> Array:
        """The cell status (A, L, M, E) of each respondent."""
        return self._kept("status", name, lambda: self._status(name))

    def _status(self, name: str) -> Array:
        statuses, values = self._cells.statuses(name), self._cells.values(name)
        fit = fitting(self._fields[name].kind, values)
        if fit is values:
            return statuses
        unfit = [one is not other for one, other in zip(values, fit, strict=True)]
        return np.where(unfit, Status.MISSING.value, statuses)

    def _asks(self, item: Field) -> Array:
        """Where the field concerns the respondent; an unanswerable condition counts as yes."""
        mask = np.ones(self.size, dtype=bool)
        conditions = [item.relevant]
        if item.group:
            conditions.append(self.form.group(item.group).relevant)
        for condition in conditions:
            if condition is not None:
                mask &= np.broadcast_to(run(condition, self), (self.size,)) | ~self.answerable(condition)
        return mask

    def relevant_mask(self, name: str) -> Array:
        """Where the field concerns the respondent, as decided when the frame was made."""
        return self._relevant[name]

    def answerable(self, expression: Expression) -> Array:
        """Where all that the expression needs is there, in this round and outside of it."""
        known = self.known(expression)
        for name in expression.needed:
            known &= self.given(name)
        for name in expression.previous:
            known &= self.previous_given(name)
        return known

    def known(self, expression: Expression) -> Array:
        """Where the register, the round and the earlier ones hold what the expression needs of them.

        No answer of the respondent can mend that, so no policy for missing answers fills it.
        """
        known = np.ones(self.size, dtype=bool)
        for name in expression.needed_facts:
            known &= ~np.isnan(self.fact(name))
        for name in expression.usual:
            known &= ~np.isnan(usual(self.history(name)))
        if expression.of_round:
            known &= ~np.isnan(self.round_ends())
        return known

    # -- expressions.run.Columns ------------------------------------------------------------------

    def column(self, name: str) -> Array:
        return self._kept("column", name, lambda: self._column(name))

    def _column(self, name: str) -> Array:
        item = self._fields[name]
        values = _column(item, fitting(item.kind, self._cells.values(name)))
        held = self.given(name)
        if held.all():
            return values
        blank: Any = np.nan if values.dtype.kind == "f" else False if values.dtype == bool else None
        return np.where(held, values, blank)

    def given(self, name: str) -> Array:
        return np.asarray(self.status(name) == Status.VALUE)

    def previous(self, name: str) -> Array:
        return _column(self._fields[name], self._before(name))

    def previous_given(self, name: str) -> Array:
        return np.array([value is not None for value in self._before(name)], dtype=bool)

    def _before(self, name: str) -> list[Value | None]:
        return fitting(self._fields[name].kind, [row.get(name) for row in self._previous])

    def history(self, name: str) -> Array:
        return self._kept("history", name, lambda: _matrix([row.get(name, ()) for row in self._history]))

    def fact(self, name: str) -> Array:
        return self._kept("fact", name, lambda: _numbers([row.get(name) for row in self._facts]))

    def _kept(self, sort: str, name: str, make: Callable[[], Array]) -> Array:
        """A column that is made when first asked for."""
        if (sort, name) not in self._columns:
            self._columns[sort, name] = make()
        return self._columns[sort, name]

    def has_grade(self, grade: str) -> Array:
        return self._of_register(lambda respondent: grade in respondent.grades)

    def has_tag(self, tag: str) -> Array:
        return self._of_register(lambda respondent: tag in respondent.tags)

    def respondent(self) -> Array:
        return np.array([respondent.code for respondent in self.respondents], dtype=object)

    def is_round(self, period: str) -> Array:
        return np.array([span is not None and span.period == period for span in self._spans], dtype=bool)

    def round_starts(self) -> Array:
        return _numbers([span.first.toordinal() if span else None for span in self._spans])

    def round_ends(self) -> Array:
        return _numbers([span.last.toordinal() if span else None for span in self._spans])

    def round_year(self) -> Array:
        return _numbers([span.year if span else None for span in self._spans])

    def _of_register(self, ask: Callable[[Respondent], bool]) -> Array:
        return np.array([ask(respondent) for respondent in self.respondents], dtype=bool)


class ZeroFrame:
    """The same frame with 0 for every missing number (``missing: zero`` and ``skip_if_all``).

    Facts and histories stay as they are: they are no answers (see ``Frame.known``).
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def __getattr__(self, name: str) -> Any:
        return getattr(self._frame, name)

    def column(self, name: str) -> Array:
        return _zeroed(self._frame.column(name))

    def previous(self, name: str) -> Array:
        return _zeroed(self._frame.previous(name))


class ExactFrame:
    """The same frame with Fractions where a column holds decimals, so that sums are exact.

    Whole numbers stay float64: they are exact up to 2**53, and much faster.
    """

    def __init__(self, frame: Frame, zero: bool) -> None:
        self._frame = ZeroFrame(frame) if zero else frame

    def __getattr__(self, name: str) -> Any:
        return getattr(self._frame, name)

    def column(self, name: str) -> Array:
        return exact(self._frame.column(name))

    def fact(self, name: str) -> Array:
        return exact(self._frame.fact(name))


def exact(values: Array) -> Array:
    """Float64 when all are whole numbers, else Fractions of the decimals that were typed."""
    if values.dtype.kind != "f":
        return values
    finite = values[~np.isnan(values)]
    if (finite == np.rint(finite)).all():
        return values
    fractions = [value if value != value else Fraction(Decimal(repr(float(value)))) for value in values]
    return np.array(fractions, dtype=object)


def _zeroed(values: Array) -> Array:
    return np.nan_to_num(values, nan=0.0) if values.dtype.kind == "f" else values


def _numbers(values: Sequence[Any]) -> Array:
    return np.array(values, dtype=float)  # None becomes NaN


def _matrix(rows: Sequence[Sequence[Value]]) -> Array:
    """The numbers of each row, from the left; an answer of another kind, of an older form, is none."""
    numbers = [
        [value for value in row if isinstance(value, int | Decimal) and not isinstance(value, bool)]
        for row in rows
    ]
    matrix = np.full((len(rows), max(map(len, numbers), default=0)), np.nan)
    for index, row in enumerate(numbers):
        matrix[index, : len(row)] = row
    return matrix


def _column(item: Field, values: list[Value | None]) -> Array:
    if item.kind in NUMERIC_KINDS:
        return _numbers(values)
    if item.kind in BOOLEAN_KINDS:
        return np.array([value is True for value in values], dtype=bool)
    texts = [value.isoformat() if isinstance(value, date) else value for value in values]
    return np.array(texts, dtype=object)
