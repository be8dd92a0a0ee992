"""What was lived through in an office and seen on the way: two rounds of every form (``living`` tells how)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from service.core.percent_tables import TableFigures
from service.core.results import Result
from service.core.rounds import Timeliness
from service.core.schema import Form
from service.demo.case import Answers
from service.demo.dealing import Sheet
from service.demo.mistakes import Mistake
from tests.pipeline.shown import Shown

from .kits import Kit
from .office import Key, Office
from .people import Specials

Placed = tuple[str, str, str]
"""Place, code and severity; an accepted query has the severity "accepted"."""


@dataclass(frozen=True)
class Seen:
    """What one tab showed and the store held: marked answers by place, issues, their words, the state."""

    marked: Mapping[str, Shown]
    issues: frozenset[Placed]
    messages: Mapping[tuple[str, str], str]
    state: str


@dataclass
class Wave:
    """Sheets as they were filled and as they were seen; what the sweep asked of Google for each file.

    ``stray`` are, by file, the cells of any of its tabs that are marked and are no answer of ``seen``.
    """

    round: int
    sheets: dict[Key, Sheet]
    seen: dict[Key, Seen] = field(default_factory=dict)
    swept: Counter[str] = field(default_factory=Counter)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    files: frozenset[str] = frozenset()
    settled: Counter[str] = field(default_factory=Counter)
    stray: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Story:
    """What was planned, seen and computed.

    ``right`` are the sheets without any mistake, by key; ``begun`` the rows of lists (texts by field) that
    stood in a new tab before anybody typed.
    """

    office: Office
    kit: Kit
    forms: dict[str, Form]
    rounds: dict[str, list[str]]
    specials: dict[str, Specials]
    waves: list[Wave] = field(default_factory=list)
    right: dict[Key, Sheet] = field(default_factory=dict)
    left: dict[str, list[Mistake]] = field(default_factory=dict)
    mended: dict[Key, frozenset[Placed]] = field(default_factory=dict)
    figures: dict[tuple[str, str], list[Result]] = field(default_factory=dict)
    tables: dict[tuple[str, str], list[TableFigures]] = field(default_factory=dict)
    timely: dict[Key, Timeliness] = field(default_factory=dict)
    begun: dict[Key, list[dict[str, str]]] = field(default_factory=dict)

    def of(self, form_id: str) -> Iterator[tuple[Wave, Key, Sheet, Seen]]:
        """Every sheet of the form as it was seen, wave by wave."""
        for wave in self.waves:
            for key, seen in wave.seen.items():
                if key[0] == form_id:
                    yield wave, key, wave.sheets[key], seen


def told_by_others(story: Story, form: Form, number: int) -> list[Answers]:
    """The rows, up to this round, of the form from whose rows this one's are made, with the giver's code."""
    assert form.rows_from is not None
    source = story.forms[form.rows_from.form]
    own = [item.name for item in source.fields if item.names_respondent]
    rounds = story.rounds[source.id][: number + 1]
    return [
        {**row, **dict.fromkeys(own, key[2])}
        for key, sheet in story.right.items()
        if key[0] == source.id and key[1] in rounds
        for row in sheet.truth
    ]
