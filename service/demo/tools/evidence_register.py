"""Documents a group keeps as evidence: those of the quarter before, and new ones."""

from datetime import date, timedelta
from decimal import Decimal

from service.demo.case import Answers, Case

DOCUMENTS = (
    ("นโยบาย", "นโยบายและจุดเน้นของ สพฐ. ปีงบประมาณ 2566", "D2, D7"),
    ("แผนปฏิบัติการ", "แผนปฏิบัติการประจำปีงบประมาณ 2566", "D1, D4"),
    ("แผนการตรวจ", "แผนการตรวจราชการและติดตาม ปีงบประมาณ 2566", "D3"),
    ("แบบรายงานและเครื่องมือ", "แบบติดตามการดำเนินงานตามนโยบาย", "D2, D9"),
    ("คำสั่ง", "คำสั่งแต่งตั้งคณะทำงานติดตามและประเมินผล", "D4, D5"),
    ("แบบรายงานและเครื่องมือ", "แบบประเมินความพึงพอใจผู้รับบริการ", "D8"),
    ("อื่น ๆ", "รายงานการประชุมกลุ่ม", "D6"),
    ("แผนพัฒนาการศึกษา", "แผนพัฒนาการศึกษาขั้นพื้นฐาน พ.ศ. 2566–2570", "D4, D7"),
    ("กลยุทธ์หรือยุทธศาสตร์", "กลยุทธ์ของ สพฐ. ปีงบประมาณ 2566", "D2, D4"),
    ("อื่น ๆ", "สรุปผลการเผยแพร่ข้อมูล", "D10, D11"),
)
ENDS = {"Q1": date(2022, 12, 31), "Q2": date(2023, 3, 31), "Q3": date(2023, 6, 30), "Q4": date(2023, 9, 30)}
OWNERS = ("ผอ.กลุ่ม", "นักวิเคราะห์นโยบายและแผน", "นักวิชาการศึกษา", "เจ้าพนักงานธุรการ")
OPEN, INTERNAL, SECRET = "เปิดเผย", "ภายใน", "ลับ"
WITHOUT_SIZE = ("หน้าเว็บ", "กระดาษ")


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """Four documents in the first quarter; one more in each later one."""
    if not before:
        return [_document(case, period, number) for number in range(1, 5)]
    return [*(dict(row) for row in before), _document(case, period, len(before) + 1)]


def _document(case: Case, period: str, number: int) -> Answers:
    kind, title, duties = DOCUMENTS[(number - 1) % len(DOCUMENTS)]
    file_type = "กระดาษ" if kind == "คำสั่ง" else case.text("PDF", "PDF", "Word", "Excel", "หน้าเว็บ")
    access = SECRET if number == 4 and case.rng.random() < 0.3 else case.text(OPEN, OPEN, INTERNAL)
    row: Answers = {
        "doc_no": number,
        "doc_kind": kind,
        "doc_title": title,
        "duties": duties,
        "doc_date": ENDS[period] - timedelta(days=case.rng.randint(5, 80)),
        "access": access,
        "owner": case.text(*OWNERS),
        "file_type": file_type,
        "link_ok": False,
    }
    if file_type not in WITHOUT_SIZE:
        row["size_mb"] = Decimal(case.rng.randint(3, 240)) / 10
    if access != SECRET and file_type != "กระดาษ":
        row |= {"link": f"https://example.org/evidence/{case.code}/{number}", "link_ok": True}
    return row
