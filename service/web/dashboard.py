"""The front page: how each open round stands, its schools and its indicators."""

from datetime import date

from flask import Blueprint, render_template, request

from service.core.rounds import Round, Stage
from service.steps.installing import refused_title
from service.steps.pages import RoundView
from service.web.parts import parts
from service.web.schools import by_state, districts, school_rows
from service.web.summary import colour_counts, indicator_rows, summarise

blueprint = Blueprint("dashboard", __name__)


@blueprint.get("/")
def show() -> str:
    """All open rounds in short, and one of them in full: the one asked for, or the first of them."""
    rounds, today = parts().pages.rounds(), parts().clock().date()
    closed = [item for item in rounds if item.stage(today) is Stage.CLOSED]
    opened = [item for item in rounds if item not in closed]
    views = sorted((parts().pages.round(item.form_id, item.round_id) for item in opened), key=_schools_first)
    summaries = [summarise(view, today) for view in views]
    return render_template(
        "dashboard.html",
        summaries=summaries,
        groups=[
            (who, [one for one in summaries if one.form.who == who])
            for who in dict.fromkeys(view.form.who for view in views)
        ],
        closed=[(item, parts().pages.form_of(item)) for item in closed],
        unreadable=parts().pages.unreadable(),
        refused=[(refused_title(file), file.faults) for file in parts().pages.refused],
        chosen=_chosen(views, today) if views else None,
        report_token=parts().signer.report_token,
    )


def _schools_first(view: RoundView) -> tuple[bool, date, bool, str]:
    """What schools fill before what the office's own groups fill; in either, the one that is due first."""
    return view.form.respondent != "school", view.round.due, view.form.is_list, view.form.short_title


def _chosen(views: list[RoundView], today: date) -> dict[str, object]:
    wanted = (request.args.get("form"), request.args.get("round"))
    view = next((v for v in views if (v.round.form_id, v.round.round_id) == wanted), views[0])
    places = parts().pages.sheet_places(view.round.form_id, view.round.round_id)
    schools = school_rows(view, places, parts().sheet_url)
    indicators = indicator_rows(view)
    return {
        "round": view.round,
        "total": len(schools),
        "groups": by_state(schools, overdue=view.round.stage(today) is Stage.OVERDUE),
        "who": view.form.who,
        "is_list": view.form.is_list,
        "districts": districts(schools),
        "broken": sum(bool(school.structure) for school in schools),
        "indicators": indicators,
        "colours": colour_counts(indicators),
        "control": _control_link(view.round),
    }


def _control_link(opened: Round) -> str:
    """The tab of the control sheet that shows this round, if it has been made."""
    file = parts().pages.store.spreadsheets.find("control", opened.fiscal_year)
    if file is None:
        return ""
    places = {(tab.form_id, tab.round_id, tab.purpose): tab.sheet_id for tab in file.tabs}
    return parts().sheet_url(file.file_id, places.get((opened.form_id, opened.round_id, "status"), 0))
