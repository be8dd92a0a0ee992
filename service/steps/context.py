"""What a use case is handed: forms, store, Google, and the office's settings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from service.core.facts import asked_facts
from service.core.office_kpis import NO_AIMS
from service.core.register import Respondent
from service.core.respondents import respondents_of
from service.core.rounds import Round
from service.core.schema import Form
from service.definitions import Refused
from service.sheets.drive import Google
from service.steps import versions
from service.steps.installing import form_named, refusal, round_named
from service.store import Store

T = TypeVar("T")
Track = Callable[[Sequence[T], str], Iterable[T]]
"""Shows progress over a sequence; the second argument says what is being done."""


def untracked(items: Sequence[T], _label: str) -> Iterable[T]:
    """No progress shown."""
    return items


@dataclass(frozen=True, slots=True)
class Service:
    """Everything a use case needs from outside; made in bootstrap."""

    forms: Mapping[str, Form]
    store: Store
    google: Google
    office: str
    folder: str
    sharing: str
    templates: Path
    reports: Path
    sheet_url: Callable[[str, int], str]
    report_url: Callable[[str, str], str]
    sweep_minutes: int
    province: str = ""
    public_url: str = ""
    """Where the pages are; "" where there are none."""
    kpi_aims: Sequence[Decimal | None] = NO_AIMS
    threads: Callable[[int], Executor] = ThreadPoolExecutor
    """Makes a pool of so many threads; tests hand in one that lives in simulated time."""
    kept: versions.Cache = field(default_factory=dict)
    """Definitions that were read from the store."""
    refused: Sequence[Refused] = ()
    """Files that are no form as they stand; ``forms`` has what goes on in their place."""

    def form(self, form_id: str) -> Form:
        """The form to work with. Raises NotFoundError naming those that exist."""
        return form_named(self.forms, self.refused, form_id)

    def installed(self, form_id: str) -> Form:
        """The form as its file has it, to begin something with. Raises DefinitionError, NotFoundError."""
        if fault := refusal(self.refused, form_id):
            raise fault
        return self.form(form_id)

    def form_of(self, opened: Round) -> Form:
        """The form a round works with: the version it was opened with, or was migrated to."""
        return versions.form_of(self.forms, self.store, self.kept, opened)

    def readable(self, rounds: Iterable[Round]) -> list[Round]:
        """The rounds whose form can be read; the others are logged."""
        return versions.readable(self, rounds)

    def pin(self, opened: Round) -> Round:
        """Have a round work with the installed version of its form from now on."""
        return versions.pin(self.store, self.kept, opened, self.installed(opened.form_id))

    def pin_all(self, rounds: Iterable[Round]) -> list[Round]:
        """Give rounds from before definitions were kept the installed one."""
        return versions.pin_all(self.forms, self.store, self.kept, rounds)

    def round(self, form_id: str, round_id: str) -> Round:
        """The opened round. Raises NotFoundError saying which there are, and how to open it."""
        return round_named(self.store, self.form(form_id), round_id)

    def open_rounds(self, today: date | None = None) -> list[Round]:
        """Rounds that nobody has closed, of installed forms; with ``today``, those that are read on it."""
        return [
            item
            for item in self.store.rounds.all()
            if not item.closed and item.form_id in self.forms and (today is None or item.is_read(today))
        ]

    def respondents(self, opened: Round, form: Form | None = None) -> list[Respondent]:
        """Who is to report in the round: those of the form's kind that are open on the last day of its
        period and that it asks at all; ``form`` is another version than the one the round works with."""
        return respondents_of(form or self.form_of(opened), opened.ends, self.store.register.all())

    def facts(self, opened: Round) -> Mapping[str, Mapping[str, Decimal]]:
        """The dated counts the round rests on, by respondent and name: those of its academic year."""
        return self.store.facts.of_year(opened.academic_year)

    def asked_facts(self, opened: Round) -> Mapping[str, Mapping[str, Decimal]]:
        """The facts of a round whose form asks for some; nothing is looked up for one that asks for none."""
        return self.facts(opened) if asked_facts(self.form_of(opened)) else {}
