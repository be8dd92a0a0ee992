"""Words about faults of a form file that several checks say: Thai, then English in round brackets."""

from collections.abc import Iterable

from service.core.expressions.hints import nearest, nearest_th
from service.core.schema import Text

WRITE_OR_ADD = Text(
    " ให้เขียนชื่อช่องที่มีใน schema.fields หรือเพิ่มช่องนี้", "; write the name of a field under schema.fields, or add it"
)


def both(th: str, en: str) -> str:
    """A fault as a person reads it."""
    return f"{th} ({en})"


def none_such(what: Text, name: str, known: Iterable[str], instead: Text | None = None) -> str:
    """There is no field, group … of this name; the nearest that exists, and what else may stand there."""
    names, more = list(known), instead or Text("")
    return both(
        f"ไม่มี{what.th} {name!r}{nearest_th(name, names)}{more.th}",
        f"there is no {what.en} {name!r}{nearest(name, names)}{more.en}",
    )


def no_field(name: str, known: Iterable[str], instead: Text | None = None) -> str:
    """A name that is no field of this form; where none is near, what to write ``instead``."""
    names = list(known)
    if instead is None and not nearest(name, names):
        instead = WRITE_OR_ADD
    return none_such(Text("ช่อง", "field"), name, names, instead)


def no_field_of(form: str, name: str, known: Iterable[str]) -> str:
    """A name that is no field of another form; "" is this form."""
    names = list(known)
    hint_th = nearest_th(name, names) or f" ให้เขียนชื่อช่องของแบบ{'นั้น' if form else 'นี้'}"
    hint = nearest(name, names) or "; write the name of one of its fields"
    return both(
        f"{f'แบบ {form} ' if form else 'แบบนี้'}ไม่มีช่อง {name!r}{hint_th}",
        f"{form or 'this form'} has no field {name!r}{hint}",
    )


def no_form(name: str, known: Iterable[str]) -> str:
    """A name that is no form of the folder."""
    beside = Text(" ให้เขียนรหัสของแบบที่อยู่ในโฟลเดอร์เดียวกัน", "; write the id of a form beside it")
    return none_such(Text("แบบ", "form"), name, known, beside)


def of_kind(name: str, kind: str, wanted: Text) -> str:
    """A field of a kind that does not fit, and what is wanted."""
    return both(f"{name!r} เป็นช่อง kind: {kind} {wanted.th}", f"{name!r} is of kind {kind}; {wanted.en}")


def not_of(key: str, check: str | None, takes: Iterable[str]) -> str:
    """A key that a rule of this ``check`` (None: one without) does not take, and those it takes."""
    th, en = (f" check: {check}", f"check: {check}") if check else ("กฎที่ไม่มี check:", "a rule without check:")
    known = ", ".join(takes)
    return both(
        f"{key!r} ใช้กับ{th} ไม่ได้ ให้ลบออก ที่ใช้ได้คือ {known}",
        f"{key!r} does not belong to {en}; it takes {known}",
    )
