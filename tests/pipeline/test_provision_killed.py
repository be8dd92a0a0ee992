"""Provisioning killed at every single call to Google, before and after it was carried out."""

from pathlib import Path
from typing import Any

import pytest

from service.pipeline import provision
from service.steps.context import Service

from .killing import another, killed_at
from .offices import FORM, PLAIN_SCHOOLS, ROUND, Office, running, truthful

pytestmark = pytest.mark.heavy

LAST = {"card": 10, "table": 7}
"""So many calls to Google it takes in all: another one would never be reached."""
MOMENTS = [
    (layout, number, when)
    for layout, last in LAST.items()
    for number in range(1, last + 1)
    for when in ("before", "after")
]


def files(office: Office) -> list[dict[str, Any]]:
    query = {"includeItemsFromAllDrives": "true", "supportsAllDrives": "true"}
    return list(office.owner.json("GET", "/drive/v3/files", params=query)["files"])


def open_to_all(office: Office, file_id: str) -> bool:
    """Whether whoever has the link may come in."""
    query = {"supportsAllDrives": "true", "fields": "permissions(type)"}
    found = office.owner.json("GET", f"/drive/v3/files/{file_id}/permissions", params=query)
    return any(entry["type"] == "anyone" for entry in found["permissions"])


def tabs(office: Office, file_id: str) -> list[str]:
    mask = {"fields": "sheets/properties/title"}
    found = office.owner.json("GET", f"/v4/spreadsheets/{file_id}", params=mask)["sheets"]
    return sorted(sheet["properties"]["title"] for sheet in found)


def provisioned(layout: str) -> Any:
    def work(service: Service) -> None:
        provision(service, FORM, ROUND, layout)

    return work


@pytest.mark.parametrize(("layout", "number", "when"), MOMENTS)
def test_killed_at_any_call_it_goes_on_without_a_duplicate(
    tmp_path: Path, layout: str, number: int, when: str
) -> None:
    with running(tmp_path, [truthful(school) for school in PLAIN_SCHOOLS[:2]]) as office:
        assert killed_at(office, number, when, provisioned(layout))
        with another(office) as service:
            done = provision(service, FORM, ROUND, layout)
            again = provision(service, FORM, ROUND, layout)
        assert (done.problems, again.made, again.news) == ([], 0, [])
        found = files(office)
        assert len({file["name"] for file in found}) == len(found) == (3 if layout == "card" else 2)
        for file in found:
            expected = 3 if "ควบคุม" in file["name"] else 2 if layout == "table" else 1
            shown = tabs(office, file["id"])
            assert len(shown) == expected and "Sheet1" not in shown
            assert open_to_all(office, file["id"]) != ("ควบคุม" in file["name"])
        office.sweep()
        assert {len(office.issues(code)) for code in office.planned} == {0}


@pytest.mark.parametrize("layout", LAST)
def test_these_are_all_calls_there_are(tmp_path: Path, layout: str) -> None:
    with running(tmp_path, [truthful(school) for school in PLAIN_SCHOOLS[:2]]) as office:
        assert not killed_at(office, LAST[layout] + 1, "before", provisioned(layout))
