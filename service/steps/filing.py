"""Files in the office's drive: found, made, taken from the bin, made again when they are gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from service.errors import GoogleAccessError, GoogleMissingError, RefusedError
from service.sheets.drive import Listed
from service.steps.context import Service
from service.steps.reading import refuse_wrong_folder
from service.store.spreadsheets import Spreadsheet


class Came(Enum):
    """How a file came to be in hand."""

    STOOD = "stood"
    MADE = "made"
    FOUND = "found"  # made by a run that was killed before it could remember
    TAKEN_FROM_BIN = "taken from the bin"
    MADE_AGAIN = "made again"


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that should be there: ``spreadsheet`` as it is recorded, without an id."""

    title: str
    name: str
    spreadsheet: Spreadsheet
    emails: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What Drive remembers of it, whatever people call it."""
        item = self.spreadsheet
        return "/".join((item.kind, item.respondent, item.form_id, str(item.fiscal_year)))


class Filing:
    """The files of the drive, as one listing shows them, against those that are recorded."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.created: set[str] = set()
        """Files made by this very run: they hold a blank tab and nothing else."""
        self._listed = {item.file_id: item for item in service.google.list_spreadsheets(service.folder)}
        recorded = service.store.spreadsheets.all()
        if any(file.file_id not in self._listed for file in recorded):
            _require_folder(service)
        refuse_wrong_folder([file for file in recorded if file.kind != "control" and file.tabs], self._listed)
        self._recorded = {_key(file): file for file in recorded}
        known = {file.file_id for file in recorded}
        self._unknown = [item for item in self._listed.values() if item.file_id not in known]

    def recorded(self, wish: Wish) -> Spreadsheet | None:
        return self._recorded.get(_key(wish.spreadsheet))

    def listed(self, file_id: str) -> Listed | None:
        return self._listed.get(file_id)

    def obtain(self, wish: Wish) -> tuple[Spreadsheet, Came]:
        """The file, recorded before anything is put into it. Raises RefusedError when it was moved away."""
        known = self.recorded(wish)
        if known is None:
            return self._begin(wish)
        if known.file_id in self._listed:
            return known, Came.STOOD
        return (known, Came.TAKEN_FROM_BIN) if self._restored(known) else self._replace(known, wish)

    def _begin(self, wish: Wish) -> tuple[Spreadsheet, Came]:
        found = self._lost(wish, only_ours=False)
        file_id = found or self._create(wish)
        file = replace(wish.spreadsheet, file_id=file_id, dirty=True)
        self._service.store.spreadsheets.save(file)
        self._recorded[_key(file)] = file
        return file, Came.FOUND if found else Came.MADE

    def _replace(self, gone: Spreadsheet, wish: Wish) -> tuple[Spreadsheet, Came]:
        """A new file for one that is gone for good; its tabs stay recorded and are made again in it."""
        file_id = self._lost(wish, only_ours=True) or self._create(wish)
        file = replace(wish.spreadsheet, file_id=file_id, tabs=gone.tabs, dirty=True)
        self._service.store.spreadsheets.replace(gone.file_id, file)
        self._recorded[_key(file)] = file
        return file, Came.MADE_AGAIN

    def _create(self, wish: Wish) -> str:
        try:
            file_id = self._service.google.create(wish.title, self._service.folder, wish.key)
        except GoogleMissingError:  # what is missing can only be the folder, unless Google says it is there
            _require_folder(self._service)
            raise
        self.created.add(file_id)
        return file_id

    def _lost(self, wish: Wish, only_ours: bool) -> str:
        """A file made for this by a run that was killed before it remembered it; of copies the first one.

        ``only_ours`` leaves files that people have changed: a copy that somebody kept is no new file.
        """
        made = [item for item in self._unknown if item.key == wish.key and (item.by_us or not only_ours)]
        # A file of an earlier version of this program bears no key; nobody but us has touched it.
        made = made or [
            item for item in self._unknown if not item.key and item.by_us and item.name == wish.title
        ]
        return min(made, key=lambda item: (item.created, item.file_id)).file_id if made else ""

    def _restored(self, file: Spreadsheet) -> bool:
        """Whether a file that is not listed was in the bin and is back; False when it is gone for good."""
        google = self._service.google
        try:
            found = google.whereabouts(file.file_id)
        except GoogleMissingError:
            return False
        if not found.trashed:
            folder, url = self._service.folder, self._service.sheet_url(file.file_id, 0)
            raise RefusedError(
                f"ไฟล์ไม่อยู่ในโฟลเดอร์ TIDTAM_FOLDER={folder}: {url} "
                "ถ้าไฟล์ถูกย้าย ให้ย้ายกลับแล้วสั่งอีกครั้ง ถ้าโฟลเดอร์ผิด ให้แก้ TIDTAM_FOLDER "
                "(it is not in this folder: move it back, or correct TIDTAM_FOLDER)"
            )
        try:
            google.take_from_bin(file.file_id)
        except (GoogleAccessError, GoogleMissingError):
            return False
        return True


def _require_folder(service: Service) -> None:
    """A folder that is not there for us shows no file: none of them has moved. Raises GoogleMissingError."""
    try:
        service.google.about_folder(service.folder)
    except (GoogleMissingError, GoogleAccessError) as error:
        raise GoogleMissingError(
            f"TIDTAM_FOLDER={service.folder} ไม่พบ: ตั้งเป็นรหัสไดรฟ์ที่แชร์หรือโฟลเดอร์ของสำนักงาน (ส่วนท้ายของที่อยู่) "
            f"และแชร์ให้ {', '.join(service.google.accounts)} (not found, or not shared with us; "
            "nothing was changed)"
        ) from error


def _key(file: Spreadsheet) -> tuple[str, str, str, int]:
    return file.kind, file.respondent, file.form_id, file.fiscal_year


def holding(
    files: Sequence[Spreadsheet], form_id: str, round_id: str, purpose: str
) -> Mapping[str, Spreadsheet]:
    """The files that hold a tab of this kind, by respondent ("" for a shared one)."""
    return {
        file.respondent: file
        for file in files
        if any((tab.form_id, tab.round_id, tab.purpose) == (form_id, round_id, purpose) for tab in file.tabs)
    }
