"""Words about faults of a form file that several checks say: Thai, then English in round brackets."""

from collections.abc import Iterable

from service.core.expressions.hints import A_FIELD, meant_or
from service.core.schema import Text

WRITE_OR_ADD = Text(*A_FIELD)
A_GROUP = Text(
    "ให้เขียนรหัสหมวดที่มีใน groups หรือเพิ่มหมวดนี้ที่นั่น", "write the id of a group under groups, or add it there"
)


def both(th: str, en: str) -> str:
    """A fault as a person reads it."""
    return f"{th} ({en})"


def none_such(what: Text, name: str, known: Iterable[str], instead: Text) -> str:
    """There is no field, group … of this name: the nearest that exists, else what to write ``instead``."""
    do_th, do = meant_or(name, known, instead.th, instead.en)
    return both(f"ไม่มี{what.th} {name!r}{do_th}", f"there is no {what.en} {name!r}{do}")


def no_field(name: str, known: Iterable[str], instead: Text = WRITE_OR_ADD) -> str:
    """A name that is no field of this form."""
    return none_such(Text("ช่อง", "field"), name, known, instead)


def no_group(name: str, known: Iterable[str]) -> str:
    """A name that is no group of this form."""
    return none_such(Text("หมวด", "group"), name, known, A_GROUP)


def no_field_of(form: str, name: str, known: Iterable[str]) -> str:
    """A name that is no field of another form; "" is this form."""
    own_th = f"ให้เขียนชื่อช่องของแบบ{'นั้น' if form else 'นี้'}"
    do_th, do = meant_or(name, known, own_th, "write the name of one of its fields")
    return both(
        f"{f'แบบ {form} ' if form else 'แบบนี้'}ไม่มีช่อง {name!r}{do_th}",
        f"{form or 'this form'} has no field {name!r}{do}",
    )


def no_form(name: str, known: Iterable[str]) -> str:
    """A name that is no form of the folder."""
    beside = Text("ให้เขียนรหัสของแบบที่อยู่ในโฟลเดอร์เดียวกัน", "write the id of a form beside it")
    return none_such(Text("แบบ", "form"), name, known, beside)


def of_kind(name: str, kind: str, do: Text) -> str:
    """A field of a kind that does not fit, and what to write instead."""
    return both(f"ช่อง {name!r} เป็น kind: {kind} {do.th}", f"{name!r} is of kind {kind}; {do.en}")


def not_of(key: str, check: str | None, takes: Iterable[str]) -> str:
    """A key that a rule of this ``check`` (None: one without) does not take, and those it takes."""
    th, en = (f" check: {check}", f"check: {check}") if check else ("กฎที่ไม่มี check:", "a rule without check:")
    known = ", ".join(takes)
    return both(
        f"{key!r} ใช้กับ{th} ไม่ได้ ให้ลบออก ที่ใช้ได้คือ {known}",
        f"{key!r} does not belong to {en}; it takes {known}: take {key!r} out",
    )
