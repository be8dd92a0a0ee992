"""A round as a Frictionless Data Package: values, issues and indicators as CSV, described by JSON."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from service.core.entries import BLANK_ENTRY
from service.core.issues import Issue, count_reasons
from service.core.percent_tables import TableFigures
from service.core.register import Respondent
from service.core.results import Result
from service.core.rounds import Round
from service.core.rows import split_name
from service.core.schema import TABLE_TYPES, Form
from service.steps.context import Service
from service.steps.figures import round_tables
from service.steps.round_rows import RoundRow, frame_of_rows, round_rows

RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""How a text begins that a spreadsheet program may take for a formula; some take the wide signs too."""
ISSUE_FIELDS = ("respondent", "field", "code", "severity", "message", "reason")
ISSUE_WORDS = ("respondent_name", "title", "row_name")
"""What people know respondent, field and row by, behind what programs read."""
FIGURE_FIELDS = (
    "indicator",
    "scope",
    "place",
    "numerator",
    "denominator",
    "value",
    "reporting",
    "due",
    "level",
    "colour",
    "low_coverage",
    "target",
    "met",
    "definition_hash",
    "deviation",
    "label",
    "percent",
    "rounds",
    "refused",
    "percent_numerator",
    "percent_denominator",
)
REASON_FIELDS = ("rule", "reason", "count")
LEVEL_FIELDS = ("indicator", "scope", "place", "item", "level", "count")
TABLE_FIELDS = ("table", "row", "count", "percent", "reporting", "due", "note")
CsvTable = tuple[Sequence[str], Iterable[Sequence[Any]]]
"""Headings and rows."""

NUMBERS = frozenset({"numerator", "denominator", "value", "target", "deviation", "percent"})


