"""What inspectors recommend in each round: new items alone, with owner and due date. All is fictional."""

from datetime import date, timedelta

from service.demo.case import Answers, Case
from service.demo.tables import table

ROUND_STARTS = {"R1": date(2022, 10, 1), "R2": date(2023, 4, 1)}
ROUND_ENDS = {"R1": date(2023, 3, 31), "R2": date(2023, 9, 30)}
FIRST_NUMBER = {"R1": 101, "R2": 201}
MINISTRY, PRIME_MINISTER = "ผู้ตรวจราชการกระทรวงศึกษาธิการ", "ผู้ตรวจราชการสำนักนายกรัฐมนตรี"
INSPECTORS = (MINISTRY, MINISTRY, PRIME_MINISTER, "สพฐ.", "จังหวัด")
SCHOOLS, AREA, POLICY = "ระดับสถานศึกษา", "ระดับพื้นที่", "ระดับนโยบาย"
DAYS_GIVEN = {SCHOOLS: (30, 60, 90), AREA: (30, 60, 60, 90, 120), POLICY: (120, 150, 180)}
TOPICS = {
    "P1": "ความปลอดภัยของผู้เรียน",
    "P2": "โอกาสทางการศึกษา",
    "P3": "คุณภาพการศึกษา",
    "P4": "ประสิทธิภาพการบริหารจัดการ",
}
"""What an item is about, by the first policy it serves."""


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """The listed items of the round, in the order in which they were given."""
    listed = [item for item in table("recommendations.csv") if item["round"] == period]
    days = sorted(case.rng.randint(21, 165) for _ in listed)
    made: list[Answers] = []
    for number, (item, after) in enumerate(zip(listed, days, strict=True), FIRST_NUMBER[period]):
        given = ROUND_STARTS[period] + timedelta(days=after)
        row: Answers = {
            "rec_no": number,
            "rec_date": given,
            "inspector": case.text(*INSPECTORS),
            "topic": TOPICS[item["obec_policy"][:2]],
            "issue": item["issue"],
            "rec_text": item["text"],
            "level": item["level"],
            "owner_unit": item["unit"],
            "due": given + timedelta(days=case.rng.choice(DAYS_GIVEN[item["level"]])),
            "obec_policy": item["obec_policy"],
        }
        row |= {name: item[name] for name in ("school", "submit_to") if item[name]}
        if item["level"] == POLICY and number % 2:
            del row["due"]  # nobody here can say when those above will answer
        made.append(row)
    return made
