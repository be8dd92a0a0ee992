"""The area's part of the Ministry's inspection: each group of the office answers its own issues alone."""

from datetime import date
from typing import cast

from service.demo.case import Answers, Case

ISSUES: dict[str, tuple[str, ...]] = {
    "11": ("education_promotion",),
    "13": ("legal",),
    "21": ("supervision",),
    "31": ("education_promotion",),
    "41": ("supervision",),
    "51": ("teacher_development",),
    "52": ("teacher_development",),
    "53": ("personnel",),
    "61": ("planning", "general"),
    "62": ("ict", "general"),
    "63": ("ict",),
    "64": ("audit",),
    "65": ("finance",),
}
"""Who answers an issue, by the tags of groups; the same as in the form's file."""
ONLY_IN = {"51": "R1", "52": "R2", "62": "R2"}
COUNTS = {"11": 205, "31": 120, "51": 1800, "63": 205}
LAST_DAYS = {"R1": date(2023, 3, 31), "R2": date(2023, 9, 30)}
RESULTS = (
    "กลุ่มดำเนินการตามแผน ลงพื้นที่ติดตามโรงเรียนครบทุกเครือข่าย และแจ้งผลให้โรงเรียนปรับปรุง",
    "จัดประชุมชี้แจงและติดตามผลรายเดือน โรงเรียนส่วนใหญ่ดำเนินการได้ตามเป้าหมาย",
)
PROBLEMS = ("บุคลากรของกลุ่มไม่ครบตามกรอบ", "งบประมาณได้รับช้ากว่าแผน")
SUGGESTIONS = ("ควรติดตามร่วมกับเครือข่ายเป็นรายเดือน", "ควรจัดทำคู่มือสั้นสำหรับโรงเรียน")
TO_ABOVE = ("ควรจัดสรรงบประมาณก่อนเปิดภาคเรียน", "ควรลดแบบรายงานที่ซ้ำกัน")
SUCCESSES = ("ผู้บริหารให้ความสำคัญและติดตามต่อเนื่อง", "เครือข่ายโรงเรียนร่วมมือกัน")


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """One card: the issues that are open to this group in the round; counts never fall."""
    former = before[0] if before else {}
    card: Answers = {"g_date": LAST_DAYS[period], "g_result": case.text(*RESULTS)}
    tags = set(case.school["tags"].split())
    for code, answering in ISSUES.items():
        if tags & set(answering) and ONLY_IN.get(code, period) == period:
            card |= _issue(case, f"a{code}", code, former)
    return [card]


def _issue(case: Case, name: str, code: str, former: Answers) -> Answers:
    whole = cast(int, former.get(f"{name}_all", COUNTS.get(code, case.rng.randint(12, 40))))
    least = cast(int, former.get(f"{name}_part", 0))
    part = max(least, -(-whole * case.rng.randint(60 if former else 50, 95) // 100))
    ratings = [case.rng.choice((2, 3, 4, 4, 4, 5)) for _ in range(2)]
    answers: Answers = {
        f"{name}_q1": ratings[0],
        f"{name}_q2": ratings[1],
        f"{name}_all": whole,
        f"{name}_part": part,
    }
    if max(ratings) == 5 or case.rng.random() < 0.3:
        answers[f"{name}_evidence"] = f"https://example.org/area/{case.code.lower()}/{code}"
    if min(ratings) <= 2 or case.rng.random() < 0.3:
        answers[f"{name}_problem"] = case.text(*PROBLEMS)
    for field, words in (("suggest", SUGGESTIONS), ("policy", TO_ABOVE), ("success", SUCCESSES)):
        if case.rng.random() < 0.6:
            answers[f"{name}_{field}"] = case.text(*words)
    return answers
