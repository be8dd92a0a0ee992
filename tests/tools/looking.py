"""What the files of a wave show, read from their Excel exports; what the store holds of them."""

from collections.abc import Iterable, Mapping, Sequence

from openpyxl.utils import get_column_letter

from service.core.answers import MARK_FILLS
from service.core.issues import Issue
from service.demo.desk import VALUE
from tests.pipeline.shown import MARK, Book, Shown, Tab

from .office import Key, Moment
from .story import Seen, Story, Wave


def look(story: Story, wave: Wave, moment: Moment) -> None:
    """Sweep, and read what the files of the wave show."""
    office = story.office
    wave.swept = office.sweep(moment.now)
    wave.asked = office.asked_of_google()
    office.pick_reasons(wave.sheets)
    wave.settled = office.settle(moment.now)
    by_file: dict[str, list[Key]] = {}
    for key in wave.sheets:
        by_file.setdefault(office.file_of(*key), []).append(key)
    wave.files = frozenset(by_file)
    held = {key[:2]: office.service.store.submissions.issues(*key[:2]) for key in wave.sheets}
    states = {key[:2]: office.service.store.submissions.all(*key[:2], content=False) for key in wave.sheets}
    for file_id, keys in by_file.items():
        file = File(office.owner.book(file_id))
        for key in keys:
            issues = held[key[:2]].get(key[2], [])
            wave.seen[key] = _seen(story, key, file, issues, str(states[key[:2]][key[2]].progress.state))
        wave.stray[file_id] = file.stray()


class File:
    """A file as Excel shows it: the tabs that respondents fill, by form and round, and all others."""

    def __init__(self, book: Book) -> None:
        self._all = [Tab(sheet) for sheet in book.workbook.worksheets]
        self.filled: dict[tuple[str, str], Tab] = {}
        self._looked_at: set[int] = set()
        for tab in self._all:
            words = tab.rows[0][0].text.split() if tab.rows and tab.rows[0] else []
            if words[:1] == ["#tidtam"] and words[1] in ("card", "table", "list"):
                self.filled[words[2], words[3]] = tab

    def look_at(self, cells: Iterable[Shown]) -> None:
        """These are answers that somebody compares with what is to be marked."""
        self._looked_at |= {id(cell) for cell in cells}

    def stray(self) -> list[str]:
        """Every other cell of all tabs of the file that bears our note or, where people type, our colour."""
        filled = {id(tab) for tab in self.filled.values()}
        return [
            f"{tab.sheet.title}!{get_column_letter(column)}{number}: {cell.note or cell.fill}"
            for tab in self._all
            for number, row in enumerate(tab.rows, 1)
            for column, cell in enumerate(row, 1)
            if id(cell) not in self._looked_at
            and (cell.note.startswith(MARK) or (id(tab) in filled and _is_marked(tab, column, cell)))
        ]


def _is_marked(tab: Tab, column: int, cell: Shown) -> bool:
    """Our colours stand beside answers too: only the columns in which people type are asked about."""
    if cell.fill not in MARK_FILLS:
        return False
    heads = (row[column - 1].text for row in tab.rows if column <= len(row) and _is_head(row))
    head = next(heads, "")
    return head == VALUE or (head != "" and not head.startswith("#"))


def _is_head(row: Sequence[Shown]) -> bool:
    return any(cell.text in ("#code", "#key") for cell in row)


def _seen(story: Story, key: Key, file: File, issues: Sequence[Issue], state: str) -> Seen:
    names = {item.name for item in story.forms[key[0]].fields}
    places, rows = _places(story, key, file.filled[key[:2]], names)
    file.look_at(places.values())
    marked = {
        place: cell for place, cell in places.items() if cell.fill in MARK_FILLS or cell.note.startswith(MARK)
    }
    found = {(_place_of(i.field, rows), i.code): i for i in issues}
    severities = frozenset(
        (place, code, "accepted" if issue.reason else str(issue.severity))
        for (place, code), issue in found.items()
    )
    return Seen(marked, severities, {place: issue.message for place, issue in found.items()}, state)


def _places(story: Story, key: Key, tab: Tab, names: set[str]) -> tuple[dict[str, Shown], dict[str, int]]:
    """Answer cells by place; in a list also the number of each row by its hidden key."""
    corner = "#code" if story.office.layout_of(story.forms[key[0]]) == "card" else "#key"
    head = next(number for number, row in enumerate(tab.rows) if corner in [cell.text for cell in row])
    columns = {cell.text: at for at, cell in enumerate(tab.rows[head]) if cell.text}
    first = columns[corner]
    if corner == "#code":
        return {row[first].text: row[columns["#value"]] for row in tab.rows if row[first].text in names}, {}
    if not story.forms[key[0]].is_list:
        mine = next(row for row in tab.rows if row[first].text == key[2])
        return {name: mine[at] for name, at in columns.items() if name in names}, {}
    _, typed = story.office.standing.get(key, ((), ()))
    numbers = {row: number for number, row in enumerate(typed, 1)}
    found = {
        f"{numbers.get(at, f'row {at}')}:{name}": row[column]
        for at, row in enumerate(tab.rows)
        for name, column in columns.items()
        if name in names and at > head + 1 and column < len(row)
    }
    keys = {tab.rows[row][first].text: number for row, number in numbers.items()}
    return found, keys


def _place_of(name: str, rows: Mapping[str, int]) -> str:
    key, _, own = name.rpartition("/")
    return f"{rows.get(key, key)}:{own}" if key else own
