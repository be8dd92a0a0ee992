"""What other units answer is out of sight on a unit's card; a school sees all, so that it can contradict."""

from collections.abc import Collection

from service.config import ROOT
from service.core.register import Respondent
from service.core.rounds import open_round
from service.core.schema import Form
from service.definitions import load_form
from service.sheets.blueprint import Blueprint
from service.sheets.blueprint_card import plan_card
from service.sheets.building import build
from service.sheets.layout import CODE
from service.steps.planning import relevant_fields

AREA = load_form(ROOT / "sheet_schemas" / "moe_inspection_area.yaml")
QUICK = load_form(ROOT / "sheet_schemas" / "quick_policy.yaml")
GROUP = Respondent("U03", "กลุ่มส่งเสริมการศึกษาทางไกล", "", tags=("ict",), kind="unit")
SCHOOL = Respondent("1099000001", "บ้านนา", "เมือง", grades=("P1", "P6"))


def planned(form: Form, respondent: Respondent, answered: Collection[str] = ()) -> Blueprint:
    opened = open_round(form, f"2566-{form.rounds[0]}", None)
    relevant = relevant_fields(form, [respondent], span=opened.span)[respondent.code]
    return plan_card(form, opened, respondent, relevant, 7, {}, answered)


def unseen(plan: Blueprint) -> set[str]:
    return {line.key for line in plan.rows if line.hidden and line.key != CODE}


def test_a_unit_sees_the_groups_of_fields_that_it_is_asked_and_how_many_it_does_not_see() -> None:
    plan = planned(AREA, GROUP)
    others = {item.name for item in AREA.fields if item.group not in ("GEN", "A63", "")}
    headings = {f"§{group.id}" for group in AREA.groups if group.id not in ("GEN", "A63")}
    assert unseen(plan) == others | headings
    assert f"ซ่อนข้อของกลุ่มอื่นไว้ {len(others)} ข้อ" in str(build(plan))
    hidden = [request for request in build(plan) if "hiddenByUser" in str(request)]
    assert len(hidden) >= len(others | headings)


def test_what_has_been_answered_is_seen_whoever_is_asked() -> None:
    answered = next(item.name for item in AREA.fields if item.group == "A11")
    shown = unseen(planned(AREA, GROUP)) - unseen(planned(AREA, GROUP, [answered]))
    assert shown == {"§A11", *(item.name for item in AREA.fields if item.group == "A11")}


def test_a_school_sees_what_does_not_concern_it() -> None:
    plan = planned(QUICK, SCHOOL)
    assert unseen(plan) == set() and "ซ่อนข้อ" not in str(build(plan))
