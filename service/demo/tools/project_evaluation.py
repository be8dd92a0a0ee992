"""Evaluations of the projects of other groups, by those who took part, by other groups and by a committee."""

from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from service.demo.case import Answers, Case, rounded
from service.demo.tables import table
from service.demo.tools.projects import projects_of

ROLES = {"ผู้เข้าร่วมโครงการ": (20, 120), "ผู้รับบริการ": (15, 200), "กลุ่มอื่นในเขต": (3, 8), "คณะกรรมการ": (3, 7)}
KEPT = ("project_code", "project_name", "owner_unit", "strategy", "role")
ITEMS = ("sat_context", "sat_input", "sat_process", "sat_product", "sat_overall")
EVALUATED = {"M6": date(2023, 3, 1), "M12": date(2023, 9, 1)}
DONE = {"M6": 55, "M12": 95}
"""How far a middling project has come by then, per cent."""
LOW = Decimal("2.50")
"""A mark up to here is told as low, and asks for words."""
REACHED, PARTLY, NOT_REACHED = "บรรลุ", "บรรลุบางส่วน", "ไม่บรรลุ"
GO_ON, IMPROVE, STOP = "ดำเนินการต่อ", "ปรับปรุง", "ยุติ"
LESSONS = (
    "ควรเริ่มเร็วขึ้นและแจ้งกำหนดการล่วงหน้าอย่างน้อย 1 เดือน",
    "ควรเพิ่มการติดตามหลังอบรม และแบ่งกลุ่มตามพื้นฐานของผู้เข้าร่วม",
    "ควรรวมกับกิจกรรมที่มีกลุ่มเป้าหมายเดียวกันเพื่อลดภาระโรงเรียน",
)


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """The evaluations of before, made anew; in the first round three or four projects of other groups."""
    return [_told(case, row, period) for row in before or _chosen(case)]


def _chosen(case: Case) -> list[Answers]:
    others = sorted({row["unit"] for row in table("projects.csv")} - {case.code})
    found: list[Answers] = []
    for owner in case.rng.sample(others, case.rng.randint(3, 4)):
        project = case.rng.choice(projects_of(owner)[:3])
        found.append(
            {
                "project_code": project["project_code"],
                "project_name": project["name"],
                "owner_unit": owner,
                "strategy": project["strategy"],
                "role": case.text(*ROLES),
            }
        )
    return found


def _told(case: Case, row: Answers, period: str) -> Answers:
    """What was found on the day of the evaluation; marks go with the success."""
    told = {name: row[name] for name in KEPT}
    done = min(DONE[period] + case.rng.randint(-30, 40), 100)
    evaluators = case.rng.randint(*ROLES[str(row["role"])])
    told |= {
        "evaluators": evaluators,
        "evaluated": EVALUATED[period] + timedelta(days=case.rng.randint(0, 25)),
        "reached": REACHED if done >= 90 else PARTLY if done > 40 else NOT_REACHED,
    }
    return _advised(case, told | _marks(case, evaluators))


def _marks(case: Case, evaluators: int) -> Answers:
    """The means of what so many people marked, 1 to 5."""
    usual = 2 + 2.4 * case.quality + case.rng.uniform(-0.6, 0.6)
    found: Answers = {}
    for name in ITEMS:
        people = (min(max(round(usual + case.rng.uniform(-1.2, 1.2)), 1), 5) for _ in range(evaluators))
        found[name] = rounded(Decimal(sum(people)) / evaluators)
    return found


def _advised(case: Case, told: Answers) -> Answers:
    """What is recommended, with words wherever a mark is low or the project is not to go on so."""
    if told["reached"] == NOT_REACHED:
        told["sat_product"] = min(_mark(told, "sat_product"), Decimal("3.20"))
    marks = [_mark(told, name) for name in ITEMS]
    low = sum(marks) <= LOW * len(ITEMS)
    told["advice"] = case.text(IMPROVE, STOP) if low else case.text(GO_ON, GO_ON, GO_ON, IMPROVE)
    if told["advice"] != GO_ON or min(marks) <= LOW or case.rng.random() < 0.3:
        told["lessons"] = case.text(*LESSONS)
    return told


def _mark(row: Answers, name: str) -> Decimal:
    return cast(Decimal, row[name])
