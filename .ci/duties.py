"""Every test that docs/duties.md names has run and passed: python .ci/duties.py REPORT.xml …; exit 1 if one has not."""

import sys
import xml.etree.ElementTree as xml
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.duties.named import DOCUMENT, Named, all_named  # noqa: E402


def passed(reports: list[str]) -> set[tuple[str, str]]:
    """File and name of every test that ran and passed in the JUnit reports of pytest."""
    found = set()
    for report in reports:
        for case in xml.parse(report).getroot().iter("testcase"):
            if not any(case.find(fault) is not None for fault in ("failure", "error", "skipped")):
                found.add((case.get("classname", "").replace(".", "/") + ".py", case.get("name", "")))
    return found


def ran(test: Named, good: set[tuple[str, str]]) -> bool:
    """Whether the test passed, or one of its cases where none is named."""
    name = f"{test.function}[{test.case}]" if test.case else test.function
    return any(
        file == test.file and (found == name or (not test.case and found.startswith(f"{name}[")))
        for file, found in good
    )


def main() -> int:
    named = all_named(DOCUMENT.read_text(encoding="utf-8"))
    good = passed(sys.argv[1:])
    missing = [test.id for test in named if not ran(test, good)]
    print(f"duties: {len(named) - len(missing)} of {len(named)} named tests ran and passed")
    for test in missing:
        print(f"  did not run or did not pass: {test}")
    return 1 if missing or not named else 0


if __name__ == "__main__":
    sys.exit(main())
