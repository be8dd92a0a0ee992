"""A small form of layout card, whose right and wrong answers are known without reading any rule."""

from pathlib import Path

FORM, ROUND = "counts", "2566-M6"
COUNTS = ("boys", "girls", "teachers", "rooms")
ASKED, WORDS = "books", "remark"
FIELDS = (*COUNTS, ASKED, WORDS)
REASON = "ซื้อเพิ่ม"
TEXT = """\
spec: 1
form:
  id: counts
  version: "2566.1"
  valid: ["2022-10-01", "2023-09-30"]
  respondent: school
  rounds: [M6]
  due: {days_after_round: 12}
  title: {th: แบบนับจำนวน}
  short_title: นับจำนวน
sheet: {layouts: [card, table], tab: นับจำนวน}
groups:
  - {id: A, title: จำนวน}
  - {id: B, title: อื่น ๆ}
schema:
  primaryKey: [school_id]
  missingValues: [""]
  fields:
    - {name: school_id, type: string, kind: school_code, title: รหัสโรงเรียน, constraints: {required: true}}
    - {name: boys, group: A, type: integer, kind: count, title: ชาย, constraints: {required: true}}
    - {name: girls, group: A, type: integer, kind: count, title: หญิง, constraints: {required: true}}
    - {name: teachers, group: A, type: integer, kind: count, title: ครู, constraints: {required: true}}
    - {name: rooms, group: A, type: integer, kind: count, title: ห้องเรียน}
    - {name: books, group: B, type: integer, kind: count, title: หนังสือ}
    - {name: remark, group: B, type: string, title: หมายเหตุ}
rules:
  - id: R01
    field: books
    constraint: books <= 100
    missing: skip_if_any
    severity: query
    message: {th: 'หนังสือ {books} เล่ม มากผิดปกติ'}
    accept_notes: [ซื้อเพิ่ม, อื่น ๆ (ระบุ)]
indicators: []
"""


def write_card_form(folder: Path) -> Path:
    """The folder with the form in it."""
    folder.mkdir(exist_ok=True)
    (folder / "counts.yaml").write_text(TEXT, encoding="utf-8")
    return folder
