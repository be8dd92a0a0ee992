"""What all routes share: who calls, what the body and the parameters say, how answers are written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from flask import Response, current_app, request

from . import keys, masks, schema
from .errors import ApiError, DriveError, Json
from .masks import Tree
from .quota import Quota
from .state import OWNER, Caller, State

COMMON = {
    "alt",
    "fields",
    "key",
    "prettyPrint",
    "quotaUser",
    "access_token",
    "oauth_token",
    "$.xgafv",
    "callback",
}
COMMON |= {"uploadType", "upload_protocol"}
NO_CREDENTIALS = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie "
    "or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)


def state() -> State:
    found: State = current_app.config["STATE"]
    return found


def answer(body: Any, code: int = 200) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, code, mimetype="application/json; charset=UTF-8")


def caller() -> Caller:
    """The authenticated caller; a request without a good token gets Google's 401."""
    if current_app.config["AUTH"] == "open":
        return _open_caller()
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token if scheme == "Bearer" else request.args.get("access_token", "")
    content = keys.read_token(state().secret, token, state().clock()) if token else None
    if content is None:
        raise ApiError(401, NO_CREDENTIALS)
    return Caller(content["email"])


def _open_caller() -> Caller:
    if not request.headers.get("Authorization", "").startswith("Bearer "):
        raise ApiError(401, NO_CREDENTIALS)
    return Caller(OWNER)


def sheets_caller(kind: str) -> Caller:
    """The caller of a Sheets method, counted against the quota."""
    found = caller()
    quota: Quota = current_app.config["QUOTA"]
    quota.take(kind, found.email or "")
    return found


def check_params(allowed: Iterable[str]) -> None:
    for name in request.args:
        if name not in COMMON and name not in allowed:
            message = (
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
                f"Field '{name}' could not be found in request message."
            )
            kind = "type.googleapis.com/google.rpc.BadRequest"
            raise ApiError(400, message, [{"@type": kind, "fieldViolations": [{"description": message}]}])


def flag(name: str) -> bool:
    return request.args.get(name, "").lower() in ("true", "1")


def body(shape: str, *path: str) -> Json:
    """The JSON body, checked against its shape."""
    found = json_body()
    schema.check(shape, found, path)
    return found


def json_body() -> Json:
    if not request.get_data(cache=True):
        return {}
    try:
        found = json.loads(request.get_data(cache=True))
    except ValueError as error:
        raise ApiError(400, f"Invalid JSON payload received. {error}") from None
    if not isinstance(found, dict):
        raise ApiError(400, "Invalid JSON payload received. An object was expected.")
    return found


def mask(shape: str) -> Tree:
    """The `fields` parameter as a tree ({} for everything)."""
    tree = masks.parse(request.args.get("fields", ""))
    schema.check_mask(shape, tree)
    return tree


def drive_error(error: ApiError) -> ApiError:
    """A refusal in Drive's form, for the errors all APIs share."""
    if isinstance(error, DriveError):
        return error
    reasons = {
        401: "authError",
        403: "insufficientFilePermissions",
        404: "notFound",
        429: "rateLimitExceeded",
        500: "backendError",
        503: "backendError",
    }
    return DriveError(error.code, error.message, reasons.get(error.code, "badRequest"))
