"""The rules of a tab: protection, drop-downs, hidden and frozen lines, the grey of blanks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from service.sheets.areas import Place, areas_of, cells_of
from service.sheets.blueprint import AXES, COLUMNS, HEADINGS, OLD, ROWS, Blueprint, Whose
from service.sheets.building import answer_columns, choices_at, offer
from service.sheets.deeds import Deed
from service.sheets.finding import Found
from service.sheets.standing import Raw, Standing
from service.sheets.style import hex_of
from service.sheets.tab_builder import BLANK, TabBuilder, blank_formula, protection

MOST_FROZEN_COLUMNS = 4
"""Whoever moved the school's name far to the right wants no frozen columns."""
FROZEN = {ROWS: "frozenRowCount", COLUMNS: "frozenColumnCount"}


@dataclass(slots=True)
class Guard:
    """Compares the rules of a tab with its blueprint. ``fresh`` are the keys of lines just inserted."""

    plan: Blueprint
    tab: Standing
    found: Found
    fresh: Mapping[str, set[str]]
    first: list[dict[str, Any]] = field(default_factory=list)
    """Requests that must come before any line is inserted: they name rules by their number."""
    deeds: list[Deed] = field(default_factory=list)
    left: list[Deed] = field(default_factory=list)

    def requests(self) -> list[dict[str, Any]]:
        """The requests that restore what differs, to be sent after all others."""
        builder = TabBuilder(self.tab.sheet_id, self.plan.title)
        if not self.plan.loose:
            self._choices(builder)
            self._frozen(builder)
            self._grey(builder)
        self._hidden(builder)
        self._protection(builder)
        return builder.requests

    # -- places

    @property
    def _rows(self) -> dict[str, int]:
        return self.found.places[ROWS]

    @property
    def _columns(self) -> dict[str, int]:
        return self.found.places[COLUMNS]

    def _offers(self) -> dict[Place, tuple[str, ...]]:
        return choices_at(self.plan, self._rows, self._columns, self.tab.counts[ROWS])

    def _planned(self) -> dict[Place, Whose]:
        return {
            (self._rows[row], self._columns[column]): cell.whose
            for (row, column), cell in self.plan.cells.items()
            if row in self._rows and column in self._columns
        }

    def _title(self, place: Place) -> str:
        key = self.found.index(self.plan.fields or ROWS, place[self.plan.fields == COLUMNS])
        return next((line.title for axis in AXES for line in self.plan.lines(axis) if line.key == key), "")

    # -- drop-downs

    def _choices(self, builder: TabBuilder) -> None:
        offers = self._offers()
        fresh = {
            (axis, self.found.places[axis][key])
            for axis in AXES
            for key in self.fresh[axis]
            if key in self.found.places[axis]
        }
        # A line just inserted takes the drop-downs of its neighbour: say of each cell of it what it offers.
        inserted = {p for p in self._planned() if (ROWS, p[0]) in fresh or (COLUMNS, p[1]) in fresh}
        wanted = dict.fromkeys(inserted, ()) | offers
        differing = {
            place: options
            for place, options in wanted.items()
            if place in inserted or _offered(self.tab.raw(*place)) != options
        }
        offer(builder, differing, clear=True)
        self.deeds += [
            Deed("choices", self._title(place)) for place in sorted(differing) if place not in inserted
        ]

    # -- hidden and frozen lines

    def _hidden(self, builder: TabBuilder) -> None:
        for axis in AXES:
            for line in self.plan.lines(axis):
                index = self.found.places[axis].get(line.key)
                if index is None:
                    continue
                if line.key in self.fresh[axis] and line.size:
                    builder.size(axis, index, {"pixelSize": line.size}, "pixelSize")
                if line.hidden is not None and line.hidden != (index in self.tab.hidden[axis]):
                    builder.hide(axis, index, line.hidden)
                    self.deeds += [Deed("look", line.title)] if line.key not in self.fresh[axis] else []

    def _frozen(self, builder: TabBuilder) -> None:
        for axis, key in ((ROWS, self.plan.frozen_rows), (COLUMNS, self.plan.frozen_columns)):
            index = self.found.places[axis].get(key)
            if index is None or (axis == COLUMNS and not self._may_freeze(key, index)):
                continue
            if self.tab.shifted or self.tab.frozen[axis] != index + 1:
                properties = {"sheetId": self.tab.sheet_id, "gridProperties": {FROZEN[axis]: index + 1}}
                fields = f"gridProperties.{FROZEN[axis]}"
                builder.add("updateSheetProperties", properties=properties, fields=fields)
                self.deeds += [] if self.tab.shifted else [Deed("look")]

    def _may_freeze(self, key: str, index: int) -> bool:
        """Whether no column that is planned to scroll would be frozen too: what is frozen wider than a phone
        hides all else."""
        lines = [line.key for line in self.plan.columns]
        kept = lines[: lines.index(key) + 1]
        return index < MOST_FROZEN_COLUMNS and all(
            self._columns.get(other, index + 1) > index for other in lines if other not in kept
        )

    # -- protection

    def _protection(self, builder: TabBuilder) -> None:
        if not self.plan.protection:
            return
        area: dict[str, int] = {"sheetId": self.tab.sheet_id}
        holes: list[dict[str, int]] = []
        if self.plan.protection == "tab":
            holes = areas_of(self.tab.sheet_id, self._offers())
        else:
            area |= {"startRowIndex": 0, "endRowIndex": self._rows[HEADINGS] + 1}
        standing = next((rule for rule in self.tab.protected if self._is_ours(rule)), None)
        wanted = protection(area, builder.title, holes, self.plan.editors)
        if standing is None:
            builder.add("addProtectedRange", protectedRange=wanted)
            self.deeds.append(Deed("protection"))
        elif self.tab.shifted or not self._protects(standing, area):
            if not standing.get("requestingUserCanEdit", True):
                self.left.append(Deed("locked", builder.title))
                return
            known = {"protectedRangeId": standing["protectedRangeId"]}
            fields = "range,unprotectedRanges,warningOnly" + (",editors" if self.plan.editors else "")
            builder.add("updateProtectedRange", protectedRange=wanted | known, fields=fields)
            self.deeds += [] if self.tab.shifted else [Deed("protection")]

    def _is_ours(self, rule: Raw) -> bool:
        area = rule.get("range", {})
        bounded = {"startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"} & area.keys()
        if self.plan.protection == "tab":
            return not bounded
        across = not {"startColumnIndex", "endColumnIndex"} & bounded
        return across and bool(bounded) and not area.get("startRowIndex", 0)

    def _protects(self, rule: Raw, area: Mapping[str, int]) -> bool:
        """Whether respondents may write where they should, and nowhere else among our cells."""
        if rule.get("warningOnly") or not self._lets_us(rule):
            return False
        if self.plan.protection == "head":
            end = rule.get("range", {}).get("endRowIndex")
            return end == area["endRowIndex"] and not rule.get("unprotectedRanges")
        open_now = cells_of(
            rule.get("unprotectedRanges", ()), self.tab.counts[ROWS], self.tab.counts[COLUMNS]
        )
        wanted = set(self._offers())
        closed = self._planned().keys() - wanted
        return wanted <= open_now and not open_now & closed and not any(map(self._is_old, open_now))

    def _is_old(self, place: Place) -> bool:
        """Whether the cell belongs to a field that is no longer asked."""
        row, column = place
        if self.plan.fields == ROWS:
            column = self._columns[self.plan.key]
        else:
            row = self._rows[self.plan.key]
        return self.tab.text(row, column).startswith(OLD)

    def _lets_us(self, rule: Raw) -> bool:
        """Whether every account of ours may write; who may is told only to those who may."""
        users = {mail.lower() for mail in rule.get("editors", {}).get("users", ())}
        return "editors" not in rule or users.issuperset(mail.lower() for mail in self.plan.editors)

    # -- the grey of blanks

    def _grey(self, builder: TabBuilder) -> None:
        if self.plan.tail and self.plan.tail.grey:
            self._grey_tail(builder, self.plan.tail.grey)
            return
        places = {
            (self._rows[row], self._columns[column])
            for row, column in self.plan.grey
            if row in self._rows and column in self._columns
        }
        rules = [number for number, rule in enumerate(self.tab.conditional) if _greys(rule)]
        one = self.tab.conditional[rules[0]] if len(rules) == 1 else None
        if not places and not rules:
            return
        if one and not self.tab.shifted and self._covers(one, places):
            return
        self._greyed_anew(rules)
        builder.grey_blanks(places)

    def _grey_tail(self, builder: TabBuilder, names: frozenset[str]) -> None:
        """The grey of the rows that respondents add: the rule reaches down as far as the tab does."""
        wanted = TabBuilder(self.tab.sheet_id, "")
        columns = [self._columns[name] for name in names if name in self._columns]
        wanted.grey_begun(self._rows[HEADINGS], columns, answer_columns(self.plan, self._columns))
        rules = [number for number, rule in enumerate(self.tab.conditional) if _greys(rule)]
        standing = [self.tab.conditional[number] for number in rules]
        rule = [request["addConditionalFormatRule"]["rule"] for request in wanted.requests]
        if self.tab.shifted or [self._reach(one) for one in standing] != [self._reach(one) for one in rule]:
            self._greyed_anew(rules)
            builder.requests += wanted.requests

    def _reach(self, rule: Raw) -> tuple[str, list[dict[str, int]]]:
        """What a rule asks, and where; that it ends where the tab does goes without saying."""
        areas = [{**area, "sheetId": 0} for area in rule["ranges"]]
        for area in areas:
            if area.get("endRowIndex", 0) >= self.tab.counts[ROWS]:
                del area["endRowIndex"]
        return _formula(rule), areas

    def _greyed_anew(self, rules: list[int]) -> None:
        for number in reversed(rules):
            delete = {"sheetId": self.tab.sheet_id, "index": number}
            self.first.append({"deleteConditionalFormatRule": delete})
        self.deeds += [] if self.tab.shifted else [Deed("grey")]

    def _covers(self, rule: Raw, places: set[Place]) -> bool:
        covered = cells_of(rule["ranges"], self.tab.counts[ROWS], self.tab.counts[COLUMNS])
        others = self._planned().keys() - places
        first = rule["ranges"][0]
        if "startRowIndex" not in first or "startColumnIndex" not in first:
            return False
        return places <= covered and not covered & others and _formula(rule) == blank_formula(first)


def _offered(raw: Raw) -> tuple[str, ...]:
    condition = raw.get("dataValidation", {}).get("condition", {})
    if condition and condition.get("type") != "ONE_OF_LIST":
        return ("?",)
    return tuple(value.get("userEnteredValue", "") for value in condition.get("values", ()))


def _formula(rule: Raw) -> str:
    condition = rule.get("booleanRule", {}).get("condition", {})
    if condition.get("type") != "CUSTOM_FORMULA":
        return ""
    return str(condition.get("values", [{}])[0].get("userEnteredValue", ""))


def _greys(rule: Raw) -> bool:
    """Whether a conditional format is ours: grey for blanks."""
    shape = rule.get("booleanRule", {}).get("format", {})
    blank = _formula(rule).startswith(("=ISBLANK(", "=AND(ISBLANK("))
    return blank and hex_of({"userEnteredFormat": shape}) == BLANK
