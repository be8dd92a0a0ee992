"""What a use case is handed: forms, store, Google, and the office's settings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from service.core.register import Respondent
from service.core.rounds import Round, window
from service.core.schema import Form
from service.errors import NotFoundError
from service.sheets.drive import Google
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
    threads: Callable[[int], Executor] = ThreadPoolExecutor
    """Makes a pool of so many threads; tests hand in one that lives in simulated time."""

    def form(self, form_id: str) -> Form:
        """The form. Raises NotFoundError naming those that exist."""
        if form_id not in self.forms:
            raise NotFoundError(f"ไม่มีแบบ {form_id} (no such form); มี: {', '.join(sorted(self.forms))}")
        return self.forms[form_id]

    def round(self, form_id: str, round_id: str) -> Round:
        """The opened round. Raises NotFoundError saying how to open it."""
        found = self.store.rounds.get(self.form(form_id).id, round_id)
        if found is None:
            raise NotFoundError(
                f"รอบ {round_id} ของ {form_id} ยังไม่เปิด (not open): tidtam round open {form_id} {round_id}"
            )
        return found

    def open_rounds(self) -> list[Round]:
        """Rounds that are open now and whose form is installed."""
        return [item for item in self.store.rounds.all() if not item.closed and item.form_id in self.forms]

    def respondents(self, opened: Round) -> list[Respondent]:
        """Who is to report in the round: the schools open on the last day of its period."""
        last = window(opened.round_id)[1]
        return [respondent for respondent in self.store.register.all() if respondent.is_open(last)]
