"""Endpoints for tests: what was asked of the emulator, and whether it is there."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from .wire import answer, state

routes = Blueprint("control", __name__, url_prefix="/_emulator")


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
