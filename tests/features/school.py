"""Schools that fill in the forms of this folder, without any sheet: what they type, and what is said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from service.core.cells import BLANK, Cell
from service.core.contexts import contexts_for, with_codes
from service.core.issues import Issue
from service.core.normalise import parse
from service.core.register import Respondent
from service.core.rounds import open_round, window
from service.core.schema import Form
from service.core.submission import Submission
from service.core.validation import Surroundings, check
from service.definitions import load_forms
from service.definitions.build import build_form

FORMS = Path(__file__).parent / "forms"
ROUND = "2566-Q2"
BAN_NA = Respondent("1099000001", "บ้านนา", "เหนือ", grades=("K", "P1", "P2", "P3"))
BAN_PA = Respondent("1099000002", "บ้านป่า", "เหนือ", grades=("P1", "P2"))
BAN_DOI = Respondent("1099000003", "บ้านดอย", "ใต้", grades=("P1", "P2", "P3"))
SCHOOLS = (BAN_NA, BAN_PA, BAN_DOI)
Typed = Mapping[str, object]


@cache
def forms() -> Mapping[str, Form]:
    return load_forms(FORMS)


def cell(typed: object) -> Cell:
    return BLANK if typed is None else Cell(typed, str(typed))  # type: ignore[arg-type]


def submission(
    form: Form,
    typed: Typed,
    school: Respondent = BAN_NA,
    projects: Mapping[str, str] | None = None,
    **more: Any,
) -> Submission:
    """What a school typed; ``projects`` are those it gave in the form of projects."""
    contexts = contexts_for(form, open_round(form, ROUND, None), SCHOOLS)
    for item in form.fields:
        if item.reference and item.reference.form:
            contexts[item.name] = with_codes(contexts[item.name], projects or {}, "โครงการ")
    cells = {item.name: cell(typed.get(item.name)) for item in form.fields}
    asked = [item for item in form.fields if not (form.is_list and item.kind == "school_code")]
    parsed = {item.name: parse(item.kind, cells[item.name], contexts[item.name]) for item in asked}
    return Submission(school, cells, parsed, span=open_round(form, ROUND, None).span, **more)


def small_form(fields: Sequence[Mapping[str, Any]], rules: Sequence[Mapping[str, Any]]) -> Form:
    """A form of these fields and rules alone."""
    head = {"id": "small", "version": "1", "valid": ["2022-10-01", "2023-09-30"], "rounds": ["Q1", "Q2"]}
    return build_form(
        {
            "form": {**head, "due": {"days_after_round": 15}, "title": {"th": "แบบเล็ก"}},
            "sheet": {"layouts": ["card"], "tab": "ข้อมูล"},
            "groups": [],
            "schema": {"fields": fields},
            "rules": rules,
            "indicators": [],
        }
    )


def found(form: Form, *submissions: Submission, **more: Any) -> list[list[Issue]]:
    return check(form, submissions, Surroundings(window(ROUND), **more))


def marks(issues: Sequence[Issue]) -> list[tuple[str, str, str]]:
    """What is said about which cell, without the words."""
    return [(issue.field, issue.code, str(issue.severity)) for issue in issues]


def rows(form: Form, *typed: Typed, **more: Any) -> list[Submission]:
    """The rows of one school's list, from row 8 on."""
    made = [submission(form, row, **more) for row in typed]
    return [replace(row, place=f"แถว {number}") for number, row in enumerate(made, 8)]
