"""A form without any sheet: what is typed goes through the checker, as a sweep would have it checked.

Everybody's right answers in every round are there from the generators; a mistake is dealt alone to the
first respondent that may make it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from service.core.cells import Parsed, Value
from service.core.contexts import contexts_for, given_codes, with_codes
from service.core.issues import Issue
from service.core.normalise import Context, parse
from service.core.respondents import respondents_of
from service.core.rounds import Round, open_round, previous_round
from service.core.schema import Form
from service.core.submission import Submission
from service.core.uniqueness import key_of
from service.core.validation import Surroundings, check, summarise
from service.demo.case import Answers, code_of
from service.demo.dealing import Line, Sheet, deal, right_sheet
from service.demo.mistakes import Mistake
from service.demo.typed import BLANK as NOTHING
from service.demo.typed import Typed
from service.demo.typing_answers import asked

from .kits import Kit, all_rounds, period_of
from .office import AD_HOC
from .people import register_of_all, some_people

Mark = tuple[str, str, str]
"""Place, code and severity, as a planned sheet has them (service.demo.dealing)."""


@dataclass(frozen=True)
class Said:
    """The words by mark, and the state of each row."""

    marks: dict[Mark, str]
    states: list[str]


@dataclass
class FormAlone:
    """A form of a kit, with what everybody rightly answers in all its rounds."""

    kit: Kit
    form: Form
    _known: dict[str, Mapping[str, Context]] = field(default_factory=dict)
    _parsed: dict[tuple[str, str, str, Typed], Parsed] = field(default_factory=dict)

    @staticmethod
    @cache
    def of(kit: Kit, form_id: str) -> "FormAlone":
        """Made once for all tests: generators are the dearer part."""
        return FormAlone(kit, kit.forms[form_id])

    @cached_property
    def rounds(self) -> list[Round]:
        days = {round_id: AD_HOC.get(period_of(round_id)) for round_id in all_rounds(self.form)}
        return [open_round(self.form, round_id, days=days[round_id]) for round_id in days]

    @cached_property
    def right(self) -> Mapping[str, Mapping[str, Sheet]]:
        """By round and respondent."""
        found: dict[str, dict[str, Sheet]] = {}
        for opened in self.rounds:
            concerned = {
                item.code for item in respondents_of(self.form, opened.ends, register_of_all().values())
            }
            people = [person for person in some_people() if code_of(person) in concerned]
            before = found.get(previous_round(self.form, opened.round_id), {})
            found[opened.round_id] = {
                code_of(person): self._right(person, opened.round_id, before.get(code_of(person)))
                for person in people
            }
        return found

    def _right(self, person: Mapping[str, str], round_id: str, before: Sheet | None) -> Sheet:
        rows = list(before.truth) if before else []
        truth = self.kit.next_rows(self.form.id, person, period_of(round_id), rows)
        return right_sheet(self.form, person, truth, round_id)

    @cached_property
    def _before(self) -> Mapping[str, Mapping[str, Sequence[Answers]]]:
        """Everybody's right rows of the round before, by round."""
        return {
            opened.round_id: {
                code: sheet.truth
                for code, sheet in self.right.get(previous_round(self.form, opened.round_id), {}).items()
            }
            for opened in self.rounds
        }

    # -- mistakes

    @cached_property
    def dealt(self) -> Mapping[str, tuple[Round, Sheet] | None]:
        """By id of the mistake the first round that has room for it, and the sheet of whoever types it:
        of those that may the one who has erred least."""
        times = Counter[str]()
        return {mistake.id: self._deal(mistake, times) for mistake in self.kit.planted(self.form.id)}

    def _deal(self, mistake: Mistake, times: Counter[str]) -> tuple[Round, Sheet] | None:
        for opened in self.rounds:
            if mistake.round not in ("", period_of(opened.round_id)):
                continue
            before = self._before[opened.round_id]
            for sheet in sorted(self.right[opened.round_id].values(), key=lambda sheet: times[sheet.code]):
                (found,), left = deal(self.form, [sheet], before, [mistake])
                if not left:
                    times[sheet.code] += 1
                    return opened, found
        return None

    def said(self) -> dict[str, "Said"]:
        """What is said for each mistake that was dealt; nobody stands twice in what is checked as one."""
        found: dict[str, Said] = {}
        left = {key: dealt for key, dealt in self.dealt.items() if dealt}
        while left:
            opened = next(iter(left.values()))[0]
            batch = {sheet.code: (key, sheet) for key, (when, sheet) in left.items() if when == opened}
            said = self.checked(opened, [sheet for _, sheet in batch.values()])
            found |= {key: what for (key, _), what in zip(batch.values(), said, strict=True)}
            left = {key: dealt for key, dealt in left.items() if key not in found}
        return found

    # -- checking

    def checked(self, opened: Round, sheets: Sequence[Sheet]) -> list[Said]:
        """What is said of each sheet, all of them looked at together."""
        parts = [(at, row) for at, sheet in enumerate(sheets) for row in self._rows(opened, sheet)]
        rows = [row for _, row in parts]
        issues = check(self.form, rows, Surroundings((opened.starts, opened.ends)))
        advance = summarise(self.form, rows, issues)
        found = [Said({}, []) for _ in sheets]
        numbers = Counter[int]()
        for (at, _), wrong, how_far in zip(parts, issues, advance, strict=True):
            numbers[at] += 1
            row = f"{numbers[at]}:" if self.form.is_list else ""
            found[at].marks.update({(f"{row}{i.field}", i.code, _severity(i)): i.message for i in wrong})
            found[at].states.append(str(how_far.state))
        return found

    def _rows(self, opened: Round, sheet: Sheet) -> list[Submission]:
        contexts = self._contexts(opened, sheet)
        former = self._former(opened, sheet.code)
        rows = (self._row(opened, sheet, line, contexts) for line in sheet.lines)
        return [
            replace(row, **self._earlier(row, former), place=f"แถว {number}" if self.form.is_list else "")
            for number, row in enumerate(rows, 1)
        ]

    def _row(self, opened: Round, sheet: Sheet, line: Line, contexts: Mapping[str, Context]) -> Submission:
        respondent = register_of_all()[sheet.code]
        typed = {item.name: line.cells.get(item.name, NOTHING) for item in asked(self.form)}
        if not self.form.is_list:
            own = (item.name for item in self.form.fields if item.names_respondent)
            typed |= dict.fromkeys(own, Typed(respondent.code))
        parsed = {name: self._read(opened, sheet, name, cell, contexts[name]) for name, cell in typed.items()}
        reasons = line.reasons
        if self.form.is_list and reasons:  # a row has one place for them
            reasons = dict.fromkeys(typed, next(iter(reasons.values())))
        cells = {name: cell.cell() for name, cell in typed.items()}
        return Submission(respondent, cells, parsed, reasons=reasons, span=opened.span)

    def _read(self, opened: Round, sheet: Sheet, name: str, typed: Typed, context: Context) -> Parsed:
        """Read once: of all that is typed for a mistake only a few cells are new."""
        key = opened.round_id, sheet.code, name, typed
        if key not in self._parsed:
            self._parsed[key] = parse(self.form.field(name).kind, typed.cell(), context)
        return self._parsed[key]

    # -- what is known besides

    def _contexts(self, opened: Round, sheet: Sheet) -> dict[str, Context]:
        contexts = dict(self._plain_contexts(opened))
        for item in self.form.fields:
            if item.reference and item.reference.form:
                other = FormAlone.of(self.kit, item.reference.form)
                rows = other.told_by(sheet.code, opened)
                codes = given_codes(other.form, item.reference.field, rows)
                contexts[item.name] = with_codes(contexts[item.name], codes, other.form.short_title)
        return contexts

    def _plain_contexts(self, opened: Round) -> Mapping[str, Context]:
        if opened.round_id not in self._known:
            self._known[opened.round_id] = contexts_for(self.form, opened, register_of_all().values())
        return self._known[opened.round_id]

    def told_by(self, code: str, opened: Round) -> Sequence[Answers]:
        """The rows of a respondent in the latest round that is not later than another form's round."""
        rounds = [mine for mine in self.rounds if mine.starts <= opened.ends]
        return self.right[rounds[-1].round_id][code].truth if rounds else ()

    def _former(self, opened: Round, code: str) -> list[Mapping[str, Answers]]:
        """The rows of each earlier round by what names them, the oldest first; "" names a card."""
        found = []
        before = previous_round(self.form, opened.round_id)
        while before:
            if code in self.right.get(before, {}):
                rows = self.right[before][code].truth
                found.append({self._name_of(row): row for row in rows})
            before = previous_round(self.form, before)
        return found[::-1]

    def _name_of(self, row: Mapping[str, Any]) -> str:
        parts = [key_of(row[name]) for name in self.form.row_key if row.get(name) is not None]
        return "/".join(parts) if self.form.is_list else ""

    def _earlier(self, row: Submission, former: Sequence[Mapping[str, Answers]]) -> dict[str, Any]:
        names = self._name_of({key: parsed.value for key, parsed in row.parsed.items()})
        answers = [rows.get(names, {}) for rows in former]
        history: dict[str, list[Value]] = {}
        for told in answers:
            for name, value in told.items():
                history.setdefault(name, []).append(value)
        return {"previous": answers[-1] if answers else {}, "history": history}


def _severity(issue: Issue) -> str:
    return "accepted" if issue.reason else str(issue.severity)
