"""A small form of layout list: the recommendations a school follows up, a row each."""

from pathlib import Path

FORM, ROUND = "follow_up", "2566-M6"
TEXT = """\
spec: 1
form:
  id: follow_up
  version: "2566.1"
  valid: ["2022-10-01", "2023-09-30"]
  respondent: school
  rounds: [M6]
  due: {days_after_round: 12}
  title: {th: ติดตามข้อเสนอแนะ}
  short_title: ข้อเสนอแนะ
sheet: {layouts: [list], tab: ข้อเสนอแนะ}
groups:
  - {id: A, title: ข้อเสนอแนะ}
schema:
  primaryKey: [school_id]
  missingValues: [""]
  fields:
    - {name: school_id, type: string, kind: school_code, title: รหัสโรงเรียน, constraints: {required: true}}
    - {name: advice, type: string, title: ข้อเสนอแนะ, constraints: {required: true}}
    - {name: done, type: integer, kind: count, title: ดำเนินการแล้ว, unit: ร้อยละ, constraints: {required: true, maximum: 100}}
    - {name: budget, type: number, kind: money, title: งบประมาณ}
    - {name: proof, type: string, title: หลักฐาน}
rules:
  - id: R01
    field: proof
    relevant: done == 100
    constraint: proof != ''
    missing: zero
    severity: error
    message: {th: 'ดำเนินการครบแล้วต้องมีหลักฐาน'}
  - id: R02
    field: budget
    constraint: budget <= 100000
    missing: skip_if_any
    severity: query
    message: {th: 'งบประมาณ {budget} บาท มากผิดปกติ'}
    accept_notes: [มีงบสมทบ, อื่น ๆ (ระบุ)]
indicators: []
"""


def write_list_form(folder: Path) -> Path:
    """The folder with the form in it."""
    folder.mkdir(exist_ok=True)
    (folder / "follow_up.yaml").write_text(TEXT, encoding="utf-8")
    return folder
