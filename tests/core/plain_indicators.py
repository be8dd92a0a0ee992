"""Figures computed slowly from docs/indicators.md alone: fractions and plain loops, one unit at a time.

An indicator is the mapping a form's file holds; where it has expressions, ``above`` and ``below`` (and
``own_above``, ``own_below`` of a mixed rubric) are the same as Python: rows to a Fraction, or None
where something was divided by nought. ``names`` are the fields they name.

A round is a list of (person, rows). A person is a mapping with code, district, network_group, pupils
and grades. A row is a mapping from field to value: None is missing, "M" not applicable, "E"
unreadable; "wrong" holds the fields with an open error. A card has exactly one row.
"""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]
Person = Mapping[str, Any]
Round = Sequence[tuple[Person, Sequence[Row]]]
Spec = Mapping[str, Any]

THAI_BANDS = [("1.00", "1.50", "น้อยที่สุด"), ("1.51", "2.50", "น้อย"), ("2.51", "3.50", "ปานกลาง"),
              ("3.51", "4.50", "มาก"), ("4.51", "5.00", "มากที่สุด")]  # fmt: skip


def half_up(value: Fraction, decimals: int) -> Decimal:
    """Rounded half away from nought, digit by digit."""
    scaled = abs(value) * 10**decimals
    whole = scaled.numerator // scaled.denominator
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    text = str(whole).rjust(decimals + 1, "0")
    digits = f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text
    return Decimal(("-" if value < 0 and whole else "") + digits)


# -- places ---------------------------------------------------------------------------------------


def place(person: Person, scope: str) -> str:
    if scope == "area":
        return "area"
    if scope == "respondent":
        return str(person["code"])
    if scope == "network_group":
        return person["network_group"] or "ไม่ระบุ"
    if scope == "size":
        return _size(person["pupils"])
    return _stages(person["grades"]) if scope == "grades" else str(person["district"])


def _size(pupils: int | None) -> str:
    if pupils is None:
        return "unknown"
    if pupils <= 120:
        return "small"
    if pupils <= 600:
        return "medium"
    return "large" if pupils <= 1500 else "extra"


def _stages(grades: Sequence[str]) -> str:
    below = {grade[0] for grade in grades} & {"K", "P"}
    secondary = [int(grade[1]) for grade in grades if grade[0] == "M"]
    if secondary:
        if not below:
            return "secondary"
        return "whole" if max(secondary) > 3 else "extended"
    return {"": "unknown", "K": "kindergarten", "P": "primary", "KP": "kindergarten_primary"}[
        "".join(sorted(below))
    ]


# -- units ----------------------------------------------------------------------------------------


def fields_of(spec: Spec) -> set[str]:
    rubric = spec.get("rubric", {})
    return {*spec.get("names", ()), *rubric.get("steps", ()), *rubric.get("items", ()), *_evidence(spec)}


def _evidence(spec: Spec) -> set[str]:
    return {spec.get("rubric", {}).get("evidence", "")} - {""}


def _is_rating(value: Any, scale: int) -> bool:
    return value not in (None, "M", "E") and value in range(1, scale + 1)


def concerned(spec: Spec, row: Row) -> bool:
    if spec.get("rubric", {}).get("kind") == "rating":
        return any(row[name] != "M" for name in spec["rubric"]["items"])
    return all(row[name] != "M" for name in fields_of(spec) - _evidence(spec))


def in_sums(spec: Spec, row: Row, is_list: bool) -> bool:
    fields = fields_of(spec)
    if not concerned(spec, row) or row["wrong"] & (set(row) if is_list else fields):
        return False
    if spec.get("rubric", {}).get("kind") == "rating":
        values = [row[name] for name in spec["rubric"]["items"]]
        rated = [_is_rating(value, spec["rubric"].get("scale", 5)) for value in values]
        return any(rated) and all(one or value == "M" for one, value in zip(rated, values, strict=True))
    given = {name for name in fields if row[name] not in (None, "M", "E")}
    if any(row[name] == "E" for name in fields):
        return False
    if spec["missing"] == "zero":
        return bool(given) or not fields
    return given >= fields - _evidence(spec)


# -- one place ------------------------------------------------------------------------------------


def _level(spec: Spec, row: Row) -> int:
    rubric = spec["rubric"]
    if "evidence" in rubric and row[rubric["evidence"]] in (None, "M", "E"):
        return 0
    level = 0
    for step in rubric["steps"]:
        if row[step] is not True:
            return level
        level += 1
    if rubric["kind"] == "mixed":
        above, below = spec["own_above"]([row]), spec["own_below"]([row])
        if above is not None and below:
            own = half_up(above / below * 100, spec["decimals"])
            return int(_band(rubric["bands"], own) or level)
    return level


