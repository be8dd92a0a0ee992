r"""Planted mistakes: what somebody types instead of a right answer, and all that must be marked for it.

``service/demo/planted/<form>.csv`` has the columns

id        of its own within the form.
round     the period in which it is planted ("M12"); blank: in the first round that has room.
row       lists only. Over which of the generated rows: a number from 1, ``last``, ``new`` (a row more: the
          last one copied, so ``also_sets`` must give it a key of its own), or blank: any row that suits.
field     what is typed into.
raw       what the person sees; blank: the cell is left blank. ``{budget}`` stands for the right answer of
          that row, ``{budget+1}`` for one more, ``{2:title}`` for that of row 2 of the list,
          ``{prev:used-1}`` for that of the same row in the round before, less one.
          ``\n``, ``\u200b`` and ``⟨x×2000⟩`` are characters that are hard to see or to count.
typed_as  text, number, date_serial:44958, percent:0.75, formula:#REF! (what it shows), boolean:TRUE. The
          value of ``number`` is ``raw`` itself; ``number:4000`` is a value shown otherwise.
also_sets ``name=raw;name=raw``: other fields of the row, set rightly so that nothing else is wrong. Dates
          in ISO form; nothing after the ``=`` leaves the field blank.
needs     words separated by spaces; whoever types it must have them all: ``grade:K`` ``no_grade:K``
          ``tag:planning`` ``no_tag:planning`` ``pupils:40-180`` ``code:U03`` (school or unit), ``rows:3`` (so
          many rows at least), ``given:field`` (the right row answers it), ``is:field=value`` (and so),
          ``prev:field`` (a number above 0 in the round before), ``alone`` (no other mistake in this list).
expect    all marks it leaves: ``field=code/severity`` separated by spaces. Severity: ``error``, ``query``,
          ``blank`` (asked for by a rule, and not yet given) or ``accepted`` (a query that ``reason``
          settles). A rule marks with its id (``R03``; ``R20:spent`` where it stands for many fields), a cell
          with the code of core.messages. In lists ``last:weight=R07/error``, ``2:weight=R07/error`` is a
          mark on another row (then it is alone). Blank: an oddity, understood and marked nowhere.
reason    what is picked beside the question.
note      for readers.

Only ``id``, ``field``, ``raw``, ``typed_as`` and ``expect`` must be there; other columns may be left out.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from functools import cache
from importlib.resources import files

from service.demo.tables import table

SEVERITIES = ("error", "query", "blank", "accepted")
COLUMNS = ("id", "round", "row", "field", "raw", "typed_as", "also_sets", "needs", "expect", "reason", "note")
NEW, LAST, PREVIOUS = "new", "last", "prev"
OF_ROW = re.compile(r"\{(?:(prev|last|\d+):)?([a-z][a-z0-9_]*)([+-]\d+(?:\.\d+)?)?\}")
"""``{budget+1}``, ``{2:title}``, ``{prev:used-1}``: the row, the field, what is added."""
_MARK = re.compile(r"(?:(last|\d+):)?([a-z][a-z0-9_]*)=(.+)/(error|query|blank|accepted)")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be said of one cell; ``row`` "" is the row (or the card) in which the mistake stands."""

    row: str
    field: str
    code: str
    severity: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of a table of planted mistakes."""

    id: str
    field: str
    raw: str
    typed_as: str = "text"
    round: str = ""
    row: str = ""
    sets: Mapping[str, str] = kept(default_factory=dict)
    needs: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    reason: str = ""
    note: str = ""

    @property
    def touched(self) -> frozenset[str]:
        """The fields it types into."""
        return frozenset({self.field, *self.sets})

    @property
    def rows_used(self) -> frozenset[str]:
        """The rows, by number or "last", whose right answers it speaks of."""
        used = (found[1] for raw in (self.raw, *self.sets.values()) for found in OF_ROW.finditer(raw))
        return frozenset(row for row in used if row and row != PREVIOUS)

    @property
    def alone(self) -> bool:
        """Whether no other mistake may stand in the same list."""
        return "alone" in self.needs or any(mark.row for mark in self.marks)


@cache
def planted(form_id: str) -> tuple[Mistake, ...]:
    """The planted mistakes of a form, in the order of its file; none when it has no file."""
    path = files("service.demo").joinpath("planted", f"{form_id}.csv")
    own = path.read_text(encoding="utf-8") if path.is_file() else ""
    older = tuple(_of_quick_policy()) if form_id == "quick_policy" else ()
    return (*older, *read_mistakes(own, f"{form_id}.csv"))


def read_mistakes(text: str, name: str) -> list[Mistake]:
    """The mistakes of a table. Raises ValueError naming the file, the line and what is wrong."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    if unknown:
        raise ValueError(f"{name}:1: unknown columns {sorted(unknown)}; there are {', '.join(COLUMNS)}")
    return [_mistake(row, f"{name}:{number}") for number, row in enumerate(reader, 2)]


def _mistake(row: Mapping[str, str | None], where: str) -> Mistake:
    text = {name: (row.get(name) or "").strip() for name in COLUMNS if name != "raw"}
    if not text["id"] or not text["field"]:
        raise ValueError(f"{where}: id and field must be there")
    marks = tuple(_mark(word, where) for word in text["expect"].split())
    sets = dict(_pair(part, where) for part in text["also_sets"].split(";") if part.strip())
    return Mistake(
        text["id"],
        text["field"],
        row.get("raw") or "",
        text["typed_as"] or "text",
        text["round"],
        text["row"],
        sets,
        tuple(text["needs"].split()),
        marks,
        text["reason"],
        text["note"],
    )


def _mark(word: str, where: str) -> Mark:
    found = _MARK.fullmatch(word)
    if not found:
        raise ValueError(f"{where}: expect: {word!r} is not field=code/severity ({', '.join(SEVERITIES)})")
    return Mark(found[1] or "", found[2], found[3], found[4])


def _pair(part: str, where: str) -> tuple[str, str]:
    name, equals, raw = part.partition("=")
    if not equals:
        raise ValueError(f"{where}: also_sets: {part!r} is not name=raw")
    return name.strip(), raw


def _of_quick_policy() -> Iterator[Mistake]:
    """The two older tables (service.demo.tables), which have one expected mark a row."""
    for row in table("planted.csv"):
        severity = "accepted" if row["accepted"] else row["severity"]
        mark = Mark("", row["expect_cell"], row["expect_code"], severity)
        yield _older(row, (mark,), row["reason"])
    for row in table("oddities.csv"):
        yield _older(row, (), "")


def _older(row: Mapping[str, str], marks: tuple[Mark, ...], reason: str) -> Mistake:
    sets = dict(_pair(part, row["id"]) for part in row["also_sets"].split(";") if part)
    needs = tuple(row["needs"].split())
    return Mistake(
        row["id"],
        row["field"],
        row["raw"],
        row["typed_as"],
        "M6",
        "",
        sets,
        needs,
        marks,
        reason,
        row["note"],
    )
