from __future__ import annotations

from typing import Any

import pytest
from conftest import OWNER, SCHOOL
from emulator_clients import SHEET, Person

from service.emulator import Emulator
from service.emulator.server import SERVICE_ACCOUNT

DEPUTY = "deputy@office.example"
TRANSFER = {"transferOwnership": "true"}


def give(person: Person, file_id: str, role: str, email: str = DEPUTY, **more: Any) -> Any:
    body = {"type": "user", "role": role, "emailAddress": email}
    return person.drive("POST", f"/files/{file_id}/permissions", json=body, **more)


def roles(person: Person, file_id: str) -> dict[str, str]:
    params = {"fields": "permissions(emailAddress,role)"}
    found = person.drive("GET", f"/files/{file_id}/permissions", params=params).json()["permissions"]
    return {one["emailAddress"]: one["role"] for one in found}


@pytest.fixture
def own_id(owner: Person) -> str:
    """A file in the owner's My Drive."""
    return str(owner.drive("POST", "/files", json={"name": "ของฉัน", "mimeType": SHEET}).json()["id"])


@pytest.fixture
def deputy(emulator: Emulator) -> Any:
    with Person(emulator.url, emulator.token_for(DEPUTY)) as person:
        yield person


def test_an_owner_hands_a_file_over(owner: Person, own_id: str) -> None:
    entry = give(owner, own_id, "writer").json()["id"]
    path = f"/files/{own_id}/permissions/{entry}"
    refused = owner.drive("PATCH", path, json={"role": "owner"}).json()["error"]
    assert (refused["code"], "transferOwnership" in refused["message"]) == (403, True)
    owner.drive("PATCH", path, json={"role": "owner"}, params=TRANSFER).raise_for_status()
    assert roles(owner, own_id) == {OWNER: "writer", DEPUTY: "owner"}


def test_only_whom_it_was_offered_to_may_take_a_file(
    owner: Person, deputy: Person, school: Person, own_id: str
) -> None:
    entry, other = (give(owner, own_id, "writer", email).json()["id"] for email in (DEPUTY, SCHOOL))
    path = f"/files/{own_id}/permissions"
    assert (
        deputy.drive("PATCH", f"{path}/{entry}", json={"role": "owner"}, params=TRANSFER).status_code == 403
    )
    owner.drive("PATCH", f"{path}/{entry}", json={"role": "writer", "pendingOwner": True}).raise_for_status()
    assert (
        school.drive("PATCH", f"{path}/{other}", json={"role": "owner"}, params=TRANSFER).status_code == 403
    )
    deputy.drive("PATCH", f"{path}/{entry}", json={"role": "owner"}, params=TRANSFER).raise_for_status()
    assert roles(owner, own_id)[DEPUTY] == "owner"


def test_a_service_account_is_given_no_file(owner: Person, own_id: str) -> None:
    refused = give(owner, own_id, "owner", SERVICE_ACCOUNT, params=TRANSFER).json()["error"]
    assert refused["errors"][0]["reason"] == "storageQuotaExceeded"


def test_a_file_of_a_shared_drive_has_no_owner_to_be(owner: Person, sheet_id: str) -> None:
    assert give(owner, sheet_id, "owner", params=TRANSFER).status_code == 400


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"role": "reader"}, "required"),
        ({"type": "user", "emailAddress": DEPUTY}, "required"),
        ({"type": "user", "role": "reader", "emailAddress": "nobody"}, "invalid"),
        ({"type": "domain", "role": "reader"}, "required"),
        ({"type": "anyone", "role": "owner"}, "invalid"),
        ({"type": "user", "role": "organizer", "emailAddress": DEPUTY}, "invalid"),
    ],
)
def test_a_wrong_permission_is_refused(owner: Person, own_id: str, body: dict[str, str], reason: str) -> None:
    answer = owner.drive("POST", f"/files/{own_id}/permissions", json=body).json()
    assert (answer["error"]["code"], answer["error"]["errors"][0]["reason"]) == (400, reason)


def test_a_domain_opens_a_file_to_its_people(owner: Person, school: Person, own_id: str) -> None:
    body = {"type": "domain", "role": "reader", "domain": SCHOOL.split("@")[1]}
    owner.drive("POST", f"/files/{own_id}/permissions", json=body).raise_for_status()
    assert school.drive("GET", f"/files/{own_id}").status_code == 200


def test_whoever_has_access_may_give_it_up(owner: Person, school: Person, own_id: str) -> None:
    entry = give(owner, own_id, "reader", SCHOOL).json()["id"]
    other = give(owner, own_id, "reader").json()["id"]
    assert school.drive("DELETE", f"/files/{own_id}/permissions/{other}").status_code == 403
    assert school.drive("DELETE", f"/files/{own_id}/permissions/{entry}").status_code == 204
    assert school.drive("GET", f"/files/{own_id}").status_code == 404


