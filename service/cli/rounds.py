"""Commands about rounds."""

from datetime import date, datetime

import click

from service.cli.common import alone, build, finish, json_option, now, say, settings

DAY = click.DateTime(["%Y-%m-%d"])


@click.group("round")
def round_() -> None:
    """รอบการเก็บข้อมูล · rounds of collection"""


@round_.command("open")
@click.argument("form")
@click.argument("round_id", metavar="ROUND")
@click.option("--due", type=DAY, help="วันสุดท้ายที่ส่งทันเวลา (ค.ศ. เช่น 2023-04-15) · last day on time")
def open_(form: str, round_id: str, due: datetime | None) -> None:
    """เปิดรอบ เช่น quick_policy 2566-M6 · open a round, or change its due date"""
    from service.pipeline import open_form_round

    opened = open_form_round(build(), form, round_id, due.date() if due else None)
    say(f"เปิด {form} {round_id} กำหนดส่ง {opened.due} (open); ต่อไป: tidtam provision {form} {round_id}")


@round_.command("close")
@click.argument("form")
@click.argument("round_id", metavar="ROUND")
@click.option("--without-unread", is_flag=True, help="ปิดแม้บางไฟล์อ่านไม่ได้ · close though files cannot be read")
def close(form: str, round_id: str, without_unread: bool) -> None:
    """ปิดรอบ อ่านครั้งสุดท้ายแล้วหยุดตอบ · close a round after a last sweep"""
    from service.pipeline import close_round

    with alone():
        close_round(build(), form, round_id, now(), without_unread=without_unread)
    say(f"ปิด {form} {round_id} แล้ว (closed)")


@round_.command("extend")
@click.argument("form")
@click.argument("round_id", metavar="ROUND")
@click.argument("schools", nargs=-1, required=True)
@click.option("--due", type=DAY, required=True, help="วันสุดท้ายใหม่ (ค.ศ.) · the new last day")
def extend(form: str, round_id: str, schools: tuple[str, ...], due: datetime) -> None:
    """ขยายเวลาให้โรงเรียนตามรหัส · give single schools more time"""
    from service.pipeline import extend_round

    extend_round(build(), form, round_id, list(schools), due.date())
    say(f"ขยายเวลา {len(schools)} แห่ง ถึง {due:%Y-%m-%d} (extended)")


@round_.command("list")
@json_option
def list_(as_json: bool) -> None:
    """รายการรอบทั้งหมด · all rounds"""
    from service.bootstrap import build_store

    rounds = build_store(settings()).rounds.all()
    today: date = now().date()
    rows = [
        {
            "form": item.form_id,
            "round": item.round_id,
            "due": item.due.isoformat(),
            "state": "closed" if item.closed else ("late" if today > item.due else "open"),
            "extensions": len(item.extensions),
        }
        for item in rounds
    ]
    lines = [f"{row['form']}  {row['round']}  กำหนดส่ง {row['due']}  {row['state']}" for row in rows]
    finish(as_json, {"rounds": rows}, lines or ["ยังไม่มีรอบ (no round); tidtam round open FORM ROUND"])
