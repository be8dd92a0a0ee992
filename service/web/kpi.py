"""The page of the office's own indicators: a fiscal year, round by round."""

from flask import Blueprint, render_template, request

from service.core.office_kpis import three_kpis
from service.steps.kpis import kpi_years, office_kpis
from service.web.parts import parts

blueprint = Blueprint("kpi", __name__)


@blueprint.get("/kpi")
def show() -> str:
    """The year asked for, or the newest there are rounds of."""
    today = parts().clock().date()
    years = kpi_years(parts().pages, today)
    year = request.args.get("year", years[0], type=int)
    kpi = office_kpis(parts().pages, year, today)
    return render_template("kpi.html", kpi=kpi, three_kpis=three_kpis, years=years)
