"""How often Python looks for objects that only refer to each other."""

import gc

NEW_OBJECTS, YOUNG, MIDDLE = 100_000, 20, 50
"""New containers between two looks at the young ones, such looks to one at the middle, those to one at all.
Python's own 700, 10 and 10 suit few objects that live long; one spreadsheet is a hundred thousand cells and
formats that are dropped together, and a third of a sweep went into looking through them."""


def collect_rarely() -> None:
    """For a whole process: of commands, servers, workers and tests."""
    gc.set_threshold(NEW_OBJECTS, YOUNG, MIDDLE)
