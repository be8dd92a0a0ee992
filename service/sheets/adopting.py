"""A tab that people made by hand, taken over by its headings: what means what, before anything is written."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from service.core.normalise import loose_key
from service.core.normalise.words import UNITS
from service.core.schema import Form
from service.sheets import layout as at
from service.sheets.blueprint import COLUMNS, HEADINGS, ROWS
from service.sheets.finding import Found
from service.sheets.grids import HEAD_SEARCH
from service.sheets.matching import Asked, Matches, heading_key, match
from service.sheets.standing import Standing

ROWS_READ = 1000
CodeOf = Callable[[str], str]
"""The code of a respondent by its code or name as typed; "" for an unknown one."""


@dataclass(slots=True)
class Adoption:
    """What was recognised in a tab. ``lines`` are the rows or columns that fields were looked for in.

    ``respondents`` are the rows by code, ``unknown`` rows of nobody in the register, ``twice`` rows of
    somebody who has one already; ``codes`` is the column in which the respondents' codes stand.
    """

    layout: str
    matches: Matches
    texts: Mapping[int, str]
    found: Found
    respondents: dict[str, int] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    twice: list[int] = field(default_factory=list)
    codes: int | None = None


def asked(form: Form) -> list[Asked]:
    """The fields with the titles they may go by: with and without the unit, and as a group's own."""
    groups = {group.id: group.title for group in form.groups}
    fields = []
    for item in form.fields:
        titles = [*at.titles(item), item.title]
        if item.group:
            titles.append(f"{groups[item.group]} {item.title}")
        fields.append(Asked(item.name, tuple(dict.fromkeys(titles))))
    return fields


def guess_layout(form: Form, tab: Standing) -> str:
    """Whether the fields' titles lie along a row or down a column."""
    fields = asked(form)
    across = max((_count(fields, _row_texts(tab, row)) for row in _head(tab)), default=0)
    down = max((_count(fields, _column_texts(tab, column)) for column in _columns(tab)), default=0)
    return "table" if across >= down else "card"


# -- table


def recognise_table(form: Form, tab: Standing, code_of: CodeOf, given: Mapping[str, int]) -> Adoption | None:
    """A row of headings and a row a respondent; None when no row looks like headings of this form."""
    fields = asked(form)
    counts = {row: _count(fields, _row_texts(tab, row)) for row in _head(tab)}
    head = max(counts, key=lambda row: (counts[row], row), default=None)
    if head is None or not (counts[head] or given):
        return None
    texts = _row_texts(tab, head)
    matches = match(fields, texts, given)
    adoption = Adoption("table", matches, texts, Found())
    places = adoption.found.places
    places[ROWS][HEADINGS] = head
    places[COLUMNS] |= matches.found
    _find_respondents(tab, head, code_of, adoption)
    _find_codes(form, adoption)
    return adoption


def _find_codes(form: Form, adoption: Adoption) -> None:
    """The field of the respondent's code is the column that holds codes, whatever its heading says."""
    own = next((item.name for item in form.fields if item.names_respondent), "")
    columns = adoption.found.places[COLUMNS]
    if own and own not in columns and adoption.codes is not None and adoption.codes not in columns.values():
        columns[own] = adoption.matches.found[own] = adoption.codes
        adoption.matches.unfound.pop(own, None)
        adoption.matches.several.pop(own, None)
        adoption.matches.unasked.pop(adoption.codes, None)


def _find_respondents(tab: Standing, head: int, code_of: CodeOf, adoption: Adoption) -> None:
    """Each row's respondent by its code or name, whichever column says it best."""
    rows = range(head + 1, min(len(tab.rows), ROWS_READ))
    known: Counter[int] = Counter()
    by_name: Counter[int] = Counter()
    for row in rows:
        for column in range(len(tab.rows[row])):
            text = tab.text(row, column)
            if text and code_of(text):
                known[column] += 1
                by_name[column] += not _is_code(text, code_of(text))
    names = max(by_name, key=lambda column: by_name[column], default=None)
    if names is not None and by_name[names]:
        adoption.found.places[COLUMNS][at.SCHOOL] = names
        adoption.matches.unasked.pop(names, None)
    coded = {column: known[column] - by_name[column] for column in known}
    codes = max(coded, key=lambda column: coded[column], default=None)
    adoption.codes = codes if codes is not None and coded[codes] else None
    columns = [column for column, _ in known.most_common(2)]
    for row in rows:
        _place_respondent(tab, row, columns, code_of, adoption)


