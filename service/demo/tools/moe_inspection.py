"""The Ministry's inspection: ratings around a school's quality, numbers that are the sums of their parts."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from service.demo.case import Answers, Case, rounded
from service.demo.schools import grades_of, tags_of

LAST_DAY = {"R1": date(2023, 3, 31), "R2": date(2023, 9, 30)}
QUESTIONS: Mapping[int, Mapping[str, int]] = {
    1: {"i11": 3, "i12": 3},
    2: {"i21": 3, "i22": 3, "i23": 2},
    3: {"i31": 3, "i32": 2, "i33": 2},
    4: {"i41": 3, "i42": 2},
    5: {"i51": 2, "i52": 2},
    6: {"i61": 2, "i62": 2},
}
"""How many ratings each issue of each policy asks for."""
OPEN_IN = {
    "i12": "R2",
    "i22": "R1",
    "i23": "R2",
    "i33": "R2",
    "i42": "R2",
    "i51": "R1",
    "i52": "R2",
    "i62": "R2",
}
LOWER_SECONDARY = {"M1", "M2", "M3"}
RESULTS = (
    "จัดประชุมชี้แจงครูและผู้ปกครอง แล้วดำเนินงานตามปฏิทินของโรงเรียน นักเรียนเข้าร่วมเกือบทุกคน",
    "ตั้งคณะทำงานและปรับแผนปฏิบัติการ มีการนิเทศภายในเดือนละครั้ง ผลของนักเรียนดีขึ้นเป็นลำดับ",
    "ร่วมกับองค์กรปกครองส่วนท้องถิ่นและ รพ.สต. ในพื้นที่ ช่วยให้ดูแลนักเรียนได้ทั่วถึงมากขึ้น",
)
PROBLEMS = (
    "ครูย้ายกลางปี งานขาดความต่อเนื่อง",
    "นักเรียนส่วนหนึ่งมาเรียนไม่สม่ำเสมอในฤดูทำนา",
    "อุปกรณ์ชำรุดและงบซ่อมไม่พอ",
)
SUGGESTIONS = (
    "ระดับเขตพื้นที่: ควรมีคลังสื่อกลางให้ยืมใช้",
    "ระดับกระทรวง: ควรแจ้งประเด็นการตรวจตั้งแต่ต้นปีงบประมาณ",
    "ระดับโรงเรียน: ควรแบ่งงานตามความถนัดของครู",
)
SUCCESSES = ("ชุมชนและผู้ปกครองให้ความร่วมมือ", "ผู้บริหารติดตามงานสม่ำเสมอ", "ครูแลกเปลี่ยนเรียนรู้กันทุกสัปดาห์")
PRACTICES = ("ห้องเรียนสามวัย", "แผนที่ความปลอดภัยทำมือ", "ตลาดนัดนักเรียนริมมูล", "คลินิกอ่านยามเช้า")


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    old = before[0] if before else {}
    moved = case.rng.randint(-3, 3) if before else 0
    answers: Answers = {
        "g_date": LAST_DAY[period] - timedelta(days=case.rng.randint(0, 10)),
        "g_pupils": max(1, case.pupils + moved),
        "g_teachers": case.teachers,
    }
    numbers = _safety(case, old) | _learning(case, answers) | _chances(case, answers, old)
    numbers |= _work(case, answers) | _special(case, old)
    asked = {issue: count for issues in QUESTIONS.values() for issue, count in issues.items()}
    if "special_case" in tags_of(case.school):
        asked |= {"x1": 2, "x2": 2}
    if "K" not in grades_of(case.school):
        del asked["i32"]
    for issue, count in asked.items():
        if OPEN_IN.get(issue, period) == period:
            answers |= _ratings(case, issue, count, numbers)
            answers |= {name: value for name, value in numbers.items() if name.startswith(f"{issue}_")}
    for policy, issues in QUESTIONS.items():
        answers |= _own_words(case, policy, [answers[n] for n in answers if n[:3] in issues and "_q" in n])
    return [answers]


def _number(answers: Answers, name: str) -> int:
    value = answers.get(name, 0)
    assert isinstance(value, int)
    return value


def _ratings(case: Case, issue: str, count: int, numbers: Answers) -> Answers:
    """Ratings around the school's quality; none that its own numbers speak against."""
    made: Answers = {
        f"{issue}_q{item}": min(max(round(1 + 4 * case.quality + case.rng.uniform(-1, 1)), 1), 5)
        for item in range(1, count + 1)
    }
    whole, done = _number(numbers, f"{issue}_all"), _number(numbers, f"{issue}_part")
    if issue == "i11" and 2 * done < whole:
        made["i11_q2"] = min(_number(made, "i11_q2"), 3)
    if issue == "i21" and whole and not done:
        made["i21_q3"] = min(_number(made, "i21_q3"), 3)
    return made


