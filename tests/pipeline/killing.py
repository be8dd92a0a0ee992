"""A process that is killed at its nth call to Google, and the one that is started after it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import requests.adapters

from service.sheets.client import connect
from service.sheets.drive import Google
from service.steps.context import Service
from service.store import open_store

from .offices import Office


class KilledError(BaseException):
    """The process is gone."""


@contextmanager
def another(office: Office) -> Iterator[Service]:
    """The service as a newly started process has it: the same database and drive, nothing in memory."""
    store = open_store(str(office.service.store.engine.url))
    google = Google(connect(office.emulator.credentials_path, office.emulator.url))
    yield replace(office.service, store=store, google=google)
    store.close()


def killed_at(office: Office, number: int, when: str, work: Callable[[Service], Any]) -> bool:
    """Whether the process died: before its nth call to Google was carried out, or right after."""
    send, calls = requests.adapters.HTTPAdapter.send, iter(range(1, 9999))

    def dying(self: Any, request: Any, *args: Any, **more: Any) -> Any:
        last = next(calls) == number
        if last and when == "before":
            raise KilledError
        answer = send(self, request, *args, **more)
        if last:
            raise KilledError
        return answer

    with another(office) as service, pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests.adapters.HTTPAdapter, "send", dying)
        try:
            work(service)
        except KilledError:
            return True
    return False
