"""Files that must be read again though nobody touched them: what they are told hangs on other files.

A unique answer that one respondent changes was, or becomes, the duplicate of another's; a project that is
taken out leaves activities that refer to nothing. Whose answers changed is seen when they are checked; the
others' files are read in the next sweep, and cost nothing before.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from service.core.cells import Value
from service.core.entries import Entry
from service.core.form_expressions import expressions_of
from service.core.rounds import Round
from service.core.schema import Form
from service.core.submission import Frame, Submission
from service.core.uniqueness import keys_of, unique_fields
from service.steps.context import Service
from service.steps.history import by_field, histories, previous_values
from service.steps.referring import RoundKey, referred_rounds, value_rows

MEMORY = "read_again"
Place = tuple[str, str, str]
"""Form, round, respondent."""
Holders = dict[str, dict[str, set[str]]]
"""By unique field and key of the answer: the respondents who gave it."""


class Rereading:
    """Who holds which unique answers in the rounds of one sweep, and who is to be read again after it."""

    def __init__(self, service: Service, rounds: Sequence[Round]) -> None:
        self._service, self._rounds = service, rounds
        self._held: dict[RoundKey, Holders] = {}
        self._names: dict[str, str] = {}
        self._found: set[Place] = set()
        self._stored = service.store.settings.get(MEMORY)
        self.waiting: frozenset[Place] = frozenset(tuple(place) for place in json.loads(self._stored or "[]"))
        """Those whom the sweep before found."""

    def taken(
        self, form: Form, opened: Round, submissions: Iterable[Submission]
    ) -> dict[str, dict[str, list[str]]]:
        """The answers of these submissions that respondents not among them gave too, with their names."""
        if form.is_list or not unique_fields(form):
            return {}
        given = {item.respondent.code: item.entries for item in submissions}
        held = self._holders(form, opened)
        found: dict[str, dict[str, list[str]]] = {}
        for keys in self._keys(form, opened, given).values():
            for name, key in keys.items():
                others = sorted(held.get(name, {}).get(key, set()) - set(given))
                found.setdefault(name, {})[key] = [self._names[code] for code in others]
        return found

    def _holders(self, form: Form, opened: Round) -> Holders:
        """Who gave what, as stored: read once in a sweep."""
        key = (form.id, opened.round_id)
        if key not in self._held:
            self._names |= {item.code: item.name for item in self._service.respondents(opened)}
            self._held[key] = {}
            stored = self._service.store.submissions.all(*key)
            entries = {code: item.entries for code, item in stored.items()}
            for code, keys in self._keys(form, opened, entries).items():
                _hold(self._held[key], code, keys)
        return self._held[key]

    def _keys(
        self, form: Form, opened: Round, given: Mapping[str, Mapping[str, Entry]]
    ) -> dict[str, dict[str, str]]:
        """The unique answers among these, by respondent; of those alone who report in the round.

        What concerns a respondent may hang on earlier rounds and facts, here as when it is checked.
        """
        people = [item for item in self._service.respondents(opened) if item.code in given]
        codes = [item.code for item in people]
        before: Mapping[str, Mapping[str, Value]] = {}
        if any(expression.previous for expression in expressions_of(form)):
            before = previous_values(self._service, form, opened, codes)
        usual, facts = histories(self._service, form, opened, codes), self._service.asked_facts(opened)
        entries = [given[code] for code in codes]
        frame = Frame(
            form,
            people,
            entries,
            [before.get(code, {}) for code in codes],
            history=[by_field(usual.get(code, ())) for code in codes],
            facts=[facts.get(code, {}) for code in codes],
            spans=[opened.span] * len(codes),
        )
        return dict(zip(codes, keys_of(frame, entries), strict=True))

    def note(self, form: Form, opened: Round, now: Mapping[str, Mapping[str, Entry]]) -> None:
        """Take note of what these respondents give now, before it is stored."""
        place = (form.id, opened.round_id)
        referring = list(self._referring(form, opened))
        unique = bool(unique_fields(form)) and not form.is_list
        before = self._service.store.submissions.all(*place, only=now) if unique or referring else {}
        then = {code: item.entries for code, item in before.items()}
        changed = {code: entries for code, entries in now.items() if then.get(code) != entries}
        formerly = {code: then[code] for code in changed if code in then}
        old, new = (self._keys(form, opened, part) if unique else {} for part in (formerly, changed))
        for code, entries in changed.items():
            was = then.get(code, {})
            if unique:
                self._note_unique(form, opened, code, old.get(code, {}), new.get(code, {}))
            for other, field in referring:
                if _values(was, field) != _values(entries, field):
                    self._found.add((*other, code))
        here = {(*place, code) for code in now}
        self._found -= here  # they were checked just now, with all that is known
        self._keep(self.waiting | self._found)

    def _note_unique(
        self, form: Form, opened: Round, code: str, was: Mapping[str, str], now: Mapping[str, str]
    ) -> None:
        held = self._holders(form, opened)
        for name in {*was, *now}:
            if was.get(name) == now.get(name):
                continue
            for key in (was.get(name), now.get(name)):
                others = held.get(name, {}).get(key, set()) - {code} if key else set()
                self._found |= {(form.id, opened.round_id, other) for other in others}
            if key := was.get(name):
                held.get(name, {}).get(key, set()).discard(code)
        _hold(held, code, now)

    def _referring(self, form: Form, opened: Round) -> Iterable[tuple[RoundKey, str]]:
        """The open rounds whose form refers to this one, and to which field of it."""
        for other in self._rounds:
            theirs = self._service.form_of(other)
            refers = [item.reference for item in theirs.fields if item.reference]
            fields = {reference.field for reference in refers if reference.form == form.id}
            latest = referred_rounds(self._service, theirs, other).get(form.id) if fields else None
            if latest and latest.round_id == opened.round_id:
                yield from (((other.form_id, other.round_id), field) for field in fields)

    def finish(self) -> None:
        """All who waited have been read; those found meanwhile wait for the next sweep."""
        self._keep(self._found)

    def _keep(self, places: Iterable[Place]) -> None:
        text = json.dumps(sorted(places))
        if text != (self._stored or "[]"):
            self._service.store.settings.set(MEMORY, text)
            self._stored = text


def _hold(held: Holders, code: str, keys: Mapping[str, str]) -> None:
    for name, key in keys.items():
        held.setdefault(name, {}).setdefault(key, set()).add(code)


def _values(entries: Mapping[str, Entry], field: str) -> set[str]:
    return {str(row[field]) for row in value_rows(entries) if field in row}
