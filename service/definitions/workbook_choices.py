"""Lists of words in the tab choices: rows of a list_name, taken by the fields that name it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from service.core.expressions.hints import meant_or, nearest, nearest_th, quoted
from service.definitions.fault_words import both
from service.definitions.workbook_cells import CellError, decode, encode
from service.definitions.workbook_layout import CHOICE_COLUMNS, CHOICE_PATHS, CHOICES, Path
from service.definitions.workbook_read import Book, Cell, Grid, Spot
from service.definitions.workbook_schema import Place, root

Used = dict[str, list[Any]]
"""The lists of a field by what each is used as."""
WORD, LABEL = "value", "label"
"""The keys of an item that has a number and words (Table Schema v2 categories)."""


def _item_place(use: str) -> Place:
    return root().at("schema", "fields", 0, *CHOICE_PATHS[use], 0)


def lists_of(item: Any) -> Used:
    """The lists of a field that rows of the tab choices can hold."""
    found = {use: _at(item, path) for use, path in CHOICE_PATHS.items()}
    return {use: list(words) for use, words in found.items() if words and all(map(_simple, words))}


def _at(item: Any, path: Path) -> Any:
    for key in path:
        item = item.get(key, {}) if isinstance(item, dict) else {}
    return item if isinstance(item, list) else []


def _simple(word: Any) -> bool:
    if isinstance(word, dict):
        return WORD in word and set(word) <= {WORD, LABEL} and LABEL in word
    return isinstance(word, str | int | float)


class Naming:
    """Gives equal lists one name, and each name to one list."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.used: dict[str, Used] = {}

    def name(self, used: Used, field_name: str) -> str:
        key = json.dumps(used, sort_keys=True)
        if key not in self.names:
            base = "yes_no" if set(used) <= {"trueValues", "falseValues"} else field_name
            name, number = base, 1
            while name in self.used:
                number += 1
                name = f"{base}_{number}"
            self.names[key] = name
            self.used[name] = used
        return self.names[key]

    def rows(self) -> Iterator[list[Any]]:
        """list_name, used_as, name, label."""
        for name, used in self.used.items():
            for use, words in used.items():
                for word in words:
                    yield [name, use, *_cells(word, _item_place(use))]


def _cells(word: Any, place: Place) -> list[Any]:
    if isinstance(word, dict):
        return [encode(word[WORD], place.key(WORD)), encode(word[LABEL], place.key(LABEL))]
    return [encode(word, place), None]


@dataclass(slots=True)
class Lists:
    """The lists of a workbook: by name, what each is used as, its items and their cells."""

    items: dict[str, dict[str, list[tuple[Any, Spot]]]] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def take(self, name: str) -> list[tuple[Path, list[Any], list[Spot]]] | None:
        """Where in a field each part of the list goes; None when there is no such list."""
        if name not in self.items:
            return None
        self.taken.add(name)
        return [
            (CHOICE_PATHS[use], [item for item, _ in words], [spot for _, spot in words])
            for use, words in self.items[name].items()
        ]

    def report_unused(self, book: Book) -> None:
        for name, spot in self.spots.items():
            if name not in self.taken:
                message = (
                    f"ไม่มีช่องใดใช้รายการ {name!r} ให้เขียนชื่อนี้ใน choices ของช่อง หรือลบแถวของรายการ "
                    f"(no field uses the list {name!r}; write it in a field's choices, or delete its rows)"
                )
                book.fault(spot, "list_name", message)


def read_lists(book: Book) -> Lists:
    """The tab choices; what cannot be read becomes a fault of the book."""
    lists, grid = Lists(), book.grids.get(CHOICES)
    if grid is None:
        return lists
    columns = _columns(book, grid)
    for row in grid.rows:
        cells = {columns[column]: cell for column, cell in row.items() if column in columns}
        if cells:
            _add(book, lists, cells)
    return lists


def _columns(book: Book, grid: Grid) -> dict[int, str]:
    columns = {}
    for column, heading in grid.headings.items():
        name = heading.value.casefold().replace(" ", "_")
        if name not in CHOICE_COLUMNS:
            book.fault(heading.spot, heading.value, _unknown(heading.value, name))
        else:
            columns[column] = name
    return columns


def _add(book: Book, lists: Lists, cells: Mapping[str, Cell]) -> None:
    spot = min(cell.spot for cell in cells.values())
    for wanted in ("list_name", "name"):
        if wanted not in cells:
            words = f"แถวนี้ขาด {wanted} ให้เติม ({wanted} is missing in this row: add it)"
            book.fault(spot, wanted, words)
            return
    use = str(cells["used_as"].value).strip() if "used_as" in cells else _guess(cells)
    if use not in CHOICE_PATHS:
        book.fault(cells["used_as"].spot, "used_as", _no_use(use))
        return
    if "label" in cells and use != "categories":
        message = (
            f"รายการที่ใช้เป็น {use} ไม่มี label ให้ล้าง label หรือเขียนใน name "
            f"(a list used as {use} has no labels; clear the label, or write it as the name)"
        )
        book.fault(cells["label"].spot, "label", message)
        return
    try:
        item = _read_item(cells, _item_place(use))
    except CellError as error:
        book.fault(cells["name"].spot, "name", str(error))
        return
    name = str(cells["list_name"].value).strip()
    lists.spots.setdefault(name, spot)
    lists.items.setdefault(name, {}).setdefault(use, []).append((item, cells["name"].spot))


def _unknown(heading: str, name: str) -> str:
    names = ", ".join(CHOICE_COLUMNS)
    do_th, do = meant_or(name, CHOICE_COLUMNS, f"ที่ใช้ได้คือ {names}", "it is none of these")
    thai = f"ไม่รู้จักหัวตาราง {quoted(heading)}{do_th} ให้แก้ชื่อ หรือขึ้นต้นด้วย _"
    return both(thai, f"unknown heading{do}; rename it, or begin it with _")


def _no_use(use: str) -> str:
    choices = ", ".join(CHOICE_PATHS)
    thai = f"ไม่รู้จัก {use!r}{nearest_th(use, CHOICE_PATHS)} ให้เขียนคำใดคำหนึ่ง: {choices}"
    return both(thai, f"{use!r} is not known here{nearest(use, CHOICE_PATHS)}; write one of {choices}")


def _guess(cells: Mapping[str, Cell]) -> str:
    """A list as XLSForm users write it: words to choose from, or numbers with their words."""
    return "categories" if "label" in cells and _item_place("categories").known else "enum"


def _read_item(cells: Mapping[str, Cell], place: Place) -> Any:
    if "label" not in cells:
        return decode(cells["name"].value, place)
    value = decode(cells["name"].value, place.key(WORD))
    return {WORD: value, LABEL: decode(cells["label"].value, place.key(LABEL))}
