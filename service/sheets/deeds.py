"""What was done to a tab, in people's words: for the terminal and the log, never with a school's value."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from service.core.messages import fill
from service.core.schema import Text


class Deed(NamedTuple):
    """One thing done, or one that could not be; ``what`` is the line, cell or tab."""

    kind: str
    what: str = ""


WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "tab_made": Text("สร้างแท็บ {what}", "tab made"),
        "tab_remade": Text(
            "สร้างแท็บที่หายไปใหม่ พร้อมค่าที่เคยอ่าน: {what}", "lost tab made again with the values kept"
        ),
        "tab_renewed": Text("ทำแท็บที่ค้างไว้ให้ครบ: {what}", "unfinished tab completed"),
        "tab_kept": Text("แท็บเดิมที่อ่านไม่ได้เก็บไว้ชื่อ {what}", "unreadable tab kept under another name"),
        "title": Text("เปลี่ยนชื่อไฟล์เป็น {what}", "file renamed"),
        "line": Text(
            "คืนแถวหรือคอลัมน์ {what} พร้อมค่าที่เคยอ่าน", "lost row or column put back with the values kept"
        ),
        "text": Text("คืนข้อความหรือรหัส {what}", "text or code restored"),
        "note": Text("คืนโน้ต {what}", "note restored"),
        "copy": Text("แถวที่คัดลอกของ {what} ไม่ใช้รหัสแล้ว", "a copied row lost its code"),
        "protection": Text("คืนการป้องกัน", "protection restored"),
        "choices": Text("คืนรายการให้เลือก {what}", "drop-downs restored"),
        "look": Text("คืนการซ่อนหรือตรึงแถว {what}", "hidden and frozen lines restored"),
        "grey": Text("คืนสีเทาของช่องที่ยังไม่กรอก", "the grey of blanks restored"),
        "added": Text("เพิ่มช่องใหม่ {what}", "new fields added"),
        "offered": Text("เพิ่มแถวที่ยกมาจากแบบอื่นไว้ท้ายรายการ {what}", "rows of another form added at the end"),
        "changed": Text("แก้ข้อความตามแบบรุ่นใหม่ {what}", "words of the new version"),
        "format": Text("แก้รูปแบบช่อง {what}", "number formats changed"),
        "moved": Text("เรียงลำดับใหม่ {what}", "brought into the new order"),
        "retired": Text("เก็บค่าของช่องที่เลิกใช้ไว้ท้ายแท็บ {what}", "removed fields kept at the end, no longer read"),
        "dropped": Text("นำช่องที่เลิกใช้และว่างออก {what}", "removed fields that were blank taken out"),
        "doubtful": Text(
            "มีหลายแถวที่อาจเป็น {what}: ทำแถวใหม่จากค่าที่เก็บไว้ ตรวจแล้วลบแถวที่เกิน",
            "several rows could be it: a new one was made from the values kept; check and delete the others",
        ),
        "locked": Text("แท็บถูกป้องกันโดยผู้อื่น: ให้ผู้นั้นเลิกป้องกัน {what}", "somebody else protects this tab"),
    }
)


def tell(deeds: Iterable[Deed], limit: int = 3) -> list[str]:
    """A line for each kind of deed, with some of what it was done to."""
    by_kind: dict[str, list[str]] = {}
    for deed in deeds:
        by_kind.setdefault(deed.kind, []).append(deed.what)
    return [_line(kind, list(dict.fromkeys(found)), limit) for kind, found in by_kind.items()]


def _line(kind: str, found: list[str], limit: int) -> str:
    named = [f"“{what}”" for what in found if what]
    some = ", ".join(named[:limit])
    if len(named) > limit:
        some += f" และอีก {len(named) - limit}"
    words = WORDS[kind]
    return f"{fill(words.th, {'what': some}).strip()} ({words.en})"