def _is_code(text: str, code: str) -> bool:
    """Whether the code was typed and not the name; a school has more than one code."""
    return text.isdecimal() or loose_key(text) == loose_key(code)


def _place_respondent(
    tab: Standing, row: int, columns: Sequence[int], code_of: CodeOf, adoption: Adoption
) -> None:
    typed = [tab.text(row, column) for column in columns if tab.text(row, column)]
    codes = [code for text in typed if (code := code_of(text))]
    if codes and codes[0] not in adoption.respondents:
        adoption.respondents[codes[0]] = row
        adoption.found.places[ROWS][codes[0]] = row
    elif codes:
        adoption.twice.append(row)
    elif typed:
        adoption.unknown[row] = typed[0]


# -- card


def recognise_card(
    form: Form, tab: Standing, given: Mapping[str, int], answers: int | None
) -> Adoption | None:
    """Titles down a column, answers beside; None when no column looks like titles of this form."""
    fields = asked(form)
    counts = {column: _count(fields, _column_texts(tab, column)) for column in _columns(tab)}
    titles = max(counts, key=lambda column: (counts[column], -column), default=None)
    if titles is None or not (counts[titles] or given):
        return None
    texts = _column_texts(tab, titles)
    matches = match(fields, texts, given)
    adoption = Adoption("card", matches, texts, Found())
    places = adoption.found.places
    rows = sorted(matches.found.values())
    places[ROWS] |= matches.found
    value = _answers(tab, titles, rows) if answers is None else answers
    places[COLUMNS] |= {at.TITLE: titles, at.VALUE: value}
    above = rows[0] - 1 if rows else -1
    if above >= 0 and (tab.text(above, titles) or tab.text(above, value)):
        places[ROWS][HEADINGS] = above
        matches.unasked.pop(above, None)
    return adoption


def _answers(tab: Standing, titles: int, rows: Sequence[int]) -> int:
    """The column of answers: the first one beside the titles that does not hold units."""
    column = titles + 1
    while True:
        typed = [tab.text(row, column) for row in rows if tab.text(row, column)]
        units = sum(text.strip("() ") in UNITS for text in typed)
        if not typed or units * 2 <= len(typed):
            return column
        column += 1


# -- what stands in lines


def _head(tab: Standing) -> range:
    return range(min(HEAD_SEARCH, len(tab.rows)))


def _columns(tab: Standing) -> range:
    return range(max((len(row) for row in tab.rows), default=0))


def _row_texts(tab: Standing, row: int) -> dict[int, str]:
    """The headings along a row; below a merged or blank cell of it, what stands above."""
    width = len(_columns(tab))
    texts = {column: tab.text(row, column) or _above(tab, row, column) for column in range(width)}
    return {column: text for column, text in texts.items() if text}


def _above(tab: Standing, row: int, column: int) -> str:
    """The text of a cell that was merged downwards into this row."""
    for area in tab.merges:
        inside = area.get("startColumnIndex", 0) == column and area.get("endColumnIndex", 0) == column + 1
        if inside and area.get("startRowIndex", 0) < row < area.get("endRowIndex", 0):
            return tab.text(area.get("startRowIndex", 0), column)
    return ""


def _column_texts(tab: Standing, column: int) -> dict[int, str]:
    return {row: tab.text(row, column) for row in range(len(tab.rows)) if tab.text(row, column)}


def _count(fields: Sequence[Asked], texts: Mapping[int, str]) -> int:
    """How many different fields have their title among these texts."""
    keys = {heading_key(text) for text in texts.values()}
    return sum(any(heading_key(title) in keys for title in item.titles) for item in fields)
