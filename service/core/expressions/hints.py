"""What to say about a name that does not stand where it may, and which fields a pattern stands for."""

import difflib
import fnmatch
import re
from collections.abc import Iterable, Mapping

from service.core.expressions.functions import FUNCTIONS, ROW_ONLY

SHOWN = 40
"""Letters of a wrong name that a message repeats."""
LONGEST = 60
"""A name has at most so many letters (form.schema.json); nothing longer is near to one."""
CANDIDATES = 30
PATTERN = re.compile(r"[a-z0-9_*?\[\]!-]{1,60}")
OF_ONE_ROW = (
    "เพราะถามคำตอบของผู้กรอกรายเดียว ให้ใช้ฟังก์ชันอื่น หรือลบออก",
    "it asks for one respondent's answers; use another function, or take it out",
)
A_FIELD = (
    "ให้เขียนชื่อช่องที่มีใน schema.fields หรือเพิ่มช่องนี้",
    "write the name of a field under schema.fields, or add it",
)
"""What to write instead of a name that is near to no field: Thai, English."""
A_PATTERN = (
    "ให้เขียนรูปแบบที่ตรงกับชื่อช่อง เช่น p*_all",
    "write a pattern that fits the names of fields, as p*_all",
)
INSIDE_A_SUM = "ให้เขียนไว้ข้างใน sum(…)", "write it inside sum(…)"


def quoted(name: str) -> str:
    """The name in quotes, cut where it would fill the message."""
    return repr(name if len(name) <= SHOWN else name[: SHOWN - 1] + "…")


def nearest(name: str, known: Iterable[str]) -> str:
    """The hint after an unknown name: the nearest one that exists."""
    close = nearest_name(name, known)
    return f"; did you mean {close!r}?" if close else ""


def nearest_th(name: str, known: Iterable[str]) -> str:
    """The same in Thai, to stand behind a Thai sentence."""
    close = nearest_name(name, known)
    return f" หมายถึง {close!r} ใช่หรือไม่" if close else ""


def meant_or(name: str, known: Iterable[str], thai: str, english: str) -> tuple[str, str]:
    """What to write for an unknown name, in Thai and English: the nearest that exists, else these words."""
    close = nearest_name(name, known)
    if close:
        return f" หมายถึง {close!r} ใช่หรือไม่", f"; did you mean {close!r}?"
    return f" {thai}", f"; {english}"


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The known name nearest to this one; "" when none is near.

    Only the names most alike in their letters are compared closely, which keeps a large form fast.
    """
    if len(name) > LONGEST:
        return ""
    matcher = difflib.SequenceMatcher(b=name)
    alike = []
    for candidate in known:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() >= 0.6:
            alike.append((matcher.quick_ratio(), candidate))
    alike.sort(key=lambda pair: -pair[0])
    close = difflib.get_close_matches(name, [candidate for _, candidate in alike[:CANDIDATES]], n=1)
    return close[0] if close else ""


def matching(pattern: str, names: Iterable[str]) -> list[str]:
    """The names that a shell-style pattern matches (``*``, ``?``, ``[1-6]``, ``[!1]``), in their order."""
    if not PATTERN.fullmatch(pattern):
        return []
    matches = re.compile(fnmatch.translate(pattern)).match
    return [name for name in names if matches(name)]


def near_pattern(pattern: str, names: Iterable[str]) -> tuple[str, str]:
    """The hint after a pattern that matches nothing, in Thai and in English: a field near to the first name
    it could mean, else what a pattern looks like."""
    plain = re.sub(r"\[!?(.)[^]]*\]", r"\1", pattern).replace("*", "").replace("?", "")
    return meant_or(plain, names, *A_PATTERN)


def no_field(name: str, fields: Iterable[str]) -> tuple[str, str]:
    """Why this is no field, in Thai and in English."""
    if name == "this":
        return (
            "this คือช่องของกฎเอง ตรงนี้ให้เขียนชื่อช่อง",
            "this stands for a rule's own field; here write the name of a field",
        )
    if name in FUNCTIONS:
        return (
            f"ไม่มีช่อง {name!r} ถ้าจะใช้ฟังก์ชัน ให้เขียน {name}(…)",
            f"there is no field {name!r}; to call the function, write {name}(…)",
        )
    shown, (do_th, do) = quoted(name), meant_or(name, fields, *A_FIELD)
    return f"ไม่มีช่อง {shown}{do_th}", f"there is no field {shown}{do}"


def no_function(name: str, known: Iterable[str], fields: Mapping[str, object]) -> tuple[str, str]:
    """Why this cannot be called here, where ``known`` are the functions that can; in Thai and in English."""
    if name in FUNCTIONS:
        thai, english = OF_ONE_ROW if name in ROW_ONLY else INSIDE_A_SUM
        return f"{name}() ใช้ตรงนี้ไม่ได้ {thai}", f"{name}() cannot stand here: {english}"
    if name in fields:
        return (
            f"{name} เป็นช่อง ไม่ใช่ฟังก์ชัน ให้ลบวงเล็บออก หรือใส่เครื่องหมาย เช่น + หรือ and",
            f"{name} is a field, no function: take the brackets away, or write an operator",
        )
    shown, every = quoted(name)[1:-1], ", ".join(known)
    do_th, do = meant_or(name, known, f"ให้ใช้ {every} หรือลบออก", f"use {every}, or take it out")
    return f"{shown}() ใช้ตรงนี้ไม่ได้{do_th}", f"{shown}() cannot stand here{do}"
