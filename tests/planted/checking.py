"""The checker, given a school of the plan or one row of a table."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from service.core.calendar import Span
from service.core.cells import BLANK, Parsed, Value
from service.core.issues import Issue
from service.core.normalise import Context, parse
from service.core.register import Respondent
from service.core.schema import Field, Form
from service.core.submission import Submission
from service.core.validation import check
from service.demo.typed import Typed

FORM_FILE = Path(__file__).parents[2] / "sheet_schemas" / "quick_policy.yaml"
FISCAL_YEAR = 2566
SIX_MONTHS = Span("M6", date(2022, 10, 1), date(2023, 3, 31))
TWELVE_MONTHS = Span("M12", date(2022, 10, 1), date(2023, 9, 30))
Mark = tuple[str, str, str]


def respondent(school: Mapping[str, str]) -> Respondent:
    return Respondent(
        code=school["school_code"],
        name=school["name"],
        district=school["district"],
        network_group=school["network_group"],
        grades=tuple(school["grades"].split()),
        pupils=int(school["pupils"]),
        tags=tuple(school["tags"].split()),
        opened=date.fromisoformat(school["opened"]),
    )


def read(item: Field, typed: Typed | None) -> Parsed:
    return parse(item.kind, typed.cell() if typed else BLANK, Context(FISCAL_YEAR, choices=item.choices))


def submission(
    form: Form,
    school: Mapping[str, str],
    cells: Mapping[str, Typed],
    reasons: Mapping[str, str] | None = None,
    previous: Mapping[str, Value] | None = None,
    span: Span = SIX_MONTHS,
) -> Submission:
    return Submission(
        respondent=respondent(school),
        cells={name: typed.cell() for name, typed in cells.items()},
        parsed={item.name: read(item, cells.get(item.name)) for item in form.fields},
        reasons=reasons or {},
        previous=previous or {},
        span=span,
    )


def marks(issues: Sequence[Issue]) -> list[Mark]:
    """What is said about which cell, without the words."""
    return sorted((issue.field, issue.code, str(issue.severity)) for issue in issues)


def marks_of(form: Form, *submissions: Submission) -> list[list[Mark]]:
    return [marks(issues) for issues in check(form, submissions)]
