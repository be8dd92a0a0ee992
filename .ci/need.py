"""Name every component that `make test-all` needs and this machine lacks; exit 1 if there is one."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable


def command(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def font(family: str) -> Callable[[], bool]:
    def found() -> bool:
        if shutil.which("fc-list") is None:
            return False
        listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False)
        return family in listed.stdout

    return found


def port(number: int) -> Callable[[], bool]:
    def answers() -> bool:
        try:
            socket.create_connection(("127.0.0.1", number), timeout=3).close()
        except OSError:
            return False
        return True

    return answers


NEEDS: tuple[tuple[str, str, Callable[[], bool]], ...] = (
    ("chromium", "Debian package chromium", command("chromium")),
    ("LibreOffice", "Debian package libreoffice-writer", command("soffice")),
    ("pdftoppm", "Debian package poppler-utils", command("pdftoppm")),
    ("Thai fonts", "Debian package fonts-tlwg-laksaman-ttf", font("Laksaman")),
    ("PostgreSQL on 127.0.0.1:5432", "Debian package postgresql, started", port(5432)),
    ("Redis on 127.0.0.1:6379", "Debian package redis-server, started", port(6379)),
)


def main() -> int:
    missing = [(what, remedy) for what, remedy, there in NEEDS if not there()]
    for what, remedy in missing:
        sys.stderr.write(f"missing: {what}: install {remedy}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
