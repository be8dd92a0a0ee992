"""Results of inspections by the Prime Minister's Office: most are sent, some closed. All is fictional."""

from datetime import timedelta

from service.demo.case import Answers, Case
from service.demo.tools.recommendations import ROUND_STARTS

DRAFT, SENT, RUNNING, CLOSED = "ร่าง", "ส่งแล้ว", "กำลังดำเนินการ", "ปิดเรื่อง"
STATES = (SENT, CLOSED, CLOSED, RUNNING, CLOSED, SENT, DRAFT, CLOSED, CLOSED, RUNNING)
KINDS = ("บูรณาการ", "ม. 34", "บูรณาการ", "อื่น ๆ")
MATTERS = (
    (
        "การลดความเหลื่อมล้ำทางการศึกษา",
        "พบเด็กนอกระบบในพื้นที่ชายขอบ ยังไม่มีข้อมูลร่วมกัน",
        "ควรเชื่อมข้อมูลกับองค์กรปกครองส่วนท้องถิ่นเป็นรายตำบล",
        "U08",
    ),
    (
        "ความปลอดภัยในสถานศึกษา",
        "โรงเรียนส่วนใหญ่มีแผนเผชิญเหตุ แต่ซ้อมไม่ครบทุกแห่ง",
        "ควรซ้อมแผนเผชิญเหตุร่วมกับชุมชนปีละ 1 ครั้ง",
        "U08",
    ),
    (
        "คุณภาพการเรียนรู้หลังสถานการณ์โควิด",
        "ผลการอ่านของนักเรียนชั้น ป.1 ต่ำกว่าเป้าหมายในโรงเรียนขนาดเล็ก",
        "ควรจัดนิเทศเฉพาะกลุ่มโรงเรียนที่ผลต่ำ",
        "U07",
    ),
    (
        "การใช้จ่ายงบประมาณ",
        "การเบิกจ่ายไตรมาสแรกต่ำกว่าเป้าหมายของรัฐบาล",
        "ควรเร่งรัดการจัดซื้อจัดจ้างและรายงานรายเดือน",
        "U04",
    ),
    ("อัตรากำลังครู", "โรงเรียนขนาดเล็กมีครูไม่ครบชั้นจำนวนมาก", "ควรเกลี่ยอัตรากำลังและใช้ครูร่วมกันในเครือข่าย", "U05"),
    ("บริการดิจิทัลของหน่วยงาน", "โรงเรียนยังรายงานข้อมูลซ้ำหลายระบบ", "ควรลดแบบรายงานและใช้ข้อมูลจากระบบเดียว", "U03"),
)
RESULT = "ดำเนินการตามข้อเสนอแนะแล้ว และแจ้งผลให้โรงเรียนทราบเป็นหนังสือ"
OPINION = "เห็นด้วยกับข้อเสนอแนะ ควรให้ชุมชนร่วมติดตามผล"


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """Ten matters of a round, in the order in which they were reported."""
    return [_matter(case, number, period) for number in range(1, len(STATES) + 1)]


def _matter(case: Case, number: int, period: str) -> Answers:
    issue, finding, suggestion, agency = MATTERS[number % len(MATTERS)]
    reported = ROUND_STARTS[period] + timedelta(days=12 * number + case.rng.randint(0, 8))
    state, kind = STATES[number - 1], KINDS[number % len(KINDS)]
    row: Answers = {
        "item_no": number,
        "insp_kind": kind,
        "reported_on": reported,
        "issue": f"{issue} ครั้งที่ {1 + number // len(MATTERS)}",
        "finding": finding,
        "agency": agency,
        "suggestion": suggestion,
        "state": state,
        "has_order": number % 3 == 0,
    }
    if number % 3 == 0:
        row["ordered_on"] = reported + timedelta(days=case.rng.randint(5, 20))
    if state != DRAFT:
        row["sent_on"] = reported + timedelta(days=case.rng.randint(2, 18))
    if state == CLOSED:
        row |= {"result": RESULT, "attachment": f"https://example.org/inspection/{period.lower()}/{number}"}
        row["opinion"] = OPINION
    return row
