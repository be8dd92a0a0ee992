"""Who is to report in a round: those of the register whom the form is meant for, and asks at all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np

from service.core.expressions.run import run
from service.core.normalise import thai_date
from service.core.register import Respondent
from service.core.schema import Form
from service.core.submission import Frame


def respondents_of(form: Form, day: date, register: Iterable[Respondent]) -> list[Respondent]:
    """The schools or units that report in a round of ``form`` that ends on ``day``, in the register's order.

    A condition that cannot be answered does not hold.
    """
    there = [item for item in register if item.kind == form.respondent and item.is_open(day)]
    if form.relevant is None:
        return there
    # No answer decides it, so no field is looked at.
    frame = Frame(replace(form, fields=()), there, [{}] * len(there))
    asked = np.broadcast_to(run(form.relevant, frame), (len(there),))
    return [item for item, concerned in zip(there, asked, strict=True) if concerned]


def why_nobody(form: Form, day: date, register: Iterable[Respondent]) -> str:
    """What to do so that somebody is to report in a round of ``form`` that ends on ``day``; "" if one is."""
    known = list(register)
    if respondents_of(form, day, known):
        return ""
    of_kind = [item for item in known if item.kind == form.respondent]
    who, them = form.who.th, f"{form.who.en}s"
    if not of_kind:
        option = " --units" if form.respondent == "unit" else ""
        return f"ทะเบียนไม่มี{who}: tidtam register import FILE{option} ก่อน (no {them} in the register)"
    if not any(item.is_open(day) for item in of_kind):
        until = thai_date(day, short=True)
        return f"ไม่มี{who}ใดเปิดอยู่ในวัน {until}: แก้วันที่เปิดหรือปิดในทะเบียน (none of the {them} is open then)"
    assert form.relevant is not None
    return (
        f"form.relevant: {form.relevant.text} ไม่ตรงกับ{who}ใดใน {len(of_kind)} แห่งของทะเบียน: แก้เงื่อนไขของแบบ "
        f"หรือป้ายกำกับและชั้นในทะเบียน (the condition leaves out all {them})"
    )
