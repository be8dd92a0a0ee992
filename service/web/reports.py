"""The signed link of the control sheet: what a report would hold, ordering it, its progress, the file.

The link opens these pages of one round and nothing else. Looking (GET, HEAD) never orders anything.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Blueprint, g, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from service.core.rounds import Round
from service.core.schema import Form
from service.errors import NotFoundError
from service.store.reports import Report
from service.web.guard import BY_TOKEN
from service.web.parts import parts
from service.web.summary import colour_counts, indicator_rows, summarise
from service.web.words import REPORT_STATES

blueprint = Blueprint(BY_TOKEN, __name__, url_prefix="/r/<token>")

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLOW_START = 60  # seconds in the queue after which somebody should look whether a worker runs


@blueprint.before_request
def read_token() -> None:
    """Before every view of this room. Raises LinkError."""
    token = (request.view_args or {}).get("token", "")
    g.form_id, g.round_id = parts().signer.report_of(token)


@blueprint.get("")
def show(token: str) -> str:
    view = parts().pages.round(g.form_id, g.round_id)
    indicators = indicator_rows(view)
    return render_template(
        "round.html",
        token=token,
        summary=summarise(view, parts().clock().date()),
        indicators=indicators,
        colours=colour_counts(indicators),
        rows=parts().pages.rows(view),
        reports=parts().pages.reports(g.form_id, g.round_id),
        states=REPORT_STATES,
        key=parts().orders.key(g.form_id, g.round_id),
    )


@blueprint.post("")
def order(token: str) -> Response:
    report = parts().orders.place(g.form_id, g.round_id, request.form.get("key", ""))
    return redirect(url_for(".report", token=token, report_id=report.id), 303)


@blueprint.get("/reports/<report_id>")
def report(token: str, report_id: str) -> str:
    found = _report(report_id)
    view = parts().pages.round(g.form_id, g.round_id)
    return render_template(
        "progress.html",
        token=token,
        report=found,
        form=view.form,
        round=view.round,
        told=_progress(token, found),
        key=parts().orders.key(g.form_id, g.round_id),
    )


@blueprint.get("/reports/<report_id>/progress")
def progress(token: str, report_id: str) -> dict[str, Any]:
    return _progress(token, _report(report_id))


@blueprint.get("/reports/<report_id>/file")
def file(token: str, report_id: str) -> Response:
    found = _report(report_id)
    if found.state != "done" or not Path(found.path).is_file():
        raise NotFoundError(
            "ไม่มีไฟล์ของรายงานฉบับนี้แล้ว: กลับไปหน้ารายงานแล้วสร้างใหม่ (the file is gone; make it again)"
        )
    view = parts().pages.round(g.form_id, g.round_id)
    response = send_file(Path(found.path), mimetype=WORD)
    response.headers["Content-Disposition"] = attachment(view.form, view.round, found)
    return response


def attachment(form: Form, opened: Round, found: Report) -> str:
    """The file's name in Thai, and in plain ASCII for programs that cannot read the other (RFC 6266)."""
    plain = f"{form.id}-{opened.round_id}-r{found.revision}.docx"
    thai = f"รายงาน {form.short_title} {opened.title} {opened.year} ฉบับที่ {found.revision}.docx"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(thai.replace('/', '-'), safe='')}"


def _report(report_id: str) -> Report:
    """A report of this round: a link of one round opens no report of another. Raises NotFoundError."""
    found = parts().pages.report(report_id)
    if (found.form_id, found.round_id) != (g.form_id, g.round_id):
        raise NotFoundError(f"there is no report {report_id}")
    return found


def _progress(token: str, found: Report) -> dict[str, Any]:
    """What the store says, in words; nothing is estimated."""
    waited = (parts().clock() - found.created_at).total_seconds()
    word = REPORT_STATES[found.state]
    return {
        "state": found.state,
        "word": word.th,
        "word_en": word.en,
        "done": found.done,
        "total": found.total,
        "step": found.step if found.state == "running" else "",
        "error": found.error if found.state == "failed" else "",
        "slow": found.state == "queued" and waited > SLOW_START,
        "download": url_for(".file", token=token, report_id=found.id) if found.state == "done" else "",
    }
