"""What a person typed wrong on the command line: Thai first, then click's own words, then how it is used."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

THAI = re.compile("[ก-๙]")


class WrongUsage(click.UsageError):
    """A usage error, told in both languages; exit code and context are those of the first."""

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(usage_words(error), error.ctx)

    def show(self, file: IO[Any] | None = None) -> None:
        click.secho(self.message, file=file, fg="red", err=True)
        if self.ctx is not None:
            usage, command = self.ctx.get_usage().partition(": ")[2], self.ctx.command_path
            click.echo(f"วิธีใช้ (usage): {usage}", file=file, err=True)
            click.echo(f"อ่านเพิ่ม (more): {command} --help", file=file, err=True)


@contextmanager
def told_in_thai() -> Iterator[None]:
    """Usage errors from within become ones that an analyst can read."""
    try:
        yield
    except (NoArgsIsHelpError, WrongUsage):
        raise
    except click.UsageError as error:
        raise WrongUsage(error) from error


def usage_words(error: click.UsageError) -> str:
    """Both languages in one text; what our own commands say has both already."""
    english = error.format_message()
    return english if THAI.search(error.message) else f"{_thai(error)}\n{english}"


def _thai(error: click.UsageError) -> str:
    match error:
        case NoSuchCommand():
            return f"ไม่มีคำสั่ง {error.command_name}{_meant(error.possibilities)}"
        case click.NoSuchOption():
            return f"ไม่มีตัวเลือก {error.option_name}{_meant(error.possibilities)}"
        case click.BadOptionUsage():
            return f"{error.option_name}: ต้องพิมพ์ค่าต่อท้าย"
        case click.MissingParameter():
            return f"ยังไม่ได้ระบุ {_name(error.param)}"
        case click.BadParameter():
            return f"{_name(error.param)}: {_wanted(error.param.type) if error.param else 'ใช้ค่านี้ไม่ได้'}"
    return "พิมพ์คำสั่งไม่ครบหรือเกิน"


def _meant(names: list[str] | None) -> str:
    return f" หมายถึง {' หรือ '.join(names)} ใช่หรือไม่" if names else ""


def _name(param: click.Parameter | None) -> str:
    """As it is typed (--due), or as the usage line calls it (ROUND)."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.human_readable_name if param else ""


def _wanted(kind: "click.ParamType[Any]") -> str:
    match kind:
        case click.DateTime():
            return "ไม่ใช่วันที่: พิมพ์ปี ค.ศ. เช่น 2023-02-01"
        case click.IntRange():
            return f"พิมพ์จำนวนเต็มตั้งแต่ {kind.min} ถึง {kind.max}"
        case click.Choice():
            return f"เลือกคำใดคำหนึ่ง: {', '.join(map(str, kind.choices))}"
        case click.Path():
            return "ไม่พบแฟ้มหรือโฟลเดอร์นี้ หรือใช้ไม่ได้: ตรวจชื่อและที่อยู่"
    return "พิมพ์จำนวนเต็ม" if kind.name == "integer" else "ใช้ค่านี้ไม่ได้"
