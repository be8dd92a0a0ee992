"""Who is to report in a round: those of the register whom the form is meant for, and asks at all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np

from service.core.expressions.run import run
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
