"""What is typed wrong is told in Thai first, then in English, with how the command is used."""

import re
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import main


@pytest.mark.parametrize(
    ("typed", "thai", "english"),
    [
        ("stauts", "ไม่มีคำสั่ง stauts หมายถึง status ใช่หรือไม่", "No such command"),
        ("round opne", "ไม่มีคำสั่ง opne", "No such command"),
        ("--jsn", "ไม่มีตัวเลือก --jsn", "No such option"),
        ("status --jsn", "ไม่มีตัวเลือก --jsn หมายถึง --json ใช่หรือไม่", "No such option"),
        ("export f 2566-M6", "ยังไม่ได้ระบุ --out", "Missing option"),
        ("round show f", "ยังไม่ได้ระบุ ROUND", "Missing argument"),
        ("kpi 2023", "YEAR: พิมพ์จำนวนเต็มตั้งแต่ 2500 ถึง 2700", "2023 is not in the range"),
        ("round open f 2566-M6 --due 15/4/2566", "--due: ไม่ใช่วันที่: พิมพ์ปี ค.ศ. เช่น 2023-02-01", "15/4/2566"),
        ("provision f 2566-M6 --layout tabel", "--layout: เลือกคำใดคำหนึ่ง: card, table, list", "tabel"),
        ("demo --port x", "--port: พิมพ์จำนวนเต็ม", "not a valid integer"),
        ("emulator --faults nowhere.json", "--faults: ไม่พบแฟ้ม", "does not exist"),
        ("status now", "พิมพ์คำสั่งไม่ครบหรือเกิน", "unexpected extra argument"),
        ("round window f 2566-M6", "ระบุ --opens --due หรือ --closes", "give a day"),
    ],
)
def test_it_is_told_in_fault_words(typed: str, thai: str, english: str) -> None:
    result = CliRunner().invoke(main, typed.split())
    assert result.exit_code == 2
    assert thai in result.stderr.splitlines()[0] and english in result.stderr
    assert re.search(r"วิธีใช้ \(usage\): .*\nอ่านเพิ่ม \(more\): .* --help", result.stderr)


def test_an_option_without_its_value_is_told_too() -> None:
    result = CliRunner().invoke(main, ["round", "open", "f", "2566-M6", "--due"])
    assert result.stderr.startswith("--due: ต้องพิมพ์ค่าต่อท้าย\nOption '--due' requires an argument")


def test_a_group_alone_still_shows_its_help() -> None:
    assert "รอบการเก็บข้อมูล" in CliRunner().invoke(main, ["round"]).output


@pytest.mark.parametrize("command", [("demo", "--home"), ("emulator", "--home")])
def test_a_port_that_is_taken_is_named_with_the_option(tmp_path: Path, command: tuple[str, ...]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, [*command, str(tmp_path), "--port", str(port)])
    assert result.exit_code == 2 and f"พอร์ต {port} เปิดไม่ได้ มีโปรแกรมอื่นใช้อยู่" in result.stderr
    assert "--port 9000" in result.stderr
