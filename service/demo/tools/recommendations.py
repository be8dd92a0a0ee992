"""What inspectors recommend in each round: new items alone, with owner and due date. All is fictional."""

from datetime import date, timedelta

from service.demo.case import Answers, Case
from service.demo.tables import table

ROUND_STARTS = {"R1": date(2022, 10, 1), "R2": date(2023, 4, 1)}
ROUND_ENDS = {"R1": date(2023, 3, 31), "R2": date(2023, 9, 30)}
FIRST_NUMBER = {"R1": 101, "R2": 201}
MINISTRY, PRIME_MINISTER = "ผู้ตรวจราชการกระทรวงศึกษาธิการ", "ผู้ตรวจราชการสำนักนายกรัฐมนตรี"
INSPECTORS = (MINISTRY, MINISTRY, PRIME_MINISTER, "สพฐ.", "จังหวัด")
DAYS_GIVEN = {"ระดับพื้นที่": (30, 60, 60, 90, 120), "ระดับนโยบาย": (120, 150, 180)}


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """The listed items of the round, in the order in which they were given."""
    listed = [item for item in table("recommendations.csv") if item["round"] == period]
    days = sorted(case.rng.randint(21, 165) for _ in listed)
    made: list[Answers] = []
    for number, (item, after) in enumerate(zip(listed, days, strict=True), FIRST_NUMBER[period]):
        given = ROUND_STARTS[period] + timedelta(days=after)
        made.append(
            {
                "rec_no": number,
                "rec_date": given,
                "inspector": case.text(*INSPECTORS),
                "issue": item["issue"],
                "rec_text": item["text"],
                "level": item["level"],
                "owner_unit": item["unit"],
                "due": given + timedelta(days=case.rng.choice(DAYS_GIVEN[item["level"]])),
                "obec_policy": item["obec_policy"],
            }
        )
    return made
