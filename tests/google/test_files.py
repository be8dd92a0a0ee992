"""Files in the folder: made, listed, recognised as ours, put into the bin and taken out again."""

import pytest

from service.errors import GoogleError, GoogleMissingError, GoogleProtectedError
from service.sheets.drive import Google, Listed

from .questions import thai_file
from .sides import Side


def listed(side: Side, file_id: str, google: Google | None = None) -> list[Listed]:
    found = (google or side.google).list_spreadsheets(side.folder)
    return [item for item in found if item.file_id == file_id]


def other(side: Side) -> Google:
    """A second account of ours, as if it were somebody else."""
    if side.second is None:
        pytest.skip("needs two accounts: name two key files")
    return side.second


def test_a_new_spreadsheet_is_listed_as_ours(side: Side) -> None:
    (item,) = listed(side, side.new_file())
    assert item.by_us and item.modified


def test_a_file_is_known_by_what_it_was_made_for(side: Side) -> None:
    file_id = side.google.create("tidtam: ทดสอบ", side.folder, "test:key")
    side.made.append(file_id)
    assert [item.key for item in listed(side, file_id)] == ["test:key"]


def test_our_own_write_is_recognised(side: Side) -> None:
    file_id = side.new_file()
    side.type(file_id, "A1", ["x"])
    (after,) = listed(side, file_id)
    assert after.by_us
    assert listed(side, file_id) == [after]  # looking changes nothing


def test_somebody_elses_write_is_not_ours(side: Side) -> None:
    second = other(side)
    file_id = side.new_file()
    cell = {"userEnteredValue": {"stringValue": "x"}}
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    second.change(
        file_id,
        [{"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}}],
    )
    assert [item.by_us for item in listed(side, file_id)] == [False]
    assert [item.by_us for item in listed(side, file_id, second)] == [True]


def test_a_file_in_the_bin_is_not_listed_and_comes_back(side: Side) -> None:
    file_id = side.new_file()
    side.bin(file_id)
    assert listed(side, file_id) == [] and side.google.whereabouts(file_id).trashed
    side.google.take_from_bin(file_id)
    assert len(listed(side, file_id)) == 1


def test_the_folder_has_a_name(side: Side) -> None:
    assert side.google.about_folder(side.folder)


def test_a_file_that_is_not_there_is_told(side: Side) -> None:
    with pytest.raises(GoogleMissingError):
        side.google.read("1" + "x" * 43)
    with pytest.raises(GoogleMissingError):
        side.google.whereabouts("1" + "x" * 43)


def test_a_refused_request_tells_nothing_that_was_typed(side: Side) -> None:
    file_id = side.new_file()
    with pytest.raises(GoogleError) as caught:
        side.ask("get", f"{file_id}/values/สมชาย ใจดี!A1")
    assert not caught.value.retryable and "สมชาย" not in str(caught.value)


def test_what_is_protected_from_an_account_is_told(side: Side) -> None:
    """Whether a content manager passes another's protection is not known: either answer is noted."""
    second, file_id = other(side), thai_file(side)
    only = {"users": [side.google.accounts[0]]}
    protected = {"range": {"sheetId": 0}, "editors": only}
    side.google.change(file_id, [{"addProtectedRange": {"protectedRange": protected}}])
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    write = {"updateCells": {"start": start, "rows": [{"values": [{"note": "x"}]}], "fields": "note"}}
    try:
        second.change(file_id, [write])
        said = "a content manager passes it"
    except GoogleProtectedError:
        said = "a content manager is refused"
    side.answers["protection"] = said
    assert side.switches is None or said.endswith("refused")  # what the emulator holds to be likelier
