"""The first visit: the one-time link that the terminal printed."""

from flask import Blueprint, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from service.web.guard import SIGNED_IN
from service.web.parts import parts

blueprint = Blueprint("entry", __name__, url_prefix="/enter/<token>")

Page = tuple[str, int]


@blueprint.get("")
def show(token: str) -> Page:
    """A button, no more: a link preview or a scanner must not use the link up."""
    nonce = parts().signer.entry_nonce(token)
    return (render_template("enter.html"), 200) if parts().nonces.is_good(nonce) else _used()


@blueprint.post("")
def enter(token: str) -> Response | Page:
    nonce = parts().signer.entry_nonce(token)
    if not parts().nonces.take(nonce):
        return _used()
    session.clear()
    session.permanent = True
    session[SIGNED_IN] = True
    return redirect(url_for("dashboard.show"), 303)


def _used() -> Page:
    return render_template("used.html"), 410
