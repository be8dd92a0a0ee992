"""Rules over the rows of a list, as they are written: rows_total, unique_together, no_overlap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from service.core.expressions import Kind, parse
from service.core.messages import expressions_in
from service.core.schema import RowRule, Text
from service.core.schema.row_rules import ROW_CHECKS, RowCheck
from service.definitions.expanding import for_each, rule_code
from service.definitions.templates import NOTES

COMMON = frozenset({"id", "check", "each", "relevant", "severity", "message", "accept_notes"})
"""Keys that every such rule takes."""


@dataclass(frozen=True, slots=True)
class RowTemplate:
    """``needs`` and ``may`` are its own keys, ``words`` its message, ``places`` what a message may say."""

    needs: tuple[str, ...]
    may: tuple[str, ...]
    words: Text
    places: frozenset[str]


ROW_TEMPLATES: Mapping[RowCheck, RowTemplate] = MappingProxyType(
    {
        "rows_total": RowTemplate(
            ("field", "equals"),
            ("by", "tolerance"),
            Text(
                "{title}{group} รวมได้ {sum} ({values}) ต้องได้ {equals} "
                "ต่างกัน {abs(sum - equals)}: แก้แถวใดแถวหนึ่ง",
                "{title}{group}: {values} add up to {sum}, not {equals} "
                "({abs(sum - equals)} apart): correct one row",
            ),
            frozenset({"title", "group", "values", "sum", "equals"}),
        ),
        "unique_together": RowTemplate(
            ("fields",),
            (),
            Text(
                "{values} ซ้ำกับ{place}: แก้แถวใดแถวหนึ่ง หรือลบแถวที่ซ้ำ",
                "{values} stands in another row already ({place}): change one, or delete the copy",
            ),
            frozenset({"values", "place"}),
        ),
        "no_overlap": RowTemplate(
            ("from", "to"),
            ("by",),
            Text(
                "{values} {group} ซ้อนกับ{place} ({other}): แก้วันของแถวใดแถวหนึ่ง",
                "{values} {group} overlaps with another row ({place}, {other}): correct the days of one",
            ),
            frozenset({"values", "group", "place", "other"}),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """One check over rows: ``index`` is the rule's place in the file."""

    index: int
    item: Mapping[str, Any]


def over_rows(rule: Mapping[str, Any]) -> bool:
    """Whether a written rule is one over rows."""
    return rule.get("check") in ROW_CHECKS


def written_row_rules(data: Any) -> Iterator[WrittenRow]:
    """Every check over rows that the form's rules stand for."""
    for index, rule in enumerate(data.get("rules") or []):
        if over_rows(rule):
            for values, item in for_each(rule):
                yield WrittenRow(index, {**item, "id": rule_code(rule["id"], ".".join(values))})


def names_of(item: Mapping[str, Any], key: str) -> list[str]:
    """The fields under a key that takes one name or several."""
    names = item.get(key, ())
    return [names] if isinstance(names, str) else list(names)


def equals_field(item: Mapping[str, Any]) -> str:
    """The field that says what a total must be; "" where the rule itself says it."""
    equals = item.get("equals", 0)
    return equals if isinstance(equals, str) else ""


def marked_field(item: Mapping[str, Any]) -> str:
    """The field on which the check's issue stands."""
    names = {"unique_together": "fields", "no_overlap": "from"}
    return names_of(item, names.get(item["check"], "field"))[-1]


def build_row_rules(data: Any, kinds: Mapping[str, Kind]) -> Iterator[RowRule]:
    """Every check over rows, in the order they are written."""
    for written in written_row_rules(data):
        yield _row_rule(written.item, kinds)


def _row_rule(item: Mapping[str, Any], kinds: Mapping[str, Kind]) -> RowRule:
    words, known = message_of(item), message_kinds(item, kinds)
    severity = item.get("severity", "error")
    relevant, notes = item.get("relevant"), NOTES if severity == "query" else ()
    return RowRule(
        id=item["id"],
        check=item["check"],
        field=marked_field(item),
        by=tuple(names_of(item, "fields" if item["check"] == "unique_together" else "by")),
        relevant=parse(relevant, kinds, "truth") if relevant else None,
        severity=severity,
        message=Text(words["th"], words.get("en", "")),
        accept_notes=tuple(item.get("accept_notes", notes)),
        figures=tuple(
            (text, parse(text, known, "number", exact=True)) for text in expressions_in(words["th"])
        ),
        to=item.get("to", ""),
        equals=Decimal(0) if equals_field(item) else Decimal(str(item.get("equals", 0))),
        equals_of=equals_field(item),
        tolerance=Decimal(str(item.get("tolerance", 0))),
    )


TOTALS: Mapping[str, Kind] = MappingProxyType({"sum": "number", "equals": "number"})
"""Numbers that the message of a rows_total may compute with, beside the fields of the row it stands on."""


def message_kinds(item: Mapping[str, Any], kinds: Mapping[str, Kind]) -> dict[str, Kind]:
    """What the message of the check may compute with."""
    return {**kinds, **(TOTALS if item["check"] == "rows_total" else {})}


def message_of(item: Mapping[str, Any]) -> Mapping[str, str]:
    """What the check says: the form's own words, else those of its template."""
    words = ROW_TEMPLATES[item["check"]].words
    return item.get("message") or {"th": words.th, "en": words.en}