def _safety(case: Case, old: Answers) -> Answers:
    kinds = ("i11_violence", "i11_accident", "i11_rights", "i11_unwell")
    most = (0, 1 + case.pupils // 100, 0, 1 + case.pupils // 150)
    counts = {
        name: _number(old, name) + case.rng.randint(0, high) for name, high in zip(kinds, most, strict=True)
    }
    total, closed = sum(counts.values()), _number(old, "i11_part")
    return {
        "i11_all": total,
        **counts,
        "i11_part": closed + case.part(total - closed, 0.5 + 0.5 * case.quality),
    }


def _learning(case: Case, now: Answers) -> Answers:
    pupils, teachers = _number(now, "g_pupils"), _number(now, "g_teachers")
    stages = ["i21_p13", "i21_p46"] + (["i21_m13"] if LOWER_SECONDARY & grades_of(case.school) else [])
    behind = {stage: min(case.part(pupils // 4, 0.25), pupils // 4) for stage in stages}
    read = _shares(case, pupils - pupils // 4, ("great", "good", "fair", "poor"))
    return {
        "i21_all": sum(behind.values()),
        **behind,
        "i21_part": case.part(sum(behind.values())),
        "i12_part": case.part(pupils, 0.4 + 0.6 * case.quality),
        "i22_part": case.part(teachers),
        "i23_all": sum(read.values()),
        **{f"i23_{level}": count for level, count in read.items()},
    }


def _shares(case: Case, whole: int, levels: tuple[str, ...]) -> dict[str, int]:
    """The whole in parts, the better ones larger in good schools."""
    parts, left = {}, whole
    for level in levels[:-1]:
        parts[level] = case.part(left, 0.2 + 0.4 * case.quality)
        left -= parts[level]
    return parts | {levels[-1]: left}


def _chances(case: Case, now: Answers, old: Answers) -> Answers:
    pupils = _number(now, "g_pupils")
    lost = _number(old, "i31_all") + case.rng.randint(0, 1 + case.pupils // 60)
    returned = _number(old, "i31_part") + case.part(lost - _number(old, "i31_part"))
    referred = case.part(lost - returned, 0.4)
    children, needy = max(2, pupils // 6), case.part(pupils, 0.3)
    return {
        "i31_all": lost,
        "i31_part": returned,
        "i31_refer": referred,
        "i31_open": lost - returned - referred,
        "i32_all": children,
        "i32_part": case.part(children, 0.4 + 0.6 * case.quality),
        "i33_all": needy,
        "i33_part": case.part(needy, 0.5 + 0.5 * case.quality),
    }


def _work(case: Case, now: Answers) -> Answers:
    pupils, teachers = _number(now, "g_pupils"), _number(now, "g_teachers")
    working, items = case.part(pupils), case.rng.randint(12, 30)
    return {
        "i41_part": working,
        "i41_percent": rounded(Decimal(100 * working) / pupils),
        "i42_part": case.part(pupils, 0.2 + 0.6 * case.quality),
        "i51_part": case.part(teachers, 0.6 + 0.4 * case.quality),
        "i52_part": case.part(teachers, 0.3 + 0.5 * case.quality),
        "i61_all": items,
        "i61_part": case.part(items, 0.4 + 0.6 * case.quality),
        "i62_part": case.part(6),
    }


def _special(case: Case, old: Answers) -> Answers:
    """A flood in October that the school still mends, and matters that were urgent."""
    rooms = case.rng.randint(1, 6)
    matters = _number(old, "x2_all") + case.rng.randint(1, 4)
    done = _number(old, "x2_part") + case.part(matters - _number(old, "x2_part"))
    return {
        "x1_date": date(2022, 10, 1) + timedelta(days=case.rng.randint(2, 25)),
        "x1_all": rooms,
        "x1_part": case.part(rooms),
        "x1_cost": Decimal(rooms * case.rng.randint(40, 400) * 500),
        "x2_all": matters,
        "x2_part": done,
        "x2_open": matters - done,
    }


def _own_words(case: Case, policy: int, ratings: list[object]) -> Answers:
    answers: Answers = {f"m{policy}_result": case.rng.choice(RESULTS)}
    worst = min(rating for rating in ratings if isinstance(rating, int))
    if worst <= 2 or case.rng.random() < 0.4:
        answers[f"m{policy}_problem"] = case.rng.choice(PROBLEMS)
    for name, words in (("suggest", SUGGESTIONS), ("success", SUCCESSES)):
        if case.rng.random() < 0.4:
            answers[f"m{policy}_{name}"] = case.rng.choice(words)
    if case.rng.random() < 0.3 * case.quality:
        answers[f"m{policy}_best"] = case.rng.choice(PRACTICES)
        answers[f"m{policy}_best_link"] = _link(case, f"best-{policy}")
    if 5 in ratings or case.rng.random() < 0.5:
        answers[f"m{policy}_evidence"] = _link(case, f"m{policy}")
    return answers


def _link(case: Case, what: str) -> str:
    return f"https://example.org/inspection/{case.school['school_code']}/{what}"