def _band(bands: Sequence[Any], value: Decimal) -> str:
    for low, high, label in bands:
        if Decimal(str(low)) <= value < Decimal(str(high)):
            return str(label)
    last = bands[-1] if bands else (0, None, "")
    return str(last[2]) if last[1] is not None and value == Decimal(str(last[1])) else ""


def _deviation(values: Sequence[Fraction]) -> float | None:
    if len(values) < 2:
        return None
    mean = sum(values, Fraction(0)) / len(values)
    return math.sqrt(sum(((value - mean) ** 2 for value in values), Fraction(0)) / (len(values) - 1))


def _ratings(spec: Spec, row: Row) -> list[int]:
    rubric = spec["rubric"]
    return [row[name] for name in rubric["items"] if _is_rating(row[name], rubric.get("scale", 5))]


def _words(spec: Spec, ratings: Sequence[int]) -> tuple[str, int | None]:
    """แปลผล of some ratings, and the place of its band from the lowest."""
    bands = sorted(
        (Decimal(str(low)), Decimal(str(high)), label)
        for low, high, label in spec["rubric"].get("bands", THAI_BANDS)
    )
    mean = half_up(Fraction(sum(ratings), len(ratings)), 2)
    for rank, (low, high, label) in enumerate(bands, 1):
        if low <= mean <= high:
            return label, rank
    return "", None


def _rated(spec: Spec, rows: Sequence[Row]) -> dict[str, Any]:
    """What a rating has beside its value."""
    rubric = spec["rubric"]
    levels = range(rubric.get("scale", 5) + 1)
    every = [rating for row in rows for rating in _ratings(spec, row)]
    found: dict[str, Any] = {"level_counts": tuple(every.count(level) for level in levels)}
    if not rows:
        return found
    means = [Fraction(sum(_ratings(spec, row)), len(_ratings(spec, row))) for row in rows]
    pooled = rubric.get("deviation") == "items"
    found["label"], found["level"] = _words(spec, every)
    found["deviation"] = _deviation([Fraction(rating) for rating in every] if pooled else means)
    found["items"] = {}
    for name in rubric["items"]:
        single = [row[name] for row in rows if _is_rating(row[name], levels[-1])]
        found["items"][name] = (
            sum(single),
            len(single),
            _deviation([Fraction(rating) for rating in single]),
            _words(spec, single)[0] if single else "",
            tuple(single.count(level) for level in levels),
        )
    return found


def _sums(spec: Spec, rows: Sequence[Row]) -> tuple[Fraction | None, Fraction | None]:
    if not rows:
        return None, None
    kind = spec.get("rubric", {}).get("kind")
    if kind in ("milestone", "mixed"):
        return Fraction(sum(_level(spec, row) for row in rows)), Fraction(len(rows))
    if kind == "rating":
        every = [rating for row in rows for rating in _ratings(spec, row)]
        return Fraction(sum(every)), Fraction(len(every))
    return spec["above"](rows), spec["below"](rows)


def _exact(spec: Spec, above: Fraction | None, below: Fraction | None) -> Fraction | None:
    if above is None or not below:
        return None
    return above / below * Fraction(str(spec.get("factor", 1)))


def figure(spec: Spec, rows: Sequence[Row]) -> dict[str, Any]:
    """The sums, the value and all that a rubric adds, of the rows of one place that are in the sums."""
    rubric = spec.get("rubric", {})
    above, below = _sums(spec, rows)
    found: dict[str, Any] = {"numerator": above, "denominator": below, "exact": _exact(spec, above, below)}
    if rubric.get("kind") in ("milestone", "mixed"):
        top = max([len(rubric["steps"]), *[label for _, _, label in rubric.get("bands", ())]])
        levels = [_level(spec, row) for row in rows]
        found["level_counts"] = tuple(levels.count(level) for level in range(top + 1))
    if rubric.get("kind") == "mixed" and rows:
        pooled = spec["own_above"](rows), spec["own_below"](rows)
        whole = pooled[0] / pooled[1] * 100 if pooled[0] is not None and pooled[1] else None
        found["percent"] = None if whole is None else half_up(whole, spec["decimals"])
        found["percent_numerator"], found["percent_denominator"] = pooled
    if rubric.get("kind") == "rating":
        found |= _rated(spec, rows)
    return found


# -- all places -----------------------------------------------------------------------------------


