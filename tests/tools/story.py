"""Two rounds of every form, as they are lived through in one office, and what was seen on the way.

First round: everybody but three fills in all its forms at once, some with planted mistakes; a sweep; what
its files show is kept (a **wave**). Mistakes that found no room are typed in further waves, while those before
are mended. Then all is mended; after the due date the late ones and those with more time fill in. The second
round goes the same way, with the rows of the first one before it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.core.answers import MARK_FILLS
from service.core.results import Result
from service.core.rounds import Round, Timeliness, split_round, timeliness
from service.core.schema import Form
from service.demo.case import Answers, code_of
from service.demo.dealing import Sheet, deal, right_sheet
from service.demo.mistakes import Mistake, planted
from service.demo.tools import next_rows
from service.pipeline import extend_round
from tests.pipeline.shown import MARK, Book, Shown, Tab

from .office import MOMENTS, Key, Moment, Office, Specials, running, specials, two_rounds

WAVES = 5
Placed = tuple[str, str, str]
"""Place, code and severity; an accepted query has the severity "accepted"."""


@dataclass(frozen=True)
class Seen:
    """What one tab showed and the store held: marked answers by place, notes of ours elsewhere, issues, state."""

    marked: Mapping[str, Shown]
    stray: Sequence[str]
    issues: frozenset[Placed]
    messages: Mapping[tuple[str, str], str]
    state: str


@dataclass
class Wave:
    """Sheets as they were filled and as they were seen; what the sweep asked of Google for each file."""

    round: int
    sheets: dict[Key, Sheet]
    seen: dict[Key, Seen] = field(default_factory=dict)
    swept: Counter[str] = field(default_factory=Counter)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    files: frozenset[str] = frozenset()
    settled: Counter[str] = field(default_factory=Counter)


@dataclass
class Story:
    """What was planned, seen and computed. ``right`` are the sheets without any mistake, by key."""

    office: Office
    forms: dict[str, Form]
    rounds: dict[str, list[str]]
    specials: dict[str, Specials]
    waves: list[Wave] = field(default_factory=list)
    right: dict[Key, Sheet] = field(default_factory=dict)
    left: dict[str, list[Mistake]] = field(default_factory=dict)
    mended: dict[Key, frozenset[Placed]] = field(default_factory=dict)
    figures: dict[tuple[str, str], list[Result]] = field(default_factory=dict)
    timely: dict[Key, Timeliness] = field(default_factory=dict)

    def of(self, form_id: str) -> Iterator[tuple[Wave, Key, Sheet, Seen]]:
        """Every sheet of the form as it was seen, wave by wave."""
        for wave in self.waves:
            for key, seen in wave.seen.items():
                if key[0] == form_id:
                    yield wave, key, wave.sheets[key], seen


@contextmanager
def told(home: Path, layout: str, form_ids: Sequence[str], all_mistakes: bool = False) -> Iterator[Story]:
    """Live through both rounds of these forms."""
    with running(home, layout) as office:
        forms = {form_id: office.service.form(form_id) for form_id in form_ids}
        story = Story(office, forms, {key: two_rounds(form) for key, form in forms.items()}, {})
        for number, moment in enumerate(MOMENTS):
            _round(story, number, moment, all_mistakes)
        yield story


def _round(story: Story, number: int, moment: Moment, all_mistakes: bool) -> None:
    office = story.office
    here = {form_id: rounds[number] for form_id, rounds in story.rounds.items() if number < len(rounds)}
    for form_id, round_id in here.items():
        office.open(form_id, round_id, moment)
    if number == 0:
        story.specials = _specials(story, here)
    for form_id, round_id in sorted(here.items(), key=lambda item: bool(_source(story.forms[item[0]]))):
        mine = story.specials[form_id]
        extend_round(office.service, form_id, round_id, sorted(mine.extended), moment.extended)
        _plan_right(story, form_id, number, round_id)
    _waves(story, here, number, moment, all_mistakes)
    office.type(
        [(key[0], key[1], story.right[key]) for key in _keys(story, here) if not _is_special(story, key)]
    )
    office.settle(moment.now)
    _afterwards(story, here, moment)


def _specials(story: Story, here: Mapping[str, str]) -> dict[str, Specials]:
    """The special respondents of each form: the same for all forms of one kind of respondent."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for form_id, round_id in here.items():
        asked = {code_of(person) for person in story.office.asked(form_id, round_id)}
        codes = [code for code in story.office.people if code in asked]
        kinds.setdefault(getattr(story.forms[form_id], "respondent", "school"), {})[form_id] = codes
    return {form_id: specials(asked) for asked in kinds.values() for form_id in asked}


