"""The columns of units as indicators ask for them, each made once however many indicators ask."""

from typing import Any

from service.core.entries import Status
from service.core.expressions.run import Array
from service.core.indicators.units import Units
from service.core.submission import ExactFrame


class UnitColumns:
    """Columns and cell statuses of units, kept once made. ``exact(zero)`` is what expressions run on."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self._statuses: dict[tuple[str, Status], Array] = {}
        self._exact = {zero: _Kept(ExactFrame(units.frame, zero=zero)) for zero in (False, True)}

    def status(self, name: str, status: Status) -> Array:
        """Where the field has this cell status."""
        key = (name, status)
        if key not in self._statuses:
            self._statuses[key] = self.units.frame.status(name) == status
        return self._statuses[key]

    def exact(self, zero: bool) -> Any:
        return self._exact[zero]


class _Kept:
    def __init__(self, frame: ExactFrame) -> None:
        self._frame = frame
        self._columns: dict[str, Array] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._frame, name)

    def column(self, name: str) -> Array:
        if name not in self._columns:
            self._columns[name] = self._frame.column(name)
        return self._columns[name]
