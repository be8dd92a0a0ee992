"""The form, the plan and what the checker says of it: made once, read by all tests here."""

from dataclasses import dataclass

import pytest

from service.core.issues import Issue, Progress
from service.core.schema import Form
from service.core.submission import Submission
from service.core.validation import check, summarise
from service.definitions import load_form
from service.demo.plan import PlannedSchool, plan
from service.demo.schools import demo_schools

from .checking import FORM_FILE, submission


@dataclass(frozen=True)
class Checked:
    planned: list[PlannedSchool]
    submissions: list[Submission]
    issues: list[list[Issue]]
    progress: list[Progress]


@pytest.fixture(scope="session")
def form() -> Form:
    return load_form(FORM_FILE)


@pytest.fixture(scope="session")
def checked(form: Form) -> Checked:
    planned = plan(demo_schools())
    submissions = [submission(form, item.school, item.cells, item.reasons) for item in planned]
    issues = check(form, submissions)
    return Checked(planned, submissions, issues, summarise(form, submissions, issues))
