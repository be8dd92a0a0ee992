"""`tidtam schemas diff`: what differs between two versions of a form, and which past figures would move."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import click

from service.cli.common import finish, json_option, now, settings

if TYPE_CHECKING:
    from service.core.changes import Change, Moved
    from service.core.schema import Scope
    from service.steps.diffing import Difference

OF_WORDS = {
    "form": "แบบ",
    "group": "กลุ่ม",
    "field": "ช่อง",
    "rule": "กฎ",
    "indicator": "ตัวชี้วัด",
    "table": "ตาราง",
}
KIND_WORDS = {"added": "เพิ่ม", "removed": "เอาออก", "changed": "แก้"}
WHAT_WORDS = {
    "value": "ค่า",
    "numerator": "ตัวตั้ง",
    "denominator": "ตัวหาร",
    "reporting": "ผู้รายงาน (n)",
    "due": "ผู้ที่ต้องรายงาน (N)",
    "level": "ระดับ",
    "colour": "สี",
    "target": "เป้าหมาย",
    "met": "บรรลุ",
    "deviation": "S.D.",
    "label": "แปลผล",
    "percent": "ร้อยละ",
    "refused": "เหตุที่ไม่รวม",
}


@click.command("diff")
@click.argument("old")
@click.argument("new", default="installed")
@json_option
def diff(old: str, new: str, as_json: bool) -> None:
    """เทียบแบบสองรุ่น และบอกว่าค่าใดในอดีตจะเปลี่ยน · two versions, and which past figures would move

    OLD และ NEW คือไฟล์ หรือ FORM@hash หรือ FORM@version ของรุ่นที่รอบเก็บไว้ หรือ installed (รุ่นในโฟลเดอร์)
    คิดค่าทั้งสองรุ่นจากข้อมูลที่เก็บไว้ ไม่แก้อะไร · OLD and NEW: a file, FORM@hash or FORM@version of a version
    that a round kept, or installed. Figures are computed under both versions from what is stored; nothing
    is changed.
    """
    from service.bootstrap import build_store
    from service.definitions import load_forms
    from service.steps.diffing import chosen_forms, difference
    from service.steps.pages import Pages

    config = settings()
    store, installed = build_store(config), load_forms(config.forms)
    forms = chosen_forms(installed, store, old, new)
    found = difference(Pages(store, installed), *forms, now().date())
    finish(as_json, _data(found), _lines(found))


def _data(found: "Difference") -> dict[str, object]:
    return {
        "form": found.new.id,
        "old": {"version": found.old.version, "hash": found.old.definition_hash},
        "new": {"version": found.new.version, "hash": found.new.definition_hash},
        "changes": [asdict(change) for change in found.changes],
        "rounds": list(found.rounds),
        "moved": [asdict(item) for item in found.moved],
    }


def _lines(found: "Difference") -> Iterator[str]:
    from service.steps.versions import newer_words

    old, new = found.old, found.new
    yield f"{new.id}: {old.version} ({old.definition_hash}) → {new.version} ({new.definition_hash})"
    if not found.changes:
        yield "นิยามเหมือนกัน (the same definition)"
    elif old.version == new.version:
        yield f"⚠ {newer_words(old.version, new.version)} (changed, and still of the same version)"
    for change in found.changes:
        yield from _change_lines(change)
    if not found.rounds:
        yield "ยังไม่มีรอบที่มีข้อมูล จึงไม่มีค่าในอดีต (no round holds data: no past figure)"
    elif not found.moved:
        yield f"ไม่มีค่าใดในอดีตเปลี่ยน (no figure moves): {', '.join(found.rounds)}"
    else:
        yield "ค่าในอดีตที่จะเปลี่ยน (past figures that would move):"
        yield from _moved_lines(found.moved)


def _change_lines(change: "Change") -> Iterator[str]:
    yield f"{KIND_WORDS[change.kind]} {OF_WORDS[change.of]} {change.name} ({change.kind})"
    for part in change.parts:
        yield f"    {part.words.th} ({part.key}): {part.old} → {part.new}"


def _place_words(scope: "Scope", place: str) -> str:
    """The place as people call it: "อำเภอเขื่องใน", "ขนาดโรงเรียน ขนาดเล็ก"."""
    from service.core.breakdowns import SCOPE_WORDS, place_title

    if scope == "area":
        return "เขตพื้นที่"
    return f"{SCOPE_WORDS[scope].th} {place_title(scope, place)}"


def _moved_lines(moved: "Sequence[Moved]") -> Iterator[str]:
    """A line for each figure of the area and its breakdowns; schools are counted, --json lists them."""
    schools = 0
    for (round_id, indicator, scope, place), parts in groupby(
        moved, key=lambda item: (item.round_id, item.indicator, item.scope, item.place)
    ):
        if scope == "respondent":
            schools += 1
            continue
        where = _place_words(scope, place)
        words = ", ".join(f"{WHAT_WORDS[item.what]} {item.old} → {item.new}" for item in parts)
        yield f"    {round_id} {indicator} {where}: {words}"
    if schools:
        yield f"    และของรายแห่ง {schools} ค่า ดูทั้งหมดด้วย --json (figures of single respondents)"
