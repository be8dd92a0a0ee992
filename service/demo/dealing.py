"""Which respondent makes which planted mistakes in one round of a form, and what must be marked then.

The mistakes of a round are dealt so that none interferes with another: on a card two stand together only when
no rule looks at fields of both; in a list there is one a row. What finds no room is left for another pass.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from random import Random

from service.core.cells import Value
from service.core.schema import Form
from service.demo.case import Answers, code_of
from service.demo.mistakes import LAST, NEW, OF_ROW, PREVIOUS, Mark, Mistake
from service.demo.typed import BLANK, Typed, as_typed
from service.demo.typing_answers import asked, plain_answer, typed_line, typed_set

MOST = 8
"""Mistakes that one card bears, so that it is still somebody's."""
Respondent = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """What stands in one row of a list, or in all of a card: cells, and the reason picked beside a field."""

    cells: Mapping[str, Typed] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a respondent types into its tab of a form in a round.

    ``truth`` are the right answers, a row each; ``marks`` all that must be said: (place, code, severity).
    A place is the field, in lists with the number of its row from 1: "3:budget". ``dealt`` are the
    mistakes, with the row (from 0) each stands in.
    """

    respondent: Respondent
    truth: Sequence[Answers]
    lines: Sequence[Line]
    dealt: Sequence[tuple[Mistake, int]] = ()
    marks: frozenset[tuple[str, str, str]] = frozenset()
    state: str = "complete"

    @property
    def code(self) -> str:
        return code_of(self.respondent)


def right_sheet(form: Form, respondent: Respondent, truth: Sequence[Answers], seed: object = "") -> Sheet:
    """A respondent that answers everything rightly; nothing at all when there is nothing to say."""
    rng = Random(f"{seed}/{code_of(respondent)}/{form.id}")
    lines = tuple(Line(typed_line(form, row, rng)) for row in truth)
    return Sheet(respondent, truth, lines, state="complete" if lines else "missing")


def deal(
    form: Form,
    sheets: Sequence[Sheet],
    before: Mapping[str, Sequence[Answers]],
    mistakes: Sequence[Mistake],
) -> tuple[list[Sheet], list[Mistake]]:
    """The sheets with as many of the mistakes as find room, and the mistakes that found none.

    ``before`` are the right answers of the round before by respondent. Deterministic.
    """
    tables = [_Table(form, sheet, before.get(sheet.code, ())) for sheet in sheets]
    left: list[Mistake] = []
    for mistake in sorted(mistakes, key=lambda item: (-item.alone, -len(item.needs), bool(not item.marks))):
        if not any(table.take(mistake) for table in tables):
            left.append(mistake)
    return [table.sheet() for table in tables], left


class _Table:
    """One respondent at whom mistakes are dealt."""

    def __init__(self, form: Form, sheet: Sheet, before: Sequence[Answers]) -> None:
        self._form, self._sheet, self._before = form, sheet, before
        self._dealt: list[tuple[Mistake, int]] = []
        self._used: set[int] = set()
        self._size = len(sheet.truth)

    def take(self, mistake: Mistake) -> bool:
        """Take the mistake when there is room for it and the respondent is one that may make it."""
        if not self._sheet.truth or any(item.alone for item, _ in self._dealt):
            return False
        if mistake.alone and self._dealt:
            return False
        if not all(_meets(self._sheet.respondent, need, self._sheet.truth) for need in mistake.needs):
            return False
        row = self._row_in_list(mistake) if self._form.is_list else self._card(mistake)
        if row is None:
            return False
        self._dealt.append((mistake, row))
        return True

    def _card(self, mistake: Mistake) -> int | None:
        if len(self._dealt) >= MOST or not self._row_meets(0, mistake):
            return None
        mine = self._reach(mistake) if self._dealt else frozenset()
        free = all(not mine & _all_fields(other) for other, _ in self._dealt)
        return 0 if free else None

    @cached_property
    def _scopes(self) -> list[frozenset[str]]:
        return _scopes(self._form)

    def _reach(self, mistake: Mistake) -> frozenset[str]:
        """All fields that some rule or condition looks at together with one of the mistake's."""
        touched = _all_fields(mistake)
        return touched.union(*(scope for scope in self._scopes if scope & touched))

    def _row_in_list(self, mistake: Mistake) -> int | None:
        also = {self._number(row) for row in mistake.rows_used}
        if any(row in self._used for row in also):
            return None
        if mistake.row == NEW:
            row = self._size
            if not self._row_meets(len(self._sheet.truth) - 1, mistake):
                return None
            self._size += 1
        else:
            wanted = [self._number(mistake.row)] if mistake.row else range(len(self._sheet.truth))
            free = (row for row in wanted if row not in self._used | also and self._row_meets(row, mistake))
            found = next(free, None)
            if found is None:
                return None
            row = found
        self._used |= {row, *also}
        return row

    def _number(self, row: str) -> int:
        return len(self._sheet.truth) - 1 if row == LAST else int(row) - 1

    def _row_meets(self, row: int, mistake: Mistake) -> bool:
        if not 0 <= row < len(self._sheet.truth):
            return False
        truth, former = self._sheet.truth[row], self._former(row)
        return all(_row_has(truth, former, need) for need in mistake.needs)

    def _former(self, row: int) -> Answers:
        """The same row in the round before; nothing when there was none."""
        if not self._form.is_list:
            return dict(self._before[0]) if self._before else {}
        mine = [self._sheet.truth[row].get(name) for name in self._form.row_key]
        matches = (old for old in self._before if [old.get(name) for name in self._form.row_key] == mine)
        return dict(next(matches, {})) if self._form.row_key else {}

    # -- the sheet as it is typed

    def sheet(self) -> Sheet:
        lines = list(self._sheet.lines)
        marks: set[tuple[str, str, str]] = set()
        unfinished = False
        for mistake, row in self._dealt:
            source = min(row, len(self._sheet.truth) - 1)
            line = lines[row] if row < len(lines) else right_line(self._form, self._sheet.truth[source])
            cells = self._typed_over(line, mistake, source)
            reasons = {mistake.field: mistake.reason} if mistake.reason else {}
            made = Line(cells, {**line.reasons, **reasons})
            lines[row : row + 1] = [made]
            marks |= {self._place(mark, row) for mark in mistake.marks}
            unfinished |= self._leaves_a_blank(mistake, line, made)
        return replace(
            self._sheet,
            lines=tuple(lines),
            dealt=tuple(self._dealt),
            marks=frozenset(marks),
            state=_state({severity for _, _, severity in marks}, unfinished)
            if self._dealt
            else self._sheet.state,
        )

    def _typed_over(self, line: Line, mistake: Mistake, source: int) -> dict[str, Typed]:
        fields = {item.name: item for item in asked(self._form)}
        cells = dict(line.cells)
        for name, raw in mistake.sets.items():
            cells[name] = typed_set(fields[name], self._filled_in(raw, source))
        raw = self._filled_in(mistake.raw, source)
        way = f"number:{raw}" if mistake.typed_as == "number" else mistake.typed_as
        cells[mistake.field] = as_typed(raw, way)
        return {name: typed for name, typed in cells.items() if typed != BLANK}

    def _filled_in(self, raw: str, source: int) -> str:
        """``{budget+1}`` and the like, worked out."""
        known = {item.name for item in self._form.fields}

        def value(found: "object") -> str:
            where, name, more = found.groups()  # type: ignore[attr-defined]
            if name not in known:
                return str(found[0])  # type: ignore[index]  # braces that somebody types
            row = source if where in (None, PREVIOUS) else self._number(where)
            answers = self._former(row) if where == PREVIOUS else self._sheet.truth[row]
            return _sum_of(answers[name], more)

        return OF_ROW.sub(value, raw)

    def _place(self, mark: Mark, row: int) -> tuple[str, str, str]:
        if not self._form.is_list:
            return mark.field, mark.code, mark.severity
        number = self._number(mark.row) if mark.row else row
        return f"{number + 1}:{mark.field}", mark.code, mark.severity

    def _leaves_a_blank(self, mistake: Mistake, before: Line, after: Line) -> bool:
        required = {item.name for item in asked(self._form) if item.constraints.required}
        return bool((before.cells.keys() - after.cells.keys()) & required & mistake.touched)


