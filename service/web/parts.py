"""What the views are handed: made once in create_app, reached through the running application."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app

from service.bootstrap import Signer
from service.steps.pages import Pages
from service.web.nonces import OneTime
from service.web.orders import Orders

KEY = "tidtam"


@dataclass(frozen=True, slots=True)
class Parts:
    pages: Pages
    signer: Signer
    orders: Orders
    sheet_url: Callable[[str, int], str]
    clock: Callable[[], datetime]
    nonces: OneTime


def parts() -> Parts:
    return cast(Parts, current_app.extensions[KEY])
