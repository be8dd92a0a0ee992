"""What the demo's office monitors at once: which rounds of which forms, and what everybody answers in each.

Forms join by themselves: every installed one that has a generator (service.demo.tools) is asked of those whom
it concerns, all forms of one respondent side by side in its spreadsheet. Each form is in one round of
``YEAR``, the first one; a form that brings rows along from quarter to quarter, or whose rows others take up,
has been filled by the units **before**, so that there is something to bring along.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from service.core.cells import Cell
from service.core.register import Respondent as Registered
from service.core.register import read_register
from service.core.rounds import Round, form_rounds, split_round
from service.core.schema import Form
from service.core.unit_register import read_units
from service.demo.case import Answers, code_of
from service.demo.dealing import Line, Sheet, deal, right_sheet
from service.demo.mistakes import Mistake, planted
from service.demo.plan import plan
from service.demo.schools import demo_schools
from service.demo.tools import form_ids, next_rows, periods_to, true_rows
from service.errors import RegisterError

MAIN, YEAR = "quick_policy", 2566
"""The form whose plan is exact (service.demo.plan), and the fiscal year of the demo."""
AD_HOC_DAYS = (date(2023, 2, 1), date(2023, 2, 20))
SEED = 2566
SILENT, UNFINISHED, WRONG, TWICE = 0.05, 0.06, 0.18, 0.3
"""The shares of respondents that say nothing yet, have stopped halfway, err, and err twice when they do."""
Key = tuple[str, str]
"""Form and round."""
Respondent = Mapping[str, str]
Former = Mapping[str, Sequence[Answers]]
"""The right answers of the round before, by respondent."""


@dataclass(frozen=True, slots=True)
class Program:
    """The rounds of the demo, in the order of their tabs. ``before`` are done when the ``now`` ones open:
    those of them that are not among ``now`` are closed by then."""

    before: Sequence[Key]
    now: Sequence[Key]

    @property
    def past(self) -> list[Key]:
        """The rounds that are over."""
        return [key for key in self.before if key not in self.now]

    @property
    def new(self) -> list[Key]:
        """The rounds in which nothing has been typed yet when the ``now`` ones open."""
        return [key for key in self.now if key not in self.before]


def program(forms: Mapping[str, Form]) -> Program:
    """What is monitored with these installed forms: schools' forms first, the main one before all."""
    asked = [forms[form_id] for form_id in form_ids() if form_id in forms]
    asked.sort(key=lambda form: (form.respondent != "school", form.id != MAIN, form.is_list, form.id))
    rounds = {form.id: found for form in asked if (found := _rounds(form))}
    sources = {form.rows_from.form for form in asked if form.rows_from}
    before, now = [], []
    for form_id, (first, *later) in rounds.items():
        quarterly = forms[form_id].respondent == "unit" and first.endswith("-Q1")
        again = quarterly and later and forms[form_id].carry
        before += [(form_id, first)] if again or form_id in sources else []
        now.append((form_id, later[0] if again else first))
    return Program(before, now)


def _rounds(form: Form) -> list[str]:
    """The rounds of the demo's year, in their order."""
    if form.rounds[0] == "AD":
        return [f"{YEAR}-AD"]
    return [name for name in form_rounds(form) if (found := split_round(name)) and found.year == YEAR]


def days_of(key: Key) -> tuple[date, date] | None:
    """The days that an ad hoc round is opened with."""
    return AD_HOC_DAYS if period_of(key) == "AD" else None


def period_of(key: Key) -> str:
    return key[1].partition("-")[2]


def sheets(form: Form, opened: Round, asked: Sequence[Respondent], *, wrong: bool) -> list[Sheet]:
    """What each respondent types into its tab of a round; without ``wrong`` all is there and right."""
    if form.id == MAIN and wrong:
        return _main_sheets(asked)
    key = form.id, opened.round_id
    period = period_of(key)
    former = {code_of(person): _former(form.id, person, period) for person in asked}
    right = [
        right_sheet(form, person, next_rows(form.id, person, period, list(former[code_of(person)])), key)
        for person in asked
    ]
    return [*_with_mistakes(form, period, right, former)] if wrong else right


def _former(form_id: str, person: Respondent, period: str) -> list[Answers]:
    """The right answers of the round before, of those that were asked then."""
    earlier = periods_to(form_id, period)[:-1]
    return true_rows(form_id, person, earlier[-1]) if earlier else []


def _main_sheets(asked: Sequence[Respondent]) -> list[Sheet]:
    """As the plan of the whole register has it."""
    codes = {code_of(person) for person in asked}
    return [
        Sheet(
            school.school,
            [school.truth] if school.cells else [],
            [Line(school.cells, school.reasons)] if school.cells else [],
            marks=frozenset(school.issues) - frozenset(school.accepted),
            state=school.state,
        )
        for school in plan(demo_schools())
        if school.code in codes
    ]


def _with_mistakes(form: Form, period: str, right: Sequence[Sheet], former: Former) -> Iterator[Sheet]:
    """Most answer rightly; some say nothing, some have stopped, some err, in as many ways as there are."""
    dice = Random(f"{SEED}/{form.id}/{period}")
    waiting = [item for item in planted(form.id) if item.round in ("", period) and _is_likely(item)]
    dice.shuffle(waiting)
    begun = form.carry or form.rows_from  # what stands there from the beginning is no silence
    for sheet in right:
        chance = dice.random()
        twice = dice.random() < TWICE
        if not sheet.lines or (chance < SILENT and not begun):
            yield replace(sheet, truth=(), lines=(), state="missing")
        elif chance < SILENT + UNFINISHED and not form.is_list:
            yield _unfinished(form, sheet, dice)
        elif chance > 1 - WRONG:
            yield _erring(form, sheet, former, waiting, 2 if twice else 1)
        else:
            yield sheet


def _is_likely(item: Mistake) -> bool:
    """Mistakes that are to be seen in a demo: no oddities, and no text of hundreds of letters."""
    return bool(item.marks) and "⟨" not in item.raw


def _erring(form: Form, sheet: Sheet, former: Former, waiting: list[Mistake], count: int) -> Sheet:
    """The sheet with some mistakes that have not been made so far; those made go to the end of the queue."""
    chosen: list[Mistake] = []
    made = sheet
    for item in waiting:
        tried, left = deal(form, [sheet], former, [*chosen, item])
        if left:
            continue
        chosen.append(item)
        made = tried[0]
        if len(chosen) == count:
            break
    waiting[:] = [item for item in waiting if item not in chosen] + chosen
    return made


def _unfinished(form: Form, sheet: Sheet, dice: Random) -> Sheet:
    """Somebody that worked from the top and stopped."""
    cells = sheet.lines[0].cells
    names = [item.name for item in form.fields if item.name in cells]
    kept = names[: dice.randint(len(names) // 4, len(names) // 2)]
    return replace(sheet, lines=(Line({name: cells[name] for name in kept}),), state="in_progress")


def demo_register(schools: Sequence[Respondent], units: Sequence[Respondent]) -> list[Registered]:
    """These rows as the register keeps them."""
    found: list[Registered] = []
    for read, rows in ((read_register, schools), (read_units, units)):
        if rows:
            respondents, faults = read([[Cell(key, key) for key in rows[0]], *map(_cells, rows)], YEAR)
            if faults:
                raise RegisterError(faults)
            found += respondents
    return found


def _cells(row: Respondent) -> list[Cell]:
    return [Cell(text or None, text) for text in row.values()]
