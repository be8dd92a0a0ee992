"""What we gave a file: its title, whom it was shared with, and by which plan each tab was made.

It saves reading: what was made by the same plan, and not touched since, is whole.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from service.steps.context import Service

LINK = "*"
"""Stands for "everybody with the link" among those a file is shared with."""


@dataclass(frozen=True, slots=True)
class MadeTab:
    """``shape`` changes with the form's version, ``seal`` with anything planned. ``adopted`` tabs were made
    by hand; those ``guarded`` are protected as ours are."""

    shape: str
    seal: str
    adopted: bool = False
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What we did to a file so far."""

    title: str = ""
    shared: tuple[str, ...] = ()
    tabs: Mapping[int, MadeTab] = field(default_factory=dict)

    def with_tab(self, sheet_id: int, tab: MadeTab) -> "Made":
        return replace(self, tabs={**self.tabs, sheet_id: tab})


def recall(service: Service, file_id: str) -> Made:
    """What is remembered of a file; nothing for one that another version of this program made."""
    text = service.store.settings.get(_key(file_id))
    if not text:
        return Made()
    parts = json.loads(text)
    tabs = {int(sheet_id): MadeTab(**tab) for sheet_id, tab in parts["tabs"].items()}
    return Made(parts["title"], tuple(parts["shared"]), tabs)


def remember(service: Service, file_id: str, made: Made) -> None:
    tabs = {str(sheet_id): asdict(tab) for sheet_id, tab in made.tabs.items()}
    parts = {"title": made.title, "shared": made.shared, "tabs": tabs}
    service.store.settings.set(_key(file_id), json.dumps(parts, ensure_ascii=False))


def _key(file_id: str) -> str:
    return f"made:{file_id}"
