"""make bench: measure everything, say which goals are met, write docs/performance.md."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from benchmarks import plan, report
from benchmarks.goals import Results
from benchmarks.measure import Case, Measured, measure

DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"


def main() -> int:
    """1 when a planted fault is missed or invented by us; a goal of speed missed is only said."""
    options = _options()
    results = _run(plan.quick() if options.quick else plan.full(), once=options.quick)
    text = report.whole(results, options.date)
    sys.stdout.write(f"\n{text}\n")
    if not options.quick:
        report.write(options.write, text)
    failed = [goal for goal in report.missed(results) if "planted" in goal or "places" in goal]
    sys.stderr.write("".join(f"failed: {goal}\n" for goal in failed))
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="a few seconds, no peers, nothing written")
    parser.add_argument("--date", type=date.fromisoformat, default=date.today(), help="of the results")  # noqa: DTZ011
    parser.add_argument("--write", type=Path, default=DOCUMENT, help="the document that gets the results")
    return parser.parse_args()


def _run(cases: Iterable[Case], once: bool) -> Results:
    results: dict[Case, Measured] = {}
    for case in cases:
        results[case] = found = measure(case, once)
        name = f"{case.kind} {case.shape} {case.size} {case.engine}"
        sys.stderr.write(f"{name}: {found.seconds * 1000:.1f} ms, {found.peak_mb:.0f} MB\n")
    return results


if __name__ == "__main__":
    sys.exit(main())
