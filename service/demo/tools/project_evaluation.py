"""Evaluations of the projects of other groups, by those who took part, by other groups and by a committee."""

from datetime import date, timedelta
from typing import cast

from service.demo.case import Answers, Case
from service.demo.tables import table
from service.demo.tools.projects import projects_of

ROLES = {"ผู้เข้าร่วมโครงการ": (20, 120), "ผู้รับบริการ": (15, 200), "กลุ่มอื่นในเขต": (3, 8), "คณะกรรมการ": (3, 7)}
ITEMS = ("sat_context", "sat_input", "sat_process", "sat_product", "sat_overall")
EVALUATED = {"M6": date(2023, 3, 1), "M12": date(2023, 9, 1)}
DONE = {"M6": 55, "M12": 95}
"""How far a middling project has come by then, per cent."""
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
        budget = case.rng.randint(20, 400) * 500
        row: Answers = {
            "project_code": project["project_code"],
            "project_name": project["name"],
            "owner_unit": owner,
            "strategy": project["strategy"],
            "role": case.text(*ROLES),
            "budget": budget,
        }
        if case.rng.random() < 0.85:
            row["target"] = int(project["target"])
        found.append(row)
    return found


def _told(case: Case, row: Answers, period: str) -> Answers:
    """Figures of the day of the evaluation; marks go with the success."""
    kept = ("project_code", "project_name", "owner_unit", "strategy", "role", "budget", "target")
    told = {name: row[name] for name in kept if name in row}
    done = min(DONE[period] + case.rng.randint(-30, 20), 100)
    mark = min(max(round(2 + 2.4 * case.quality + case.rng.uniform(-0.6, 0.6)), 2), 5)
    told |= {name: min(max(mark + case.rng.choice((-1, 0, 0, 0, 1)), 1), 5) for name in ITEMS}
    told |= {
        "evaluators": case.rng.randint(*ROLES[str(row["role"])]),
        "evaluated": EVALUATED[period] + timedelta(days=case.rng.randint(0, 25)),
        "used": max(_whole(row, "used"), _whole(row, "budget") * min(done, 98) // 100),
        "reached": REACHED if done >= 90 else PARTLY,
    }
    if "target" in row:
        told["result"] = max(_whole(row, "result"), _whole(row, "target") * done // 100)
        reached = told["result"] >= told["target"]  # type: ignore[operator]
        told["reached"] = REACHED if reached else PARTLY if done > 40 else NOT_REACHED
    return _advised(case, told)


def _advised(case: Case, told: Answers) -> Answers:
    """What is recommended, with words wherever a mark is low or the project is not to go on so."""
    marks = [_whole(told, name) for name in ITEMS]
    if told["reached"] == NOT_REACHED:
        told["sat_product"] = min(_whole(told, "sat_product"), 3)
    low = 2 * sum(_whole(told, name) for name in ITEMS) <= 5 * len(ITEMS)
    told["advice"] = case.text(IMPROVE, STOP) if low else case.text(GO_ON, GO_ON, GO_ON, IMPROVE)
    if told["advice"] != GO_ON or min(*marks, _whole(told, "sat_product")) <= 2 or case.rng.random() < 0.3:
        told["lessons"] = case.text(*LESSONS)
    return told


def _whole(row: Answers, name: str) -> int:
    return cast(int, row.get(name, 0))
