"""Where a form, its right answers and its planted mistakes come from: the office's, or a test's own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path

from service.config import ROOT
from service.core.rounds import form_rounds, previous_round, split_round
from service.core.schema import Form
from service.definitions import load_forms
from service.demo import mistakes, tools
from service.demo.case import Answers
from service.demo.mistakes import Mistake, read_mistakes

from .people import some_people, some_units

FORMS = ROOT / "sheet_schemas"
SMALL = Path(__file__).parent / "small"
NextRows = Callable[[str, Mapping[str, str], str, list[Answers]], list[Answers]]
MOST_ROUNDS = 3
"""A plan is lived through for two of its years, and to its half."""


@dataclass(frozen=True)
class Kit:
    """``next_rows`` and ``planted`` are those of service.demo.tools and service.demo.mistakes, or alike;
    ``people`` are all whom the office has in its registers."""

    folder: Path
    ids: tuple[str, ...]
    next_rows: NextRows
    planted: Callable[[str], Sequence[Mistake]]
    people: Callable[[], list[dict[str, str]]] = some_people

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        return load_forms(self.folder)


OFFICE = Kit(FORMS, tools.form_ids(), tools.next_rows, mistakes.planted)


@cache
def small_kit() -> Kit:
    """The forms of the folder ``small``, each with its generator and its mistakes beside it."""

    def next_rows(
        form_id: str, person: Mapping[str, str], period: str, before: list[Answers]
    ) -> list[Answers]:
        rows: tools.Rows = import_module(f"tests.tools.small.{form_id}").rows
        return rows(tools.case_of(form_id, person, period), period, before)

    def planted(form_id: str) -> Sequence[Mistake]:
        return read_mistakes((SMALL / f"{form_id}.csv").read_text(encoding="utf-8"), f"{form_id}.csv")

    ids = tuple(sorted(path.stem for path in SMALL.glob("*.yaml")))
    return Kit(SMALL, ids, next_rows, planted, lambda: some_units()[1:7])


# -- the rounds of a form


def all_rounds(form: Form) -> list[str]:
    """Every round of the form, in the order they follow each other; of ad hoc ones the first two."""
    if form.rounds[0] == "AD":
        year = form.valid_to.year + 543
        return [f"{year}-AD", f"{year}-AD2"]
    return form_rounds(form)


def lived_rounds(form: Form) -> list[str]:
    """The rounds that are lived through: the first, the one that follows it, and a plan's half or end."""
    rounds = all_rounds(form)
    second = next((item for item in rounds if previous_round(form, item) == rounds[0]), None)
    closing = next((item for item in rounds[1:] if item.rpartition("-")[2] in ("HP", "EP")), None)
    return list(dict.fromkeys([rounds[0], *filter(None, [second, closing])]))[:MOST_ROUNDS]


def period_of(round_id: str) -> str:
    """What generators and tables of mistakes call the round: M6, Q2, AD2."""
    assert split_round(round_id)
    return round_id.partition("-")[2]
