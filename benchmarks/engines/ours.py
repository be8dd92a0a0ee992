"""The service's own check, all submissions of a form as one frame."""

from benchmarks.survey import Survey
from service.core.issues import Issue
from service.core.submission import Submission
from service.core.validation import check as check_form

Found = list[list[Issue]]


def prepare(survey: Survey) -> list[Submission]:
    return survey.submissions()


def check(survey: Survey, submissions: list[Submission]) -> Found:
    return check_form(survey.form, submissions)


def reports(survey: Survey, found: Found) -> list[tuple[int, str]]:
    return [(row, issue.field) for row, issues in enumerate(found) for issue in issues]
