"""A round that a form does not have, or that nobody has opened: said in words, with what to write instead."""

import re
from collections.abc import Sequence

from service.core.calendar import (
    BE_MINUS_CE,
    PERIODS,
    YEAR_WORDS,
    Calendar,
    Name,
    fiscal_year_of,
    split_round,
    window,
)
from service.core.rounds import form_rounds, is_valid, of_plan
from service.core.schema import Form


def round_fault(form: Form, round_id: str) -> str:
    """Why the form has no such round, and which it has; "" when it has."""
    name = split_round(round_id)
    known = ", ".join(form_rounds(form) + [f"{year}-AD" for year in _years(form) if "AD" in form.rounds])
    meant = _meant(form, round_id)
    if name is None or name.period not in form.rounds:
        words = f"{round_id} ไม่ใช่รอบของ {form.id} (no round of it){_other_year(form, name)}"
        return f"{words}{meant}; เขียน: {known}"
    if not of_plan(form, name):
        return f"{round_id} ไม่อยู่ในแผน (the plan has no such round){meant}; เขียน: {known}"
    if not _is_valid(form, name, round_id):
        words = YEAR_WORDS[PERIODS[name.period].calendar]
        years = ", ".join(map(str, _years_of(form, name.period)))
        return (
            f"นิยามนี้ใช้กับ{words} {years} ไม่ใช่ {round_id} (this form is for other years){meant}; เขียน: {known}"
        )
    return ""


def unopened_fault(form: Form, round_id: str, opened: Sequence[str]) -> str:
    """Why there is no such round to work with, which there are, and how to open it if the form has it."""
    there = f"; รอบที่เปิดแล้ว (open already): {', '.join(opened)}" if opened else ""
    if fault := round_fault(form, round_id):
        return fault + there
    name = split_round(round_id)
    days = " --from … --to …" if name and name.period == "AD" else ""
    return (
        f"รอบ {round_id} ของ {form.id} ยังไม่เปิด (not open): "
        f"เปิดด้วย tidtam round open {form.id} {round_id}{days}{there}"
    )


def _is_valid(form: Form, name: Name, round_id: str) -> bool:
    """The days of an ad hoc round are said when it is opened; only its year is known before."""
    if PERIODS[name.period].last is None:
        return name.year in _years(form)
    return is_valid(form, window(round_id, form.plan)[1])


def _years(form: Form) -> range:
    """The fiscal years the definition is valid in."""
    return range(fiscal_year_of(form.valid_from), fiscal_year_of(form.valid_to) + 1)


def _years_of(form: Form, period: str) -> list[int]:
    if PERIODS[period].last is None:
        return list(_years(form))
    return sorted({int(known[:4]) for known in form_rounds(form)})


def _other_year(form: Form, name: Name | None) -> str:
    """An academic year asked of a fiscal form, or the other way round, is said in so many words."""
    asked = PERIODS[name.period].calendar if name else None
    own: Calendar = PERIODS[form.rounds[0]].calendar
    if asked in (None, own):
        return ""
    return f": แบบนี้นับตาม{YEAR_WORDS[own]} ไม่ใช่{YEAR_WORDS[asked]} (it counts {own} years, not {asked} ones)"


def _meant(form: Form, typed: str) -> str:
    """The round of the form with the year (B.E. or C.E.) and the period that were typed, however written."""
    year, period = re.search(r"\d{4}", typed), re.search(r"[A-Z]+\d*", typed.upper())
    if not year or not period:
        return ""
    names = [f"{number}-{period[0]}" for number in (int(year[0]), int(year[0]) + BE_MINUS_CE)]
    found = [name for name in names if name in form_rounds(form) and name != typed]
    return f" หมายถึง {found[0]} ใช่หรือไม่ (did you mean it?)" if found else ""
