"""Results of inspections by the Prime Minister's Office: most are sent, some closed. All is fictional."""

from datetime import timedelta
from typing import cast

from service.demo.case import Answers, Case
from service.demo.tools.recommendations import ROUND_STARTS

DRAFT, SENT, RUNNING, CLOSED = "ร่าง", "ส่งแล้ว", "กำลังดำเนินการ", "ปิดเรื่อง"
STATES = (SENT, CLOSED, CLOSED, RUNNING, CLOSED, SENT, DRAFT, CLOSED, CLOSED, RUNNING)
SCHOOL, OFFICE, PROVINCE, OTHER = "สถานศึกษา", "สำนักงานเขตพื้นที่การศึกษา", "จังหวัด", "หน่วยงานอื่น"
KINDS = ("บูรณาการ", "ม. 34", "บูรณาการ", "อื่น ๆ")
MATTERS = (
    (
        "การลดความเหลื่อมล้ำทางการศึกษา",
        "พบเด็กนอกระบบในพื้นที่ชายขอบ ยังไม่มีข้อมูลร่วมกัน",
        "ควรเชื่อมข้อมูลกับองค์กรปกครองส่วนท้องถิ่นเป็นรายตำบล",
        PROVINCE,
        "สำนักงานศึกษาธิการจังหวัด (สมมติ)",
    ),
    (
        "ความปลอดภัยในสถานศึกษา",
        "โรงเรียนส่วนใหญ่มีแผนเผชิญเหตุ แต่ซ้อมไม่ครบทุกแห่ง",
        "ควรซ้อมแผนเผชิญเหตุร่วมกับชุมชนปีละ 1 ครั้ง",
        SCHOOL,
        "โรงเรียนบ้านเหนือ (สมมติ)",
    ),
    (
        "คุณภาพการเรียนรู้หลังสถานการณ์โควิด",
        "ผลการอ่านของนักเรียนชั้น ป.1 ต่ำกว่าเป้าหมายในโรงเรียนขนาดเล็ก",
        "ควรจัดนิเทศเฉพาะกลุ่มโรงเรียนที่ผลต่ำ",
        OFFICE,
        "กลุ่มนิเทศ ติดตาม และประเมินผลการจัดการศึกษา",
    ),
    (
        "การใช้จ่ายงบประมาณ",
        "การเบิกจ่ายไตรมาสแรกต่ำกว่าเป้าหมายของรัฐบาล",
        "ควรเร่งรัดการจัดซื้อจัดจ้างและรายงานรายเดือน",
        OFFICE,
        "กลุ่มบริหารงานการเงินและสินทรัพย์",
    ),
    (
        "อัตรากำลังครู",
        "โรงเรียนขนาดเล็กมีครูไม่ครบชั้นจำนวนมาก",
        "ควรเกลี่ยอัตรากำลังและใช้ครูร่วมกันในเครือข่าย",
        OFFICE,
        "สำนักงานเขตพื้นที่การศึกษา (สมมติ)",
    ),
    (
        "บริการดิจิทัลของหน่วยงาน",
        "โรงเรียนยังรายงานข้อมูลซ้ำหลายระบบ",
        "ควรลดแบบรายงานและใช้ข้อมูลจากระบบเดียว",
        OTHER,
        "สำนักงานสถิติจังหวัด (สมมติ)",
    ),
)
RESULT = "ดำเนินการตามข้อเสนอแนะแล้ว และแจ้งผลให้โรงเรียนทราบเป็นหนังสือ"
OPINION = "เห็นด้วยกับข้อเสนอแนะ ควรให้ชุมชนร่วมติดตามผล"


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """What is still open of the round before, further on, then ten matters in the order of their reports."""
    told = [_further(case, row, period) for row in before if row["state"] != CLOSED]
    new = range(len(before) + 1, len(before) + len(STATES) + 1)
    return [*told, *(_matter(case, number, at, period) for at, number in enumerate(new, 1))]


def _further(case: Case, row: Answers, period: str) -> Answers:
    """Most are closed in the round after; what was a draft is sent."""
    if row["state"] == DRAFT:
        sent = ROUND_STARTS[period] + timedelta(days=case.rng.randint(2, 18))
        return {**row, "state": SENT, "sent_on": sent}
    if case.rng.random() < 0.3:
        return {**row, "state": RUNNING}
    return {**row, "state": CLOSED, **_closing(cast(int, row["item_no"]))}


def _matter(case: Case, number: int, at: int, period: str) -> Answers:
    """The matter with this number, the ``at``-th of the round."""
    issue, finding, suggestion, agency_kind, agency = MATTERS[number % len(MATTERS)]
    reported = ROUND_STARTS[period] + timedelta(days=12 * at + case.rng.randint(0, 8))
    state, kind = STATES[at - 1], KINDS[number % len(KINDS)]
    row: Answers = {
        "item_no": number,
        "insp_kind": kind,
        "reported_on": reported,
        "issue": f"{issue} ครั้งที่ {1 + number // len(MATTERS)}",
        "finding": finding,
        "agency_kind": agency_kind,
        "agency": agency,
        "suggestion": suggestion,
        "state": state,
        "has_order": number % 3 == 0,
    }
    if number % 3 == 0:
        row["ordered_on"] = reported + timedelta(days=case.rng.randint(5, 20))
    if state != DRAFT:
        row["sent_on"] = reported + timedelta(days=case.rng.randint(2, 18))
    return row | _closing(number) if state == CLOSED else row


def _closing(number: int) -> Answers:
    link = f"https://example.org/inspection/{number}"
    return {"result": RESULT, "attachment": link, "opinion": OPINION}
