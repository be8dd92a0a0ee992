"""The database and the queue: there, whole, of this version. Nothing is made or brought up to date here."""

import importlib.util
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from service.cli.diagnosis.finding import Finding, Topic
from service.cli.diagnosis.patient import Patient

DATABASE = Topic("database", "ฐานข้อมูล (database)")
QUEUE = Topic("queue", "คิวงาน (queue)")


def database(patient: Patient) -> Iterator[Finding]:
    from sqlalchemy import URL, make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url: URL = make_url(patient.settings.database_url)
    except ArgumentError:
        yield DATABASE.error(
            "TIDTAM_DATABASE_URL อ่านไม่ได้ · cannot be read",
            "เขียนแบบ sqlite:////โฟลเดอร์/tidtam.db หรือ postgresql+psycopg://ผู้ใช้:รหัส@เครื่อง/ชื่อ · like these",
        )
        return
    if url.get_backend_name() == "sqlite":
        yield from _sqlite(patient, Path(url.database or ""))
    else:
        yield from _server(patient, url.render_as_string(hide_password=True))


def _sqlite(patient: Patient, path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield DATABASE.note(
            f"{path} ยังไม่มี จะสร้างเมื่อเริ่มใช้ · not there yet, made at first use",
            "เริ่มด้วย tidtam register import · begin with tidtam register import",
        )
        return
    try:
        found = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            whole = found.execute("PRAGMA quick_check(1)").fetchone()[0]
            revision = _revision(found)
        finally:
            found.close()
    except sqlite3.DatabaseError as error:
        whole, revision = str(error), None
    if whole != "ok":
        yield DATABASE.error(f"{path} เสียหายหรือเปิดไม่ได้ ({whole}) · damaged", _RESTORE.format(path=path))
        return
    yield from _of_this_version(
        patient, revision, str(path), "หยุดระบบแล้วคัดลอกโฟลเดอร์ข้อมูล · stop and copy the home folder"
    )


_RESTORE = "หยุดระบบ แล้วนำสำเนาสำรองของ {path} กลับมา · stop the service and put the backup back"


def _revision(found: sqlite3.Connection) -> str | None:
    tables = found.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchall()
    row = found.execute("SELECT version_num FROM alembic_version").fetchone() if tables else None
    return str(row[0]) if row else None


def _server(patient: Patient, shown: str) -> Iterator[Finding]:
    from sqlalchemy import create_engine, inspect, make_url, text
    from sqlalchemy.exc import SQLAlchemyError

    url = make_url(patient.settings.database_url)
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    revision = None
    try:
        engine = create_engine(url, hide_parameters=True)
        try:
            with engine.connect() as connection:
                if inspect(connection).has_table("alembic_version"):
                    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        yield DATABASE.error(
            f"{shown} ใช้ไม่ได้ ({_first_line(getattr(error, 'orig', None) or error)}) · cannot be used",
            "ตรวจว่าเครื่องฐานข้อมูลทำงาน และแก้ TIDTAM_DATABASE_URL · "
            "check that the server runs, and TIDTAM_DATABASE_URL",
        )
        return
    yield from _of_this_version(patient, revision, shown, "pg_dump")


def _first_line(error: object) -> str:
    return str(error).strip().splitlines()[0]


def _of_this_version(patient: Patient, revision: str | None, shown: str, backup: str) -> Iterator[Finding]:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from service.store.opening import MIGRATIONS, open_store

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    if revision is None:
        yield DATABASE.note(
            f"{shown} ยังว่าง จะสร้างตารางเมื่อเริ่มใช้ · empty, tables are made at first use",
            "เริ่มด้วย tidtam register import · begin with tidtam register import",
        )
    elif revision not in known:
        yield DATABASE.error(
            f"{shown} สร้างโดย tidtam รุ่นใหม่กว่านี้ ({revision}) · made by a newer tidtam",
            "ปรับ tidtam เป็นรุ่นล่าสุด หรือนำสำเนาสำรองกลับมา · update tidtam, or restore the backup",
        )
    elif revision != known[0]:
        yield DATABASE.warning(
            f"{shown} เป็นรุ่น {revision} จะปรับเป็น {known[0]} เมื่อเริ่มใช้ · brought up to date at the next start",
            f"สำรองข้อมูลก่อน: {backup} · make a backup first",
        )
    else:
        patient.store = open_store(patient.settings.database_url)
        yield DATABASE.ok(f"{shown} {_contents(patient)} สำรอง: {backup} (backup)")


def _contents(patient: Patient) -> str:
    store = patient.store
    assert store is not None
    kinds = [item.kind for item in store.register.all()]
    schools, units = kinds.count("school"), kinds.count("unit")
    rounds, files = len(store.rounds.all()), len(store.spreadsheets.all())
    others = f" หน่วยงาน {units} แห่ง (units)" if units else ""
    return f"โรงเรียน {schools} แห่ง{others} รอบ {rounds} สเปรดชีต {files} (schools, rounds, spreadsheets);"


def queue(patient: Patient) -> Iterator[Finding]:
    from service.bootstrap import build_queue

    kind, _, rest = patient.settings.queue_url.partition("://")
    if kind == "sqlite" and not Path(rest.removeprefix("/")).exists():
        yield QUEUE.note("ยังไม่มี จะสร้างเมื่อสั่ง tidtam serve · not there yet, made by tidtam serve")
    elif kind.startswith("redis"):
        yield from _redis(patient)
    else:
        waiting = build_queue(patient.settings).pending_count()
        yield QUEUE.ok(f"{kind} งานรอ {waiting} · {waiting} waiting")


def _redis(patient: Patient) -> Iterator[Finding]:
    if importlib.util.find_spec("redis") is None:
        yield QUEUE.error(
            "ไม่มีส่วนประกอบ redis · the package is missing", "สั่ง pip install 'tidtam[redis]' · install it"
        )
        return
    from redis.exceptions import RedisError

    from service.bootstrap import build_queue

    shown = patient.settings.queue_url.rpartition("@")[2].removeprefix("redis://")
    try:
        waiting = build_queue(patient.settings).pending_count()
    except (RedisError, OSError, ValueError) as error:
        yield QUEUE.error(
            f"redis {shown} ไม่ตอบ ({type(error).__name__}) · does not answer",
            "เปิด Redis หรือแก้ TIDTAM_QUEUE_URL · start Redis, or correct TIDTAM_QUEUE_URL",
        )
        return
    yield QUEUE.ok(f"redis {shown} งานรอ {waiting} · {waiting} waiting")
