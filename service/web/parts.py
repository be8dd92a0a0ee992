"""What the views are handed: made once in create_app, reached through the running application."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app, g

from service.bootstrap import Signer
from service.steps.pages import Pages
from service.web.nonces import OneTime
from service.web.orders import Orders

KEY = "tidtam"


@dataclass(frozen=True, slots=True)
class Parts:
    pages_now: Callable[[], Pages]
    signer: Signer
    orders: Orders
    sheet_url: Callable[[str, int], str]
    clock: Callable[[], datetime]
    nonces: OneTime

    @property
    def pages(self) -> Pages:
        """The pages with the forms as they were when this request first asked."""
        if "pages" not in g:
            g.pages = self.pages_now()
        return cast(Pages, g.pages)


def parts() -> Parts:
    return cast(Parts, current_app.extensions[KEY])
