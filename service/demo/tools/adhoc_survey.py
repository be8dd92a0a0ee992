"""An ad hoc survey of internet, devices and opinions; six months later all is a little better."""

from datetime import date, timedelta
from decimal import Decimal

from service.demo.case import Answers, Case, rounded

NONE, FIBRE = "ไม่มีอินเทอร์เน็ต", "ใยแก้วนำแสง"
KINDS = (FIBRE, FIBRE, FIBRE, "เครือข่ายมือถือ", "ดาวเทียม")
PLATFORMS = ("DLTV หรือ DLIT", "DLTV หรือ DLIT", "ห้องเรียนออนไลน์", "สื่อของโรงเรียนเอง")
UNUSED = "ไม่ได้ใช้"
NEEDS = ("อินเทอร์เน็ต", "อุปกรณ์", "อบรมครู", "สื่อและเนื้อหา")
PROBLEMS = (
    "สัญญาณอินเทอร์เน็ตไม่เสถียรในฤดูฝน",
    "อุปกรณ์ชำรุด ไม่มีงบซ่อม",
    "ครูไม่ครบชั้น จึงใช้สื่อออนไลน์ไม่เต็มเวลา",
    "ผู้ปกครองไม่มีอินเทอร์เน็ตที่บ้าน",
)
SUGGESTIONS = ("ขอให้จัดอบรมในช่วงปิดภาคเรียน", "ขอสนับสนุนงบซ่อมอุปกรณ์", "ขอให้นิเทศออนไลน์ภาคเรียนละครั้ง")
MEASURED = {"AD": date(2023, 2, 1), "AD2": date(2023, 8, 1)}
LOWEST, HIGHEST = 1, 5


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    if before:
        return [_later(case, period, before[0])]
    answers = _internet(case, period) | _devices(case) | _teaching(case) | _opinions(case)
    if answers["internet"] != NONE:
        answers["sat_internet"] = _rating(case)
    return [answers]


def _internet(case: Case, period: str) -> Answers:
    rooms = max(case.pupils // 25, 3)
    if case.rng.random() < 0.1 * (1 - case.quality):
        return {"rooms": rooms, "rooms_online": 0, "internet": NONE}
    kind = case.text(*KINDS)
    return {
        "rooms": rooms,
        "rooms_online": max(case.part(rooms), 1),
        "internet": kind,
        "speed": Decimal(case.rng.randint(200, 3000) if kind == FIBRE else case.rng.randint(50, 500)) / 10,
        "tested_on": MEASURED[period] + timedelta(days=case.rng.randint(0, 19)),
        "fee": Decimal(case.rng.choice((590, 799, 1177, 1500))),
    }


def _devices(case: Case) -> Answers:
    kinds = {name: case.part(case.pupils, 0.12) for name in ("dev_desktop", "dev_notebook", "dev_tablet")}
    total = sum(kinds.values())
    home = case.part(case.pupils, 0.2 + 0.5 * case.quality)
    return {
        "pupils": case.pupils,
        "devices": total,
        **kinds,
        "usable": case.part(total, 0.9),
        "home_ready": home,
        "home_percent": rounded(Decimal(100 * home) / case.pupils),
    }


def _teaching(case: Case) -> Answers:
    used = case.rng.random() < 0.5 + 0.5 * case.quality
    answers: Answers = {
        "teachers": case.teachers,
        "trained": case.part(case.teachers),
        "platform": case.text(*PLATFORMS) if used else UNUSED,
        "days_used": case.rng.randint(1, 5) if used else 0,
        "has_plan": case.rng.random() < case.quality,
    }
    if answers["has_plan"]:
        answers["plan_link"] = f"https://example.org/digital/{case.code}"
    return answers


def _opinions(case: Case) -> Answers:
    answers: Answers = {f"sat_{name}": _rating(case) for name in ("devices", "media", "support")}
    answers |= {"first_need": case.text(*NEEDS), "office_phone": f"045{case.code[-6:]}"}
    if case.rng.random() < 0.6:
        answers["problem"] = case.text(*PROBLEMS)
    if case.rng.random() < 0.5:
        answers["suggest"] = case.text(*SUGGESTIONS)
    return answers


def _rating(case: Case) -> int:
    return min(max(round(case.quality * HIGHEST + case.rng.uniform(-1, 1)), LOWEST), HIGHEST)


def _later(case: Case, period: str, before: Answers) -> Answers:
    """More teachers were trained and the speed was measured again; nothing else is new."""
    trained, teachers = before["trained"], before["teachers"]
    assert isinstance(trained, int)
    assert isinstance(teachers, int)
    now = before | {"trained": trained + case.part(teachers - trained, 0.3)}
    if "tested_on" in now:
        now["tested_on"] = MEASURED[period] + timedelta(days=case.rng.randint(0, 19))
    return now
