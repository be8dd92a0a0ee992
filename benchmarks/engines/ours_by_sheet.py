"""The service's own check used as it should not be: a frame for each spreadsheet."""

from itertools import groupby

from benchmarks.engines.ours import Found, prepare, reports
from benchmarks.survey import Survey
from service.core.submission import Submission
from service.core.validation import check as check_form

__all__ = ["check", "prepare", "reports"]


def check(survey: Survey, submissions: list[Submission]) -> Found:
    sheets = groupby(submissions, key=lambda submission: submission.respondent.code)
    return [issues for _, sheet in sheets for issues in check_form(survey.form, list(sheet))]
