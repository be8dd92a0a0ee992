"""Whether every test that docs/duties.md names ran and passed: python .ci/duties.py REPORT.xml …

Exit code 1 when one did not. The reports are those of pytest's --junitxml.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.duties.named import DOCUMENT, Named, all_named

FAULTS = ("failure", "error", "skipped")


def passed(reports: list[str]) -> set[tuple[str, str]]:
    """File and name of every test that ran and passed."""
    cases = [case for report in reports for case in ElementTree.parse(report).getroot().iter("testcase")]
    good = [case for case in cases if all(case.find(fault) is None for fault in FAULTS)]
    return {(case.get("classname", "").replace(".", "/") + ".py", case.get("name", "")) for case in good}


def ran(test: Named, good: set[tuple[str, str]]) -> bool:
    """Whether the test passed; one of its cases where none is named."""
    if test.case:
        return (test.file, f"{test.function}[{test.case}]") in good
    names = [name for file, name in good if file == test.file]
    return any(name.partition("[")[0] == test.function for name in names)


def main() -> int:
    named = all_named(DOCUMENT.read_text(encoding="utf-8"))
    good = passed(sys.argv[1:])
    missing = [test.id for test in named if not ran(test, good)]
    lines = [f"duties: {len(named) - len(missing)} of {len(named)} named tests ran and passed"]
    lines += [f"  did not run or did not pass: {name}" for name in missing]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if missing or not named else 0


if __name__ == "__main__":
    sys.exit(main())
