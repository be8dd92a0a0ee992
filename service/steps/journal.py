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
from service.sheets.writer import Former, Want, literal, look_before, texts_beside

Name = str
"""form|round|respondent|field."""


@dataclass(frozen=True, slots=True)
class Journal:
    """``texts`` we wrote, ``theirs`` among all we wrote that people had written elsewhere in the tab before;
    ``backs`` what we put back, and where; ``cleared`` places we emptied; the cells found ``hit`` once the
    write's own answer was ``seen``; people's own ``looks`` (fill, note) by cell; and what was ``restored``,
    as long as its note stands."""

    texts: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    backs: Mapping[Spot, Cell] = field(default_factory=dict)
    cleared: frozenset[Spot] = frozenset()
    hit: frozenset[Name] = frozenset()
    seen: bool = False
    looks: Mapping[Name, Former] = field(default_factory=dict)
    restored: Mapping[Name, str] = field(default_factory=dict)

    @property
    def unverified(self) -> bool:
        return bool(self.texts or self.backs or self.cleared or self.hit or self.looks)

    @property
    def strays(self) -> frozenset[str]:
        """Texts that are ours wherever they stand."""
        return (self.texts | _shown(self.backs)) - self.theirs

    def dump(self) -> str:
        """As kept in the store; "" for an empty one."""
        if not self.unverified and not self.restored:
            return ""
        parts = {
            "texts": sorted(self.texts),
            "theirs": sorted(self.theirs),
            "backs": [[*spot, cell.value, cell.shown] for spot, cell in self.backs.items()],
            "cleared": sorted(self.cleared),
            "hit": sorted(self.hit),
            "seen": self.seen,
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
        {Spot(*spot): Cell(value, shown) for *spot, value, shown in parts.get("backs", ())},
        frozenset(Spot(*spot) for spot in parts["cleared"]),
        frozenset(parts["hit"]),
        parts["seen"],
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
    backs = {spot: Cell(want.back.value, want.back.shown) for spot, want in wishes if want.back}
    cleared = {spot for spot, want in wishes if want.text == "" or want.back == BLANK}
    return Journal(
        before.texts | texts,
        before.theirs | (((texts | _shown(backs)) - before.strays) & texts_beside(reading)),
        {**before.backs, **backs},
        before.cleared | cleared,
        before.hit,
        False,
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


def hit_by(journal: Journal, before: Reading, after: Reading) -> frozenset[Name]:
    """Cells and reasons that held something else when they were read, and now hold what we wrote."""
    found = set(journal.hit)
    read = {_whose(old): old for old in before.submissions}
    for new in after.submissions:
        old = read.get(_whose(new))
        if old is None:  # it came into the register meanwhile
            continue
        for name, places in new.places.items():
            former, cell = old.cells.get(name, BLANK), new.cells[name]
            emptied = cell == BLANK and places.value in journal.cleared
            reason, reason_emptied = new.reasons.get(name, ""), places.reason in journal.cleared
            put = places.value in journal.backs and _same(cell, journal.backs[places.value])
            if cell != former and (emptied or put or _among(cell, journal.texts)):
                found.add(name_of(new, name))
            if reason != old.reasons.get(name, "") and (
                reason in journal.texts or (not reason and reason_emptied)
            ):
                found.add(name_of(new, name))
    return frozenset(found)


def _whose(submission: ReadSubmission) -> tuple[str, str, str]:
    return submission.form_id, submission.round_id, submission.respondent


def put_back(
    submission: ReadSubmission, journal: Journal, kept: Mapping[str, Cell], reasons: Mapping[str, str]
) -> None:
    """Replace what our writes put where a school's content stood, by what the store knows of it.

    Where the write's own answer was never seen (a killed process), a text of ours that nobody else had
    written in the tab tells, or what we put back elsewhere, or an emptied place.
    """
    texts = journal.texts if journal.seen else journal.strays
    for name, places in submission.places.items():
        known = name_of(submission, name) in journal.hit
        cell, former = submission.cells[name], literal(kept.get(name, BLANK))
        if (known or not journal.seen) and cell != former:
            emptied = cell == BLANK and (known or places.value in journal.cleared)
            put = any(_same(cell, back) for back in journal.backs.values())
            if emptied or put or _among(cell, texts):
                submission.cells[name] = submission.hit[name] = former
        reason = submission.reasons.get(name, "")
        if places.reason and (known or not journal.seen) and reason != reasons.get(name, ""):
            emptied = not reason and (known or places.reason in journal.cleared)
            if emptied or reason in texts:
                submission.reasons[name] = reasons.get(name, "")
                submission.reasons_hit.add(name)


def _among(cell: Cell, texts: frozenset[str]) -> bool:
    return isinstance(cell.value, str) and not cell.formula and cell.value in texts


def _shown(backs: Mapping[Spot, Cell]) -> frozenset[str]:
    return frozenset(cell.shown for cell in backs.values() if cell.shown)


def _same(cell: Cell, back: Cell) -> bool:
    return cell.value is not None and not cell.formula and cell.value == back.value


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
