"""Answers of invented schools, two cells in a hundred of them bad; the same ones for every engine.

A row is made when it is asked for, so that an engine's memory holds only what the engine keeps.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from benchmarks import forms
from service.core.cells import Cell
from service.core.normalise import Context, parse, round_half_up, th_date
from service.core.register import Respondent
from service.core.schema import Form
from service.core.submission import Submission
from service.sheets.grids import cell_of

SEED = 2566
FISCAL_YEAR = 2566
DISTRICTS = 20
ITEMS = 120
FIRST_DAY = date(2022, 10, 1)
UNREADABLE = {"หลายคน": "not_a_number", "12 หรือ 13": "two_numbers", "1.234,5": "bad_separator"}

Typed = dict[str, Any]
"""What is typed, by field; ``Percent`` for a percentage."""


class Fault(NamedTuple):
    """One bad cell: the row, the field that is to be named, the code of the issue."""

    row: int
    field: str
    code: str


class Row(NamedTuple):
    """One respondent (or one row of a list): what was typed, and what is wrong in it."""

    index: int
    respondent: Respondent
    typed: Typed
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """``shape`` is "wide" or "long"; ``size`` counts schools, each of which has 120 rows when long."""

    shape: str
    size: int

    @property
    def form(self) -> Form:
        return forms.wide() if self.shape == "wide" else forms.long()

    def rows(self) -> Iterator[Row]:
        """All rows, the same at each call."""
        if self.shape == "wide":
            for index in range(self.size):
                yield _wide_row(index, school(index))
            return
        for index in range(self.size):
            owner = school(index)
            for item in range(ITEMS):
                yield _long_row(index * ITEMS + item, owner, item)

    def planted(self) -> frozenset[Fault]:
        """Every fault that an engine is to find."""
        return frozenset(fault for row in self.rows() for fault in row.faults)

    def cells(self) -> Iterator[tuple[Respondent, dict[str, Cell]]]:
        """The rows as they are read from a sheet."""
        for row in self.rows():
            yield row.respondent, {name: cell(value) for name, value in row.typed.items()}

    def submissions(self) -> list[Submission]:
        """Everything read and parsed, ready to be checked."""
        known = contexts(self.form)
        return [
            Submission(respondent, cells, parse_cells(self.form, cells, known))
            for respondent, cells in self.cells()
        ]


def contexts(form: Form) -> dict[str, Context]:
    """What the parsing of each field knows besides the cell."""
    return {item.name: Context(fiscal_year=FISCAL_YEAR, choices=item.choices) for item in form.fields}


def parse_cells(form: Form, cells: Mapping[str, Cell], known: Mapping[str, Context]) -> dict[str, Any]:
    return {
        item.name: parse(item.kind, cells[item.name], known[item.name])
        for item in form.fields
        if item.name in cells
    }


def school(index: int) -> Respondent:
    return Respondent(
        f"10{index:08}", f"โรงเรียนที่ {index + 1}", f"อำเภอ {index % DISTRICTS + 1}", grades=("P1", "P2")
    )


class Percent(float):
    """A number in a cell of format percent."""


def cell(value: Any) -> Cell:
    """What is read of a typed value: doubles for numbers, text for the rest, as Google tells it."""
    if isinstance(value, str):
        return cell_of({"effectiveValue": {"stringValue": value}, "formattedValue": value})
    shown = f"{value:g}" if isinstance(value, Percent) else str(value)
    number = {"effectiveValue": {"numberValue": float(value)}, "formattedValue": shown}
    return cell_of({**number, "userEnteredFormat": {"numberFormat": {"type": "NUMBER"}}})


# -- wide -----------------------------------------------------------------------------------------------


def _wide_row(index: int, owner: Respondent) -> Row:
    chance = random.Random(f"{SEED}/wide/{index}")
    typed = _wide_good(chance, owner)
    faults = []
    if index % 5:  # four faults in five schools of 40 cells are 2 % of the cells
        name, code = chance.choice(_WIDE_FAULTS)(chance, typed)
        faults.append(Fault(index, name, code))
    return Row(index, owner, typed, tuple(faults))


def _wide_good(chance: random.Random, owner: Respondent) -> Typed:
    typed: Typed = {"school_id": owner.code}
    for total, part in zip(forms.TOTALS, forms.PARTS, strict=True):
        typed[total] = chance.randint(1, forms.MOST)
        typed[part] = chance.randint(0, typed[total])
    for number in range(len(forms.RATES)):
        _set_rate(typed, number)
    done = chance.randint(0, len(forms.STEPS))
    typed |= {step: "ทำแล้ว" if place < done else "ยังไม่ทำ" for place, step in enumerate(forms.STEPS)}
    typed |= {name: chance.choice(forms.LABELS) for name in forms.CHOICES[:2]}
    typed["code"] = f"{chance.choice('ABC')}X{chance.randint(0, 9999):04}"
    typed["note"] = "ดำเนินการตามแผน ครั้งที่ " + str(chance.randint(1, 500))
    typed["day"] = th_date(FIRST_DAY + timedelta(days=chance.randint(0, 360)))
    return typed


def _set_rate(typed: Typed, number: int) -> None:
    part, total = typed[forms.PARTS[number]], typed[forms.TOTALS[number]]
    typed[forms.RATES[number]] = Percent(round_half_up(100 * part / total, 2))


def _unreadable(chance: random.Random, typed: Typed) -> tuple[str, str]:
    name = chance.choice((*forms.TOTALS, *forms.PARTS))
    typed[name] = chance.choice(list(UNREADABLE))
    return name, UNREADABLE[typed[name]]


def _above(chance: random.Random, typed: Typed) -> tuple[str, str]:
    number = chance.randrange(len(forms.TOTALS))
    typed[forms.TOTALS[number]] = forms.MOST + chance.randint(1, 500)
    if number < len(forms.RATES):
        _set_rate(typed, number)
    return forms.TOTALS[number], "above_maximum"


def _part_above_total(chance: random.Random, typed: Typed) -> tuple[str, str]:
    number = chance.randrange(len(forms.TOTALS))
    typed[forms.TOTALS[number]] = chance.randint(1, forms.MOST - 1)
    typed[forms.PARTS[number]] = typed[forms.TOTALS[number]] + 1
    return forms.PARTS[number], f"R_{forms.PARTS[number]}"


def _wrong_rate(chance: random.Random, typed: Typed) -> tuple[str, str]:
    name = chance.choice(forms.RATES)
    typed[name] = Percent(typed[name] + (1 if typed[name] < 50 else -1))
    return name, f"R_{name}"


def _skipped_step(chance: random.Random, typed: Typed) -> tuple[str, str]:
    place = chance.randint(1, len(forms.STEPS) - 1)
    typed |= {step: "ทำแล้ว" if at < place - 1 else "ยังไม่ทำ" for at, step in enumerate(forms.STEPS)}
    typed[forms.STEPS[place]] = "ทำแล้ว"
    return forms.STEPS[place], f"R_{forms.STEPS[place]}"


def _unknown_choice(chance: random.Random, typed: Typed) -> tuple[str, str]:
    name = chance.choice(forms.CHOICES[:2])
    typed[name] = "ตามข้อ 3"
    return name, "not_a_choice"


def _wrong_code(chance: random.Random, typed: Typed) -> tuple[str, str]:
    typed["code"] = f"no{chance.randint(0, 99)}"
    return "code", "pattern_mismatch"


def _long_note(chance: random.Random, typed: Typed) -> tuple[str, str]:
    typed["note"] = "ก" * (forms.NOTE_LIMIT + chance.randint(1, 50))
    return "note", "too_long"


def _no_date(chance: random.Random, typed: Typed) -> tuple[str, str]:
    typed["day"] = "ปลายเดือนหน้า"
    return "day", "not_a_date"


_WIDE_FAULTS: tuple[Callable[[random.Random, Typed], tuple[str, str]], ...] = (
    _unreadable,
    _unreadable,
    _above,
    _part_above_total,
    _part_above_total,
    _wrong_rate,
    _skipped_step,
    _unknown_choice,
    _wrong_code,
    _long_note,
    _no_date,
)


# -- long -----------------------------------------------------------------------------------------------


def _long_row(index: int, owner: Respondent, item: int) -> Row:
    chance = random.Random(f"{SEED}/long/{index}")
    target, baht = chance.randint(1, forms.MOST - 1), chance.randint(1, forms.MOST_BAHT - 1)
    done = chance.randint(0, target)
    typed: Typed = {
        "item": f"I{item:03}",
        "note": "ดำเนินการตามแผน ครั้งที่ " + str(chance.randint(1, 500)),
        "target": target,
        "done": done,
        "rate": Percent(round_half_up(100 * done / target, 2)),
        "baht": baht,
        "spent": chance.randint(0, baht),
        "state": chance.choice(forms.LABELS),
        "ended": chance.choice(("มี", "ไม่มี")),
        "day": th_date(FIRST_DAY + timedelta(days=chance.randint(0, 360))),
    }
    if index % 5:  # one fault in five rows of ten cells is 2 % of the cells
        return Row(index, owner, typed, ())
    name, value, code = chance.choice(
        (
            ("item", f"x{item}", "pattern_mismatch"),
            ("target", "หลายคน", "not_a_number"),
            ("done", target + 1, "R_done"),
            ("rate", Percent(typed["rate"] + (1 if typed["rate"] < 50 else -1)), "R_rate"),
            ("baht", forms.MOST_BAHT * 3, "above_maximum"),
            ("spent", baht + 1, "R_spent"),
            ("state", "ตามข้อ 3", "not_a_choice"),
            ("day", "ปลายเดือนหน้า", "not_a_date"),
        )
    )
    typed[name] = value
    return Row(index, owner, typed, (Fault(index, name, code),))
