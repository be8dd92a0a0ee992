"""Which forms are proved: all that have a generator, or those that were asked for."""

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal

import pytest

from service.core.schema import Form

from .kits import FORMS, OFFICE, Kit

QUICK = frozenset({"quick_policy_prototypes"})
"""The forms whose rounds are `long`; those of all others are `heavy`. make test lives through the small ones alone."""
OF_PLANS = ("project", "development_plan", "obec_strategy")
"""How the ids of the units' forms begin that are lived through apart from the others: so two workers share."""
ASKED = "TIDTAM_TOOLS"
"""Form ids separated by spaces or commas; as good as `-k`, which chooses too."""


def forms() -> Mapping[str, Form]:
    return OFFICE.forms


def proved() -> list[str]:
    """The forms with a generator."""
    wanted = os.environ.get(ASKED, "").replace(",", " ").split()
    return [
        form_id
        for form_id in OFFICE.ids
        if (FORMS / f"{form_id}.yaml").exists() and (not wanted or form_id in wanted)
    ]


Part = Literal["schools", "plans", "units"]


def in_card(part: Part) -> list[str]:
    """The forms that stand in an office of cards and lists, in three offices."""
    return [item for item in proved() if {"card", "list"} & set(layouts_of(item)) and _part(item) == part]


def _part(form_id: str) -> Part:
    if not is_of_units(form_id):
        return "schools"
    return "plans" if form_id.startswith(OF_PLANS) else "units"


def in_table() -> list[str]:
    """The forms that stand in an office of tables."""
    return [form_id for form_id in proved() if "table" in layouts_of(form_id)]


# Tests are collected in every worker, and to load all forms takes seconds: two words of each are enough.


@cache
def _text(form_id: str) -> str:
    return (FORMS / f"{form_id}.yaml").read_text(encoding="utf-8")


def layouts_of(form_id: str) -> list[str]:
    found = re.search(r"layouts: *\[([a-z, ]+)\]", _text(form_id))
    assert found, f"{form_id}: write layouts: [card, table] or layouts: [list] on one line"
    return [layout.strip() for layout in found[1].split(",")]


def is_of_units(form_id: str) -> bool:
    return bool(re.search(r"^  respondent: *unit\b", _text(form_id), re.MULTILINE))


def heavy_or_not(form_id: str) -> Any:
    """The form as a parameter of a test."""
    return pytest.param(form_id, marks=pytest.mark.long if form_id in QUICK else pytest.mark.heavy)


def with_those_referred_to(form_ids: Iterable[str], kit: Kit = OFFICE) -> list[str]:
    """These forms and all to whose rows theirs refer, in the order of the folder."""
    found, waiting = set(), list(form_ids)
    while waiting:
        form_id = waiting.pop()
        if form_id not in found:
            found.add(form_id)
            form = kit.forms[form_id]
            waiting += [form.rows_from.form] if form.rows_from else []
            waiting += [item.reference.form for item in form.fields if item.reference and item.reference.form]
    return [form_id for form_id in kit.forms if form_id in found]
