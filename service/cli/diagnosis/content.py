"""What the office brings: forms, Word templates, and the fonts both need."""

import importlib.util
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from service.cli.diagnosis.finding import Finding, Topic
from service.cli.diagnosis.patient import Patient
from service.errors import DefinitionError, NotFoundError, TemplateError

if TYPE_CHECKING:
    from service.definitions import Refused

FORMS = Topic("forms", "แบบเก็บข้อมูล (forms)")
ROUNDS = Topic("rounds", "รุ่นของแบบในรอบ (rounds)")
TEMPLATES = Topic("templates", "แม่แบบรายงาน (templates)")
FONTS = Topic("fonts", "แบบอักษร (fonts)")
OFFICE = Topic("office", "ชื่อสำนักงาน (office)")
CHART_FONTS = ("Sarabun-Regular.ttf", "Sarabun-SemiBold.ttf")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def forms(patient: Patient) -> Iterator[Finding]:
    from service.definitions import read_forms

    folder = patient.settings.forms
    try:
        patient.forms, refused = read_forms(folder)
        if patient.forms:
            yield FORMS.ok(f"{', '.join(sorted(patient.forms))} ({folder})")
        yield from _refused(patient, refused)
        yield from _reviews(patient)
    except NotFoundError as error:
        yield FORMS.error(
            f"{folder}: ไม่มีแบบเก็บข้อมูล (*.yaml) · no form here",
            "ตั้ง TIDTAM_FORMS เป็นโฟลเดอร์ของแบบ หรือเลิกตั้ง · set TIDTAM_FORMS to the forms, or unset it",
            error.exit_code,
        )


def _refused(patient: Patient, refused: "Sequence[Refused]") -> Iterator[Finding]:
    """Files that are no form: rounds go on without them, unless there is nothing at all to go on with."""
    from service.steps.installing import installed_forms

    remedy = "แก้แฟ้มนี้แล้วสั่ง tidtam schemas check · correct the file, then run tidtam schemas check"
    try:
        if not patient.forms and patient.store:
            installed_forms(patient.settings.forms, patient.store)
        stops = not patient.forms and not patient.store
    except DefinitionError:
        stops = True
    for fault in (fault for file in refused for fault in file.faults):
        yield FORMS.error(fault, remedy, DefinitionError.exit_code) if stops else FORMS.warning(fault, remedy)


def _reviews(patient: Patient) -> Iterator[Finding]:
    """Drafts whose day of review is past, in one line: to be known, and no fault of the installation."""
    from service.core.reviewing import review_note

    today = patient.now().date()
    by_day = sorted(patient.forms.values(), key=lambda form: form.review_by or date.max)
    words = [(form.id, review_note(form.authored_by, form.review_by, today)) for form in by_day]
    if notes := [f"⚠ {form_id}: {note}" for form_id, note in words if note]:
        others = len(notes) - 1
        yield FORMS.note(
            notes[0] + (f" และอีก {others} แบบ · and {others} more" if others else ""),
            "ดูทีละแบบด้วย tidtam schemas check ทบทวน แล้วเลื่อน review_by หรือแก้ authored_by · "
            "see each with schemas check, review it, then move review_by",
        )


def rounds(patient: Patient) -> Iterator[Finding]:
    """Open rounds that work with another version of their form than the installed one."""
    if patient.store is None or not patient.forms:
        yield ROUNDS.note("ยังไม่มีฐานข้อมูลหรือแบบ · no database or no form yet")
        return
    from service.steps.versions import newer_words

    older = False
    for opened in patient.store.rounds.all():
        form = patient.forms.get(opened.form_id)
        if form is None or opened.closed or form.definition_hash == opened.definition_hash:
            continue
        older = True
        name = f"{opened.form_id} {opened.round_id}"
        yield ROUNDS.note(
            f"{name} {newer_words(opened.form_version, form.version)} · a newer version is installed",
            f"ดูผลก่อนด้วย tidtam schemas diff {opened.form_id}@{opened.definition_hash} installed "
            f"แล้วสั่ง tidtam migrate {name} · see what it moves, then migrate",
        )
    if not older:
        yield ROUNDS.ok("รอบที่เปิดอยู่ใช้แบบรุ่นที่ติดตั้ง · open rounds use the installed versions")


