"""A TIDTAM_FOLDER that is none of ours is named as such: no file has moved, and none is made elsewhere."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.errors import GoogleMissingError, RefusedError
from service.pipeline import open_form_round, provision
from service.store import open_store

from .small_office import NA, NUMBER, SmallOffice, small_office

ROUND = "2566-Q2"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallOffice]:
    with small_office(tmp_path_factory.mktemp("office"), {"one": (NUMBER, "")}) as office:
        yield office


def test_a_folder_that_is_not_there_is_named_with_the_remedy(office: SmallOffice) -> None:
    lost = replace(office.service, folder="nowhere")
    with pytest.raises(GoogleMissingError, match=r"TIDTAM_FOLDER=nowhere ไม่พบ: ตั้งเป็นรหัส.*แชร์ให้ .*@"):
        provision(lost, "one", ROUND)


def test_also_when_nothing_has_been_made_yet(office: SmallOffice, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'empty.db'}")
    store.register.save([NA])
    lost = replace(office.service, folder="nowhere", store=store)
    open_form_round(lost, "one", ROUND)
    with pytest.raises(GoogleMissingError, match="TIDTAM_FOLDER=nowhere ไม่พบ"):
        provision(lost, "one", ROUND)
    assert store.spreadsheets.all() == []
    store.close()


def test_another_folder_of_ours_is_not_taken_for_the_files_having_moved(office: SmallOffice) -> None:
    folder = {"name": "อื่น", "mimeType": "application/vnd.google-apps.folder"}
    other = office.owner.json("POST", "/drive/v3/files", json=folder)
    with pytest.raises((RefusedError, GoogleMissingError), match="TIDTAM_FOLDER"):
        provision(replace(office.service, folder=other["id"]), "one", ROUND)
