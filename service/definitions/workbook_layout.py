"""Which tabs and columns a form's workbook has: derived from the JSON Schema, named in XLSForm's words."""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from service.core.expressions.hints import nearest, nearest_name, nearest_th
from service.definitions.workbook_schema import Place, root

Path = tuple[str, ...]
SETTINGS, CHOICES, HELP = "settings", "choices", "_help"
HEADS = ("form", "sheet", "schema")
"""Records whose keys stand in the tab settings."""
CHOICE_COLUMNS = ("list_name", "used_as", "name", "label")
CHOICE_PATHS: Mapping[str, Path] = MappingProxyType(
    {
        "enum": ("constraints", "enum"),
        "trueValues": ("trueValues",),
        "falseValues": ("falseValues",),
        "categories": ("categories",),
    }
)
"""Lists of a field that stand in the tab choices, by what the list is used as."""
LIST: Path = ("choices",)
"""The column of a field that names its list in the tab choices."""
DEEPEST = 4

NAMES: Mapping[tuple[str, Path], str] = MappingProxyType(
    {
        (SETTINGS, ("form", "id")): "form_id",
        (SETTINGS, ("form", "title", "th")): "form_title",
        (SETTINGS, ("form", "title", "en")): "form_title.en",
        ("fields", ("title",)): "label",
        ("fields", ("description",)): "hint",
    }
)
SILENT: Mapping[str, str] = MappingProxyType({SETTINGS: "form", "fields": "constraints"})
"""The record whose name is left out of a tab's headings: version for form.version."""
ALIASES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        SETTINGS: {
            "id": "form_id",
            "title": "form_title",
            "title.th": "form_title",
            "form_title.th": "form_title",
        },
        "fields": {"title": "label", "description": "hint", "list_name": "choices"},
        "groups": {"name": "id", "label": "title"},
        "rules": {"name": "id", "constraint_message": "message.th", "message": "message.th"},
        "indicators": {"name": "id", "label": "title.th", "title": "title.th"},
    }
)
"""Other words that people write for a heading."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: ``path`` is where its row (or, with ``many``, its rows) stand in the form."""

    name: str
    path: Path
    many: bool

    @property
    def place(self) -> Place:
        return root().at(*self.path, 0) if self.many else root().at(*self.path)

    def heading(self, path: Path) -> str:
        named = NAMES.get((self.name, path))
        if named:
            return named
        silent = path[0] == SILENT.get(self.name) and len(path) > 1
        return ".".join(path[1:] if silent and not self._taken(path[1:]) else path)

    def _taken(self, path: Path) -> bool:
        return path[0] in self.place.keys or path == LIST

    def path_of(self, heading: str) -> Path | None:
        """The place a heading speaks of, whatever its capitals; None when there is none."""
        known = _headings(self)
        words = heading.casefold()
        alias = ALIASES.get(self.name, {}).get(words, words)
        if words in known or alias in known:
            return known.get(words) or known[alias]
        path = tuple(heading.split("."))
        silent = SILENT.get(self.name, "")
        for candidate in (path, (silent, *path)):
            if self.place.at(*candidate).known and not self._elsewhere(candidate):
                return candidate
        return None

    def _elsewhere(self, path: Path) -> bool:
        """Whether another tab holds this, unless as an empty list."""
        return self.name == SETTINGS and any(tab.path == path and not tab.many for tab in tabs())

    def columns(self) -> tuple[Path, ...]:
        """Every column with a name of its own, in the order of the JSON Schema."""
        return _columns(self)

    def nearest(self, heading: str) -> str:
        return nearest(heading, self._names())

    def nearest_th(self, heading: str) -> str:
        return nearest_th(heading, self._names())

    def guess(self, heading: str) -> Path | None:
        """What a heading nobody knows was meant to say, as ``nearest`` has it; None: nothing is near."""
        near = nearest_name(heading, self._names())
        return self.path_of(near) if near else None

    def _names(self) -> dict[str, Path | None]:
        names = {self.heading(path): path for path in self.columns()}
        return {**names, **dict.fromkeys(ALIASES.get(self.name, ()))}


@functools.cache
def _columns(tab: Tab) -> tuple[Path, ...]:
    others = [other.path for other in tabs() if tab.name == SETTINGS and other != tab]
    found = [path for path in _paths(tab.place) if not any(path[: len(other)] == other for other in others)]
    return ((LIST,) if tab.name == "fields" else ()) + tuple(found)


@functools.cache
def _headings(tab: Tab) -> Mapping[str, Path]:
    """The places of a tab's columns by their headings in small letters."""
    return {tab.heading(path).casefold(): path for path in tab.columns()}


def _paths(place: Place, path: Path = ()) -> Iterator[Path]:
    for key in place.keys:
        inner = place.key(key)
        if inner.is_record and "array" not in inner.types and len(path) < DEEPEST:
            yield from _paths(inner, (*path, key))
        else:
            yield (*path, key)


@functools.cache
def tabs() -> tuple[Tab, ...]:
    """The tabs in the order people fill them: what lists stand in the JSON Schema decides."""
    found = [Tab(SETTINGS, (), False)]
    for key in root().keys:
        place = root().key(key)
        if _is_table(place):
            found.append(Tab(key, (key,), True))
        elif key in HEADS:
            inner = [sub for sub in place.keys if _is_table(place.key(sub))]
            found += [Tab(sub, (key, sub), True) for sub in inner]
        elif place.is_record:
            found.append(Tab(key, (key,), False))
    return tuple(found)


def _is_table(place: Place) -> bool:
    return place.types == {"array"} and place.item().is_record


def cells_of(value: Any, place: Place, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """A record as its columns: what has keys of its own is laid out, the rest stays one value."""
    for key, inner in value.items():
        below = place.key(key)
        laid_out = isinstance(inner, dict) and inner and below.is_record and len(path) < DEEPEST
        if laid_out and not any("." in name for name in inner):
            yield from cells_of(inner, below, (*path, key))
        else:
            yield (*path, key), inner
