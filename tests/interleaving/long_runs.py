"""How many examples: enough for CI, and as many as wanted by TIDTAM_EXAMPLES=20000 make test-interleaving."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("TIDTAM_EXAMPLES", "2000"))
PARTS = 4


def profile(test: Callable[..., Any]) -> Callable[..., Any]:
    """A part of the examples, without deadline and without a database of former failures."""
    return settings(
        max_examples=EXAMPLES // PARTS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )(test)
