"""Whether the service is alive, for whoever watches over it."""

from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from service.web.parts import parts

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> tuple[dict[str, str], int]:
    try:
        parts().pages.store.settings.get("health")
    except SQLAlchemyError:  # why is for the log; this page is open to all on this machine
        return {"status": "unavailable", "database": "no answer"}, 503
    return {"status": "ok", "database": "ok"}, 200
