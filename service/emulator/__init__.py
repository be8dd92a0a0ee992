"""Sheets v4, Drive v3 and Google's token endpoint on this machine, with a page for people."""

from .app import create_app as create_app
from .clock import MovableClock as MovableClock
from .server import Emulator as Emulator
from .state import State as State
from .switches import Switches as Switches
