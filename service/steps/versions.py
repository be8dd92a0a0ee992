"""Which version of a form a round works with: the one it was opened with, kept as text in the store.

Editing a file in sheet_schemas/ changes no open round; `tidtam migrate` brings a round to the installed
version. A round older than this habit works with the installed form until the next sweep keeps that one.
"""

import logging
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from typing import Protocol

from service.core.rounds import Round, in_year
from service.core.schema import Form
from service.definitions import parse_form
from service.errors import DefinitionError, NotFoundError
from service.store import Store

log = logging.getLogger(__name__)
Cache = MutableMapping[tuple[str, str], Form]
"""Forms by id and definition_hash: what is kept under a hash never changes."""


class Shelves(Protocol):
    """What looking at the past needs: the store, and the form of each round. Service and Pages have it."""

    @property
    def store(self) -> Store: ...

    def form_of(self, opened: Round) -> Form:
        """The form a round works with."""


def form_of(installed: Mapping[str, Form], store: Store, cache: Cache, opened: Round) -> Form:
    """The form of a round, with the targets of its year; what is kept of one that is installed no more.

    Raises DefinitionError for a text that cannot be read any more, NotFoundError when nothing was kept.
    """
    form = installed.get(opened.form_id)
    if form is None or form.definition_hash != opened.definition_hash:
        form = kept(store, cache, opened) or form
    if form is None:
        raise NotFoundError(f"ไม่มีแบบ {opened.form_id} (no such form); มี: {', '.join(sorted(installed))}")
    return in_year(form, opened.year)


def newer_words(version: str, newer: str) -> str:
    """What to say of an open round of ``version`` when another form, of version ``newer``, is installed."""
    if version == newer:
        return f"แบบแก้แล้วแต่ยังเป็นรุ่น {version}: แก้ version ในไฟล์แบบให้เป็นรุ่นใหม่"
    return f"ใช้แบบรุ่น {version} มีรุ่น {newer} แล้ว"


def unnumbered(store: Store, forms: Iterable[Form]) -> dict[str, list[str]]:
    """By form, the open rounds that keep another definition under the very version that the form has."""
    by_id = {form.id: form for form in forms}
    found: dict[str, list[str]] = {}
    for opened in store.rounds.all():
        form = by_id.get(opened.form_id)
        if form is None or opened.closed or opened.form_version != form.version:
            continue
        if opened.definition_hash != form.definition_hash:
            found.setdefault(form.id, []).append(opened.round_id)
    return found


def readable(shelves: Shelves, rounds: Iterable[Round]) -> list[Round]:
    """The rounds whose form can be read. One that cannot is logged: it must not keep the others waiting."""
    found = []
    for opened in rounds:
        if form_fault(shelves, opened):
            names = {"form": opened.form_id, "round": opened.round_id, "hash": opened.definition_hash}
            log.error("definition_unreadable", extra={"action": "definition_unreadable", **names})
        else:
            found.append(opened)
    return found


def form_fault(shelves: Shelves, opened: Round) -> str:
    """Why the form of the round cannot be read, and what to do about it; "" when it can."""
    try:
        shelves.form_of(opened)
    except DefinitionError as error:
        return error.faults[0]
    except NotFoundError as error:
        return str(error)
    return ""


def kept(store: Store, cache: Cache, opened: Round) -> Form | None:
    """The form that is kept for a round; None when none is. Raises DefinitionError."""
    key = (opened.form_id, opened.definition_hash)
    if key not in cache:
        found = store.definitions.get(*key)
        if found is None:
            return None
        name = f"{opened.form_id} {found.version}"
        try:
            form = parse_form(name, found.text)
        except DefinitionError as error:
            raise DefinitionError([_remedy(name, opened), *error.faults]) from error
        cache[key] = replace(form, definition_hash=opened.definition_hash)
    return cache[key]


def _remedy(name: str, opened: Round) -> str:
    place = f"{opened.form_id} {opened.round_id}"
    first = f"tidtam round reopen {place} แล้ว " if opened.closed else ""
    return (
        f"{name}: นิยามที่รอบ {opened.round_id} เก็บไว้อ่านไม่ได้ด้วยโปรแกรมรุ่นนี้: "
        f"{first}tidtam migrate {place} (the kept definition cannot be read)"
    )


def pin(store: Store, cache: Cache, opened: Round, form: Form) -> Round:
    """Keep the form and have the round work with it from now on."""
    store.definitions.keep(form)
    cache[form.id, form.definition_hash] = form
    if opened.definition_hash == form.definition_hash:
        return opened
    pinned = replace(opened, form_version=form.version, definition_hash=form.definition_hash)
    store.rounds.save(pinned)
    return pinned


def pin_all(
    installed: Mapping[str, Form], store: Store, cache: Cache, rounds: Iterable[Round]
) -> list[Round]:
    """Rounds from before definitions were kept are given the installed one; all others stay as they are."""
    pinned = []
    for opened in rounds:
        if (opened.form_id, opened.definition_hash) not in cache and not store.definitions.has(
            opened.form_id, opened.definition_hash
        ):
            log.info("definition kept", extra={"action": "definition_kept", "form": opened.form_id})
            pinned.append(pin(store, cache, opened, installed[opened.form_id]))
        else:
            pinned.append(opened)
    return pinned
