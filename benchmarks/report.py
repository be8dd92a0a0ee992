"""The results as text: one table for the terminal and for docs/performance.md."""

import platform
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib import metadata
from pathlib import Path

from benchmarks.goals import GOALS, LOOP, OURS, Results
from benchmarks.measure import Case, Measured

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
PACKAGES = ("numpy", "pandas", "pandera", "frictionless", "great_expectations", "duckdb", "simpleeval")
TITLES = {
    "check": "Checking {size:,} schools, {shape}",
    "parse": "Reading Thai answers",
    "figures": "100 indicators × school, district, area; {size:,} schools",
    "condition": "One condition over {size:,} rows",
}
_FAULTS = ("engine", "CPU", "× ours", "× loop", "input MB", "peak MB", "found", "missed", "extra")
_PLACES = ("engine", "CPU", "× ours", "input MB", "peak MB", "equal", "lacking", "different")
_TIMES = ("engine", "CPU", "× ours", "input MB", "peak MB")


def whole(results: Results, day: date) -> str:
    """Everything: when and where, the goals, and a table for each kind of work."""
    parts = [_where(day), "### Goals", _table(*_goals(results))]
    for title, cases in _sections(results):
        parts += [f"### {title}", _table(*_rows(results, cases))]
    return "\n\n".join(parts)


def missed(results: Results) -> list[str]:
    """The goals that these results do not meet."""
    values = [(goal, goal.value(results)) for goal in GOALS]
    return [goal.words for goal, value in values if value is not None and not goal.met(value)]


def write(path: Path, text: str) -> None:
    """Put the results between the markers of a document; what stands around them stays."""
    old = path.read_text(encoding="utf-8")
    marks = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    if not marks.search(old):
        raise ValueError(f"{path}: write {BEGIN} and {END} where the results are to stand")
    path.write_text(marks.sub(lambda _: f"{BEGIN}\n{text}\n{END}", old), encoding="utf-8")


def _where(day: date) -> str:
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES if _installed(name))
    machine = f"{_processor()}, Python {platform.python_version()}"
    return f"Measured {day.isoformat()} on {machine}; {versions}."


def _installed(name: str) -> bool:
    return next(iter(metadata.distributions(name=name)), None) is not None


def _processor() -> str:
    """The processor's name where the system tells it."""
    known = Path("/proc/cpuinfo")
    text = known.read_text(encoding="utf-8") if known.exists() else ""
    named = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return named[1] if named else platform.machine()


def _goals(results: Results) -> tuple[Sequence[str], list[Sequence[str]]]:
    rows: list[Sequence[str]] = []
    for goal in GOALS:
        value = goal.value(results)
        if value is not None:
            unit = {"ratio": "×", "ms": " ms", "mb": " MB", "wrong": ""}[goal.figure]
            state = "met" if goal.met(value) else "**missed**"
            rows.append((goal.words, goal.words_of_limit, f"{_short(value)}{unit}", state))
    return ("goal", "limit", "measured", ""), rows


def _sections(results: Results) -> Iterator[tuple[str, list[Case]]]:
    sections: dict[str, list[Case]] = {}
    for case in results:
        title = TITLES[case.kind].format(size=case.size, shape=case.shape)
        sections.setdefault(title, []).append(case)
    yield from sections.items()


def _rows(results: Results, cases: list[Case]) -> tuple[Sequence[str], list[Sequence[str]]]:
    kind = cases[0].kind
    ours = next((results[case] for case in cases if case.engine == OURS), None)
    loop = next((results[case] for case in cases if case.engine == LOOP), None)
    rows = []
    for case in cases:
        found = results[case]
        name = f"{case.size:,} schools, {case.shape}" if kind == "parse" else case.engine
        ratios = [_ratio(found, ours if kind != "parse" else None)]
        counts = [str(count) for count in (found.found, found.missed, found.extra)]
        ratios += [_ratio(found, loop)] if kind == "check" else []
        memory = [f"{found.input_mb:.0f}", f"{found.peak_mb:.0f}"]
        rows.append([name, _time(found), *ratios, *memory, *(counts if kind in ("check", "figures") else [])])
    return {"check": _FAULTS, "figures": _PLACES}.get(kind, _TIMES), rows


def _ratio(found: Measured, base: Measured | None) -> str:
    return f"{_short(found.seconds / base.seconds)}" if base else "–"


def _time(found: Measured) -> str:
    seconds = found.seconds
    return f"{_short(seconds)} s" if seconds >= 1 else f"{_short(seconds * 1000)} ms"


def _short(value: float) -> str:
    """Three digits are more than a noisy machine gives."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