def export_round(service: Service, form_id: str, round_id: str, folder: Path) -> list[Path]:
    """Write values.csv, status.csv, issues.csv, reasons.csv, indicators.csv and datapackage.json, levels.csv
    for rubrics, tables.csv for tables; their paths."""
    opened = service.round(form_id, round_id)
    form = service.form_of(opened)
    folder.mkdir(parents=True, exist_ok=True)
    tables = {**_answer_tables(service, opened, form), **_figure_tables(service, opened, form)}
    paths = [_write_csv(folder / f"{name}.csv", *table) for name, table in tables.items()]
    package = folder / "datapackage.json"
    package.write_text(
        json.dumps(_describe(form, opened), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return [*paths, package]


def _answer_tables(service: Service, opened: Round, form: Form) -> dict[str, CsvTable]:
    """What was answered, the status of each cell, what is wrong, and the reasons given."""
    stored = service.store.submissions.all(form.id, opened.round_id)
    entries = {code: item.entries for code, item in stored.items()}
    rows = round_rows(form, service.respondents(opened), entries)
    frame = frame_of_rows(service, opened, form, rows)
    names = [item.name for item in form.fields]
    header = [*(["respondent", "row"] if form.is_list else ["respondent"]), *names]
    keys = [_keys(form, row.respondent, row.key) for row in rows]
    values = [
        [*key, *[row.entries.get(n, BLANK_ENTRY).value for n in names]]
        for key, row in zip(keys, rows, strict=True)
    ]
    columns = [frame.status(name) for name in names]
    statuses = [[*key, *[column[at] for column in columns]] for at, key in enumerate(keys)]
    by_school = service.store.submissions.issues(form.id, opened.round_id).values()
    issues = [issue for found in by_school for issue in found]
    known = _known_by(form, rows)
    return {
        "values": (header, values),
        "status": (header, statuses),
        "issues": (
            (*ISSUE_FIELDS, *ISSUE_WORDS),
            [[*(getattr(issue, name) for name in ISSUE_FIELDS), *known(issue)] for issue in issues],
        ),
        "reasons": (REASON_FIELDS, _reason_rows(form, issues)),
    }


def _known_by(form: Form, rows: Iterable[RoundRow]) -> Callable[[Issue], tuple[str, str, str]]:
    """What people know an issue's place by: the respondent's name, the field's title, what names the row."""
    titles = {item.name: item.title for item in form.fields}
    people, names = {}, {}
    for row in rows:
        people[row.respondent.code] = row.respondent.name
        parts = (row.entries.get(name, BLANK_ENTRY).value for name in form.row_key)
        names[row.respondent.code, row.key] = " · ".join(str(part) for part in parts if part is not None)

    def of(issue: Issue) -> tuple[str, str, str]:
        key, field = split_name(issue.field)
        return people.get(issue.respondent, ""), titles.get(field, ""), names.get((issue.respondent, key), "")

    return of


def _figure_tables(service: Service, opened: Round, form: Form) -> dict[str, CsvTable]:
    """Every figure; the levels of rubrics and the percent tables where the form has them."""
    results = service.store.results.all(form.id, opened.round_id)
    figures = [asdict(result) for result in results]
    tables: dict[str, CsvTable] = {
        "indicators": (FIGURE_FIELDS, [[figure[name] for name in FIGURE_FIELDS] for figure in figures])
    }
    if _has_levels(form):
        tables["levels"] = (LEVEL_FIELDS, _level_rows(results))
    if form.tables:
        tables["tables"] = (TABLE_FIELDS, _table_rows(round_tables(service, opened)))
    return tables


def _reason_rows(form: Form, issues: Iterable[Issue]) -> Iterator[Sequence[Any]]:
    """How often each reason answered each question: what a rule asks too often, and why."""
    for rule, counts in count_reasons(form, issues).items():
        yield from ((rule, reason, count) for reason, count in counts.items())


def _has_levels(form: Form) -> bool:
    return any(item.milestone or item.rating or item.mixed for item in form.indicators)


def _level_rows(results: Iterable[Result]) -> Iterator[Sequence[Any]]:
    """How many stand at each level: of the figure as a whole (item ""), then of each item of a rating."""
    for one in results:
        counted = [("", one.level_counts), *((item.field, item.level_counts) for item in one.items)]
        for name, counts in counted:
            for level, count in enumerate(counts):
                yield one.indicator, one.scope, one.place, name, level, count


def _table_rows(found: Sequence[TableFigures]) -> list[Sequence[Any]]:
    return [
        (table.id, row.title, row.count, row.percent, table.reporting, table.due, table.note)
        for table in found
        for row in (*table.rows, table.total)
    ]


def _keys(form: Form, respondent: Respondent, key: str) -> list[str]:
    return [respondent.code, key] if form.is_list else [respondent.code]


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
    """Begins with a BOM: without it Excel takes Thai for another alphabet."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([inert(value) for value in row] for row in rows)
    return path


def inert(value: Any) -> Any:
    """A value for CSV: no spreadsheet program takes a school's text for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(RISKY):
        return f"'{value}"
    return value


def _describe(form: Form, opened: Round) -> dict[str, Any]:
    text = [
        {"name": name, "type": "string"}
        for name in (("respondent", "row") if form.is_list else ("respondent",))
    ]
    values = [
        {"name": item.name, "type": TABLE_TYPES.get(item.kind, "string"), "title": item.title}
        for item in form.fields
    ]
    codes = [{"name": item.name, "type": "string"} for item in form.fields]
    return {
        "name": f"{form.id}-{opened.round_id}".lower().replace("_", "-"),
        "title": f"{form.title.th} {opened.title}",
        "description": "Texts that begin with = + - @ carry a leading apostrophe. status.csv: A value, "
        "L missing, M not applicable, E unreadable.",
        "version": form.version,
        "resources": [
            _resource("values", [*text, *values]),
            _resource("status", [*text, *codes]),
            _resource("issues", [{"name": name, "type": "string"} for name in (*ISSUE_FIELDS, *ISSUE_WORDS)]),
            _resource("reasons", _figure_fields(REASON_FIELDS)),
            _resource("indicators", _figure_fields(FIGURE_FIELDS)),
            *([_resource("levels", _figure_fields(LEVEL_FIELDS))] if _has_levels(form) else []),
            *([_resource("tables", _figure_fields(TABLE_FIELDS))] if form.tables else []),
        ],
    }


def _figure_type(name: str) -> str:
    if name == "count" or name.removeprefix("percent_") in NUMBERS:
        return "number"
    if name in ("reporting", "due", "level", "rounds"):
        return "integer"
    return "boolean" if name in ("low_coverage", "met") else "string"


def _figure_fields(names: Sequence[str]) -> list[dict[str, Any]]:
    return [{"name": name, "type": _figure_type(name)} for name in names]


def _resource(name: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    schema = {"fields": fields, "missingValues": [""]}
    return {"name": name, "path": f"{name}.csv", "format": "csv", "encoding": "utf-8", "schema": schema}