def right_line(form: Form, truth: Answers) -> Line:
    """These answers, each typed as the instructions ask."""
    return Line(
        {item.name: plain_answer(item, truth[item.name]) for item in asked(form) if item.name in truth}
    )


def _all_fields(mistake: Mistake) -> frozenset[str]:
    return mistake.touched | {mark.field for mark in mistake.marks}


def _scopes(form: Form) -> list[frozenset[str]]:
    """The sets of fields that are looked at together: by a rule, or by a condition and what it opens."""
    found = [rule.constraint.names | {rule.field} for rule in form.rules]
    found += [frozenset(rule.fields) for rule in form.row_rules]
    found += [rule.relevant.names | {rule.field} for rule in form.rules if rule.relevant]
    for item in form.fields:
        group = form.group(item.group).relevant if item.group else None
        found += [condition.names | {item.name} for condition in (item.relevant, group) if condition]
    return [frozenset(scope) for scope in found if len(scope) > 1]


def _state(severities: set[str], unfinished: bool) -> str:
    if "error" in severities:
        return "needs_fix"
    if "query" in severities:
        return "explain"
    return "in_progress" if "blank" in severities or unfinished else "complete"


def _meets(respondent: Respondent, need: str, truth: Sequence[Answers]) -> bool:
    """Whether a respondent is one that a mistake needs; needs of single rows are met here."""
    what, _, value = need.partition(":")
    held = {*respondent.get("grades", "").split(), *respondent.get("tags", "").split()}
    if what == "pupils":
        low, high = value.split("-")
        return int(low) <= int(respondent.get("pupils") or 0) <= int(high)
    if what in ("grade", "tag"):
        return value in held
    if what in ("no_grade", "no_tag"):
        return value not in held
    if what == "code":
        return value == code_of(respondent)
    if what == "rows":
        return len(truth) >= int(value)
    if what not in ("given", "is", "prev", "alone"):
        raise ValueError(f"needs: {need!r} is not known (service.demo.mistakes says what is)")
    return True


def _row_has(truth: Answers, former: Answers, need: str) -> bool:
    what, _, value = need.partition(":")
    if what == "given":
        return value in truth
    if what == "is":
        name, _, wanted = value.partition("=")
        return str(truth.get(name, "")) == wanted
    if what == "prev":
        number = former.get(value, 0)
        return isinstance(number, int | Decimal) and number > 0
    return True


def _sum_of(value: Value, more: str | None) -> str:
    if not more:
        return str(value)
    assert isinstance(value, int | Decimal), f"{value!r} is no number to which {more} is added"
    total = Decimal(value) + Decimal(more)
    return str(int(total) if total == int(total) else total)
