"""Faults of a form's head: its years, rounds, plan and window."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from service.core.calendar import (
    BE_MINUS_CE,
    BE_YEARS,
    PERIODS,
    YEAR_WORDS,
    Plan,
    day_fault,
    fiscal_year_of,
    window,
)
from service.definitions.days import QUOTE, form_day_fault, last_day_within
from service.definitions.fault_words import both
from service.definitions.shape import Fault

LAST_DAY_FIRST = both(
    "วันสุดท้ายมาก่อนวันแรก ให้เขียนวันแรกก่อนวันสุดท้าย",
    "the last day lies before the first; write the first day first",
)


def head_faults(data: Any) -> Iterator[Fault]:
    head = data["form"]
    days: list[date] = []
    for index, text in enumerate(head["valid"]):
        if words := form_day_fault(text):
            yield ("form", "valid", index), words
        else:
            days.append(date.fromisoformat(text))
    if "review_by" in head and (words := day_fault(head["review_by"], QUOTE)):
        yield ("form", "review_by"), words
    if len(days) == 2 and days[0] >= days[1]:
        yield ("form", "valid"), LAST_DAY_FIRST
        days = []
    yield from _calendar_faults(head)
    yield from _order_faults(head["rounds"])
    plan_faults = list(_plan_faults(head))
    yield from plan_faults
    yield from _due_faults(head["due"])
    if len(days) == 2 and not plan_faults:
        yield from _empty_rounds(head, days[0], days[1])
        yield from _target_faults(data, days[0], days[1])


def _calendar_faults(head: Any) -> Iterator[Fault]:
    """Fiscal and academic years in one form are taken for one another sooner or later (DOMAIN §4)."""
    first = head["rounds"][0]
    own = PERIODS[first].calendar
    for index, period in enumerate(head["rounds"]):
        other = PERIODS[period].calendar
        if other != own:
            words = (
                f"{period} นับ{YEAR_WORDS[other]} แต่ {first} นับ{YEAR_WORDS[own]} ให้แยกเป็นสองแบบ "
                f"({period} counts {other} years ({YEAR_WORDS[other]}) but {first} counts {own} years "
                f"({YEAR_WORDS[own]}): make two forms)"
            )
            yield ("form", "rounds", index), words
    for key, text in (("title", head["title"]["th"]), ("short_title", head.get("short_title", ""))):
        for calendar, words in YEAR_WORDS.items():
            if calendar != own and words in text and YEAR_WORDS[own] not in text:
                where = ("form", "title", "th") if key == "title" else ("form", key)
                thai = f"ชื่อเขียนว่า{words} แต่ {first} นับ{YEAR_WORDS[own]} ให้เขียน{YEAR_WORDS[own]}"
                english = f"says {words}, but {first} counts {own} years: write {YEAR_WORDS[own]}"
                yield where, both(thai, english)


def _order_faults(rounds: list[str]) -> Iterator[Fault]:
    """The round before is the one that stands before, so they stand in the order of their last days."""
    dated = [(index, period) for index, period in enumerate(rounds) if PERIODS[period].last]
    if len({PERIODS[period].calendar for _, period in dated}) > 1:
        return  # a fault of its own
    in_order = sorted((period for _, period in dated), key=last_day_within)
    if any(last_day_within(one) > last_day_within(other) for (_, one), (_, other) in pairwise(dated)):
        wanted = ", ".join(in_order + [period for period in rounds if PERIODS[period].last is None])
        thai = f"ให้เรียงรอบตามวันสิ้นรอบ เพราะ prev() หมายถึงรอบก่อน เขียน [{wanted}]"
        words = "rounds stand in the order of their last days, since prev() means the one before"
        yield ("form", "rounds"), both(thai, f"{words}: write [{wanted}]")


def _plan_faults(head: Any) -> Iterator[Fault]:
    of_plan = [index for index, period in enumerate(head["rounds"]) if PERIODS[period].of_plan]
    plan = head.get("plan")
    if plan is None:
        for index in of_plan:
            period, remedy = head["rounds"][index], "plan: {from: 2566, to: 2570}"
            words = f"{period} ต้องมีปีของแผน ให้เขียน {remedy} ({period} needs a plan: write {remedy})"
            yield ("form", "rounds", index), words
        return
    if not of_plan:
        thai = "ไม่มีรอบใดใช้ plan ให้เพิ่ม PY HP หรือ EP ใน rounds หรือลบ plan ออก"
        yield ("form", "plan"), both(thai, "no round uses it: add PY, HP or EP to rounds, or take it out")
    for key in ("from", "to"):
        year = plan[key]
        if year not in BE_YEARS:
            likely = str(year + BE_MINUS_CE) if 1900 <= year <= 2100 else ""
            thai = f"{year} ไม่ใช่ปี พ.ศ. ให้เขียน {likely or 'เช่น 2566'}"
            english = f"{year} is no year B.E.; write {likely or 'for example 2566'}"
            yield ("form", "plan", key), both(thai, english)
    if plan["from"] >= plan["to"]:
        thai = f"แผนต้องมีสองปีขึ้นไป ไม่ใช่ {plan['from']} ถึง {plan['to']} ให้เขียนปี to ที่ช้ากว่านี้"
        words = f"must run over two years or more, not from {plan['from']} to {plan['to']}"
        yield ("form", "plan"), both(thai, f"{words}; write a later year")


def _due_faults(due: Any) -> Iterator[Fault]:
    last = due["days_after_round"]
    opens, closes = due.get("opens_days_after_round"), due.get("closes_days_after_round")
    if opens is not None and opens > last:
        where = ("form", "due", "opens_days_after_round")
        thai = f"เปิดรับหลังวันสิ้นรอบ {opens} วัน แต่กำหนดส่งหลังวันสิ้นรอบ {last} วัน ให้เขียนไม่เกิน {last}"
        words = f"opens {opens} days after the round, but is due after {last}: write {last} or less"
        yield where, both(thai, words)
    if closes is not None and closes < last:
        where = ("form", "due", "closes_days_after_round")
        thai = f"ปิดรับหลังวันสิ้นรอบ {closes} วัน แต่กำหนดส่งหลังวันสิ้นรอบ {last} วัน ให้เขียน {last} ขึ้นไป"
        words = f"closes {closes} days after the round, but is due after {last}: write {last} or more"
        yield where, both(thai, words)


def _empty_rounds(head: Any, first: date, last: date) -> Iterator[Fault]:
    """A round that can never be opened: none of its last days lies within valid."""
    plan = Plan(head["plan"]["from"], head["plan"]["to"]) if "plan" in head else None
    for index, period in enumerate(head["rounds"]):
        if PERIODS[period].last is None:
            continue
        ends = [window(f"{year}-{period}", plan)[1] for year in _years(period, plan, first, last)]
        if not any(first <= day <= last for day in ends):
            where = ("form", "rounds", index)
            thai = f"ไม่มีรอบ {period} ที่สิ้นรอบใน {first} ถึง {last} ให้แก้ valid หรือลบ {period} ออก"
            words = f"no {period} ends between {first} and {last}: change valid, or take {period} out"
            yield where, both(thai, words)


def _target_faults(data: Any, first: date, last: date) -> Iterator[Fault]:
    """A target of a year (2567-PY) that no round of the form has would silently never be used."""
    head = data["form"]
    plan = Plan(head["plan"]["from"], head["plan"]["to"]) if "plan" in head else None
    for index, item in enumerate(data["indicators"]):
        for key in item.get("target") or {}:
            year, _, period = key.rpartition("-")
            if not year or period not in head["rounds"]:
                continue
            years = _years(period, plan, first, last)
            known = [
                f"{known}-{period}"
                for known in years
                if PERIODS[period].last is None or first <= window(f"{known}-{period}", plan)[1] <= last
            ]
            if key not in known:
                where = ("indicators", index, "target", key)
                choices = ", ".join([period, *known])
                thai = f"แบบนี้ไม่มีรอบ {key} ให้เขียนชื่อใดชื่อหนึ่ง: {choices}"
                yield where, both(thai, f"{key} is no round of this form; write one of {choices}")


def _years(period: str, plan: Plan | None, first: date, last: date) -> list[int]:
    if plan and period in ("HP", "EP"):
        return [plan.half if period == "HP" else plan.last]
    years = range(fiscal_year_of(first) - 1, fiscal_year_of(last) + 1)
    return [year for year in years if not (plan and period == "PY") or plan.first <= year <= plan.last]
