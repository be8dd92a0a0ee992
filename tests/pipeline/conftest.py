"""Offices of two sizes. What a test says of a sheet is read from its Excel export or over plain HTTP."""

from collections.abc import Iterator

import pytest

from .offices import Office, answered


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The one long module begins first, so that the others run beside it."""
    items.sort(key=lambda item: item.path.name != "test_office.py")


@pytest.fixture(scope="module")
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """SCHOOLS (of the module) that answered everything rightly; each test takes a new one."""
    with answered(tmp_path_factory.mktemp("office"), request.module.SCHOOLS) as office:
        yield office