def _keys(story: Story, here: Mapping[str, str]) -> list[Key]:
    return [key for key in story.right if key[1] == here.get(key[0])]


def _is_special(story: Story, key: Key) -> bool:
    return key[2] in story.specials[key[0]].all


def _before(story: Story, form_id: str, number: int) -> dict[str, Sequence[Answers]]:
    """The rows of the round before, by respondent."""
    if number == 0:
        return {}
    first = story.rounds[form_id][number - 1]
    return {key[2]: sheet.truth for key, sheet in story.right.items() if key[:2] == (form_id, first)}


def _plan_right(story: Story, form_id: str, number: int, round_id: str) -> None:
    form, before = story.forms[form_id], _before(story, form_id, number)
    period = split_round(round_id).period if "AD" not in round_id else round_id.partition("-")[2]
    for person in story.office.asked(form_id, round_id):
        code = code_of(person)
        silent = code in story.specials[form_id].silent
        truth = [] if silent else next_rows(form_id, person, period, list(before.get(code, ())))
        truth = _without_those_never_told(story, form, number, truth)
        story.right[form_id, round_id, code] = right_sheet(form, person, truth, round_id)


def _source(form: Form) -> Any:
    """The form from whose rows the rows of this one are made (``rows_from``), or None."""
    return getattr(form, "rows_from", None)


def _without_those_never_told(story: Story, form: Form, number: int, truth: list[Answers]) -> list[Answers]:
    """The rows of what others have really typed: a silent unit makes no recommendation to follow up."""
    source = _source(form)
    if source is None:
        return truth
    rounds = story.rounds[source.form][: number + 1]
    told = [
        row
        for key, sheet in story.right.items()
        if key[0] == source.form and key[1] in rounds
        for row in sheet.truth
    ]
    names = [(own, other) for own, other in source.fields.items() if own in form.row_key]
    keys = {tuple(row.get(other) for _, other in names) for row in told}
    return [row for row in truth if tuple(row.get(own) for own, _ in names) in keys]


def _waves(story: Story, here: Mapping[str, str], number: int, moment: Moment, all_mistakes: bool) -> None:
    """Type what is right and wrong, sweep, look; again, while mistakes are left."""
    left = {form_id: _mistakes(story, form_id, number, all_mistakes) for form_id in here}
    first = True
    for _ in range(WAVES):
        wave = Wave(number, {})
        for form_id, round_id in here.items():
            mine = [
                story.right[key]
                for key in _keys(story, here)
                if key[0] == form_id and not _is_special(story, key)
            ]
            sheets, left[form_id] = deal(
                story.forms[form_id], mine, _before(story, form_id, number), left[form_id]
            )
            wave.sheets |= {(form_id, round_id, s.code): s for s in sheets if first or s.dealt}
        story.office.type([(key[0], key[1], sheet) for key, sheet in _typed_now(story, here, wave).items()])
        if not wave.sheets:
            break
        _look(story, wave, moment)
        story.waves.append(wave)
        first = False
        if not any(left.values()):
            break
    story.left |= {form_id: [*story.left.get(form_id, []), *mistakes] for form_id, mistakes in left.items()}


def _typed_now(story: Story, here: Mapping[str, str], wave: Wave) -> dict[Key, Sheet]:
    """The sheets of the wave, and the right ones of those that erred in an earlier wave."""
    return {
        key: wave.sheets.get(key, story.right[key])
        for key in _keys(story, here)
        if not _is_special(story, key)
    }


def _mistakes(story: Story, form_id: str, number: int, all_mistakes: bool) -> list[Mistake]:
    """Those of this round; what found no room in the round before is tried again."""
    period = story.rounds[form_id][number].partition("-")[2]
    again = [item for item in story.left.get(form_id, []) if not item.round]
    story.left[form_id] = [item for item in story.left.get(form_id, []) if item.round]
    mine = [item for item in planted(form_id) if item.round == period or (number == 0 and not item.round)]
    return [*again, *(mine if all_mistakes else _enough(mine))]


def _enough(mistakes: Sequence[Mistake]) -> list[Mistake]:
    """Of a large table those that find something no one before found: another code, or a rule of another field."""
    if len(mistakes) <= ENOUGH:
        return list(mistakes)
    found: set[str] = set()
    chosen = []
    for item in sorted(mistakes, key=lambda item: -len(item.marks)):
        codes = {mark.code for mark in item.marks} or {f"odd {item.field[:4]}"}
        if codes - found:
            chosen.append(item)
            found |= codes
    return chosen


ENOUGH = 80


# -- looking


