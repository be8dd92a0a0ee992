"""OBEC policies and focus points: counts since October grow from round to round, the rest is counted anew."""

from datetime import date, timedelta
from decimal import Decimal

from service.demo.case import Answers, Case, rounded
from service.demo.schools import grades_of, tags_of

LAST_DAY = {"M6": date(2023, 3, 31), "M12": date(2023, 9, 30)}
LOWER_SECONDARY = {"M1", "M2", "M3"}
SPECIAL = ("special_purpose", "special_area", "innovation_area")
KINDS_OF_SPECIAL = ("วัตถุประสงค์เฉพาะ", "พื้นที่ลักษณะพิเศษ", "พื้นที่นวัตกรรมการศึกษา")
BOARDING = {"boarding", "remote_area"}
PROBLEMS = (
    "ครูไม่ครบชั้น ทำให้จัดกิจกรรมได้ไม่ต่อเนื่อง",
    "งบประมาณไม่พอสำหรับวัสดุและการเดินทาง",
    "อินเทอร์เน็ตของโรงเรียนไม่เสถียรในฤดูฝน",
    "ผู้ปกครองย้ายไปทำงานต่างจังหวัด ติดต่อได้ยาก",
)
SUGGESTIONS = (
    "ควรจัดอบรมในช่วงปิดภาคเรียน",
    "ควรลดแบบรายงานที่ถามเรื่องเดียวกัน",
    "ควรสนับสนุนวิทยากรระดับกลุ่มเครือข่าย",
)
WORKS = ("สมุดบันทึกความดีสองภาษา", "ห้องเรียนริมนา", "ธนาคารเมล็ดพันธุ์ของนักเรียน", "เครือข่ายพี่สอนน้องอ่าน")


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    answers = _basics(case, period, before[0] if before else {})
    for part in (_safety, _opportunity, _quality, _efficiency, _children, _teachers, _places, _own_words):
        answers |= part(case, answers, before[0] if before else {})
    return [answers]


def _number(answers: Answers, name: str) -> int:
    value = answers.get(name, 0)
    assert isinstance(value, int)
    return value


def _more(case: Case, before: Answers, whole: str, most: int, chance: float | None = None) -> tuple[int, int]:
    """A running total and the part of it that is done, neither below that of the round before."""
    done = whole.replace("_all", "_part").replace("_cases", "_closed")
    total = _number(before, whole) + case.rng.randint(0, most)
    return total, _number(before, done) + case.part(total - _number(before, done), chance)


