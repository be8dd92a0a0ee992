"""n of N, as the office counts its own work: by round, by field, by year."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from service.core.normalise import round_half_up

DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Share:
    """n of N; added up before it is divided, once."""

    n: int = 0
    total: int = 0

    @property
    def percent(self) -> Decimal | None:
        """Half up, with two decimals; None of nothing."""
        return round_half_up(Decimal(100 * self.n) / Decimal(self.total), DECIMALS) if self.total else None

    def __add__(self, other: "Share") -> "Share":
        return Share(self.n + other.n, self.total + other.total)


NOTHING = Share()


def share_data(share: Share) -> dict[str, Any]:
    """As plain values for JSON; the percentage as text, so that no digit is lost."""
    return {"n": share.n, "of": share.total, "percent": None if share.percent is None else str(share.percent)}
