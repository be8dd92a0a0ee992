"""Quality of a round from what the store kept of three readings."""

import pytest

from service.core.quality import Quality
from service.core.shares import Share
from service.steps.quality import round_quality

from .conftest import SmallOffice

NA, PA, DOI = "1099000001", "1099000002", "1099000003"
BASE = {"pupils": "10", "fed": "5", "spent": "10"}


@pytest.fixture
def found(office: SmallOffice) -> Quality:
    """บ้านนา corrects a rule's error after 2 days; บ้านป่า an unreadable day after 4, and makes another one."""
    na, pa = BASE | {"school_id": NA, "kids": "1"}, BASE | {"school_id": PA}
    office.read("lunch", "2566-Q2", 0, {NA: na | {"fed": "11"}, PA: pa | {"day": "วันไหน"}})
    office.read("lunch", "2566-Q2", 2, {NA: na})
    office.read("lunch", "2566-Q2", 4, {PA: pa | {"spent": "2000", "fed": "x"}}, {"spent": "มีเงินสมทบ"})
    return round_quality(office.service, "lunch", "2566-Q2")


def test_errors_stood_until_the_reading_without_them(found: Quality) -> None:
    stood = found.turnaround
    assert (stood.ended, stood.still_open) == (2, 1)
    assert [str(day) for day in (stood.mean, stood.median, stood.longest)] == ["3.00", "3.00", "4.00"]


def test_each_field_tells_its_rates(found: Quality) -> None:
    by_name = {item.name: item for item in found.fields}
    assert by_name["fed"].error_rate == Share(1, 2) and by_name["fed"].ever_error_rate == Share(2, 2)
    assert by_name["day"].error_rate == Share(0, 0) and by_name["day"].ever_error_rate == Share(1, 1)
    assert by_name["spent"].query_rate == Share(1, 2) and by_name["spent"].explained_share == Share(1, 1)
    assert by_name["kids"].completeness == Share(1, 1)  # two of three schools have no kindergarten
    assert by_name["pupils"].completeness == Share(2, 3)


def test_who_reported_is_counted_of_all_that_are_to(found: Quality) -> None:
    assert found.reporting == Share(2, 3) and found.complete == Share(1, 3)


def test_rows_of_a_list_are_replayed_row_by_row(office: SmallOffice) -> None:
    row = {"code": "P1", "act": "ก", "weight": "400"}
    office.read("acts", "2566-Q2", 0, {NA: {"a": row, "b": row | {"act": "ข"}}})
    office.read("acts", "2566-Q2", 1, {NA: {"b": row | {"act": "ข", "weight": "40"}}})  # a was deleted
    found = round_quality(office.service, "acts", "2566-Q2")
    assert (found.turnaround.ended, str(found.turnaround.longest)) == (2, "1.00")
    (weight,) = [item for item in found.fields if item.name == "weight"]
    assert weight.error_rate == Share(0, 1) and weight.ever_error_rate == Share(2, 2)
