"""What the doctor says of one thing: how it is, how grave that is, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

WARNED = 3
"""The exit code when there are warnings and no error. An error ends with a code of its own, 10 or more."""


class Severity(IntEnum):
    """How grave. A note asks for nothing now: it tells what could not be looked at, or what to know."""

    OK = 0
    NOTE = 1
    WARNING = 2
    ERROR = 3


MARKS = {Severity.OK: "✔", Severity.NOTE: "·", Severity.WARNING: "!", Severity.ERROR: "✖"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor. ``check`` is a fixed word for programs; the rest is for people.

    ``code`` is what the command ends with when this is the first error.
    """

    check: str
    severity: Severity
    what: str
    how: str
    remedy: str = ""
    code: int = 0

    def line(self) -> str:
        text = f"{MARKS[self.severity]} {self.what}: {_one_line(self.how)}"
        return f"{text} → {_one_line(self.remedy)}" if self.remedy else text

    def data(self) -> dict[str, str]:
        severity = self.severity.name.lower()
        return {
            "check": self.check, "severity": severity, "what": self.what, "how": self.how,
            "remedy": self.remedy,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """What is looked at; makes the findings about it."""

    check: str
    what: str

    def ok(self, how: str) -> Finding:
        return Finding(self.check, Severity.OK, self.what, how)

    def note(self, how: str, remedy: str = "") -> Finding:
        return Finding(self.check, Severity.NOTE, self.what, how, remedy)

    def warning(self, how: str, remedy: str) -> Finding:
        return Finding(self.check, Severity.WARNING, self.what, how, remedy)

    def error(self, how: str, remedy: str, code: int = 10) -> Finding:
        return Finding(self.check, Severity.ERROR, self.what, how, remedy, code)


def exit_code(findings: Iterable[Finding]) -> int:
    """0: good, perhaps with notes; 3: warnings; else the first error's: checks begin at the ground."""
    worst = 0
    for finding in findings:
        if finding.severity is Severity.ERROR:
            return finding.code
        if finding.severity is Severity.WARNING:
            worst = WARNED
    return worst


def _one_line(text: str) -> str:
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())
