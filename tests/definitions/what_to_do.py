"""Whether a fault says what to do: in Thai by ให้… or by the name that was meant, in English by a verb."""

import re

THAI = re.compile("ให้(?!ม่)|ใช่หรือไม่")
ENGLISH = re.compile(
    r"\b(write|rename|add|take|use|check|put|save|split|compare|give|begin|delete|move|clear|make|change|narrow"
    r"|multiply|leave|set)(?=[ ,;)]|$)|did you mean "
)
NAMES = re.compile(r"(?<!\w)'[^']*'|\"[^\"]*\"|\b[A-Za-z_]\w*(?=\()")
"""What a fault repeats of the file is no remedy: texts in quotes and names of functions."""


def silent(thai: str, english: str) -> list[str]:
    """The texts of the two that do not say what to do."""
    pairs = ((THAI, thai), (ENGLISH, english))
    return [words for to_do, words in pairs if not to_do.search(NAMES.sub("…", words))]


def assert_each_says_what_to_do(faults: list[str]) -> None:
    """In both languages: the English stands behind the Thai, in round brackets."""
    for fault in faults:
        thai, _, english = fault.partition(" (")
        assert silent(fault, english) == [] and re.search("[ก-ฮ]", thai), fault