def _look(story: Story, wave: Wave, moment: Moment) -> None:
    """Sweep, and read what the files of the wave show, from their Excel exports."""
    office = story.office
    wave.swept = office.sweep(moment.now)
    wave.asked = office.asked_of_google()
    wave.settled = office.settle(moment.now)
    by_file: dict[str, list[Key]] = {}
    for key in wave.sheets:
        by_file.setdefault(office.file_of(*key), []).append(key)
    wave.files = frozenset(by_file)
    held = {key[:2]: office.service.store.submissions.issues(*key[:2]) for key in wave.sheets}
    states = {key[:2]: office.service.store.submissions.all(*key[:2], content=False) for key in wave.sheets}
    for file_id, keys in by_file.items():
        tabs = _tabs(office.owner.book(file_id))
        for key in keys:
            wave.seen[key] = _seen(
                story,
                key,
                tabs[key[:2]],
                held[key[:2]].get(key[2], []),
                str(states[key[:2]][key[2]].progress.state),
            )


def _tabs(book: Book) -> dict[tuple[str, str], Tab]:
    """The tabs that respondents fill, by form and round."""
    found = {}
    for sheet in book.workbook.worksheets:
        words = str(sheet["A1"].value or "").split()
        if words[:1] == ["#tidtam"] and words[1] in ("card", "table", "list"):
            found[words[2], words[3]] = Tab(sheet)
    return found


def _seen(story: Story, key: Key, tab: Tab, issues: Sequence[object], state: str) -> Seen:
    names = {item.name for item in story.forms[key[0]].fields}
    places, rows = _places(story, key, tab, names)
    marked = {
        place: cell for place, cell in places.items() if cell.fill in MARK_FILLS or cell.note.startswith(MARK)
    }
    shown = {id(cell) for cell in places.values()}
    stray = [
        cell.note for row in tab.rows for cell in row if cell.note.startswith(MARK) and id(cell) not in shown
    ]
    if story.office.layout_of(story.forms[key[0]]) == "table":
        stray = []  # other respondents' marks stand in the same tab
    found = frozenset(
        (_place_of(issue.field, rows), issue.code, "accepted" if issue.reason else str(issue.severity))
        for issue in issues
    )
    messages = {(_place_of(issue.field, rows), issue.code): issue.message for issue in issues}
    return Seen(marked, stray, found, messages, state)


def _places(story: Story, key: Key, tab: Tab, names: set[str]) -> tuple[dict[str, Shown], dict[str, int]]:
    """Answer cells by place; in a list also the number of each row by its hidden key."""
    corner = "#code" if story.office.layout_of(story.forms[key[0]]) == "card" else "#key"
    head = next(number for number, row in enumerate(tab.rows) if corner in [cell.text for cell in row])
    columns = {cell.text: at for at, cell in enumerate(tab.rows[head]) if cell.text}
    first = columns[corner]
    if corner == "#code":
        return {row[first].text: row[columns["#value"]] for row in tab.rows if row[first].text in names}, {}
    if not story.forms[key[0]].is_list:
        mine = next(row for row in tab.rows if row[first].text == key[2])
        return {name: mine[at] for name, at in columns.items() if name in names}, {}
    _, typed = story.office.standing[key]
    numbers = {row: number for number, row in enumerate(typed, 1)}
    found = {
        f"{numbers.get(at, f'row {at}')}:{name}": row[column]
        for at, row in enumerate(tab.rows)
        for name, column in columns.items()
        if name in names and at > head + 1 and column < len(row)
    }
    keys = {tab.rows[row][first].text: number for row, number in numbers.items()}
    return found, keys


def _place_of(name: str, rows: Mapping[str, int]) -> str:
    key, _, own = name.rpartition("/")
    return f"{rows.get(key, key)}:{own}" if key else own


# -- after the due date


def _afterwards(story: Story, here: Mapping[str, str], moment: Moment) -> None:
    office, shelf = story.office, story.office.service.store
    for form_id, round_id in here.items():
        issues = shelf.submissions.issues(form_id, round_id)
        for code in issues:
            story.mended[form_id, round_id, code] = frozenset(
                (i.field, i.code, str(i.severity)) for i in issues[code]
            )
    office.type([(key[0], key[1], story.right[key]) for key in _keys(story, here) if _is_special(story, key)])
    office.settle(moment.late)
    for form_id, round_id in here.items():
        opened: Round = office.service.round(form_id, round_id)
        for code, stored in shelf.submissions.all(form_id, round_id, content=False).items():
            story.timely[form_id, round_id, code] = timeliness(opened, code, stored.complete_at)
        story.figures[form_id, round_id] = shelf.results.all(form_id, round_id)
