"""Two rounds of every form, as they are lived through in one office.

First round: everybody but three fills in all its forms at once, some with planted mistakes; a sweep; what
its files show is kept (a **wave**). Mistakes that found no room are typed in further waves, while those before
are mended. Then all is mended; after the due date the late ones and those with more time fill in. The second
round goes the same way, with the rows of the first one before it; a plan has a third one, at its half or end.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from service.core.rounds import previous_round, timeliness
from service.core.schema import Form
from service.demo.case import Answers, code_of
from service.demo.dealing import Sheet, deal, right_sheet
from service.demo.mistakes import Mistake
from service.pipeline import extend_round
from service.steps.figures import round_tables

from .kits import Kit, lived_rounds, period_of
from .looking import look
from .office import MOMENTS, Key, Moment, running
from .people import Specials, specials
from .story import Story, Wave, told_by_others

Here = Mapping[str, str]
"""The rounds that are open now, by form."""


@contextmanager
def told(home: Path, layout: str, kit: Kit, form_ids: Sequence[str]) -> Iterator[Story]:
    """Live through the rounds of these forms."""
    with running(home, layout, kit) as office:
        forms = {form_id: office.service.form(form_id) for form_id in form_ids}
        story = Story(office, kit, forms, {key: lived_rounds(form) for key, form in forms.items()}, {})
        for number, moment in enumerate(MOMENTS):
            _round(story, number, moment)
        yield story


def _round(story: Story, number: int, moment: Moment) -> None:
    office = story.office
    here = {form_id: rounds[number] for form_id, rounds in story.rounds.items() if number < len(rounds)}
    for form_id, round_id in _in_order(story, here):
        office.open(form_id, round_id, moment)
    if not here:
        return
    story.begun |= office.begun(here)
    if number == 0:
        story.specials = _specials(story, here)
    for form_id, round_id in _in_order(story, here):
        mine = story.specials[form_id]
        if mine.extended:
            extend_round(office.service, form_id, round_id, sorted(mine.extended), moment.extended)
        _plan_right(story, form_id, number, round_id)
    _waves(story, here, number, moment)
    office.type(
        [(key[0], key[1], story.right[key]) for key in _keys(story, here) if not _is_special(story, key)]
    )
    office.settle(moment.now)
    _afterwards(story, here, moment)


def _in_order(story: Story, here: Here) -> list[tuple[str, str]]:
    """Forms from whose rows others are made come first."""
    return sorted(here.items(), key=lambda item: bool(story.forms[item[0]].rows_from))


def _specials(story: Story, here: Here) -> dict[str, Specials]:
    """The special respondents of each form: the same for all forms of one kind of respondent."""
    kinds: dict[str, dict[str, list[str]]] = {}
    telling: dict[str, Counter[str]] = {}
    for form_id, round_id in here.items():
        kind = story.forms[form_id].respondent
        people = {code_of(person): person for person in story.office.asked(form_id, round_id)}
        kinds.setdefault(kind, {})[form_id] = [code for code in story.office.people if code in people]
        rows = {code: story.kit.next_rows(form_id, people[code], period_of(round_id), []) for code in people}
        telling.setdefault(kind, Counter()).update(code for code in rows if rows[code])
    return {
        form_id: specials(asked, telling[kind]).among(asked[form_id])
        for kind, asked in kinds.items()
        for form_id in asked
    }


def _keys(story: Story, here: Here) -> list[Key]:
    return [key for key in story.right if key[1] == here.get(key[0])]


def _is_special(story: Story, key: Key) -> bool:
    return key[2] in story.specials[key[0]].all


def _before(story: Story, form_id: str, round_id: str) -> dict[str, Sequence[Answers]]:
    """The rows of the round before, by respondent."""
    first = previous_round(story.forms[form_id], round_id)
    return {key[2]: sheet.truth for key, sheet in story.right.items() if key[:2] == (form_id, first)}


def _plan_right(story: Story, form_id: str, number: int, round_id: str) -> None:
    form, before = story.forms[form_id], _before(story, form_id, round_id)
    for person in story.office.asked(form_id, round_id):
        code = code_of(person)
        silent = code in story.specials[form_id].silent
        rows = list(before.get(code, ()))
        truth = [] if silent else story.kit.next_rows(form_id, person, period_of(round_id), rows)
        truth = _without_those_never_told(story, form, number, truth)
        story.right[form_id, round_id, code] = right_sheet(form, person, truth, round_id)


def _without_those_never_told(story: Story, form: Form, number: int, truth: list[Answers]) -> list[Answers]:
    """The rows of what others have really typed: a silent unit makes no recommendation to follow up."""
    source = form.rows_from
    if source is None:
        return truth
    told = told_by_others(story, form, number)
    names = [(own, other) for own, other in source.fields.items() if own in form.row_key]
    keys = {tuple(row.get(other) for _, other in names) for row in told}
    return [row for row in truth if tuple(row.get(own) for own, _ in names) in keys]


def _waves(story: Story, here: Here, number: int, moment: Moment) -> None:
    """Type what is right and wrong, sweep, look; again, while mistakes are left and one of them finds room."""
    left = {form_id: _mistakes(story, form_id, number) for form_id in here}
    first = True
    while True:
        wave = Wave(number, {})
        for form_id, round_id in here.items():
            mine = [
                story.right[key]
                for key in _keys(story, here)
                if key[0] == form_id and not _is_special(story, key)
            ]
            before = _before(story, form_id, round_id)
            sheets, left[form_id] = deal(story.forms[form_id], mine, before, left[form_id])
            wave.sheets |= {(form_id, round_id, s.code): s for s in sheets if first or s.dealt}
        story.office.type([(key[0], key[1], sheet) for key, sheet in _typed_now(story, here, wave).items()])
        if not wave.sheets:
            break
        look(story, wave, moment)
        story.waves.append(wave)
        first = False
        if not any(left.values()):
            break
    story.left |= {form_id: [*story.left.get(form_id, []), *mistakes] for form_id, mistakes in left.items()}


def _typed_now(story: Story, here: Here, wave: Wave) -> dict[Key, Sheet]:
    """The sheets of the wave, and the right ones of those that erred in an earlier wave."""
    return {
        key: wave.sheets.get(key, story.right[key])
        for key in _keys(story, here)
        if not _is_special(story, key)
    }


def _mistakes(story: Story, form_id: str, number: int) -> list[Mistake]:
    """Those of this round; what found no room in the round before is tried again."""
    period = period_of(story.rounds[form_id][number])
    again = [item for item in story.left.get(form_id, []) if not item.round]
    story.left[form_id] = [item for item in story.left.get(form_id, []) if item.round]
    mine = [
        item
        for item in story.kit.planted(form_id)
        if item.round == period or (number == 0 and not item.round)
    ]
    return [*again, *mine]


# -- after the due date


def _afterwards(story: Story, here: Here, moment: Moment) -> None:
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
        opened = office.service.round(form_id, round_id)
        for code, stored in shelf.submissions.all(form_id, round_id, content=False).items():
            story.timely[form_id, round_id, code] = timeliness(opened, code, stored.complete_at)
        story.figures[form_id, round_id] = shelf.results.all(form_id, round_id)
        story.tables[form_id, round_id] = round_tables(office.service, opened)
