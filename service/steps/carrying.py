"""What stands in a new tab from the beginning, and the rows of another form that come to be later.

Answers of the round before are written when the tab is made and never again: whoever changes or deletes
them is not contradicted. A row of another form is offered to a respondent once in a round; which ones were
is remembered by what tells the row apart, whatever becomes of its tab and file, with who gave it and how it
was worded: what the giver changes later is told (steps.drifting) and changes no answer. One that was deleted
is offered in no later round of the year either, and that is told too.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from service.core.carrying import Row, carried, cell_for, is_whole, offered, unfinished
from service.core.cells import BLANK, Cell
from service.core.contexts import contexts_for
from service.core.entries import BLANK_ENTRY, Entry, Status
from service.core.normalise import Context, parse
from service.core.register import Respondent
from service.core.rounds import Round, earlier_in_year, previous_round
from service.core.row_names import Names, row_names
from service.core.rows import by_row, row_name
from service.core.schema import Form
from service.core.uniqueness import key_of
from service.steps.context import Service
from service.store.submissions import Stored

Memory = dict[Names, dict[str, str]]
"""Rows that were offered: a digest of each text as it was given, and under "" who gave it. A row that was
offered before this was kept has nothing."""
Offers = Mapping[str, Mapping[Names, Row]]
"""Rows of another form by the respondent they name, and by what tells them apart."""


@dataclass
class Carrying:
    """What one round brings along. ``asked`` gives the fields that concern a respondent."""

    service: Service
    form: Form
    opened: Round
    asked: Callable[[str], Collection[str]]
    _hidden: dict[str, set[Names]] = field(default_factory=dict)
    _givers: dict[tuple[str, Names], str] = field(default_factory=dict)
    _deleted: dict[str, set[Names]] = field(default_factory=dict)

    def answers(self, code: str) -> Mapping[str, Cell]:
        """The cells of a card, or of a respondent's row in a table."""
        return next((row.cells for row in self._carried(code)), {})

    def rows(self, code: str) -> list[Row]:
        """The rows of a list: those of the round before, then those of another form besides."""
        rows = self._carried(code)
        known = {row.names for row in rows} | self.deleted(code)
        return [*rows, *(row for names, row in self._offers(code).items() if names not in known)]

    def fresh(self, code: str) -> list[Row]:
        """The rows of another form that this respondent has never been offered."""
        found = self._offers(code)
        known = {*self.remembered(code), *self.deleted(code)} if found else ()
        return [row for names, row in found.items() if names not in known]

    def remember(self, code: str) -> None:
        """All rows that are there now have been offered."""
        known = self.remembered(code)
        new = {names: self.given(code, names) for names in self._offers(code) if names not in known}
        if new:
            rows = [[list(names), given] for names, given in sorted({**known, **new}.items())]
            text = json.dumps(rows, ensure_ascii=False)
            self.service.store.settings.set(self._memory(code, self.opened.round_id), text)

    def given(self, code: str, names: Names) -> dict[str, str]:
        """What is remembered of a row as its giver gives it now; nothing when it is not offered."""
        row = self._offers(code).get(names)
        if row is None:
            return {}
        digests = {name: digest(cell) for name, cell in row.cells.items()}
        return {"": self._givers[code, names], **digests}

    def offered_to(self, names: Names) -> list[str]:
        """To whom a row of another form goes now."""
        return [code for code, rows in self._all_offers.items() if names in rows]

    def standing(self, codes: Collection[str]) -> dict[str, Mapping[Names, Mapping[str, str]]]:
        """What each respondent's rows hold that might have been offered, as last read: digests by field."""
        stored = self.service.store.submissions.all(self.form.id, self.opened.round_id, only=codes)
        return {code: self._digests(item.entries) for code, item in stored.items()}

    def _digests(self, entries: Mapping[str, Entry]) -> Mapping[Names, Mapping[str, str]]:
        assert self.form.rows_from is not None
        wanted, found = self.form.rows_from.fields, {}
        for row in by_row(entries).values():
            answers = {name: row.get(name, BLANK_ENTRY) for name in wanted}
            cells = {n: cell_for(self.form.field(n), e, self._contexts[n]) for n, e in answers.items()}
            found[row_names(self.form, row)] = {name: digest(cell or BLANK) for name, cell in cells.items()}
        return found

    def hidden(self, code: str) -> int:
        """How many of this respondent's rows bear the names of another giver's, which is offered instead."""
        self._offers(code)
        return len(self._hidden.get(code, ()))

    def names(self, cells: Mapping[str, Cell]) -> Names:
        """What tells a row that stands in a tab apart; () where that cannot be understood."""
        found = []
        for item in (self.form.field(name) for name in self.form.row_key):
            kind = "text" if item.reference and item.reference.form else item.kind
            value = parse(kind, cells.get(item.name, Cell()), self._contexts[item.name]).value
            if value is None:
                return ()
            found.append(key_of(value))
        return tuple(found)

    # -- of the round before

    def _carried(self, code: str) -> list[Row]:
        if not self.form.carry or not self._before:
            return []
        stored = self._stored_before.get(code)
        if stored is None:
            return []
        wrong = self._wrong.get(code, frozenset())
        person = Respondent(code, "", "", kind=self.form.respondent)  # what ends a row stands in the row
        entries = unfinished(self.form, person, stored.entries, wrong)
        return carried(self.form, entries, wrong, self._alike & set(self.asked(code)), self._contexts)

    @cached_property
    def _alike(self) -> frozenset[str]:
        """The fields that asked for the same in the round before: in another unit, or on another scale, the
        same number is another answer."""
        opened = self.service.store.rounds.get(self.form.id, self._before)
        if opened is None or not self.service.readable([opened]):
            return frozenset()
        before = {item.name: (item.unit, item.scale) for item in self.service.form_of(opened).fields}
        return frozenset(
            item.name for item in self.form.fields if before.get(item.name) == (item.unit, item.scale)
        )

    @cached_property
    def _before(self) -> str:
        return previous_round(self.form, self.opened.round_id)

    @cached_property
    def _stored_before(self) -> Mapping[str, Stored]:
        return self.service.store.submissions.all(self.form.id, self._before)

    @cached_property
    def _wrong(self) -> Mapping[str, frozenset[str]]:
        return _wrong_cells(self.service, self.form.id, self._before)

    @cached_property
    def _contexts(self) -> Mapping[str, Context]:
        return contexts_for(self.form, self.opened, self.service.store.register.all())

    # -- of another form

    def _offers(self, code: str) -> Mapping[Names, Row]:
        return self._all_offers.get(code, {})

    @cached_property
    def _all_offers(self) -> Offers:
        """Of a row that stands in several rounds the latest counts, in the place of the first."""
        if self.form.rows_from is None:
            return {}
        found: dict[str, dict[Names, Row]] = {}
        givers: dict[tuple[str, Names], str] = {}
        for code, giver, answers in self._rows_elsewhere():
            row = offered(self.form, answers, self.asked(code), self._contexts)
            if row is None:
                continue
            if givers.setdefault((code, row.names), giver) != giver:
                self._hidden.setdefault(code, set()).add(row.names)
            found.setdefault(code, {})[row.names] = row
            self._givers[code, row.names] = giver
        return found

    def _rows_elsewhere(self) -> Iterator[tuple[str, str, Mapping[str, Entry]]]:
        """Whom each row of the other form names, who gave it, and what it says, with the code of whoever
        gave it. One with a mistake in what is to be taken over waits until it is mended."""
        assert self.form.rows_from is not None
        source = self.form.rows_from
        taken = {source.to, *source.fields.values()}
        fields = self.service.form(source.form).fields if source.form in self.service.forms else ()
        own = [item.name for item in fields if item.names_respondent]
        for other in self._rounds_elsewhere():
            wrong = _wrong_cells(self.service, source.form, other.round_id)
            for giver, stored in self.service.store.submissions.all(source.form, other.round_id).items():
                mistakes = wrong.get(giver, frozenset())
                for key, answers in by_row(stored.entries).items():
                    if any(row_name(key, name) in mistakes for name in taken):
                        continue
                    named = answers.get(source.to, BLANK_ENTRY).value
                    told = {**answers, **dict.fromkeys(own, Entry(Status.VALUE, giver))}
                    for code in filter(None, map(str.strip, str(named or "").split(","))):
                        yield code, giver, told

    def _rounds_elsewhere(self) -> list[Round]:
        """All rounds of the other form in this fiscal year that end no later than this one, the oldest
        first; where there is none, the last one before."""
        assert self.form.rows_from is not None
        rounds = [
            item for item in self.service.store.rounds.all() if item.form_id == self.form.rows_from.form
        ]
        earlier = sorted((r for r in rounds if r.ends <= self.opened.ends), key=lambda r: r.ends)
        return [r for r in earlier if r.fiscal_year == self.opened.fiscal_year] or earlier[-1:]

    # -- what was offered

    def remembered(self, code: str) -> Memory:
        return self._recall(code, self.opened.round_id)

    def deleted(self, code: str) -> set[Names]:
        """The rows given now that stood no more at the end of the last round of the year that offered them.

        Where nothing was ever read, or a row cannot be told apart any more, none is taken to be deleted.
        """
        if code not in self._deleted:
            self._deleted[code] = self._find_deleted(code)
        return self._deleted[code]

    def _find_deleted(self, code: str) -> set[Names]:
        given = self._offers(code)
        last: dict[Names, bool] = {}
        for round_id, standing in self._stood.items() if given else ():
            there = standing.get(code)
            if there is not None and all(is_whole(self.form, names) for names in there):
                for names in self._recall(code, round_id).keys() & given.keys():
                    last.setdefault(names, names in there)
        return {names for names, stands in last.items() if not stands}

    @cached_property
    def _stood(self) -> Mapping[str, Mapping[str, Collection[Names]]]:
        """What tells each respondent's rows apart in the earlier rounds of the year, the latest first."""
        return {
            earlier.round_id: {
                code: {row_names(self.form, row) for row in by_row(stored.entries).values()}
                for code, stored in self.service.store.submissions.all(self.form.id, earlier.round_id).items()
            }
            for earlier in earlier_in_year(self.service.store.rounds.all(), self.opened)
        }

    def _recall(self, code: str, round_id: str) -> Memory:
        text = self.service.store.settings.get(self._memory(code, round_id))
        return dict(_recalled(item) for item in json.loads(text or "[]"))

    def _memory(self, code: str, round_id: str) -> str:
        """At most 100 letters, as the store takes them."""
        return f"offered:{code}:{round_id}:{self.form.id}"


def _recalled(item: Any) -> tuple[Names, dict[str, str]]:
    """A row that was offered; the names alone are what was kept of it formerly."""
    names, given = item if isinstance(item[0], list) else (item, {})
    return tuple(names), given


def digest(cell: Cell) -> str:
    """Enough to see that a text is another one."""
    return hashlib.sha256(cell.shown.encode()).hexdigest()[:12]


def _wrong_cells(service: Service, form_id: str, round_id: str) -> dict[str, frozenset[str]]:
    """By respondent the cells with an open error; a question without a reason is no error."""
    issues = service.store.submissions.issues(form_id, round_id)
    return {
        code: frozenset(issue.field for issue in found if issue.severity == "error")
        for code, found in issues.items()
    }