def _basics(case: Case, period: str, before: Answers) -> Answers:
    moved = case.rng.randint(-3, 3) if before else 0
    return {
        "g_date": LAST_DAY[period] - timedelta(days=case.rng.randint(0, 10)),
        "g_pupils": max(1, case.pupils + moved),
        "g_teachers": case.teachers,
        "g_rooms": max(len(grades_of(case.school)) + 1, case.pupils // 28 + 1),
    }


def _safety(case: Case, now: Answers, before: Answers) -> Answers:
    pupils = _number(now, "g_pupils")
    drills = _number(before, "p11_drills") + case.rng.randint(0, 2)
    spots, mended = _more(case, before, "p11_all", 8)
    joined = case.part(pupils)
    return {
        "p11_plan": drills > 0 or case.rng.random() < case.quality,
        "p11_drills": drills,
        "p11_all": spots,
        "p11_part": mended,
        "p12_part": case.part(pupils, 0.4 + 0.6 * case.quality),
        "p12_water": case.rng.random() < 0.4 + 0.6 * case.quality,
        "p12_waste": case.rng.random() < case.quality,
        "p13_times": _number(before, "p13_times") + case.rng.randint(1, 6),
        "p13_part": joined,
        "p13_percent": rounded(Decimal(100 * joined) / pupils),
    }


def _opportunity(case: Case, now: Answers, before: Answers) -> Answers:
    pupils = _number(now, "g_pupils")
    leavers = pupils // 9 + 1
    study = case.part(leavers, 0.9)
    work = case.part(leavers - study, 0.6)
    gifted, needy = case.part(pupils, 0.08), case.part(pupils, 0.25)
    disabled = case.part(needy, 0.2)
    lost, returned = _more(case, before, "p25_all", 1 + case.pupils // 60)
    referred = case.part(lost - returned, 0.4)
    answers: Answers = {
        "p22_all": leavers,
        "p22_study": study,
        "p22_work": work,
        "p22_none": leavers - study - work,
        "p23_all": gifted,
        "p23_part": case.part(gifted),
        "p23_awards": _number(before, "p23_awards") + case.rng.randint(0, 3),
        "p24_all": needy,
        "p24_part": case.part(needy, 0.5 + 0.5 * case.quality),
        "p24_disabled": disabled,
        "p24_iep": case.part(disabled, 0.5 + 0.5 * case.quality),
        "p25_system": case.rng.random() < 0.3 + 0.7 * case.quality,
        "p25_all": lost,
        "p25_part": returned,
        "p25_refer": referred,
        "p25_open": lost - returned - referred,
    }
    return answers | (_kindergarten(case, pupils) if "K" in grades_of(case.school) else {})


def _kindergarten(case: Case, pupils: int) -> Answers:
    own = max(2, pupils // 6)
    area = own + case.rng.randint(0, 15)
    checked = case.part(own, 0.95)
    return {
        "p21_all": area,
        "p21_part": case.part(area, 0.6 + 0.4 * case.quality),
        "p21_checked": checked,
        "p21_ontrack": case.part(checked, 0.4 + 0.6 * case.quality),
    }


def _quality(case: Case, now: Answers, before: Answers) -> Answers:
    pupils, teachers = _number(now, "g_pupils"), _number(now, "g_teachers")
    steps = min(max(round(case.quality * 5 + case.rng.uniform(-0.8, 0.8)), 0), 5)
    assessed = case.part(pupils, 0.8)
    hours = before.get("p35_hours", Decimal(0))
    assert isinstance(hours, Decimal)
    answers: Answers = {f"p31_s{step}": step <= steps for step in range(1, 6)}
    answers |= {
        "p32_all": assessed,
        "p32_part": case.part(assessed, 0.3 + 0.6 * case.quality),
        "p33_part": case.part(pupils),
        "p33_careers": case.rng.randint(2, 12),
        "p34_part": case.part(teachers),
        "p35_part": case.part(teachers, 0.4 + 0.6 * case.quality),
        "p35_hours": hours + Decimal(case.rng.randint(8, 60)) / 2,
    }
    if LOWER_SECONDARY & grades_of(case.school):
        answers["p34_bank"] = case.rng.random() < case.quality
    return answers


def _efficiency(case: Case, now: Answers, before: Answers) -> Answers:
    steps = min(max(round(case.quality * 3.6), 0), 3)
    former_alloc, former_spent = (before.get(name, Decimal(0)) for name in ("f9_alloc", "f9_spent"))
    assert isinstance(former_alloc, Decimal) and isinstance(former_spent, Decimal)
    alloc = rounded(former_alloc + case.pupils * case.rng.randint(80_000, 250_000) / Decimal(100))
    share = Decimal(min(0.3 + 0.65 * case.quality, 0.97))
    answers: Answers = {f"p41_s{step}": step <= steps for step in range(1, 4)}
    return answers | {
        "p42_part": case.part(_number(now, "g_rooms"), 0.4 + 0.6 * case.quality),
        "p42_data": case.rng.random() < 0.6 + 0.4 * case.quality,
        "p45_sar": case.rng.random() < 0.4 + 0.6 * case.quality,
        "p45_part": case.part(_number(now, "g_teachers"), 0.4 + 0.6 * case.quality),
        "f9_alloc": alloc,
        "f9_spent": rounded(former_spent + (alloc - former_spent) * share),
    }


def _children(case: Case, now: Answers, before: Answers) -> Answers:
    pupils = _number(now, "g_pupils")
    behind = min(case.part(pupils, 0.2), pupils // 2)
    restored = case.part(behind, 0.5 + 0.5 * case.quality)
    cases, closed = _more(case, before, "f2_cases", 1 + case.pupils // 80)
    found, served = _more(case, before, "f3_all", 3)
    assessed = case.part(pupils, 0.75)
    return {
        "f1_all": behind,
        "f1_restored": restored,
        "f1_passed": case.part(restored),
        "f1_screened": case.part(pupils, 0.4 + 0.6 * case.quality),
        "f2_admin": case.rng.random() < 0.5 + 0.5 * case.quality,
        "f2_cases": cases,
        "f2_closed": closed,
        "f3_all": found,
        "f3_part": served,
        "f4_all": assessed,
        "f4_part": case.part(assessed, 0.4 + 0.6 * case.quality),
    }


def _teachers(case: Case, now: Answers, before: Answers) -> Answers:
    teachers = _number(now, "g_teachers")
    active = case.part(teachers)
    trained = {
        name: _number(before, name) + case.part(teachers - _number(before, name), 0.7 * case.quality)
        for name in ("f5_area", "f5_part")
    }
    return {
        **trained,
        "f6_part": active,
        "f6_units": active * case.rng.randint(1, 4),
        "f8_part": case.part(teachers),
        "f8_devices": case.pupils // 9 + case.rng.randint(2, 12),
    }


def _places(case: Case, now: Answers, before: Answers) -> Answers:
    """What is asked only of schools with a tag."""
    tags, answers = tags_of(case.school), Answers()
    if "quality_school" in tags:
        planned = case.rng.randint(2, 9)
        shared = case.part(planned)
        answers |= {"p43_all": planned, "p43_part": shared, "p43_benefit": 20 * shared}
    if special := [word for tag, word in zip(SPECIAL, KINDS_OF_SPECIAL, strict=True) if tag in tags]:
        planned = case.rng.randint(3, 12)
        answers |= {"p44_type": special[0], "p44_all": planned, "p44_part": case.part(planned)}
    if BOARDING & tags:
        boarders = case.pupils // 5
        answers |= {"f7_all": boarders, "f7_part": case.part(boarders, 0.5 + 0.5 * case.quality)}
    return answers


def _own_words(case: Case, now: Answers, before: Answers) -> Answers:
    answers: Answers = {}
    for policy in range(1, 5):
        level = min(max(round(case.quality * 5 + case.rng.uniform(-0.9, 0.9)), 1), 5)
        if policy == 3 and not now["p31_s3"]:
            level = min(level, 3)
        answers[f"p{policy}_level"] = level
        answers[f"p{policy}_evidence"] = _link(case, f"p{policy}")
        if level <= 2 or case.rng.random() < 0.4:
            answers[f"p{policy}_problem"] = case.rng.choice(PROBLEMS)
        if case.rng.random() < 0.4:
            answers[f"p{policy}_suggest"] = case.rng.choice(SUGGESTIONS)
    if case.rng.random() < 0.5 * case.quality:
        answers |= {"f_best": case.rng.choice(WORKS), "f_best_link": _link(case, "best")}
    if case.rng.random() < 0.3:
        answers["f_problem"] = case.rng.choice(PROBLEMS)
    if case.rng.random() < 0.3:
        answers["f_suggest"] = case.rng.choice(SUGGESTIONS)
    return answers


def _link(case: Case, what: str) -> str:
    return f"https://example.org/evidence/{case.school['school_code']}/{what}"
