"""What the demo runs with, as a file for a second terminal: commands there work on the demo's office."""

import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.cli.apart import StandIn

ENV_FILE = "demo.env"
FORGET = r"""for name in $(env | sed -n 's/^\(TIDTAM_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done"""
"""Settings of another office that the terminal may hold must not be mixed in; for sh, bash and zsh."""


def demo_environment(stand_in: "StandIn", home: Path, port: int) -> Mapping[str, str]:
    """The environment of the demo: the emulator in Google's place, nothing else of this machine."""
    return {
        "TIDTAM_HOME": str(home.resolve()),
        "TIDTAM_GOOGLE_ENDPOINT": stand_in.url,
        "TIDTAM_CREDENTIALS": str(stand_in.credentials_path.resolve()),
        "TIDTAM_QUOTA": "60/300" if stand_in.has_quota else "off",
        "TIDTAM_FOLDER": stand_in.shared_drive_id,
        "TIDTAM_PORT": str(port),
        "TIDTAM_OFFICE": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาอุบลราชธานี เขต 1 (ข้อมูลสมมติ)",
        "TIDTAM_PROVINCE": "อุบลราชธานี",
        "TIDTAM_KPI_TARGETS": "90/80/100",
        "TIDTAM_SWEEP_MINUTES": "1",
        "TIDTAM_LOG_LEVEL": os.environ.get("TIDTAM_LOG_LEVEL", "WARNING"),
    }


def write_env_file(home: Path, environment: Mapping[str, str]) -> Path:
    """The settings as lines that a shell reads."""
    path = home.resolve() / ENV_FILE
    lines = [f"export {name}={shlex.quote(value)}" for name, value in environment.items()]
    path.write_text("\n".join([FORGET, *lines, ""]), encoding="utf-8")
    return path


def second_terminal(env_file: Path) -> str:
    """What to type in another terminal, from wherever it is."""
    activate = Path(sys.prefix) / "bin" / "activate"
    first = f"source {shlex.quote(str(activate))} && " if activate.exists() else ""
    return f"{first}source {shlex.quote(str(env_file))}"
