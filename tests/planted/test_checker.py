"""The whole demo through the checker: every planted mistake is found, and nothing else is marked."""

from collections.abc import Sequence

from service.core.schema import Form
from service.core.validation import check
from service.demo.answers import true_answers
from service.demo.schools import demo_schools
from service.demo.tables import table
from service.demo.typed import plain

from .checking import Mark, marks, marks_of, submission
from .conftest import Checked

SCHOOLS = demo_schools()


def differences(checked: Checked) -> list[tuple[str, Sequence[str], set[Mark]]]:
    """School, rows typed and what only one of plan and checker says."""
    return [
        (planned.code, planned.rows, set(planned.issues) ^ set(marks(found)))
        for planned, found in zip(checked.planned, checked.issues, strict=True)
        if sorted(planned.issues) != marks(found)
    ]


def test_the_checker_finds_exactly_the_planted_mistakes(checked: Checked) -> None:
    assert differences(checked) == []


def test_every_planted_mistake_is_found(checked: Checked) -> None:
    assert sum(map(len, checked.issues)) == len(table("planted.csv"))


def test_every_school_is_in_the_state_that_was_planned(checked: Checked) -> None:
    states = [progress.state.value for progress in checked.progress]
    assert states == [planned.state for planned in checked.planned]


def test_exactly_the_accepted_reasons_settle_their_queries(checked: Checked) -> None:
    settled = [marks([issue for issue in found if issue.reason]) for found in checked.issues]
    assert settled == [sorted(planned.accepted) for planned in checked.planned]


def test_relevant_answers_are_understood_as_the_truth(checked: Checked) -> None:
    for planned, typed in zip(checked.planned, checked.submissions, strict=True):
        understood = {name: typed.parsed[name].value for name in planned.truth.keys() - planned.excluded}
        assert understood == {name: planned.truth[name] for name in understood}, planned.rows


def test_the_true_answers_of_every_school_break_no_rule(form: Form) -> None:
    truthful = [
        submission(form, school, {name: plain(name, value) for name, value in true_answers(school).items()})
        for school in SCHOOLS
    ]
    assert marks_of(form, *truthful) == [[]] * len(SCHOOLS)


def test_every_message_is_filled_and_says_what_to_do(checked: Checked) -> None:
    messages = [issue.message for found in checked.issues for issue in found]
    assert not [message for message in messages if "{qp" in message or len(message) < 20]


def test_nothing_is_said_of_a_school_that_typed_nothing(form: Form) -> None:
    assert check(form, [submission(form, SCHOOLS[0], {})]) == [[]]
