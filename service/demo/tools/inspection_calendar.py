"""The visits of inspectors in a round, one after the other; most are held as planned. All is fictional."""

from datetime import timedelta

from service.demo.case import Answers, Case
from service.demo.tools.recommendations import INSPECTORS, MINISTRY, PRIME_MINISTER, ROUND_STARTS

POSITIONS = {
    MINISTRY: "ผู้ตรวจราชการ เขตตรวจราชการที่ 14 (สมมติ)",
    PRIME_MINISTER: "ผู้ตรวจราชการสำนักนายกรัฐมนตรี เขตตรวจราชการที่ 14 (สมมติ)",
    "สพฐ.": "ผู้อำนวยการสำนักติดตามและประเมินผล (สมมติ)",
    "จังหวัด": "รองผู้ว่าราชการจังหวัด (สมมติ)",
}
PLACES = (
    "ห้องประชุมสำนักงาน",
    "โรงเรียนขนาดเล็กในอำเภอเหนือ (สมมติ)",
    "โรงเรียนขยายโอกาสในอำเภอใต้ (สมมติ)",
    "ศาลากลางจังหวัด",
)
ISSUES = (
    ("ความปลอดภัยของสถานศึกษา", "M1", "U08"),
    ("การฟื้นฟูภาวะถดถอยทางการเรียนรู้", "M2", "U07"),
    ("เด็กออกกลางคันและพาน้องกลับมาเรียน", "M3", "U08"),
    ("ทักษะอาชีพและการแนะแนว", "M4", "U07"),
    ("การพัฒนาครูและหนี้สินครู", "M5", "U06"),
    ("ธรรมาภิบาลและการเบิกจ่ายงบประมาณ", "M6", "U02"),
)
PLANNED, HELD, AGAIN, POSTPONED, CANCELLED = (
    "รอตรวจ",
    "ตรวจแล้วตามกำหนด",
    "ตรวจแล้ว (หลังเลื่อน)",
    "เลื่อน",
    "ยกเลิก",
)
VISITS, APART = 11, 14


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """A visit every two weeks, of one to three days."""
    return [_visit(case, number, period) for number in range(1, VISITS + 1)]


def _visit(case: Case, number: int, period: str) -> Answers:
    starts = ROUND_STARTS[period] + timedelta(days=APART * number + case.rng.randint(0, 7))
    issue, policy, coordinator = ISSUES[number % len(ISSUES)]
    inspector = INSPECTORS[number % len(INSPECTORS)]
    status = case.rng.choices((HELD, POSTPONED, AGAIN, CANCELLED), (17, 1, 1, 1))[0]
    visit: Answers = {
        "visit_no": number,
        "inspector": inspector,
        "position": POSITIONS[inspector],
        "place": case.text(*PLACES),
        "starts": starts,
        "ends": starts + timedelta(days=case.rng.randint(0, 2)),
        "issue": issue,
        "policy": policy,
        "coordinator": coordinator,
        "status": status,
    }
    if status in (POSTPONED, CANCELLED):
        visit["note"] = "ผู้ตรวจติดภารกิจเร่งด่วน จะแจ้งกำหนดใหม่"
    return visit