def standing(rounds: Sequence[Round], number: int, code: str) -> Person:
    """The person as it stands: in this round, else in the last one it had part in. Rounds: this one first."""
    for collected in rounds:
        for person, _ in collected:
            if person["code"] == code:
                return person
    raise AssertionError(f"{code} is in no round up to {number}")


def counted(spec: Spec, rounds: Sequence[Round], is_list: bool) -> dict[tuple[str, str], dict[str, Any]]:
    """One indicator that is no composite, by (scope, place). ``rounds``: this one first, then earlier ones."""
    used = rounds if spec.get("grain_to_date") else rounds[:1]
    places: dict[tuple[str, str], dict[str, Any]] = {}
    for number, collected in enumerate(used):
        for person, rows in collected:
            here = standing(rounds, number, person["code"])
            good = [row for row in rows if in_sums(spec, row, is_list)]
            for scope in ("area", *spec.get("breakdowns", ["district"]), "respondent"):
                kept = places.setdefault(
                    (scope, place(here, scope)), {"n": 0, "N": 0, "rows": [], "in": set()}
                )
                kept["rows"] += good
                kept["in"] |= {number} if good else set()
                if number == 0:
                    kept["N"] += _is_due(spec, person, rows)
                    kept["n"] += bool(good) and all(row in good for row in rows if concerned(spec, row))
    return {key: _finished(spec, kept) for key, kept in places.items() if kept["N"] or kept["rows"]}


def _is_due(spec: Spec, person: Person, rows: Sequence[Row]) -> bool:
    return any(concerned(spec, row) for row in rows or [person["blank"]])


def _finished(spec: Spec, kept: Mapping[str, Any]) -> dict[str, Any]:
    rounds = len(kept["in"]) if spec.get("grain_to_date") else 1
    return figure(spec, kept["rows"]) | {"n": kept["n"], "N": kept["N"], "rounds": rounds}


def composed(spec: Spec, parts: Sequence[tuple[Spec, Any, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """A composite. A part is (its own definition, weight, its figures by (scope, place))."""
    places: dict[tuple[str, str], dict[str, Any]] = {}
    for key in {key for _, _, figures in parts for key in figures}:
        known = []
        coverage: list[tuple[Fraction, int, int]] = []
        for definition, weight, figures in parts:
            found = figures.get(key)
            if found and found["N"]:
                coverage.append((Fraction(found["n"], found["N"]), found["n"], found["N"]))
            taken = _taken(spec, definition, found) if found else None
            if taken is not None:
                known.append((taken, Fraction(str(weight))))
        whole = len(known) == len(parts) or (known and spec["missing"] == "reweigh")
        above = sum((value * weight for value, weight in known), Fraction(0)) if whole else None
        below = sum((weight for _, weight in known), Fraction(0)) if whole else None
        n, due = min(coverage, key=lambda item: item[0])[1:] if coverage else (0, 0)
        if due or whole:
            exact = _exact(spec, above, below)
            rounds = max(figures[key]["rounds"] if key in figures else 0 for _, _, figures in parts)
            places[key] = {
                "numerator": above,
                "denominator": below,
                "exact": exact,
                "n": n,
                "N": due,
                "rounds": rounds,
            }
    return places


def _taken(spec: Spec, definition: Spec, found: Mapping[str, Any]) -> Fraction | None:
    if spec.get("use") != "level" or definition.get("rubric", {}).get("kind") in ("milestone", "mixed"):
        value: Fraction | None = found["exact"]
        return value
    level = level_of(definition, found)
    return None if level is None else Fraction(level)


def level_of(spec: Spec, found: Mapping[str, Any]) -> int | None:
    if spec.get("rubric", {}).get("kind") == "band" and found["exact"] is not None:
        label = _band(spec["rubric"]["bands"], half_up(found["exact"], spec["decimals"]))
        return int(label) if label else None
    level: int | None = found.get("level")
    return level


def colour_of(spec: Spec, value: Decimal | None) -> str:
    return "" if value is None else _band(spec["legend"], value)


# -- percent tables -------------------------------------------------------------------------------


def percents(counts: Sequence[int], decimals: int) -> list[Decimal | None]:
    """One unit of the last decimal after the other, each to whoever lacks most."""
    total = sum(counts)
    if total <= 0 or min(counts) < 0:
        return [None] * len(counts)
    exact = [Fraction(count * 100, total) for count in counts]
    step = Fraction(1, 10**decimals)
    shares = [share // step * step for share in exact]
    while sum(shares) < 100:
        lacking = [one - share for one, share in zip(exact, shares, strict=True)]
        shares[lacking.index(max(lacking))] += step
    return [half_up(share, decimals) for share in shares]
