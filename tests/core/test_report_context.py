"""A report is made from its snapshot: what was frozen comes back equal."""

from service.core.report_context import dump, load
from tests.reports.sample import sample


def test_a_snapshot_comes_back_equal() -> None:
    context = sample()
    assert load(dump(context)) == context
