"""Endpoints for tests: what was asked of the emulator, and its faults, clock, quotas and switches."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app

from .errors import Json
from .faults import Faults
from .quota import Quota
from .state import rfc3339
from .wire import answer, json_body, state

routes = Blueprint("control", __name__, url_prefix="/_emulator")
NO_HANDS = "The clock is the real one: start the emulator with a movable clock (--clock manual)."


@routes.errorhandler(ValueError)
def _wrong(error: ValueError) -> Response:
    """A fault, quota or switch that does not exist: the message names those that do."""
    return answer({"error": str(error)}, 400)


@routes.get("/health")
def health() -> Response:
    return answer({"status": "ok", "files": len(state().files), "sharedDriveId": state().shared_drive_id})


@routes.get("/requests")
def requests() -> Response:
    return answer(current_app.config["LOG"].seen())


@routes.post("/requests/reset")
def reset() -> Response:
    current_app.config["LOG"].reset()
    return Response(status=204)


def _faults() -> Faults:
    found: Faults = current_app.config["FAULTS"]
    return found


@routes.get("/faults")
def faults() -> Response:
    return answer(_faults().shown())


@routes.post("/faults")
def add_faults() -> Response:
    """One fault, or `{"faults": [...]}`: all are set, or none."""
    given = json_body()
    _faults().set(given.get("faults", [given]))
    return answer(_faults().shown())


@routes.delete("/faults")
def clear_faults() -> Response:
    _faults().clear()
    return Response(status=204)


@routes.get("/faults/log")
def fault_log() -> Response:
    return answer(_faults().log())


@routes.delete("/faults/log")
def forget_faults() -> Response:
    _faults().forget()
    return Response(status=204)


@routes.get("/clock")
def clock() -> Response:
    return answer({"now": rfc3339(state().clock())})


@routes.post("/clock")
def move_clock() -> Response:
    """`{"forward": seconds}`"""
    hands: Any = getattr(state().clock, "forward", None)
    if hands is None:
        return answer({"error": NO_HANDS}, 409)
    hands(_seconds(json_body()))
    return clock()


def _seconds(given: Json) -> float:
    seconds = given.get("forward")
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or seconds < 0:
        raise ValueError("forward is a number of seconds.")
    return float(seconds)


def _quota() -> Quota:
    found: Quota = current_app.config["QUOTA"]
    return found


@routes.get("/quota")
def quota() -> Response:
    return answer(_quota().shown())


@routes.post("/quota")
def change_quota() -> Response:
    """`{"on": true, "user": 5, "project": 20}`; see quota.Limits."""
    _quota().change(json_body())
    return quota()


@routes.get("/switches")
def switches() -> Response:
    return answer(state().switches.shown())


@routes.post("/switches")
def turn_switches() -> Response:
    """`{"thai_digits": "number"}`; what is not named stays."""
    state().turn(state().switches.changed(json_body()))
    return switches()
