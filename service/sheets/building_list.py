"""A list from its definition (its blueprint, built)."""

from typing import Any

from service.core.register import Respondent
from service.core.rounds import Round
from service.core.schema import Form
from service.sheets.blueprint_list import plan_list
from service.sheets.building import build


def build_list(form: Form, opened: Round, respondent: Respondent, sheet_id: int) -> list[dict[str, Any]]:
    return build(plan_list(form, opened, respondent, sheet_id))
