"""Who may ask what. A route not named here needs a session, so that none is open by mistake."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request, session

SIGNED_IN = "entered"
PUBLIC = frozenset({"static", "health.healthz", "entry.show", "entry.enter"})
"""Endpoints that show nothing of the office's data."""
BY_TOKEN = "reports"
"""The blueprint whose routes check the signed link themselves, all of them, before anything else."""

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",  # addresses of report pages are keys
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


def guard(app: Flask, public_url: str) -> None:
    """Check every request before its view, and mark every answer."""
    names = LOCAL_NAMES | {urlsplit(public_url).hostname or "localhost"}

    @app.before_request
    def check() -> None:
        forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
        if forwarded or not is_loopback(request.remote_addr) or _host() not in names:
            abort(403)
        # Browsers say where a request comes from; a page elsewhere has no business posting here.
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
            abort(403)
        if _needs_session() and not session.get(SIGNED_IN):
            abort(401)

    @app.after_request
    def mark(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response


def _needs_session() -> bool:
    known = request.endpoint is not None  # an unknown address has nothing to protect: 404
    return known and request.endpoint not in PUBLIC and request.blueprint != BY_TOKEN


def _host() -> str:
    """The name the browser asked for: another one than ours means DNS was bent to reach this machine."""
    try:
        return urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    except ValueError:
        return ""


def is_loopback(address: str | None) -> bool:
    """Whether the request comes from this very machine: until there is sign-in, nobody else may ask."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback
