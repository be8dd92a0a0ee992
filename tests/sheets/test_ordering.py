"""Lines into order: right, with as few moves as can be, and others carried along."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from service.sheets.areas import areas_of, cells_of
from service.sheets.ordering import moves

KEYS = "abcdefgh"


def moved(lines: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The lines after the moves; lower case are ours, upper case belong to people."""
    standing = list(lines)
    for start, end, destination in moves({k: i for i, k in enumerate(lines) if k.islower()}, wanted):
        block = standing[start:end]
        rest = standing[:start] + standing[end:]
        place = destination - len(block) if destination > start else destination
        standing = rest[:place] + block + rest[place:]
    return standing


@given(st.permutations(KEYS))
def test_any_order_becomes_the_wanted_one(lines: list[str]) -> None:
    assert moved(lines, KEYS) == list(KEYS)


@given(st.permutations(KEYS + "XYZ"))
def test_lines_of_people_stay_behind_the_same_line(lines: list[str]) -> None:
    after = moved(lines, KEYS)
    assert [line for line in after if line.islower()] == list(KEYS)
    first, last = (lines.index(k) for k in sorted(KEYS, key=lines.index)[:: len(KEYS) - 1])
    for place, line in enumerate(lines):
        if line.isupper() and first < place < last and lines[place - 1].islower():
            assert after[after.index(line) - 1] == lines[place - 1]


@given(st.permutations(KEYS), st.integers(0, 7), st.integers(0, 7))
def test_one_line_out_of_place_takes_one_move(wanted: list[str], start: int, place: int) -> None:
    lines = [key for key in wanted if key != wanted[start]]
    lines.insert(place, wanted[start])
    done = moves({key: index for index, key in enumerate(lines)}, wanted)
    assert len(done) == (lines != wanted)


@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_cells_become_rectangles_and_cells_again(cells: set[tuple[int, int]]) -> None:
    assert cells_of(areas_of(1, cells), 10, 10) == cells
