"""Which forms are proved: all that have a generator, or those that were asked for."""

import os
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from service.core.schema import Form

from .kits import OFFICE, Kit

QUICK = frozenset({"quick_policy_prototypes", "projects"})
"""The forms whose rounds make test lives through, in their usual layout; those of all others are `heavy`."""
ASKED = "TIDTAM_TOOLS"
"""Form ids separated by spaces or commas; as good as `-k`, which chooses too."""


def forms() -> Mapping[str, Form]:
    return OFFICE.forms


def proved() -> list[str]:
    """The forms with a generator."""
    wanted = os.environ.get(ASKED, "").replace(",", " ").split()
    return [form_id for form_id in OFFICE.ids if form_id in forms() and (not wanted or form_id in wanted)]


def allowing(layout: str) -> list[str]:
    """The forms that stand in an office of this layout; lists stand beside cards."""
    if layout == "card":
        return [form_id for form_id in proved() if set(forms()[form_id].layouts) & {"card", "list"}]
    return [form_id for form_id in proved() if layout in forms()[form_id].layouts]


def heavy_or_not(form_id: str) -> Any:
    """The form as a parameter of a test."""
    return pytest.param(form_id, marks=() if form_id in QUICK else pytest.mark.heavy)


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
