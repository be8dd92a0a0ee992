"""Which respondent is meant by what somebody typed: a code of any kind, or a name."""

from service.core.cells import Cell, Outcome
from service.core.contexts import contexts_for
from service.core.normalise import Context, normalise_school_name, parse
from service.core.normalise.names import PREFIX
from service.sheets.matching import nearest
from service.steps.planning import Planner

SHORTEST_CODE = 6


class RespondentFinder:
    """A respondent's code by what somebody typed: its code of any kind, or its name."""

    def __init__(self, planner: Planner) -> None:
        self._units = planner.form.respondent == "unit"
        contexts = contexts_for(planner.form, planner.opened, planner.respondents.values())
        own = next((item for item in planner.form.fields if item.names_respondent), None)
        self._context = contexts[own.name] if own else None
        self._known = planner.respondents

    def __call__(self, text: str) -> str:
        if self._context is None:
            return ""
        if self._units:
            return self._unit(text, self._context)
        # A short number counts the rows; the shortest code has 6 digits.
        coded = sum(letter.isdecimal() for letter in text) >= SHORTEST_CODE
        for kind in ("school_code", "school_name") if coded else ("school_name",):
            parsed = parse(kind, Cell(text, text), self._context)
            code = str(parsed.value if kind == "school_code" else parsed.params.get("school_code", ""))
            if parsed.outcome is not Outcome.ERROR and code in self._known:
                return code
        return ""

    def _unit(self, text: str, context: Context) -> str:
        parsed = parse("unit_code", Cell(text, text), context)
        return str(parsed.value) if parsed.value in self._known else ""

    def near(self, text: str) -> list[str]:
        """The respondents whose names come near."""
        own_part = str.strip if self._units else _own_part
        names = {own_part(item.name): item.name for item in self._known.values()}
        return [names[part] for part in nearest(own_part(text), names)]


def _own_part(name: str) -> str:
    """The name without the word that all school names begin with."""
    return normalise_school_name(name).removeprefix(PREFIX)