def _named_templates(patient: Patient) -> list[Path]:
    """Each template once, however many forms share it."""
    names = dict.fromkeys(form.report.template for form in patient.forms.values() if form.report)
    return [patient.settings.templates / name for name in names]


def templates(patient: Patient) -> Iterator[Finding]:
    from service.reports.lint import lint

    paths = _named_templates(patient)
    missing = [path for path in paths if not path.exists()]
    for path in missing:
        yield TEMPLATES.error(
            f"ไม่มีแฟ้ม {path} · not there",
            "วางแม่แบบไว้ที่นี่ หรือแก้ TIDTAM_TEMPLATES · put the template there, or correct TIDTAM_TEMPLATES",
            TemplateError.exit_code,
        )
    faults = [(path, fault) for path in paths if path not in missing for fault in lint(path)]
    for path, fault in faults:
        remedy = f"เปิด {path} ใน Word แล้วแก้ · open it in Word and correct this"
        yield TEMPLATES.error(fault, remedy, TemplateError.exit_code)
    if not missing and not faults:
        yield TEMPLATES.ok(
            ", ".join(path.name for path in paths) or "ไม่มีแบบใดใช้รายงาน · no form has a report"
        )


def fonts(patient: Patient) -> Iterator[Finding]:
    """Charts are drawn with a font that comes as a package; Word needs the template's where it is opened."""
    lost = [name for name in CHART_FONTS if not _chart_font(name)]
    if lost:
        yield FONTS.error(
            f"ไม่มีแบบอักษรของแผนภูมิ: {', '.join(lost)} · the charts' font is missing",
            "สั่ง make install หรือ pip install --force-reinstall fontpkg-sarabun · install it again",
            TemplateError.exit_code,
        )
    named = sorted({font for path in _named_templates(patient) for font in _thai_fonts(path)})
    here = _installed_families()
    absent = [font for font in named if here is not None and font not in here]
    shown = ", ".join(named) or "-"
    if absent:
        yield FONTS.note(
            f"เครื่องนี้ไม่มี {', '.join(absent)} (แม่แบบใช้) · not on this machine",
            "ลงในเครื่องที่เปิดรายงานด้วย Word เครื่องนี้ไม่ต้องใช้ · install it where the reports are opened",
        )
    elif not lost:
        yield FONTS.ok(f"แผนภูมิ Sarabun แม่แบบ {shown} · charts Sarabun, templates {shown}")


def _chart_font(name: str) -> bool:
    if importlib.util.find_spec("fontpkg_sarabun") is None:
        return False
    import fontpkg_sarabun

    return (Path(str(fontpkg_sarabun.ROOT)) / "files" / name).is_file()


def _thai_fonts(template: Path) -> set[str]:
    """The fonts a template sets Thai in."""
    try:
        with zipfile.ZipFile(template) as parts:
            trees = [
                ElementTree.fromstring(parts.read(f"word/{name}.xml")) for name in ("styles", "document")
            ]
    except (OSError, KeyError, zipfile.BadZipFile, ElementTree.ParseError):  # the templates' line says so
        return set()
    return {
        font for tree in trees for element in tree.iter(f"{WORD}rFonts") if (font := element.get(f"{WORD}cs"))
    }


def _installed_families() -> set[str] | None:
    """The font families of this machine; None when there is nobody to ask."""
    command = shutil.which("fc-list")
    if command is None:
        return None
    listed = subprocess.run([command, ":", "family"], capture_output=True, text=True, check=False, timeout=30)
    return {family.strip() for line in listed.stdout.splitlines() for family in line.split(",")}


def office(patient: Patient) -> Iterator[Finding]:
    from service.config import read_settings

    if patient.settings.office == read_settings({}).office:
        remedy = "ตั้ง TIDTAM_OFFICE เป็นชื่อสำนักงาน · set TIDTAM_OFFICE to the office's name"
        yield OFFICE.note(f"“{patient.settings.office}” จะอยู่ในรายงาน · stands in reports", remedy)
    else:
        yield OFFICE.ok(patient.settings.office)
