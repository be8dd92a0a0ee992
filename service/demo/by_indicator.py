"""The figures that each indicator asks for, beyond its milestones; no rule of the form is broken."""

from datetime import date, timedelta
from decimal import Decimal

from service.demo.case import Answers, Case, rounded
from service.demo.schools import grades_of

ROUND_END = date(2023, 3, 24)
"""No drill after this day: the 6-month round ends on 31 March."""


def _safety(case: Case) -> Answers:
    rng = case.rng
    cases = rng.randint(0, max(2, case.pupils // 40))
    drills = rng.randint(0, 3)
    answers: Answers = {
        "qp01_moe_admin": rng.random() < case.quality,
        "qp01_cases": cases,
        "qp01_closed": case.part(cases),
        "qp01_plan": drills > 0 or rng.random() < case.quality,
        "qp01_drills": drills,
    }
    if drills:
        answers["qp01_drill_date"] = ROUND_END - timedelta(days=rng.randint(0, 150))
    return answers


def _bring_back(case: Case) -> Answers:
    lost = case.rng.randint(0, max(3, case.pupils // 30))
    found = case.part(lost, 0.6 + 0.4 * case.quality)
    returned = case.part(found, 0.35 + 0.65 * case.quality)
    return {
        "qp02_lost": lost,
        "qp02_found": found,
        "qp02_notfound": lost - found,
        "qp02_returned": returned,
        "qp02_referred": case.part(found - returned, 0.5),
    }


def _royal_guidance(case: Case) -> Answers:
    joined = case.part(case.pupils)
    activities = ("attitude", "foundation", "career", "citizen")
    answers: Answers = {f"qp03_{name}": case.rng.randint(1, 12) for name in activities}
    return answers | {
        "qp03_pupils": case.pupils,
        "qp03_joined": joined,
        "qp03_percent": rounded(Decimal(100 * joined) / case.pupils),
    }


def _tests(case: Case) -> Answers:
    answers: Answers = {"qp04_plan": case.rng.random() < 0.5 + 0.5 * case.quality}
    for test, grade, mean in (("rt", "P1", 68), ("nt", "P3", 52), ("onet6", "P6", 42), ("onet3", "M3", 38)):
        if grade not in grades_of(case.school):
            continue
        before = case.rng.uniform(mean - 14, mean + 14)
        after = before + case.rng.uniform(-12, 12) + 14 * (case.quality - 0.5)
        answers[f"qp04_{test}_2564"] = rounded(Decimal(before))
        answers[f"qp04_{test}_2565"] = rounded(Decimal(after))
    return answers


def _active_learning(case: Case) -> Answers:
    practising = case.part(case.teachers)
    return {
        "qp05_teachers": case.teachers,
        "qp05_trained": min(case.teachers, practising + case.part(case.teachers - practising, 0.5)),
        "qp05_practising": practising,
        "qp05_plans": practising * case.rng.randint(1, 4),
    }


def _kindergarten(case: Case) -> Answers:
    enrolled = max(3, round(case.pupils * case.rng.uniform(0.12, 0.24)))
    assessed = case.part(enrolled, 0.95)
    return {
        "qp06_area": enrolled + case.rng.randint(0, 12),
        "qp06_enrolled": enrolled,
        "qp06_assessed": assessed,
        "qp06_ontrack": case.part(assessed, 0.3 + 0.7 * case.quality),
        "qp06_self": _standard(case.quality),
        "qp06_self_manage": _standard(case.quality + case.rng.uniform(-0.2, 0.2)),
        "qp06_self_teach": _standard(case.quality + case.rng.uniform(-0.2, 0.2)),
    }


def _standard(quality: float) -> int:
    """The school's own rating of one standard, 1 to 5."""
    return min(max(round(quality * 5), 1), 5)


def _learning_loss(case: Case) -> Answers:
    behind = case.part(case.pupils, 0.15)
    restored = case.part(behind, 0.5 + 0.5 * case.quality)
    return {"qp07_behind": behind, "qp07_restored": restored, "qp07_passed": case.part(restored)}


def _cooperative(case: Case) -> Answers:
    rng = case.rng
    coop = rng.random() < 0.3 + 0.7 * case.quality
    members = case.part(case.pupils, 0.6) if coop else 0
    return {
        "qp08_council": rng.random() < 0.5 + 0.5 * case.quality,
        "qp08_coop": coop,
        "qp08_activities": rng.randint(1, 5) if coop else 0,
        "qp08_members": members,
        "qp08_fund": rounded(Decimal(members * rng.randint(1000, 20000)) / 100),
    }


def _citizenship(case: Case) -> Answers:
    assessed = case.pupils - round(case.pupils * 0.25)
    return {
        "qp09_hours": Decimal(case.rng.randint(40, 160)) / 2,
        "qp09_pupils": assessed,
        "qp09_passed": case.part(assessed),
    }


def _quality_school(case: Case) -> Answers:
    resources = case.rng.randint(1, 8) if case.rng.random() < case.quality + 0.1 else 0
    return {
        "qp10_role": case.rng.choice(("โรงเรียนแม่ข่าย", "โรงเรียนเครือข่าย", "โรงเรียนเครือข่าย")),
        "qp10_partners": case.rng.randint(1, 6),
        "qp10_resources": resources,
        "qp10_benefit": case.rng.randint(20, 300) if resources else 0,
    }


def _prototypes(case: Case) -> Answers:
    kinds = (("students", 3), ("teachers", 2), ("leaders", 1), ("communities", 1))
    answers: Answers = {
        f"qp11_{kind}": case.rng.randint(1, most) if case.rng.random() < case.quality * 0.5 else 0
        for kind, most in kinds
    }
    if answers["qp11_students"]:
        answers["qp11_p1_type"] = "นักเรียน"
        answers["qp11_p1_title"] = case.rng.choice(WORKS)
        answers["qp11_p1_link"] = f"https://example.org/works/{case.school['school_code']}"
    return answers


WORKS = (
    "สมุดภาพคำศัพท์ท้องถิ่นอีสาน",
    "เครื่องให้อาหารปลาจากวัสดุเหลือใช้",
    "ธนาคารขยะของนักเรียน",
    "หุ่นยนต์รดน้ำแปลงผัก",
    "ละครสั้นประวัติศาสตร์บ้านเรา",
    "ชุดฝึกอ่านเพื่อนช่วยเพื่อน",
)
SPECIFIC = {
    "QP01": _safety,
    "QP02": _bring_back,
    "QP03": _royal_guidance,
    "QP04": _tests,
    "QP05": _active_learning,
    "QP06": _kindergarten,
    "QP07": _learning_loss,
    "QP08": _cooperative,
    "QP09": _citizenship,
    "QP10": _quality_school,
    "QP11": _prototypes,
}
