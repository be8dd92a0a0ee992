"""The token endpoint, and the one call google-auth makes to IAM in the background."""

from __future__ import annotations

from flask import Blueprint, Response, request

from . import keys
from .errors import NOT_FOUND, ApiError, TokenError
from .wire import answer, state

routes = Blueprint("oauth", __name__)


@routes.post("/token")
@routes.post("/oauth2/v4/token")
def token() -> Response:
    try:
        return answer(_grant())
    except TokenError as error:
        return answer({"error": error.error, "error_description": error.description}, error.code)


def _grant() -> dict[str, object]:
    if request.form.get("grant_type") != keys.GRANT:
        raise TokenError(
            "unsupported_grant_type", "Invalid grant_type: " + request.form.get("grant_type", "")
        )
    now = state().clock()
    claims = keys.check_assertion(request.form.get("assertion", ""), state().accounts, now)
    fresh = keys.new_token(state().secret, claims["iss"], claims["scope"], now)
    return {"access_token": fresh, "expires_in": keys.LIFETIME, "token_type": "Bearer"}


@routes.get("/v1/projects/-/serviceAccounts/<email>/allowedLocations")
def allowed_locations(email: str) -> Response:
    if email not in state().accounts:
        raise ApiError(404, NOT_FOUND)
    return answer({"locations": [], "encodedLocations": "0x0"})
