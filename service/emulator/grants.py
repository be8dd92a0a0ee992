"""What people allow applications to do: OAuth clients, authorization codes, refresh tokens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from . import keys
from .errors import Json, TokenError
from .state import State

AUTH_URI = "https://accounts.google.com/o/oauth2/auth"
CODE_SECONDS = 600
TESTING_DAYS = 7
"""How long a refresh token lives while the consent screen's publishing status is "Testing"."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
DEAD = "Token has been expired or revoked."


class ConsentError(Exception):
    """Google shows this as a page of its own and sends the browser nowhere."""

    def __init__(self, code: int, error: str, description: str) -> None:
        super().__init__(description)
        self.code, self.error, self.description = code, error, description


@dataclass(frozen=True)
class Question:
    """An application's wish, as its authorization request put it."""

    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    challenge: str
    method: str
    offline: bool
    hint: str


def new_client(state: State, publishing: str = "production") -> Json:
    """A desktop client as the console lets one download it; ``publishing`` is "production" or "testing"."""
    client_id = f"440000000000-{secrets.token_hex(16)}.apps.googleusercontent.com"
    secret = "GOCSPX-" + secrets.token_urlsafe(21)
    record = {"id": client_id, "secret": secret, "publishing": publishing}
    with state.lock:
        state.storage.write(("client", client_id, json.dumps(record)))
    return {
        "installed": {
            "client_id": client_id,
            "project_id": "tidtam-emulator",
            "auth_uri": AUTH_URI,
            "token_uri": keys.TOKEN_URIS[0],
            "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
            "client_secret": secret,
            "redirect_uris": ["http://localhost"],
        }
    }


def read_question(state: State, given: Any) -> Question:
    """The authorization request, or the page on which Google refuses it."""
    if _stored(state, "client", given.get("client_id", "")) is None:
        raise ConsentError(401, "invalid_client", "The OAuth client was not found.")
    redirect = urlsplit(given.get("redirect_uri", ""))
    if redirect.scheme != "http" or redirect.hostname not in LOOPBACK:
        raise ConsentError(400, "redirect_uri_mismatch", "The redirect URI in the request does not match.")
    if given.get("response_type") != "code":
        raise ConsentError(400, "invalid_request", "Missing required parameter: response_type")
    scopes = tuple(given.get("scope", "").split())
    if not scopes:
        raise ConsentError(400, "invalid_request", "Missing required parameter: scope")
    return Question(
        given["client_id"],
        given["redirect_uri"],
        scopes,
        given.get("state", ""),
        given.get("code_challenge", ""),
        given.get("code_challenge_method", "plain"),
        given.get("access_type") == "offline",
        given.get("login_hint", ""),
    )


def allow(state: State, question: Question, email: str, scopes: list[str]) -> str:
    """A code for what the person ticked; good once, for ten minutes."""
    code = "4/0A" + secrets.token_urlsafe(40)
    grant = {
        "client": question.client_id,
        "email": email.lower(),
        "scope": " ".join(scope for scope in question.scopes if scope in scopes),
        "redirect_uri": question.redirect_uri,
        "challenge": question.challenge,
        "method": question.method,
        "offline": question.offline,
        "until": state.clock().timestamp() + CODE_SECONDS,
    }
    with state.lock:
        state.storage.write(("code", code, json.dumps(grant)))
    return code


def redeem(state: State, form: Any) -> Json:
    """Tokens for a code. Raises TokenError."""
    client = _client(state, form)
    with state.lock:
        grant = _stored(state, "code", form.get("code", ""))
        state.storage.write(("code", form.get("code", ""), None))
    if grant is None or grant["until"] < state.clock().timestamp() or grant["client"] != client["id"]:
        raise TokenError("invalid_grant", "Malformed auth code.")
    if grant["redirect_uri"] != form.get("redirect_uri"):
        raise TokenError("redirect_uri_mismatch", "Bad Request")
    _check_verifier(grant, form.get("code_verifier", ""))
    answer = _access(state, grant)
    if grant["offline"]:
        answer |= _new_refresh(state, grant, client)
    return answer


def _check_verifier(grant: Json, verifier: str) -> None:
    if not grant["challenge"]:
        return
    if not verifier:
        raise TokenError("invalid_grant", "Missing code verifier.")
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    shown = digest if grant["method"] == "S256" else verifier
    if not hmac.compare_digest(shown, grant["challenge"]):
        raise TokenError("invalid_grant", "Invalid code verifier.")


def _new_refresh(state: State, grant: Json, client: Json) -> Json:
    token = "1//0" + secrets.token_urlsafe(60)
    kept = {"client": grant["client"], "email": grant["email"], "scope": grant["scope"], "until": None}
    answer: Json = {"refresh_token": token}
    if client["publishing"] == "testing":
        lifetime = timedelta(days=TESTING_DAYS).total_seconds()
        kept["until"] = state.clock().timestamp() + lifetime
        answer["refresh_token_expires_in"] = int(lifetime)
    with state.lock:
        state.storage.write(("refresh", token, json.dumps(kept)))
    return answer


def refresh(state: State, form: Any) -> Json:
    """A new access token for a refresh token. Raises TokenError."""
    client = _client(state, form)
    grant = _stored(state, "refresh", form.get("refresh_token", ""))
    if grant is None or grant["client"] != client["id"]:
        raise TokenError("invalid_grant", DEAD)
    if grant["until"] is not None and grant["until"] < state.clock().timestamp():
        raise TokenError("invalid_grant", DEAD)
    return _access(state, grant)


def revoke(state: State, token: str) -> None:
    """Take back what a person allowed; an access token already given lives on for its hour."""
    with state.lock:
        if _stored(state, "refresh", token) is None:
            raise TokenError("invalid_token", "Token expired or revoked")
        state.storage.write(("refresh", token, None))


def _access(state: State, grant: Json) -> Json:
    fresh = keys.new_token(state.secret, grant["email"], grant["scope"], state.clock())
    return {
        "access_token": fresh,
        "expires_in": keys.LIFETIME - 1,
        "scope": grant["scope"],
        "token_type": "Bearer",
    }


def _client(state: State, form: Any) -> Json:
    found = _stored(state, "client", form.get("client_id", ""))
    if found is None:
        raise TokenError("invalid_client", "The OAuth client was not found.", 401)
    if not hmac.compare_digest(found["secret"].encode(), form.get("client_secret", "").encode()):
        raise TokenError("invalid_client", "Unauthorized", 401)
    return found


def _stored(state: State, kind: str, item_id: str) -> Json | None:
    with state.lock:
        text = state.storage.text(kind, item_id)
    return None if text is None else dict(json.loads(text))
