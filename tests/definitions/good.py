"""A good small form as an analyst would write it, and the way to break it."""

from pathlib import Path

GOOD = """\
spec: 1
form:
  id: literacy
  version: "2566.1"
  valid: ["2022-10-01", "2023-09-30"]
  respondent: school
  rounds: [Q1, Q2]
  due: {days_after_round: 15}
  title: {th: อ่านออกเขียนได้}
sheet: {layouts: [card, table], tab: ข้อมูล}
groups:
  - {id: A, title: อ่านออก}
  - {id: B, title: อาหารกลางวัน, relevant: has_grade('K')}
schema:
  primaryKey: [school_id]
  missingValues: [""]
  fields:
    - {name: school_id, type: string, kind: school_code, title: รหัสโรงเรียน, constraints: {required: true}}
    - {name: p1_all, group: A, type: integer, kind: count, title: ทั้งหมด, constraints: {required: true, minimum: 0, maximum: 900}}
    - {name: p1_read, group: A, type: integer, kind: count, title: อ่านออก, relevant: has_grade('P1')}
    - {name: share, group: B, type: number, kind: percent, title: ร้อยละ}
    - {name: step1, group: B, type: boolean, kind: yes_no, title: ขั้นที่ 1, trueValues: [on], falseValues: [no]}
    - {name: step2, group: B, type: boolean, kind: yes_no, title: ขั้นที่ 2}
    - {name: colour, group: B, type: string, kind: choice, title: สี, constraints: {enum: [yes, no, off]}}
    - {name: link, group: B, type: string, format: uri, title: หลักฐาน}
    - {name: day, group: B, type: date, title: วันที่}
rules:
  - id: R01
    field: p1_read
    constraint: p1_read <= p1_all
    missing: skip_if_any
    severity: error
    message: {th: 'อ่านออก {p1_read} คน มากกว่า {p1_all} คน'}
  - id: R02
    field: p1_all
    constraint: abs(p1_all - prev(p1_all)) <= 5
    missing: skip_if_any
    severity: query
    message: {th: 'รอบก่อน {prev.p1_all} รอบนี้ {p1_all}'}
    accept_notes: [ย้ายเข้า, อื่น ๆ (ระบุ)]
indicators:
  - id: I1
    group: A
    title: {th: ร้อยละอ่านออก}
    numerator: sum(p1_read)
    denominator: sum(p1_all)
    factor: 100
    decimals: 2
    missing: pairwise
    min_coverage: 0.8
    target: {mode: point, Q1: 70}
    legend: [[0, 60, red], [60, 80, yellow], [80, 100, green]]
  - id: I2
    title: {th: ระดับ}
    decimals: 2
    missing: pairwise
    min_coverage: 0.8
    legend: [[0, 2, red]]
    rubric: {kind: milestone, steps: [step1, step2], evidence: link}
  - id: I3
    title: {th: ระดับร้อยละ}
    numerator: sum(p1_read)
    denominator: sum(p1_all)
    decimals: 2
    missing: zero
    min_coverage: 0.8
    legend: [[0, 1, red]]
    rubric: {kind: band, bands: [[0, 0.5, 1], [0.5, 1, 2]]}
report:
  template: literacy.docx
  problems: {A: link}
"""


def broken(*edits: tuple[str, str]) -> str:
    """The form with each first piece replaced by the second; every piece stands there exactly once."""
    text = GOOD
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def line_of(text: str, piece: str) -> int:
    """The line (from 1) on which a piece stands first."""
    return text[: text.index(piece)].count("\n") + 1


def written(folder: Path, text: str, name: str = "literacy.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
