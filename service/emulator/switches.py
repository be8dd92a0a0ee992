"""What nobody could tell us of Google, one switch each: the code that meets it must stand either setting."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field, fields, replace

from .errors import Json


def switch(*settings: str, asked: str) -> str:
    """The first setting is the usual one, the second is `other()`; `asked` quotes what is not known."""
    made: str = field(default=settings[0], metadata={"settings": settings, "asked": asked})
    return made


class SwitchError(ValueError):
    """There is no such switch, or it has no such setting."""


@dataclass(frozen=True)
class Switches:
    """Each [?] of the notes on Google's behaviour (design/GOOGLE.md §3), and the two most likely answers."""

    thai_digits: str = switch(
        "text",
        "number",
        asked="Thai digits as typed […]: [?]. Make the stand-in keep Thai digits as text and say so.",
    )
    two_digit_years: str = switch(
        "gregorian",
        "buddhist",
        asked="whether 2-digit years mean 25xx: [?]. (gregorian: 1930 to 2029; buddhist: under th_TH only)",
    )
    be_years: str = switch(
        "gregorian",
        "converted",
        "text",
        asked="Buddhist era: no Google text on it found […] expect date serial of 2567, in CE, text.",
    )
    thai_dates: str = switch(
        "gregorian",
        "buddhist",
        asked="default date format under th_TH: [?]. (buddhist: a typed date shows its year as 25xx)",
    )
    new_locale: str = switch(
        "en_US",
        "th_TH",
        asked="New file: […] en_US. (recorded for one account; a Thai office's may give th_TH)",
    )
    strict_rules: str = switch(
        "typing",
        "api",
        asked="Whether strict=true ever rejects an API write: [?]. (typing: people only)",
    )
    sorted_metadata: str = switch(
        "stays",
        "follows",
        asked="Developer metadata […] Doubtful after copy/paste or sort by users [?].",
    )
    pasted_metadata: str = switch(
        "left",
        "copied",
        asked="Developer metadata […] Doubtful after copy/paste or sort by users [?]. (whole rows)",
    )
    quota_window: str = switch(
        "sliding",
        "minute",
        asked="60 each/min/user/project; refilled each minute. (whether by the clock's minute is not said)",
    )
    drive_refusal: str = switch(
        "403",
        "429",
        asked="Over → 403 userRateLimitExceeded or 429.",
    )

    def other(self) -> Switches:
        """Every switch in its other setting."""
        return Switches(**{item.name: item.metadata["settings"][1] for item in fields(self)})

    def changed(self, given: Json) -> Switches:
        """With these settings instead. Raises SwitchError."""
        known = {item.name: item.metadata["settings"] for item in fields(self)}
        for name, setting in given.items():
            if name not in known:
                raise SwitchError(f"Unknown switch: {name}. Known: {', '.join(known)}.")
            if setting not in known[name]:
                raise SwitchError(f"{name} is {' or '.join(known[name])}, not {setting}.")
        return replace(self, **given)

    def shown(self) -> Json:
        return asdict(self)


def read_switches(given: Iterable[str]) -> Switches:
    """From `name=setting` texts; "other" alone turns every switch. Raises SwitchError."""
    found = Switches()
    for text in given:
        name, _, setting = text.partition("=")
        found = found.other() if text == "other" else found.changed({name: setting})
    return found


_CURRENT: ContextVar[Switches] = ContextVar("switches", default=Switches())  # noqa: B039 - it is frozen


def current() -> Switches:
    """Those of the emulator that answers the request of this thread."""
    return _CURRENT.get()


def use(switches: Switches) -> None:
    _CURRENT.set(switches)
