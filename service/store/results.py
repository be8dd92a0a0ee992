"""Computed figures, each with the hash of its definition."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, delete, insert, select

from service.core.results import ItemFigure, Result
from service.store.tables import results

DECIMALS = (
    "numerator",
    "denominator",
    "value",
    "target",
    "percent",
    "percent_numerator",
    "percent_denominator",
)
PLACE_LETTERS = 100
"""The longest name of a place that the key of the table holds; the figure itself keeps the whole name."""


class ResultStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def replace(self, form_id: str, round_id: str, figures: Iterable[Result]) -> None:
        """Set the figures of a round anew."""
        rows = [_row(form_id, round_id, figure) for figure in figures]
        key = (results.c.form_id == form_id) & (results.c.round_id == round_id)
        with self._engine.begin() as connection:
            connection.execute(delete(results).where(key))
            if rows:
                connection.execute(insert(results), rows)

    def all(self, form_id: str, round_id: str, *scopes: str) -> list[Result]:
        """The figures of a round, for the scopes named (all when none is)."""
        query = select(results.c.figures).where(results.c.form_id == form_id, results.c.round_id == round_id)
        if scopes:
            query = query.where(results.c.scope.in_(scopes))
        with self._engine.connect() as connection:
            return [_result(json.loads(text)) for text in connection.execute(query).scalars()]


def _row(form_id: str, round_id: str, figure: Result) -> dict[str, Any]:
    return {
        "form_id": form_id,
        "round_id": round_id,
        "indicator": figure.indicator,
        "scope": figure.scope,
        "place": _key_of(figure.place),
        "definition_hash": figure.definition_hash,
        "figures": json.dumps(asdict(figure), ensure_ascii=False, default=str),
    }


def _key_of(place: str) -> str:
    if len(place) <= PLACE_LETTERS:
        return place
    return f"{place[:80]}…{hashlib.sha256(place.encode()).hexdigest()[:16]}"


def _result(data: dict[str, Any]) -> Result:
    """A figure as it was kept; those kept by an older version lack what is new, and have its defaults."""
    items = tuple(_item(item) for item in data.get("items", ()))
    return Result(**_exact(data, DECIMALS) | {"items": items})


def _item(data: dict[str, Any]) -> ItemFigure:
    return ItemFigure(**_exact(data, ("numerator", "denominator", "value")))


def _exact(data: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    decimals = {name: Decimal(data[name]) for name in names if data.get(name) is not None}
    return data | decimals | {"level_counts": tuple(data["level_counts"])}
