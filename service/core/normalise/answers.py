"""Short ways to say how a cell was understood."""

from functools import lru_cache

from service.core.cells import Outcome, Parsed, Value

MAX_RAW = 60
"""Characters of the typed text that an issue repeats."""

MISSING = Parsed(None, Outcome.MISSING)
NOT_APPLICABLE = Parsed(None, Outcome.NOT_APPLICABLE)


@lru_cache(maxsize=4096)
def whole(value: int) -> Parsed:
    """A whole number typed as such; shared, because most cells of a form are small counts."""
    return Parsed(value, Outcome.OK)


def read(value: Value, *, as_is: bool) -> Parsed:
    return Parsed(value, Outcome.OK if as_is else Outcome.NORMALISED)


def error(code: str, raw: str, **params: object) -> Parsed:
    """An issue; a suggestion of None is left out."""
    return Parsed(None, Outcome.ERROR, code, _params(raw, params))


def warn_missing(code: str, raw: str) -> Parsed:
    return Parsed(None, Outcome.WARN_MISSING, code, _params(raw, {}))


def _params(raw: str, params: dict[str, object]) -> dict[str, object]:
    short = raw if len(raw) <= MAX_RAW else raw[: MAX_RAW - 1] + "…"
    return {"raw": short, **{key: value for key, value in params.items() if value is not None}}
