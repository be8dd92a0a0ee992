"""Consent in the browser, the token endpoint, and the one call google-auth makes to IAM in the background."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from . import grants, keys
from .errors import NOT_FOUND, ApiError, Json, TokenError
from .grants import ConsentError
from .state import OWNER
from .wire import answer, state

routes = Blueprint("oauth", __name__)
SCHOOL = "school@school.example"


@routes.errorhandler(ConsentError)
def _blocked(error: ConsentError) -> tuple[str, int]:
    return render_template("consent.html", blocked=error), error.code


@routes.get("/o/oauth2/auth")
@routes.get("/o/oauth2/v2/auth")
def consent() -> str:
    """Who are you, and what may this application do: every scope can be left out."""
    question = grants.read_question(state(), request.args)
    people = list(dict.fromkeys(filter(None, (question.hint, OWNER, SCHOOL))))
    return render_template("consent.html", blocked=None, question=question, people=people)


@routes.post("/o/oauth2/auth")
@routes.post("/o/oauth2/v2/auth")
def decide() -> Answer:
    question = grants.read_question(state(), request.args)
    result = {"state": question.state} if question.state else {}
    email = request.form.get("other", "").strip() or request.form.get("email", "")
    if request.form.get("decision") != "allow" or "@" not in email:
        return redirect(f"{question.redirect_uri}?{urlencode(result | {'error': 'access_denied'})}")
    ticked = request.form.getlist("scope")
    result |= {"code": grants.allow(state(), question, email, ticked)}
    result["scope"] = " ".join(scope for scope in question.scopes if scope in ticked)
    return redirect(f"{question.redirect_uri}?{urlencode(result)}")


@routes.post("/token")
@routes.post("/oauth2/v4/token")
def token() -> Response:
    return _said(_grant)


@routes.post("/revoke")
def revoke() -> Response:
    return _said(_revoked)


def _said(act: Callable[[], Json]) -> Response:
    try:
        return answer(act())
    except TokenError as error:
        return answer({"error": error.error, "error_description": error.description}, error.code)


def _grant() -> Json:
    kind = request.form.get("grant_type", "")
    if kind == "authorization_code":
        return grants.redeem(state(), _form())
    if kind == "refresh_token":
        return grants.refresh(state(), _form())
    if kind != keys.GRANT:
        raise TokenError("unsupported_grant_type", f"Invalid grant_type: {kind}")
    now = state().clock()
    claims = keys.check_assertion(request.form.get("assertion", ""), state().accounts, state().signing_time())
    fresh = keys.new_token(state().secret, claims["iss"], claims["scope"], now)
    return {"access_token": fresh, "expires_in": keys.LIFETIME, "token_type": "Bearer"}


def _form() -> dict[str, str]:
    """What was sent; a client may show itself in the body or by HTTP Basic, as oauthlib does."""
    form = request.form.to_dict()
    if request.authorization and request.authorization.type == "basic":
        form["client_id"] = request.authorization.username or ""
        form["client_secret"] = request.authorization.password or ""
    return form


def _revoked() -> Json:
    grants.revoke(state(), request.form.get("token", request.args.get("token", "")))
    return {}


@routes.get("/v1/projects/-/serviceAccounts/<email>/allowedLocations")
def allowed_locations(email: str) -> Response:
    if email not in state().accounts:
        raise ApiError(404, NOT_FOUND)
    return answer({"locations": [], "encodedLocations": "0x0"})
