"""Service-account keys, the JWT grant, and access tokens that carry their own proof."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from .errors import Json, TokenError

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFETIME = 3600
CLOCK_SKEW = 300
SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")
TOKEN_URIS = ("https://oauth2.googleapis.com/token", "https://www.googleapis.com/oauth2/v4/token")


def new_key(email: str) -> tuple[Json, Json]:
    """A key file as Google issues it (without its token_uri), and the account with the public half."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    key_id = secrets.token_hex(20)
    key = {
        "type": "service_account",
        "project_id": "tidtam-emulator",
        "private_key_id": key_id,
        "private_key": pem.decode(),
        "client_email": email,
        "client_id": str(int(hashlib.sha256(email.encode()).hexdigest()[:16], 16)),
        "universe_domain": "googleapis.com",
    }
    return key, {"email": email, "keys": {key_id: public.decode()}}


def _unpadded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check_assertion(assertion: str, accounts: dict[str, Json], now: datetime) -> Json:
    """The claims of a JWT whose signature, times, audience and scopes hold."""
    try:
        head_text, claims_text, signature_text = assertion.split(".")
        head, claims = json.loads(_decoded(head_text)), json.loads(_decoded(claims_text))
        signature = _decoded(signature_text)
    except (ValueError, binascii.Error):
        raise TokenError("invalid_grant", "Invalid JWT: Failed to decode.") from None
    account = accounts.get(claims.get("iss", ""))
    if account is None:
        raise TokenError("invalid_grant", "Invalid grant: account not found")
    _check_signature(f"{head_text}.{claims_text}".encode(), signature, head, account)
    _check_claims(claims, now)
    return dict(claims)


def _check_signature(signed: bytes, signature: bytes, head: Json, account: Json) -> None:
    if head.get("alg") != "RS256":
        raise TokenError("invalid_grant", "Invalid JWT: Only RS256 is supported.")
    key_id = head.get("kid")
    candidates = [pem for kid, pem in account["keys"].items() if key_id in (None, kid)]
    for pem in candidates:
        public: Any = serialization.load_pem_public_key(pem.encode())
        try:
            public.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            continue
        return
    raise TokenError("invalid_grant", "Invalid JWT Signature.")


def _check_claims(claims: Json, now: datetime) -> None:
    moment = now.timestamp()
    try:
        issued, expires = float(claims["iat"]), float(claims["exp"])
    except (KeyError, TypeError, ValueError):
        issued, expires = 0.0, 0.0
    if not (issued <= moment + CLOCK_SKEW and moment - CLOCK_SKEW < expires <= issued + LIFETIME):
        raise TokenError(
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
            "Check your iat and exp values in the JWT claim.",
        )
    audience = str(claims.get("aud", ""))
    if audience not in TOKEN_URIS and urlsplit(audience).path != "/token":
        raise TokenError("invalid_grant", "Invalid JWT: Failed audience check.")
    scopes = str(claims.get("scope", "")).split()
    if not scopes:
        raise TokenError("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
    if not any(scope.startswith(SCOPES) for scope in scopes):
        raise TokenError("invalid_scope", "Some requested scopes were invalid.")


def new_token(secret: str, email: str, scopes: str, now: datetime) -> str:
    content = {
        "email": email,
        "scope": scopes,
        "exp": now.timestamp() + LIFETIME,
        "nonce": secrets.token_hex(4),
    }
    payload = _unpadded(json.dumps(content).encode())
    return f"ya29.{payload}.{_proof(secret, payload)}"


def _proof(secret: str, payload: str) -> str:
    return hmac.new(secret.encode(), payload.encode(), hashlib.sha256).hexdigest()


def read_token(secret: str, token: str, now: datetime) -> Json | None:
    """What the token says, None when it is forged or has expired."""
    parts = token.split(".")
    if len(parts) != 3 or parts[0] != "ya29" or not hmac.compare_digest(_proof(secret, parts[1]), parts[2]):
        return None
    content: Json = json.loads(_decoded(parts[1]))
    return content if content["exp"] > now.timestamp() else None
