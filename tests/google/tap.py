"""Real answers of Google's are held against its discovery documents as the emulator's are (tests/wire)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests

from service.emulator import traffic
from service.emulator.traffic import Exchange


def exchange_of(answer: requests.Response) -> Exchange:
    """The exchange that an answer of requests ended."""
    asked = answer.request
    parts = urlsplit(str(asked.url))
    body = asked.body.encode() if isinstance(asked.body, str) else bytes(asked.body or b"")
    return Exchange(
        method=str(asked.method),
        path=parts.path,
        query=parts.query,
        user_agent=str(asked.headers.get("User-Agent", "")),
        content_type=str(asked.headers.get("Content-Type", "")),
        body=body,
        status=answer.status_code,
        answer_type=answer.headers.get("Content-Type", ""),
        answer=answer.content,
    )


def is_watched(answer: requests.Response) -> bool:
    parts = urlsplit(str(answer.request.url))
    return (parts.hostname or "").endswith("googleapis.com") and parts.path.startswith(traffic.WATCHED)


@contextmanager
def tapped() -> Iterator[None]:
    """While this lasts, whoever looks at the emulator's traffic sees Google's too."""
    send = requests.Session.send

    def watched(
        self: requests.Session, request: requests.PreparedRequest, **options: Any
    ) -> requests.Response:
        answer = send(self, request, **options)
        if is_watched(answer):
            for observe in traffic.observers:
                observe(exchange_of(answer))
        return answer

    requests.Session.send = watched  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        requests.Session.send = send  # type: ignore[method-assign]
