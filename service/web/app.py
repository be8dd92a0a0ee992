"""The whole web application on one screen."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask

from service.bootstrap import Signer
from service.steps.pages import Pages
from service.web import dashboard, entry, faults, health, kpi, reports
from service.web.guard import guard
from service.web.nonces import OneTime
from service.web.orders import Order, Orders
from service.web.parts import KEY, Parts
from service.web.words import FILTERS

SESSION_LASTS = timedelta(hours=12)


def create_app(
    pages: Callable[[], Pages],
    *,
    signer: Signer,
    order: Order,
    sheet_url: Callable[[str, int], str],
    clock: Callable[[], datetime],
    office: str,
    secret: str,
    entry_nonces: OneTime,
    public_url: str = "http://localhost",
) -> Flask:
    """The application. ``order`` puts a report on the list and enqueues it; ``clock`` gives aware times.

    ``pages`` is asked by each request anew.
    """
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME="tidtam",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=public_url.startswith("https://"),
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SESSION_LASTS,
        MAX_CONTENT_LENGTH=16 * 1024,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["office"] = office
    orders = Orders(pages().store, order, secret)
    app.extensions[KEY] = Parts(pages, signer, orders, sheet_url, clock, entry_nonces)
    guard(app, public_url)
    faults.handle(app)
    for room in (dashboard, entry, health, kpi, reports):
        app.register_blueprint(room.blueprint)
    return app
