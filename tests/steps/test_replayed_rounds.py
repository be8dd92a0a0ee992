"""What an expression may ask of the round, in the quality of that round."""

from dataclasses import replace
from pathlib import Path

from service.core.rounds import open_round
from service.definitions import load_forms
from service.steps.quality import round_quality

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
