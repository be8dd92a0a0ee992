"""Figures of a round beside earlier ones; where the definition changed, why they are not compared."""

from collections.abc import Mapping, Sequence

from service.core.changes import NOTHING_BEFORE, Comparison, compare_figures
from service.core.results import Result
from service.core.rounds import Round, previous_round
from service.core.schema import Indicator
from service.steps.versions import Shelves, readable

Key = tuple[str, str, str]
"""Indicator, scope, place."""


def earlier_round(shelves: Shelves, opened: Round) -> Round | None:
    """The round before in the same form; None when it was not held."""
    name = previous_round(shelves.form_of(opened), opened.round_id)
    return shelves.store.rounds.get(opened.form_id, name) if name else None


def compared(shelves: Shelves, opened: Round, figures: Sequence[Result]) -> Mapping[Key, Comparison]:
    """For each figure of a round, the earlier one of the same indicator and place.

    What the earlier round was defined as may be readable no more; it is then not said what has changed.
    """
    before = earlier_round(shelves, opened)
    if before is None:
        return {_key(figure): NOTHING_BEFORE for figure in figures}
    scopes = sorted({figure.scope for figure in figures})
    held = {_key(item): item for item in shelves.store.results.all(before.form_id, before.round_id, *scopes)}
    old = _indicators(shelves, before) if readable(shelves, [before]) else {}
    new = _indicators(shelves, opened)
    return {
        _key(figure): compare_figures(
            figure, held.get(_key(figure)), old.get(figure.indicator), new.get(figure.indicator)
        )
        for figure in figures
    }


def _key(figure: Result) -> Key:
    return figure.indicator, figure.scope, figure.place


def _indicators(shelves: Shelves, opened: Round) -> dict[str, Indicator]:
    """The indicators of a round by id; by the hash of a figure it is seen whether they made it."""
    return {item.id: item for item in shelves.form_of(opened).indicators}
