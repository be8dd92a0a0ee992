"""Faults that several checks tell in the same words, in Thai and English: a name that stands nowhere."""

from collections.abc import Iterable

from service.core.expressions.hints import nearest, nearest_th


def no_field(name: str, known: Iterable[str]) -> str:
    """A name that is no field of this form."""
    names = list(known)
    hint_th = nearest_th(name, names) or " ให้เขียนชื่อช่องที่มีใน schema.fields หรือเพิ่มช่องนี้"
    hint = nearest(name, names) or "; write the name of a field under schema.fields, or add it"
    return f"ไม่มีช่อง {name!r}{hint_th} (there is no field {name!r}{hint})"


def no_field_of(form: str, name: str, known: Iterable[str]) -> str:
    """A name that is no field of another form; "" is this form."""
    names = list(known)
    hint_th = nearest_th(name, names) or f" ให้เขียนชื่อช่องของแบบ{'นั้น' if form else 'นี้'}"
    hint = nearest(name, names) or "; write the name of one of its fields"
    return (
        f"{f'แบบ {form} ' if form else 'แบบนี้'}ไม่มีช่อง {name!r}{hint_th} "
        f"({form or 'this form'} has no field {name!r}{hint})"
    )


def no_form(name: str, known: Iterable[str]) -> str:
    """A name that is no form of the folder."""
    names = list(known)
    return (
        f"ไม่มีแบบ {name!r}{nearest_th(name, names)} ให้เขียนรหัสของแบบที่อยู่ในโฟลเดอร์เดียวกัน "
        f"(there is no form {name!r}{nearest(name, names)}; write the id of a form beside it)"
    )
