"""How many examples: enough for CI, and as many as wanted: TIDTAM_EXAMPLES=50000 make test-interleaving."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("TIDTAM_EXAMPLES", "2100"))
"""Of the three layouts together."""
PARTS = 4
"""Each layout's examples are drawn in parts, from seeds of their own, so that processes share them."""


def profile(test: Callable[..., Any]) -> Callable[..., Any]:
    """One part, without deadline and without a database of former failures.

    Draw from ``sampled_from`` alone: hypothesis mixes constants of our source into what ``integers`` and
    ``text`` draw, and then the examples of a fixed seed would change with every commit.
    """
    return settings(
        max_examples=max(1, EXAMPLES // 3 // PARTS),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )(test)
