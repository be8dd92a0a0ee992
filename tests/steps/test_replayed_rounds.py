"""What an expression may ask of the round, in the quality of that round."""

from dataclasses import replace
from pathlib import Path

from service.core.rounds import open_round
from service.definitions import load_forms
from service.steps.quality import round_quality
from service.steps.replaying import replayed

from .conftest import HEAD, KEY, SmallOffice

NA, ROUND = "1099000001", "2566-Q2"
FORM = (
    HEAD.format(id="asked", layout="card")
    + "schema:\n  primaryKey: [school_id]\n  fields:\n"
    + KEY
    + """\
    - {name: begun, type: date, title: วันเริ่ม}
rules:
  - {id: R01, field: begun, constraint: day(begun) <= round_ends(), missing: skip_if_any, severity: error, message: {th: เลยรอบ}}
indicators: []
"""
)


def test_the_past_is_checked_in_its_own_round(office: SmallOffice, tmp_path: Path) -> None:
    (tmp_path / "asked.yaml").write_text(FORM, encoding="utf-8")
    office.service = replace(office.service, forms=load_forms(tmp_path))
    office.service.store.definitions.keep(office.service.forms["asked"])
    office.service.store.rounds.save(open_round(office.service.forms["asked"], ROUND))
    office.read("asked", ROUND, 0, {NA: {"school_id": NA, "begun": "1 ม.ค. 2567"}})
    office.read("asked", ROUND, 2, {NA: {"school_id": NA, "begun": "1 ม.ค. 2566"}})
    found = round_quality(office.service, "asked", ROUND)
    assert (found.turnaround.ended, found.turnaround.still_open) == (1, 0)


PAPERS = (
    HEAD.format(id="papers", layout="list")
    + "schema:\n  primaryKey: [school_id, no]\n  fields:\n"
    + KEY
    + """\
    - {name: no, type: string, title: ลำดับ, constraints: {required: true}}
    - {name: title, type: string, title: เรื่อง, constraints: {required: true}}
    - {name: year, type: string, title: ปี, constraints: {required: true}}
rules:
  - {id: R01, check: unique_together, fields: [title, year], severity: error, message: {th: 'ซ้ำ {place}'}}
indicators: []
"""
)


def test_the_rows_of_the_past_stand_as_they_stood(office: SmallOffice, tmp_path: Path) -> None:
    """A row above an equal one, put there later, makes the lower one wrong, as the sheet said; so does a sort."""
    (tmp_path / "papers.yaml").write_text(PAPERS, encoding="utf-8")
    office.service = replace(office.service, forms=load_forms(tmp_path))
    office.service.store.definitions.keep(office.service.forms["papers"])
    office.service.store.rounds.save(opened := open_round(office.service.forms["papers"], ROUND))
    same = {"title": "ก", "year": "2566"}
    a, b, c = {"no": "1"} | same, {"no": "2"} | same, {"no": "3", "title": "ข", "year": "2566"}
    stood = ({"a": a, "c": c}, {"b": b, "a": a, "c": c}, {"c": c, "a": a, "b": b}, {"b": b})
    for day, rows in enumerate(stood):
        office.read("papers", ROUND, day, {NA: rows})
    readings = replayed(office.service, opened)[NA]
    assert [sorted(reading.wrong) for reading in readings] == [[], ["a/year"], ["b/year"], []]
