"""Commands that keep running: demo, emulator, serve, worker; and the one-time link."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from service.cli.common import finish, json_option, now, quiet_libraries, say, settings, track, warn_of
from service.cli.trouble import new_emulator, refuse_taken, trouble_options

quota_option = click.option("--quota", type=click.Choice(["google", "off"]), default="off", show_default=True)
record_option = click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.jsonl",
    help="จดทุกคำขอและคำตอบ · every request and answer, a line of JSON each (cell values too)",
)


@click.command()
@click.option("--port", type=int, default=8001, show_default=True)
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("var/emulator"),
    show_default=True,
)
@quota_option
@trouble_options
@record_option
@click.option("--auth", type=click.Choice(["strict", "open"]), default="strict", show_default=True)
def emulator(port: int, home: Path, quota: str, auth: str, record: Path | None, **trouble: Any) -> None:
    """ตัวจำลอง Google Sheets และ Drive ในเครื่องนี้ · a local stand-in for Sheets and Drive

    With --auth open any bearer token is taken as one owner.
    """
    home.mkdir(parents=True, exist_ok=True)
    stand_in = new_emulator(home, port, trouble, quota=quota, auth=auth, record=record)
    say(f"ตัวจำลอง {stand_in.url}")
    say(f"กุญแจ TIDTAM_CREDENTIALS={stand_in.credentials_path}")
    say(f"แอปสำหรับ tidtam login: {stand_in.add_oauth_client(home / 'client_secret.json')}")
    say(f"โฟลเดอร์ TIDTAM_FOLDER={stand_in.shared_drive_id}")
    stand_in.serve_forever()


@click.command()
@click.option("--no-worker", is_flag=True, help="หน้าเว็บอย่างเดียว · the pages alone; run `tidtam worker` apart")
def serve(no_worker: bool) -> None:
    """เปิดหน้าเว็บพร้อมตัวทำงานที่อ่านชีตทุกไม่กี่นาที · the web pages with an embedded worker"""
    from service.cli.serving import run_web

    quiet_libraries()
    run_web(settings(serving=True), with_worker=not no_worker)


@click.command()
def worker() -> None:
    """ตัวทำงานแยกต่างหาก: อ่านชีตและทำรายงาน · the worker apart from the web"""
    from service.bootstrap import build_store
    from service.cli.serving import build_tasks
    from service.jobs.worker import run_worker
    from service.steps.installing import Installation

    quiet_libraries()
    config = settings(serving=True)
    store = build_store(config)
    installation = Installation(config.forms, store)
    warn_of(installation.current().refused)  # said at the start, not when the first task comes
    queued = build_tasks(config, store, installation)
    run_worker(queued.queue, queued.tasks)


@click.command()
def link() -> None:
    """ลิงก์เข้าหน้าเว็บแบบใช้ครั้งเดียว · a new one-time link to the pages"""
    from service.bootstrap import Signer, build_store, secret_of
    from service.cli.serving import entry_address
    from service.web.nonces import EntryNonces

    config = settings()
    nonce = EntryNonces(build_store(config), now).issue()
    click.echo(entry_address(config, Signer(secret_of(config)), nonce))


@click.command()
@click.option("--once", is_flag=True, help="ทำครบทุกขั้นแล้วจบ · do everything and end")
@click.option(
    "--home", type=click.Path(path_type=Path, file_okay=False), default=Path("var/demo"), show_default=True
)
@click.option(
    "--port", type=int, default=8000, show_default=True, help="หน้าเว็บ; ตัวจำลองใช้เลขถัดไป · web; emulator next"
)
@quota_option
@trouble_options
@json_option
def demo(once: bool, home: Path, port: int, quota: str, as_json: bool, **trouble: Any) -> None:
    """สาธิตทั้งระบบกับรายชื่อโรงเรียนจริง 205 แห่ง ข้อมูลสมมติ · the whole product, fictional data"""
    from service.cli.apart import running_apart
    from service.cli.env_file import demo_environment, second_terminal, write_env_file
    from service.cli.showing import TYPIST, run_demo, summary_lines

    quiet_libraries()
    if not once:
        refuse_taken(port)
    home.mkdir(parents=True, exist_ok=True)
    make = partial(new_emulator, home / "google", 0 if once else port + 1, trouble, quota=quota)
    with running_apart(make, TYPIST) as stand_in:
        environment = demo_environment(stand_in, home, port)
        config, env_file = settings(environment), write_env_file(home, environment)
        summary = run_demo(stand_in, config, now, track)
        finish(as_json, summary, summary_lines(summary, serving=not once))
        say("สั่ง tidtam กับสำนักงานสาธิตนี้ได้ในอีกหน้าต่างหนึ่ง พิมพ์ก่อน (in a second terminal, type first):")
        say(f"  {second_terminal(env_file)}", bold=True)
        if not once:
            from service.cli.serving import run_web

            run_web(config, with_worker=True)
