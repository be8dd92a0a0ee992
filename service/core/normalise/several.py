"""Several codes of one list in a cell: by code, title or both; , ; / spaces or line breaks part them."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from service.core.cells import Parsed
from service.core.several import codes_in, joined

from .answers import MAX_RAW, NOT_APPLICABLE, error, read
from .context import Context
from .listed import nearest_code
from .text import loose_key
from .words import no_figure

MOST = 40
"""So many codes may stand in one cell."""
PIECES_NAMED = 3
_PART = re.compile(r"[^\s,;/]+")
_AND = frozenset({"และ", "กับ", "and", "&"})


class _Found(NamedTuple):
    """The codes that were read, and the pieces that are none."""

    codes: list[str]
    others: list[str]


def read_codes(typed: str, raw: str, context: Context) -> Parsed:
    """The codes of a cell in the order of their list; the list wins over the words for missing."""
    if _as_kept(raw, context):
        return read(raw, as_is=True)
    answer = no_figure("codes", typed, raw)
    if answer is NOT_APPLICABLE:
        return answer
    found = _found(typed, context)
    if found.others:
        return answer if answer and not found.codes else _wrong(found.others, raw, context)
    if not found.codes:
        return error("codes_not_listed", raw, **_told([typed], context))
    several = set(found.codes)
    if len(several) > MOST:
        return error("codes_too_many", raw, count=len(several), limit=MOST)
    value = joined(sorted(several, key=context.code_places.__getitem__))
    return read(value, as_is=raw == value)


def _as_kept(raw: str, context: Context) -> bool:
    """Whether it is written as it is stored: most cells, once they were picked or shown back."""
    places = [context.code_places.get(code, -1) for code in codes_in(raw)[: MOST + 1]]
    return len(places) <= MOST and places[0] >= 0 and all(a < b for a, b in pairwise(places))


def _found(typed: str, context: Context) -> _Found:
    """The parts of a cell from the left; of several ways to read them the one that takes most of them.

    A title may hold spaces and strokes itself, so that parts are put together as long as a code begins so.
    """
    parts = list(_PART.finditer(typed))
    steps = _steps(typed, parts, context)
    found, place, loose_from = _Found([], []), 0, -1
    while place < len(parts):
        after, code = steps[place]
        if code or parts[place][0] in _AND:
            loose_from = -1
            found.codes.extend([code] if code else [])
        elif loose_from >= 0 and not typed[parts[place - 1].end() : parts[place].start()].strip():
            found.others[-1] = typed[parts[loose_from].start() : parts[place].end()]
        else:
            found.others.append(parts[place][0])
            loose_from = place
        place = after
    return found


def _steps(typed: str, parts: list[re.Match[str]], context: Context) -> list[tuple[int, str]]:
    """From each part the place to go on at, and the code of what lies between ("" where it is none).

    Found from the right, so that as few parts as can be are left unread: after S1 the longest code may be
    "S1 ความมั่นคง", and yet "ความมั่นคง ภายใน" be what was meant. Of equally good ones the longest.
    """
    unread = [0] * (len(parts) + 1)
    steps = [(0, "")] * len(parts)
    for place in reversed(range(len(parts))):
        alone = unread[place + 1] + (parts[place][0] not in _AND)
        ways = [(alone, -place - 1, "")]
        ways += [(unread[after], -after, code) for after, code in _runs(typed, parts, place, context)]
        unread[place], after, code = min(ways)
        steps[place] = -after, code
    return steps


def _runs(typed: str, parts: list[re.Match[str]], place: int, context: Context) -> Iterator[tuple[int, str]]:
    """The runs of parts from here on that are a code or a title: where each ends, and its code."""
    key, end = "", parts[place].start()
    for last in range(place, len(parts)):
        key += typed[end : parts[last].end()].replace(" ", "").casefold()  # as loose_key, part by part
        end = parts[last].end()
        if len(key) > context.longest_code:
            break
        if key in context.code_index:
            yield last + 1, context.code_index[key]


def not_listed(raw: str, context: Context) -> Parsed:
    """Of a cell that is looked at no further: too long a text, TRUE."""
    return error("codes_not_listed", raw, **_told([raw[:MAX_RAW]], context))


def _wrong(pieces: list[str], raw: str, context: Context) -> Parsed:
    lapsed = {loose_key(code): code for code in context.lapsed}
    for piece in pieces:
        code = lapsed.get(loose_key(piece)) or lapsed.get(loose_key(piece.split(" ", 1)[0]))
        if code:
            return error("codes_lapsed", raw, piece=code, when=context.lapsed[code], source=context.source)
    return error("codes_not_listed", raw, **_told(pieces, context))


def _told(pieces: list[str], context: Context) -> dict[str, object]:
    """The pieces by name, the code that the first most likely means, and how several codes are written."""
    named = " ".join(f"“{piece[:MAX_RAW]}”" for piece in pieces[:PIECES_NAMED])
    rest = len(pieces) - PIECES_NAMED
    return {
        "pieces": f"{named} และอีก {rest} คำ" if rest > 0 else named,
        "source": context.source,
        "example": joined(list(context.codes)[:2]) or "A1, A2",
        "suggestion": nearest_code(pieces[0], context),
    }
