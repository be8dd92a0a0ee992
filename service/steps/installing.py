"""The forms of an installation: good files, and for a file that is none what its rounds were opened with.

Rounds work with the version they keep, so that a file half edited stops none of them. What begins
something with that form asks `Service.installed`, which refuses.
"""

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from service.core.round_faults import unopened_fault
from service.core.rounds import Round
from service.core.schema import Form
from service.definitions import Refused, read_forms, stamps
from service.errors import DefinitionError, NotFoundError
from service.steps import versions
from service.store import Store

log = logging.getLogger(__name__)

SHOWN = 3
NONE: Mapping[str, Form] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Installed:
    """``forms`` by id, kept ones too; ``refused`` are the files that are no form as they stand."""

    forms: Mapping[str, Form]
    refused: Sequence[Refused] = ()


class Installation:
    """The forms for a process that lives on: read again when their files have changed.

    What was handed out stays as it is, so that a sweep or a page that began with it ends with it. As long
    as a file is faulty no form goes: the last good ones stay in use.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        """Raises DefinitionError as `installed_forms`, NotFoundError when the folder has no form."""
        self._folder, self._store, self._lock = folder, store, threading.Lock()
        self._seen, self._installed = stamps(folder), installed_forms(folder, store)

    def current(self) -> Installed:
        """The forms as their files are now; it costs a look at each file's time and size."""
        with self._lock:
            # Taken before reading: a file that changes meanwhile is read once more, never missed.
            seen = stamps(self._folder)
            if seen != self._seen:
                self._installed, self._seen = self._read_again(), seen
            return self._installed

    def _read_again(self) -> Installed:
        before = self._installed.forms
        try:
            found = installed_forms(self._folder, self._store, before)
        except NotFoundError as error:  # the folder is being replaced, or its drive is away
            found = Installed(before, [Refused(self._folder.name, "", (str(error),))])
        log.info("forms read again", extra={"action": "forms_read_again", "forms": len(found.forms)})
        log_refused(found.refused)
        return found


def installed_forms(folder: Path, store: Store, before: Mapping[str, Form] = NONE) -> Installed:
    """The forms to work with; those of ``before`` stay as long as a file is faulty.

    Raises DefinitionError when no file is good and no round can go on.
    """
    good, refused = read_forms(folder)
    rounds = store.rounds.all() if refused else []
    kept = {file.form_id: form for file in refused if (form := _stand_in(file.form_id, store, rounds))}
    if not good and not before and not any(not opened.closed and opened.form_id in kept for opened in rounds):
        raise DefinitionError([fault for file in refused for fault in file.faults])
    return Installed({**kept, **before, **good} if refused else good, refused)


def _stand_in(form_id: str, store: Store, rounds: Sequence[Round]) -> Form | None:
    """The form as its newest readable round keeps it; None unless all its rounds keep one of their own."""
    own = [opened for opened in rounds if opened.form_id == form_id]
    if not all(store.definitions.has(form_id, opened.definition_hash) for opened in own):
        return None
    for opened in reversed(own):
        try:
            return versions.kept(store, {}, opened)
        except DefinitionError:
            continue
    return None


def form_named(forms: Mapping[str, Form], refused: Sequence[Refused], form_id: str) -> Form:
    """The form to work with. Raises NotFoundError naming those that exist, DefinitionError."""
    if form_id not in forms:
        known = f"ไม่มีแบบ {form_id} (no such form); มี: {', '.join(sorted(forms))}"
        raise refusal(refused, form_id) or NotFoundError(known)
    return forms[form_id]


def round_named(store: Store, form: Form, round_id: str) -> Round:
    """The opened round of a form. Raises NotFoundError saying which there are."""
    own = {opened.round_id: opened for opened in store.rounds.all() if opened.form_id == form.id}
    if round_id not in own:
        raise NotFoundError(unopened_fault(form, round_id, list(own)))
    return own[round_id]


def refusal(refused: Sequence[Refused], form_id: str) -> DefinitionError | None:
    """Why nothing can be begun with a form whose file is none; None when its file is good or is not there."""
    faults = [fault for file in refused if file.form_id == form_id for fault in file.faults]
    return DefinitionError(faults) if faults else None


def log_refused(refused: Sequence[Refused]) -> None:
    """A line of the log for each file, with its faults."""
    for file in refused:
        names = {"file": file.name, "form": file.form_id, "faults": file.faults}
        log.warning("form_refused", extra={"action": "form_refused", **names})


def refused_title(file: Refused) -> str:
    """The file in one line, and what that means for the work."""
    return (
        f"แฟ้มแบบ {file.name} ยังใช้ไม่ได้ ผิด {len(file.faults)} จุด · รอบที่เปิดไว้แล้วทำงานต่อด้วยแบบรุ่นที่เก็บไว้ "
        "(this form file cannot be used yet; rounds that are open go on with the version they keep)"
    )


def refused_lines(refused: Sequence[Refused]) -> Iterator[str]:
    """The files and their first faults, for a terminal."""
    for file in refused:
        yield f"⚠ {refused_title(file)}"
        yield from (f"  {fault}" for fault in file.faults[:SHOWN])
        more = len(file.faults) - SHOWN
        yield f"  {f'และอีก {more} จุด ' if more > 0 else ''}แก้แล้วสั่ง: tidtam schemas check"
