"""One exchange, judged."""

from dataclasses import dataclass

from service.emulator.traffic import Exchange

from . import answered, asked
from .asked import Asked
from .documents import find

SERVICE = "tidtam/"
"""What the user agent of the service's own requests begins with."""

TOLERATED = {
    "drive.files.get": "query: unknown parameter 'includeItemsFromAllDrives'",
    "drive.permissions.create": "request body: the whole: Additional properties are not allowed "
    "('withLink' was unexpected)",
}
"""What gspread 6.2.1 itself sends (http_client.py: get_file_drive_metadata, insert_permission) and Google takes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``method`` is Google's id of it, "" when there is none; ``faults`` are sentences."""

    method: str
    faults: tuple[str, ...]


def judge(exchange: Exchange) -> Verdict:
    """Requests of the service always, others when they were granted; answers always.

    Tests ask wrongly on purpose to see Google's refusal; what is granted must be what Google would grant.
    """
    found = find(exchange.method, exchange.path)
    request = asked.read(*found, exchange) if found else None
    faults = [*_request(request, exchange), *(f"answer: {problem}" for problem in _answer(request, exchange))]
    name = found[0].id if found else ""
    shown = f"{exchange.method} {exchange.path} ({name or 'no method'}) {exchange.status}: "
    return Verdict(name, tuple(shown + fault for fault in faults))


def _granted(exchange: Exchange) -> bool:
    return 200 <= exchange.status < 300


def _request(request: Asked | None, exchange: Exchange) -> list[str]:
    ours = exchange.user_agent.startswith(SERVICE)
    if not ours and not _granted(exchange):
        return []
    if request is None:
        return ["Google has no such method"]
    problems = asked.problems(request)
    return [problem for problem in problems if ours or problem != TOLERATED.get(request.method.id)]


def _answer(request: Asked | None, exchange: Exchange) -> list[str]:
    if not exchange.whole:
        return []  # cut off on purpose: nothing to judge
    if not _granted(exchange):
        return answered.refusal_problems(exchange)
    return answered.problems(request, exchange) if request else []