def test_the_owner_stays_the_owner(owner: Person, own_id: str) -> None:
    params = {"fields": "permissions(id)"}
    entry = owner.drive("GET", f"/files/{own_id}/permissions", params=params).json()["permissions"][0]["id"]
    path = f"/files/{own_id}/permissions/{entry}"
    assert owner.drive("DELETE", path).status_code == 403
    assert owner.drive("PATCH", path, json={"role": "reader"}).status_code == 403
    assert give(owner, own_id, "reader", OWNER).json()["role"] == "owner"


def test_in_a_shared_drive_a_permission_says_where_it_comes_from(owner: Person, shared_id: str) -> None:
    params = {"fields": "permissions(emailAddress,permissionDetails(permissionType,inherited))"}
    found = owner.drive("GET", f"/files/{shared_id}/permissions", params=params).json()["permissions"]
    details = {one["emailAddress"]: one["permissionDetails"][0] for one in found}
    assert details[SCHOOL] == {"permissionType": "file", "inherited": False}
    assert details[OWNER] == {"permissionType": "member", "inherited": True}


def test_long_lists_of_permissions_come_in_pages(owner: Person, own_id: str) -> None:
    for number in range(4):
        give(owner, own_id, "reader", f"teacher{number}@school.example")
    token, pages = "", []
    while token is not None:
        params = {"pageSize": "2", "fields": "nextPageToken,permissions(id)"} | (
            {"pageToken": token} if token else {}
        )
        found = owner.drive("GET", f"/files/{own_id}/permissions", params=params).json()
        pages.append(len(found["permissions"]))
        token = found.get("nextPageToken")
    assert pages == [2, 2, 1]


def test_a_file_changes_hands_with_the_drive_it_is_moved_into(
    owner: Person, emulator: Emulator, own_id: str
) -> None:
    fields = {"fields": "driveId,ownedByMe"}
    moved = {"addParents": emulator.shared_drive_id, **fields}
    into = owner.drive("PATCH", f"/files/{own_id}", params=moved, json={}).json()
    back = owner.drive("PATCH", f"/files/{own_id}", params={"addParents": "root", **fields}, json={}).json()
    assert (into, back) == ({"driveId": emulator.shared_drive_id, "ownedByMe": False}, {"ownedByMe": True})


def test_only_my_drive_shows_permissions_among_the_files(owner: Person, own_id: str, shared_id: str) -> None:
    """Drive does not fill `permissions` of a file in a shared drive."""
    found = [
        owner.drive("GET", f"/files/{one}", params={"fields": "permissions(role)"}).json()
        for one in (own_id, shared_id)
    ]
    assert found == [{"permissions": [{"role": "owner"}]}, {}]


def comments(person: Person, file_id: str, method: str = "GET", below: str = "", **options: Any) -> Any:
    options.setdefault("params", {"fields": "*"})
    return person.request(method, f"{person.base}/drive/v3/files/{file_id}/comments{below}", **options)


def test_comments_are_kept_newest_first_and_paged(owner: Person, own_id: str) -> None:
    for text in ("หนึ่ง", "สอง", "สาม"):
        comments(owner, own_id, "POST", json={"content": text}).raise_for_status()
    first = comments(
        owner, own_id, params={"fields": "nextPageToken,comments(content)", "pageSize": "2"}
    ).json()
    assert len(first["comments"]) == 2 and "nextPageToken" in first
    made = comments(owner, own_id).json()["comments"][0]
    assert (made["kind"], made["author"]["emailAddress"], made["replies"]) == ("drive#comment", OWNER, [])


def test_a_deleted_comment_stays_without_its_words(owner: Person, school: Person, own_id: str) -> None:
    give(owner, own_id, "commenter", SCHOOL)
    made = comments(school, own_id, "POST", json={"content": "ผิด"}).json()["id"]
    assert comments(owner, own_id, "DELETE", f"/{made}").status_code == 403
    assert comments(school, own_id, "DELETE", f"/{made}").status_code == 204
    assert comments(owner, own_id, below=f"/{made}").status_code == 404
    kept = comments(owner, own_id, params={"fields": "*", "includeDeleted": "true"}).json()["comments"]
    assert [(one["deleted"], "content" in one) for one in kept] == [(True, False)]


def test_a_reader_may_not_comment(owner: Person, school: Person, own_id: str) -> None:
    give(owner, own_id, "reader", SCHOOL)
    assert comments(school, own_id, "POST", json={"content": "x"}).status_code == 403


@pytest.mark.parametrize(("method", "body"), [("GET", None), ("POST", {"content": "x"})])
def test_comments_need_fields(owner: Person, own_id: str, method: str, body: Any) -> None:
    answer = comments(owner, own_id, method, params={}, json=body)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["reason"]) == (400, "required")
