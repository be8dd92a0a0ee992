"""Opening rounds and moving their windows; what cannot be is refused with what to write instead."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from service.core.calendar import fiscal_year_of
from service.core.round_faults import round_fault
from service.core.rounds import (
    Round,
    Stage,
    buddhist_fault,
    is_valid,
    open_round,
    split_round,
    window_fault,
)
from service.core.schema import Form
from service.errors import NotFoundError, RefusedError
from service.steps.context import Service
from service.steps.reading import forget_round

Days = tuple[date, date]


def opened_anew(service: Service, form: Form, round_id: str, due: date | None, days: Days | None) -> Round:
    """A round opened for the first time, or again with another last day. Raises RefusedError."""
    before = service.store.rounds.get(form.id, round_id)
    if before and before.closed:
        raise closed_fault(before)
    if before:
        if days and days != (before.starts, before.ends):
            raise _opened_with_other_days(before, days)
        opened = replace(before, due=due or before.due)
    else:
        fault = round_fault(form, round_id) or _days_fault(form, round_id, days)
        if fault:
            raise RefusedError(fault)
        opened = open_round(form, round_id, due, days)
    if fault := window_fault(opened):
        raise RefusedError(fault)
    return opened


def has_sheets(service: Service, opened: Round) -> bool:
    """Whether anything stands in a spreadsheet for this round."""
    key = opened.form_id, opened.round_id
    files = service.store.spreadsheets.all()
    return any((tab.form_id, tab.round_id) == key for file in files for tab in file.tabs)


def closed_fault(opened: Round) -> RefusedError:
    name = f"{opened.form_id} {opened.round_id}"
    return RefusedError(f"รอบ {name} ปิดแล้ว: tidtam round reopen {name} (this round is closed)")


def _opened_with_other_days(before: Round, days: Days) -> RefusedError:
    """The days of a round never move: another survey of the year is a round of its own."""
    if fault := buddhist_fault(**{"from": days[0], "to": days[1]}):
        return RefusedError(fault)
    name, remedy = split_round(before.round_id), "สั่งอีกครั้งโดยไม่ต้องมี --from --to"
    if name is not None and name.period == "AD":
        remedy = f"ใช้วันเดิม หรือเปิดรอบใหม่ชื่อ {name.year}-AD{name.number + 1}"
    return RefusedError(
        f"รอบ {before.round_id} เปิดด้วยวันอื่นแล้ว ({before.starts} ถึง {before.ends}): {remedy} "
        "(it was opened with other days)"
    )


def _days_fault(form: Form, round_id: str, days: Days | None) -> str:
    """An ad hoc round is told its days, which end in the year of its name, while the form is valid."""
    name = split_round(round_id)
    ad_hoc = name is not None and name.period == "AD"
    if ad_hoc != (days is not None):
        if ad_hoc:
            return f"{round_id}: บอกวันแรกและวันสุดท้าย: --from 2023-02-01 --to 2023-02-20 (say its days)"
        return f"{round_id} มีวันของตัวเอง: --from --to ใช้กับรอบเฉพาะกิจ (AD) เท่านั้น (only ad hoc rounds take days)"
    if days is None or name is None:
        return ""
    if fault := buddhist_fault(**{"from": days[0], "to": days[1]}):
        return fault
    if days[0] > days[1]:
        return f"--to {days[1]} อยู่ก่อน --from {days[0]} (it ends before it begins)"
    year = fiscal_year_of(days[1])
    if year != name.year:
        right = round_id.replace(str(name.year), str(year), 1)
        return f"{days[1]} อยู่ในปีงบประมาณ {year} ไม่ใช่ {name.year}: เขียน {right} (it ends in another year)"
    if not is_valid(form, days[1]):
        return (
            f"--to {days[1]} อยู่นอกวันที่ใช้แบบนี้ (valid): {form.valid_from} ถึง {form.valid_to}: "
            "เลือกวันในช่วงนี้ หรือแก้ valid ในไฟล์แบบ (the form is not valid on that day)"
        )
    return ""


def moved(service: Service, opened: Round, opens: date | None, due: date | None, closes: date | None) -> None:
    """Give the round another window; its sheets are read again when it is next open. Raises RefusedError."""
    if opened.closed:
        raise closed_fault(opened)
    wanted = replace(
        opened, opens=opens or opened.opens, due=due or opened.due, closes=closes or opened.closes
    )
    _save(service, wanted)


def reopened(service: Service, opened: Round, today: date, closes: date | None) -> None:
    """Read a closed round again, until ``closes`` or until it is closed by hand. Raises RefusedError."""
    if opened.stage(today) is not Stage.CLOSED:
        raise RefusedError(f"รอบ {opened.round_id} ยังไม่ปิด (this round is not closed)")
    if closes and closes < today:
        raise RefusedError(f"--closes {closes} ผ่านไปแล้ว: เลือกตั้งแต่ {today} (that day is past)")
    _save(service, replace(opened, closed=False, closes=closes))


def _save(service: Service, wanted: Round) -> None:
    if fault := window_fault(wanted):
        raise RefusedError(fault)
    service.store.rounds.save(wanted)
    forget_round(service, (wanted.form_id, wanted.round_id))


def cancelled(service: Service, opened: Round) -> None:
    """Take back a round that was opened by mistake. Raises RefusedError once it has left a trace."""
    key = opened.form_id, opened.round_id
    store = service.store
    if (
        has_sheets(service, opened)
        or store.submissions.all(*key, content=False)
        or store.reports.of_round(*key)
    ):
        name = " ".join(key)
        raise RefusedError(
            f"รอบ {name} มีชีต ข้อมูล หรือรายงานแล้ว จึงยกเลิกไม่ได้: ปิดรอบด้วย tidtam round close {name} "
            "(sheets were made for it, or answers read: close it instead)"
        )
    store.rounds.remove(*key)


def extended(service: Service, opened: Round, respondents: Sequence[str], due: date) -> None:
    """Give single respondents a later last day. Raises RefusedError, and NotFoundError for unknown codes."""
    later = replace(opened, extensions={**opened.extensions, **dict.fromkeys(respondents, due)})
    if fault := window_fault(replace(later, closes=None, due=due)):
        raise RefusedError(fault)
    if due < opened.due:
        raise RefusedError(f"วันใหม่ {due} อยู่ก่อนกำหนดของรอบ {opened.due} (before the round's own last day)")
    if opened.closes and due > opened.closes:
        raise RefusedError(
            f"รอบปิดรับ {opened.closes} ก่อนวันใหม่ {due}: tidtam round window {opened.form_id} "
            f"{opened.round_id} --closes {due} ก่อน (the round closes before that day)"
        )
    known = {respondent.code for respondent in service.respondents(opened)}
    unknown = [code for code in respondents if code not in known]
    if unknown:
        raise NotFoundError(
            f"ไม่มีรหัส {', '.join(unknown)} ในทะเบียนของรอบนี้ (not in the register on {opened.ends})"
        )
    service.store.rounds.extend(opened.form_id, opened.round_id, respondents, due)
