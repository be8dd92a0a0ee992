"""What a cell amounts to once it has been read: its status and its value."""

from enum import StrEnum
from typing import NamedTuple

from service.core.cells import Outcome, Parsed, Value


class Status(StrEnum):
    """Cell status, in the codes of SDMX OBS_STATUS; E is ours for what cannot be understood."""

    VALUE = "A"
    MISSING = "L"
    NOT_APPLICABLE = "M"
    INVALID = "E"


class Entry(NamedTuple):
    """What a cell amounts to, once read."""

    status: str
    value: Value | None = None


BLANK_ENTRY = Entry(Status.MISSING)
STATUS_OF_OUTCOME = {
    Outcome.MISSING: Status.MISSING,
    Outcome.WARN_MISSING: Status.MISSING,
    Outcome.NOT_APPLICABLE: Status.NOT_APPLICABLE,
    Outcome.ERROR: Status.INVALID,
}


def status_of(outcome: Outcome) -> Status:
    """The status of a cell that was understood in this way."""
    return STATUS_OF_OUTCOME.get(outcome, Status.VALUE)


def entry_of(parsed: Parsed) -> Entry:
    """The status and value of a parsed cell."""
    status = status_of(parsed.outcome)
    return Entry(status, parsed.value if status == Status.VALUE else None)
