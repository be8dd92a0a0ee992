"""A short form for small offices: one field of each kind from the real form, with what belongs to them."""

import io
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from service.config import ROOT
from service.definitions import load_form

REAL = ROOT / "sheet_schemas" / "quick_policy.yaml"
KEPT = frozenset(
    (
        "school_id",
        "qp01_drill_date",
        "qp02_lost",
        "qp03_pupils",
        "qp03_percent",
        "qp05_s1",
        "qp05_s2",
        "qp05_s3",
        "qp05_teachers",
        "qp05_trained",
        "qp05_practising",
        "qp05_plans",
        "qp05_evidence",
        "qp05_problem",
        "qp06_self",
        "qp07_behind",
        "qp08_fund",
        "qp09_hours",
        "qp11_p1_type",
        "qp11_p1_title",
        "office_phone",
        "office_email",
    )
)


def write_short_form(folder: Path) -> Path:
    """The folder with the form in it."""
    folder.mkdir()
    (folder / REAL.name).write_text(_short_form(), encoding="utf-8")
    return folder


@cache
def _short_form() -> str:
    """Rules and indicators stay when all they speak of has stayed."""
    form, yaml = load_form(REAL), YAML(typ="safe", pure=True)
    data = yaml.load(REAL)
    rules = {rule.id for rule in form.rules if rule.constraint.names | {rule.field} <= KEPT}
    indicators = {item.id for item in form.indicators if item.names and item.names <= KEPT}
    fields = [field for field in data["schema"]["fields"] if field["name"] in KEPT]
    groups = {field.get("group") for field in fields}
    data["schema"]["fields"] = fields
    data["groups"] = [group for group in data["groups"] if group["id"] in groups]
    for group in data["groups"]:
        group.pop("align", None)  # its code lists stand in another folder
    data["rules"] = [kept for rule in data["rules"] if (kept := _kept(rule, rules))]
    data["indicators"] = [item for item in data["indicators"] if item["id"] in indicators]
    del data["report"], data["tables"]
    del data["form"]["review_by"]  # a draft is overdue one day; a small office in good order shows none
    text = io.StringIO()
    yaml.dump(data, text)
    return text.getvalue()


def _kept(rule: Any, rules: set[str]) -> Any:
    """The rule for those of its values whose checks have stayed; nothing when none has."""
    if "each" not in rule:
        return rule if rule["id"] in rules else None
    ((name, values),) = rule["each"].items()
    kept = [value for value in values if f"{rule['id']}:{value}" in rules]
    return rule | {"each": {name: kept}} if kept else None
