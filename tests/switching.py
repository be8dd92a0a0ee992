"""Under which of the emulator's switches the tests of the service run: `pytest --switches=other`."""

import os

from service.emulator import Switches
from service.emulator.switches import read_switches

VARIABLE = "EMULATOR_SWITCHES"


def chosen() -> Switches:
    """What was asked for: `first`, `other`, or settings such as `other be_years=text`."""
    return read_switches(text for text in os.environ.get(VARIABLE, "").split() if text != "first")
