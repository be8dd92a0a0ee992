"""What we wrote into a file and have not yet seen standing in its place: a journal, kept before the write.

Between our reading and our writing people may move rows and columns; then a write lands on the wrong
cells. The write's own answer shows it (steps.answering), and the journal outlives a killed process. The
next reading tells by it which contents are not the school's: they are put back from the store.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from service.core.answers import ANSWER_FILLS, NOTE_MARK
from service.core.cells import BLANK, Cell
from service.sheets.grids import Spot, seen_note
from service.sheets.readings import Reading, ReadSubmission
from service.sheets.writer import Former, Want, look_before, texts_beside

Name = str
"""form|round|respondent|field."""


@dataclass(frozen=True, slots=True)
class Journal:
    """``texts`` we wrote, ``theirs`` among them that people had written elsewhere in the tab before;
    ``cleared`` places we emptied, the cells found ``erased`` by that; people's own ``looks`` (fill, note)
    by cell; and what was ``restored``, as long as its note stands."""

    texts: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    cleared: frozenset[Spot] = frozenset()
    erased: frozenset[Name] = frozenset()
    looks: Mapping[Name, Former] = field(default_factory=dict)
    restored: Mapping[Name, str] = field(default_factory=dict)

    @property
    def unverified(self) -> bool:
        return bool(self.texts or self.cleared or self.erased or self.looks)

    @property
    def strays(self) -> frozenset[str]:
        """Texts that are ours wherever they stand."""
        return self.texts - self.theirs

    def dump(self) -> str:
        """As kept in the store; "" for an empty one."""
        if not self.unverified and not self.restored:
            return ""
        parts = {
            "texts": sorted(self.texts),
            "theirs": sorted(self.theirs),
            "cleared": sorted(self.cleared),
            "erased": sorted(self.erased),
            "looks": dict(self.looks),
            "restored": dict(self.restored),
        }
        return json.dumps(parts, ensure_ascii=False)


def load_journal(text: str) -> Journal:
    """The journal of a file as kept in the store."""
    if not text:
        return Journal()
    parts = json.loads(text)
    return Journal(
        frozenset(parts["texts"]),
        frozenset(parts["theirs"]),
        frozenset(Spot(*spot) for spot in parts["cleared"]),
        frozenset(parts["erased"]),
        {name: (fill, note) for name, (fill, note) in parts["looks"].items()},
        parts["restored"],
    )


def name_of(submission: ReadSubmission, field_name: str) -> Name:
    return "|".join((submission.form_id, submission.round_id, submission.respondent, field_name))


def about_to_write(
    before: Journal, reading: Reading, wants: Iterable[tuple[Spot, Want]], restored: Mapping[Name, str]
) -> Journal:
    """The journal of a write that is about to happen; what is still unverified stays in it."""
    wishes = list(wants)
    texts = {want.text for _, want in wishes if want.text}
    cleared = {spot for spot, want in wishes if want.text == ""}
    return Journal(
        before.texts | texts,
        before.theirs | ((texts - before.texts) & texts_beside(reading)),
        before.cleared | cleared,
        before.erased,
        {**_own_looks(reading), **before.looks},
        restored,
    )


def _own_looks(reading: Reading) -> dict[Name, Former]:
    """Fills and notes that people gave to the cells of our fields."""
    looks = {}
    for submission in reading.submissions:
        grid = reading.grids.get(submission.sheet_id)
        for name, places in submission.places.items():
            raw = grid.raw(places.value.row, places.value.column) if grid else {}
            look = ("", "") if seen_note(raw).startswith(NOTE_MARK) else look_before(raw)
            if look != ("", ""):
                looks[name_of(submission, name)] = look
    return looks


def erased_by(journal: Journal, before: Reading, after: Reading) -> frozenset[Name]:
    """Cells that held something when they were read, and that our own clearing emptied."""
    found = set(journal.erased)
    for old, new in zip(before.submissions, after.submissions, strict=True):
        for name, places in new.places.items():
            held = old.cells.get(name, BLANK) != BLANK and new.cells[name] == BLANK
            reason_held = old.reasons.get(name) and not new.reasons.get(name)
            if (held and places.value in journal.cleared) or (
                reason_held and places.reason in journal.cleared
            ):
                found.add(name_of(new, name))
    return frozenset(found)


def put_back(
    submission: ReadSubmission, journal: Journal, kept: Mapping[str, Cell], reasons: Mapping[str, str]
) -> None:
    """Replace what our writes put where a school's content stood, by what the store knows of it."""
    for name, places in submission.places.items():
        cell, erased = submission.cells[name], name_of(submission, name) in journal.erased
        if (_ours(cell, journal) and cell != kept.get(name)) or (
            cell == BLANK and name in kept and (erased or places.value in journal.cleared)
        ):
            submission.cells[name] = submission.hit[name] = kept.get(name, BLANK)
        reason = submission.reasons.get(name, "")
        if places.reason and (
            reason in journal.texts or (not reason and (erased or places.reason in journal.cleared))
        ):
            submission.reasons[name] = reasons.get(name, "")
            submission.reasons_hit.add(name)


def _ours(cell: Cell, journal: Journal) -> bool:
    return isinstance(cell.value, str) and not cell.formula and cell.value in journal.texts


def former_looks(
    reading: Reading, submission: ReadSubmission, journal: Journal, former: Mapping[str, Former]
) -> dict[str, Former]:
    """The looks to come back by field: those remembered, and those that a write of ours may have hit."""
    looks = dict(former)
    grid = reading.grids[submission.sheet_id]
    for name, places in submission.places.items():
        theirs = journal.looks.get(name_of(submission, name), ("", ""))
        now = look_before(grid.raw(places.value.row, places.value.column))
        fill_hit = now[0] != theirs[0] and now[0] in ("", *ANSWER_FILLS)
        note_hit = bool(theirs[1]) and not now[1]
        if name not in former and journal.unverified and (fill_hit or note_hit):
            looks[name] = (theirs if fill_hit else now)[0], (theirs if note_hit else now)[1]
    return looks


def restored_now(reading: Reading, journal: Journal) -> dict[Name, str]:
    """What was put back, and still stands with the note that says so; newly hit cells included."""
    restored = {}
    for submission in reading.submissions:
        grid = reading.grids.get(submission.sheet_id)
        for name, places in submission.places.items():
            key, shown = name_of(submission, name), submission.cells[name].shown
            noted = grid and seen_note(grid.raw(places.value.row, places.value.column))
            if (name in submission.hit and shown) or (noted and shown and journal.restored.get(key) == shown):
                restored[key] = shown
    return restored
