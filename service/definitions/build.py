"""A checked form file to the frozen Form the rest of the service works with."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from service.core.calendar import Plan
from service.core.schema import Code, Field, Form, ReportSpec, RowsFrom, Rule
from service.definitions.build_exports import build_exports
from service.definitions.build_fields import build_field, build_group, key_field
from service.definitions.build_indicators import build_indicators, build_tables
from service.definitions.build_rules import build_rules
from service.definitions.code_lists import own_lists
from service.definitions.parts import (
    expression_kinds,
    expression_of,
    fingerprint,
    respondent_of,
    row_key,
    text_of,
    without_align,
)
from service.definitions.references import references
from service.definitions.row_rules import build_row_rules


def build_form(data: Any, codes: Mapping[str, tuple[Code, ...]] | None = None, source: str = "") -> Form:
    """The form of a file in which no fault was found, with the code lists it refers to (else its own).

    ``source`` is its text, with these lists in it.
    """
    codes = own_lists(data) if codes is None else codes
    head, kinds, due = data["form"], expression_kinds(data), data["form"]["due"]
    valid = (date.fromisoformat(head["valid"][0]), date.fromisoformat(head["valid"][1]))
    refers, key, rules = references(data), key_field(data), tuple(build_rules(data, kinds))
    return Form(
        id=head["id"],
        version=head["version"],
        valid_from=valid[0],
        valid_to=valid[1],
        rounds=tuple(head["rounds"]),
        due_days=int(due["days_after_round"]),
        opens_days=due.get("opens_days_after_round"),
        closes_days=due.get("closes_days_after_round"),
        plan=Plan(head["plan"]["from"], head["plan"]["to"]) if "plan" in head else None,
        title=text_of(head["title"]),
        short_title=head.get("short_title", head["title"]["th"]),
        respondent=respondent_of(data),
        relevant=expression_of(head.get("relevant"), kinds, "truth"),
        instructions=tuple(head.get("instructions", ())),
        notice=head.get("notice", ""),
        layouts=tuple(data["sheet"]["layouts"]),
        tab=data["sheet"]["tab"],
        carry=tuple(data["sheet"].get("carry", ())),
        carry_until=expression_of(data["sheet"].get("carry_until"), kinds, "truth"),
        rows_from=_rows_from(data["sheet"].get("rows_from")),
        groups=tuple(build_group(item, kinds) for item in data["groups"]),
        fields=tuple(
            _told(
                build_field(item, kinds, refers.get(item["name"]), codes, item["name"] == key, valid), rules
            )
            for item in data["schema"]["fields"]
        ),
        rules=rules,
        row_rules=tuple(build_row_rules(data, kinds)),
        indicators=build_indicators(data, kinds),
        tables=build_tables(data, kinds),
        report=_report(data.get("report")),
        row_key=row_key(data),
        exports=build_exports(data),
        authored_by=head.get("authored_by", ""),
        review_by=date.fromisoformat(head["review_by"]) if "review_by" in head else None,
        definition_hash=fingerprint({**_counted(data), **_lists(codes), "form": _meaning(head)}),
        source=source,
    )


def _told(item: Field, rules: tuple[Rule, ...]) -> Field:
    """The field, told whether it may stay blank: neither is it required nor does a rule look for a blank."""
    asked = any(item.name in rule.constraint.names - rule.constraint.needed for rule in rules)
    return replace(item, if_any=not (asked or item.constraints.required or item.names_respondent))


def _lists(codes: Mapping[str, tuple[Code, ...]]) -> dict[str, Any]:
    """The code lists as part of the definition: a new code changes what is right, a note does not."""
    told = {
        name: [(code.code, code.title, code.valid_from, code.valid_to) for code in found]
        for name, found in codes.items()
    }
    return {"codes": told} if told else {}


def _meaning(head: Any) -> dict[str, Any]:
    """The head without who wrote and reviewed it: that changes no figure."""
    people = ("authored_by", "checked_by", "date_reviewed", "next_review", "review_by")
    return {key: value for key, value in head.items() if key not in people}


def _counted(data: Any) -> dict[str, Any]:
    """The form without what it is for: alignment and paste-ready tables ask and count nothing else."""
    kept = {key: value for key, value in data.items() if key != "exports"}
    for part in ("groups", "indicators"):
        kept[part] = [without_align(item) for item in data[part]]
    return kept


def _rows_from(item: Any) -> RowsFrom | None:
    if item is None:
        return None
    return RowsFrom(item["form"], item["to"], MappingProxyType(dict(item["fields"])))


def _report(item: Any) -> ReportSpec | None:
    if item is None:
        return None
    return ReportSpec(
        template=item["template"],
        problems=MappingProxyType(dict(item.get("problems") or {})),
        suggestions=MappingProxyType(dict(item.get("suggestions") or {})),
    )
