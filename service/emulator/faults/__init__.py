"""Faults on demand: wrong answers, cut connections, and people who edit at the worst moment."""

from .control import Faults as Faults
from .rules import NAMES as NAMES
from .rules import FaultError as FaultError
from .rules import from_text as from_text
