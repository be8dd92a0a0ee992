"""What became of rows that were offered: the giver has since named another owner, or worded them otherwise;
or the respondent deleted them in an earlier round.

It is told and nothing is changed: the row is the respondent's by now, with what was answered in it.
"""

from collections.abc import Iterator, Mapping

from service.core.register import Respondent
from service.core.row_names import Names
from service.steps.carrying import Carrying

DELETED = (
    "ผู้กรอกลบไปแล้วในรอบก่อน จึงไม่ยกมาอีก: ถ้ายังต้องติดตาม ให้พิมพ์แถวนี้เพิ่ม "
    "(deleted in an earlier round and not offered again)"
)


def drifted(carrying: Carrying, people: Mapping[str, Respondent]) -> Iterator[str]:
    """A line for each row that a respondent keeps though another gets it now, whose words differ, or that is
    not offered again."""
    if carrying.form.rows_from is None:
        return
    remembered = {code: known for code in people if (known := carrying.remembered(code))}
    standing = carrying.standing(remembered)
    for code, known in remembered.items():
        mine, name = standing.get(code, {}), people[code].name
        for names in sorted(known.keys() & mine.keys()):
            told = _moved(carrying, code, names, known[names], people) or _reworded(
                carrying, code, names, known[names], mine[names]
            )
            if told:
                yield f"{name}: แถว {' '.join(names)} {told}"
        for names in sorted(carrying.deleted(code) - mine.keys()):
            yield f"{name}: แถว {' '.join(names)} {DELETED}"


def _moved(
    carrying: Carrying, code: str, names: Names, given: Mapping[str, str], people: Mapping[str, Respondent]
) -> str:
    """Who gets the row of this giver now, and that this respondent keeps it."""
    owners = carrying.offered_to(names)
    if code in owners:
        return ""
    same = [owner for owner in owners if carrying.given(owner, names)[""] == given.get("")]
    who = ", ".join(people[owner].name for owner in same if owner in people)
    return (
        f"ผู้ให้ระบุผู้รับผิดชอบใหม่ ({who} ได้แถวนี้) แถวเดิมยังอยู่: ลบแถวเดิมเมื่อตกลงกันแล้ว "
        "(its giver names another owner now; the old row stays)"
        if who
        else ""
    )


def _reworded(
    carrying: Carrying, code: str, names: Names, given: Mapping[str, str], standing: Mapping[str, str]
) -> str:
    """Which words the giver changed since, where the respondent's row has not got the new ones."""
    now = carrying.given(code, names)
    if not now or now[""] != given.get(""):
        return ""
    changed = [
        name
        for name, digest in now.items()
        if name and given.get(name) not in (None, digest) and standing.get(name) != digest
    ]
    titles = ", ".join(f"“{carrying.form.field(name).title}”" for name in changed)
    return (
        f"ผู้ให้แก้ {titles} หลังจากยกแถวมาแล้ว แถวยังเป็นของเดิม: แก้เองถ้าเห็นด้วย "
        "(its giver changed these; the row stays as it was)"
        if changed
        else ""
    )
