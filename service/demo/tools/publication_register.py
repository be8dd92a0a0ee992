"""Documents that a group publishes in a quarter: new ones every time, most of them approved and out."""

from datetime import date, timedelta

from service.demo.case import Answers, Case

DOCUMENTS = (
    ("รายงานผลการดำเนินงานของกลุ่ม", "รายงานผล", "O12"),
    ("สถิติและข้อมูลพื้นฐานด้านการศึกษา", "ชุดข้อมูลหรือสถิติ", ""),
    ("สรุปผลการประเมินความพึงพอใจ", "ผลการประเมิน", ""),
    ("แผนดำเนินงานของกลุ่ม", "แผน", "O10"),
    ("แนวปฏิบัติการให้บริการ", "คู่มือหรือเครื่องมือ", ""),
    ("ประกาศมาตรการส่งเสริมความโปร่งใส", "ประกาศหรือมาตรการ", ""),
    ("รายงานการกำกับติดตาม", "รายงานผล", "O11"),
)
STARTS = {"Q1": date(2022, 10, 1), "Q2": date(2023, 1, 1), "Q3": date(2023, 4, 1), "Q4": date(2023, 7, 1)}
DATA = "ชุดข้อมูลหรือสถิติ"
APPROVERS = ("ผอ.สพป.", "รอง ผอ.สพป.", "ผอ.กลุ่ม")
FEWEST, MOST = 2, 5


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    """Two to five documents; the first is always out, of the others some wait for approval."""
    chosen = case.rng.sample(DOCUMENTS, case.rng.randint(FEWEST, MOST))
    return [_document(case, period, number, *each) for number, each in enumerate(chosen, 1)]


def _document(case: Case, period: str, number: int, title: str, kind: str, oit: str) -> Answers:
    row: Answers = {
        "doc_no": number,
        "doc_title": f"{title} ไตรมาส {period[1]} ปีงบประมาณ 2566",
        "doc_kind": kind,
        "file_format": "Excel" if kind == DATA else case.text("PDF", "PDF", "PDF", "Word", "หน้าเว็บ"),
        "csv": kind == DATA or case.rng.random() < 0.4,
        "approver": case.text(*APPROVERS),
        "cleared": True,
        "approved": number == 1 or case.rng.random() < case.quality + 0.2,
        "published": False,
    }
    if oit:
        row["oit"] = oit
    if not row["approved"]:
        return row | {"cleared": case.rng.random() < case.quality}
    approved = STARTS[period] + timedelta(days=case.rng.randint(5, 55))
    row["approved_on"] = approved
    if number > 1 and case.rng.random() > case.quality + 0.2:
        return row | {"approved_on": STARTS[period] + timedelta(days=case.rng.randint(65, 80))}
    return row | {
        "published": True,
        "published_on": approved + timedelta(days=case.rng.randint(1, 25)),
        "url": f"https://example.org/public/{case.code}/{period}/{number}",
    }
