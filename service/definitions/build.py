"""A checked form file to the frozen Form the rest of the service works with."""

from datetime import date
from types import MappingProxyType
from typing import Any

from service.core.schema import Form, ReportSpec
from service.definitions.build_fields import build_field, build_group
from service.definitions.build_indicators import build_indicators, build_tables
from service.definitions.build_rules import build_rule
from service.definitions.parts import expression_kinds, fingerprint, text_of


def build_form(data: Any) -> Form:
    """The form of a file in which no fault was found."""
    head, kinds = data["form"], expression_kinds(data)
    return Form(
        id=head["id"],
        version=head["version"],
        valid_from=date.fromisoformat(head["valid"][0]),
        valid_to=date.fromisoformat(head["valid"][1]),
        rounds=tuple(head["rounds"]),
        due_days=int(head["due"]["days_after_round"]),
        title=text_of(head["title"]),
        short_title=head.get("short_title", head["title"]["th"]),
        instructions=tuple(head.get("instructions", ())),
        notice=head.get("notice", ""),
        layouts=tuple(data["sheet"]["layouts"]),
        tab=data["sheet"]["tab"],
        groups=tuple(build_group(item, kinds) for item in data["groups"]),
        fields=tuple(build_field(item, kinds) for item in data["schema"]["fields"]),
        rules=tuple(build_rule(item, kinds) for item in data.get("rules") or ()),
        indicators=build_indicators(data, kinds),
        tables=build_tables(data, kinds),
        report=_report(data.get("report")),
        definition_hash=fingerprint({**data, "form": _meaning(head)}),
    )


def _meaning(head: Any) -> dict[str, Any]:
    """The head without who wrote and reviewed it: that changes no figure."""
    people = ("authored_by", "checked_by", "date_reviewed", "next_review")
    return {key: value for key, value in head.items() if key not in people}


def _report(item: Any) -> ReportSpec | None:
    if item is None:
        return None
    return ReportSpec(
        template=item["template"],
        problems=MappingProxyType(dict(item.get("problems") or {})),
        suggestions=MappingProxyType(dict(item.get("suggestions") or {})),
    )
