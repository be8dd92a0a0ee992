"""Commands about rounds."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from service.cli.common import (
    alone,
    build,
    build_pages,
    build_reader,
    finish,
    json_option,
    now,
    round_name,
    say,
    settings,
)

if TYPE_CHECKING:
    from service.core.rounds import Round

DAY = click.DateTime(["%Y-%m-%d"])
UNTIL_CLOSED = "จนกว่าจะสั่งปิด (until closed by hand)"


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


@click.group("round")
def round_() -> None:
    """รอบการเก็บข้อมูล · rounds of collection"""


@round_.command("open")
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@click.option("--due", type=DAY, help="วันสุดท้ายที่ส่งทันเวลา (ค.ศ. เช่น 2023-04-15) · last day on time")
@click.option("--from", "first", type=DAY, help="วันแรกของรอบเฉพาะกิจ · first day of an ad hoc round (AD)")
@click.option("--to", "last", type=DAY, help="วันสุดท้ายของรอบเฉพาะกิจ · its last day")
def open_(
    form: str, round_id: str, due: datetime | None, first: datetime | None, last: datetime | None
) -> None:
    """เปิดรอบ เช่น quick_policy 2566-M6 · open a round, or change its due date

    The round keeps the version of the form that is installed now; migrate brings it to a newer one.
    """
    from service.pipeline import open_form_round

    if bool(first) != bool(last):
        raise click.UsageError("ระบุทั้ง --from และ --to (give both)")
    days = (first.date(), last.date()) if first and last else None
    opened = open_form_round(build(), form, round_id, _day(due), days)
    say(
        f"เปิด {form} {round_id} ({opened.full_title}) กำหนดส่ง {opened.due} (open); "
        f"ต่อไป: tidtam provision {form} {round_id}"
    )


@round_.command("window")
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@click.option("--opens", type=DAY, help="วันแรกที่ระบบอ่านชีต (ค.ศ.) · first day sheets are read")
@click.option("--due", type=DAY, help="วันสุดท้ายที่ส่งทันเวลา · last day on time")
@click.option("--closes", type=DAY, help="วันสุดท้ายที่ระบบอ่านชีต · last day sheets are read")
def window(
    form: str, round_id: str, opens: datetime | None, due: datetime | None, closes: datetime | None
) -> None:
    """เลื่อนวันเปิดรับ กำหนดส่ง หรือวันปิดรับ · move the days of a round"""
    from service.pipeline import set_window

    if not (opens or due or closes):
        raise click.UsageError("ระบุ --opens --due หรือ --closes อย่างน้อยหนึ่งวัน (give a day)")
    opened = set_window(build(), form, round_id, opens=_day(opens), due=_day(due), closes=_day(closes))
    for line in _lines(_facts(opened, now().date())):
        say(line)


@round_.command("close")
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@click.option("--without-unread", is_flag=True, help="ปิดแม้บางไฟล์อ่านไม่ได้ · close though files cannot be read")
def close(form: str, round_id: str, without_unread: bool) -> None:
    """ปิดรอบ อ่านครั้งสุดท้ายแล้วหยุดตอบ · close a round after a last sweep"""
    from service.pipeline import close_round

    with alone():
        close_round(build(), form, round_id, now(), without_unread=without_unread)
    say(f"ปิด {form} {round_id} แล้ว (closed)")


@round_.command("cancel")
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
def cancel(form: str, round_id: str) -> None:
    """ยกเลิกรอบที่เปิดผิด ก่อนสร้างชีต · take back a round opened by mistake, before it has sheets"""
    from service.pipeline import cancel_round

    with alone():
        cancel_round(build_reader(), form, round_id)
    say(f"ยกเลิก {form} {round_id} แล้ว (cancelled); เปิดใหม่ได้ด้วย: tidtam round open {form} {round_id}")


@round_.command("reopen")
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@click.option("--closes", type=DAY, help="วันปิดรับใหม่ (ค.ศ.) · the new closing day")
def reopen(form: str, round_id: str, closes: datetime | None) -> None:
    """เปิดรอบที่ปิดแล้วอีกครั้ง · read and answer a closed round again"""
    from service.pipeline import reopen_round

    opened = reopen_round(build(), form, round_id, now(), _day(closes))
    say(f"เปิด {form} {round_id} อีกครั้ง ถึง {opened.closes or UNTIL_CLOSED} (reopened)")


@round_.command("extend")
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@click.argument("schools", nargs=-1, required=True)
@click.option("--due", type=DAY, required=True, help="วันสุดท้ายใหม่ (ค.ศ.) · the new last day")
def extend(form: str, round_id: str, schools: tuple[str, ...], due: datetime) -> None:
    """ขยายเวลาให้โรงเรียนหรือหน่วยงานตามรหัส · give single respondents more time"""
    from service.pipeline import extend_round

    extend_round(build(), form, round_id, list(schools), due.date())
    say(f"ขยายเวลา {len(schools)} แห่ง ถึง {due:%Y-%m-%d} (extended)")


@round_.command("show")
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@json_option
def show(form: str, round_id: str, as_json: bool) -> None:
    """วัน สถานะ รุ่นของแบบ และการส่งทันเวลาของรอบ · days, stage, version and punctuality of a round"""
    from service.core.rounds import TIMELINESS_WORDS
    from service.steps.versions import newer_words

    pages = build_pages()
    view = pages.round(form, round_id)
    counts = view.punctuality()
    newer = pages.newer(view.round)
    data = _facts(view.round, now().date())
    extended = {code: day.isoformat() for code, day in sorted(view.round.extensions.items())}
    more = {
        "extended": extended,
        "academic_year": view.round.academic_year,
        "newer_version": newer,
        "punctuality": {str(word): count for word, count in counts.items()},
    }
    lines = _lines(data)
    lines += [f"ขยายเวลา: {code} ถึง {day}" for code, day in extended.items()]
    lines.append(" · ".join(f"{TIMELINESS_WORDS[word].th} {count}" for word, count in counts.items()))
    if newer:
        words = newer_words(view.round.form_version, newer)
        lines.append(f"{words}: tidtam migrate {form} {round_id} (a newer version is installed)")
    finish(as_json, data | more, lines)


@round_.command("list")
@json_option
def list_(as_json: bool) -> None:
    """รายการรอบทั้งหมด · all rounds"""
    from service.bootstrap import build_store
    from service.core.rounds import STAGE_WORDS, Stage

    today = now().date()
    rows = [_facts(item, today) for item in build_store(settings()).rounds.all()]
    lines = [
        f"{row['form']}  {row['round']}  {row['title']}  กำหนดส่ง {row['due']}  "
        f"{STAGE_WORDS[Stage(row['state'])].th}"
        for row in rows
    ]
    finish(as_json, {"rounds": rows}, lines or ["ยังไม่มีรอบ (no round); tidtam round open FORM ROUND"])


def _facts(item: "Round", today: date) -> dict[str, Any]:
    """A round as JSON: days in ISO, ``closes`` null until one is set."""
    return {
        "form": item.form_id,
        "round": item.round_id,
        "title": item.full_title,
        "starts": item.starts.isoformat(),
        "ends": item.ends.isoformat(),
        "opens": item.opens.isoformat(),
        "due": item.due.isoformat(),
        "closes": item.closes.isoformat() if item.closes else None,
        "state": str(item.stage(today)),
        "version": item.form_version,
        "extensions": len(item.extensions),
    }


def _lines(facts: dict[str, Any]) -> list[str]:
    from service.core.rounds import STAGE_WORDS, Stage

    words = STAGE_WORDS[Stage(facts["state"])]
    return [
        f"{facts['form']} {facts['round']} · {facts['title']} · {words.th} ({words.en})",
        f"ข้อมูลของวันที่ {facts['starts']} ถึง {facts['ends']} (reports on)",
        f"เปิดรับ {facts['opens']} · กำหนดส่ง {facts['due']} · ปิดรับ {facts['closes'] or UNTIL_CLOSED}",
        f"แบบรุ่น {facts['version']} (version of the form)",
    ]
