"""Options that make the emulator slow, full, failing or different: its faults, clock and switches."""

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from service.emulator import Emulator

Command = TypeVar("Command", bound=Callable[..., Any])

OPTIONS = (
    click.option(
        "--faults",
        "fault_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE.json",
        help="ความขัดข้องจากไฟล์ · faults from a file, as POST /_emulator/faults takes them",
    ),
    click.option(
        "--fault",
        "faults",
        multiple=True,
        metavar="NAME=NUMBER",
        help="ความขัดข้องโดยสุ่ม · a fault by chance: 503=0.05, cut=0.01; in seconds: slow=2, late_times=300",
    ),
    click.option(
        "--limit",
        "limits",
        multiple=True,
        metavar="NAME=NUMBER",
        help="โควตาต่อนาที · requests a minute with --quota google: user, project, drive_user, drive_project",
    ),
    click.option(
        "--clock",
        type=click.Choice(["real", "manual"]),
        default="real",
        show_default=True,
        help="manual: นาฬิกาเดินเมื่อสั่ง · the clock moves by POST /_emulator/clock only",
    ),
    click.option(
        "--switch",
        "switches",
        multiple=True,
        metavar="NAME=SETTING",
        help="สิ่งที่ไม่รู้เกี่ยวกับ Google · what is not known of Google; other: all in their other setting",
    ),
)


def trouble_options(command: Command) -> Command:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def refuse_taken(port: int) -> None:
    """Know before any work that the port can be had. Raises UsageError saying what to type."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that has just ended is no hindrance
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise click.UsageError(
                f"พอร์ต {port} เปิดไม่ได้ มีโปรแกรมอื่นใช้อยู่: ปิดโปรแกรมนั้น หรือเติม --port 9000 "
                f"(port {port}: {error.strerror}; stop what uses it, or give another --port)"
            ) from error


def new_emulator(home: Path, port: int, trouble: dict[str, Any], **settings: Any) -> "Emulator":
    """An emulator, not yet started, with the trouble that was asked for."""
    from service.emulator import Emulator, MovableClock
    from service.emulator.switches import read_switches

    try:
        clock = MovableClock() if trouble["clock"] == "manual" else None
        switches = read_switches(trouble["switches"])
        faults = _faults(trouble["fault_file"], trouble["faults"])
        limits = dict(limit.partition("=")[::2] for limit in trouble["limits"])
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    refuse_taken(port)
    made = Emulator(home, port, clock=clock, switches=switches, **settings)
    try:
        made.faults.set(faults)
        made.quota.change(limits)
    except ValueError as error:
        made.stop()
        raise click.UsageError(str(error)) from error
    return made


def _faults(path: Path | None, texts: tuple[str, ...]) -> list[dict[str, Any]]:
    from service.emulator.faults import from_text

    found = json.loads(path.read_text("utf-8")) if path else []
    listed = found.get("faults", [found]) if isinstance(found, dict) else found
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise ValueError(f'{path}: a fault is an object; several are a list, or {{"faults": [...]}}.')
    return [*listed, *map(from_text, texts)]
