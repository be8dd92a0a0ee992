"""Read a Word template and say what would go wrong with it: where, what, and what to do, in Thai."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from service.core.report_context import ReportContext
from service.reports.environment import environment
from service.reports.names import unknown_names

_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_PLACES = {RELATIONSHIP_TYPE.HEADER: "หัวกระดาษ", RELATIONSHIP_TYPE.FOOTER: "ท้ายกระดาษ"}
# Word keeps Thai apart from Latin: each setting on the left needs the one on the right for Thai.
_LATIN_AND_THAI = {"w:sz": "w:szCs", "w:b": "w:bCs", "w:i": "w:iCs"}


def lint(template: Path) -> list[str]:
    """One message for each fault, in the order of the document; an empty list means sound."""
    reader = DocxTemplate(template)
    try:
        reader.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        return [f"{template.name}: เปิดไม่ได้ ต้องเป็นไฟล์ Word (.docx) ที่ไม่เสียหาย ให้บันทึกใหม่จาก Word"]
    faults = [fault for place, element in _parts(reader) for fault in _part_faults(reader, place, element)]
    return [f"{template.name}: {fault}" for fault in [*faults, *_style_faults(reader)]]


def _parts(reader: DocxTemplate) -> Iterator[tuple[str, Any]]:
    yield "เนื้อหา", reader.docx.element.body
    for relation in reader.docx.part.rels.values():
        if relation.reltype in _PLACES:
            yield _PLACES[relation.reltype], parse_xml(relation.target_part.blob)


def _part_faults(reader: DocxTemplate, place: str, element: Any) -> Iterator[str]:
    yield from _run_faults(place, element)
    # One paragraph a line, so that a line number leads back to the words that stand there.
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", reader.patch_xml(reader.xml_to_string(element)))
    lines = source.splitlines()
    foreign = list(_foreign_names(place, source))
    yield from foreign
    try:
        tree = environment().parse(source)
    except jinja2.TemplateSyntaxError as error:
        if not foreign:
            where = _where(place, lines, error.lineno)
            yield f"{where}: คำสั่งไม่ครบหรือสะกดผิด ({error.message}) ให้ตรวจวงเล็บและ if/for/end ให้เข้าคู่กัน"
        return
    for line, problem in unknown_names(tree, ReportContext, environment()):
        yield f"{_where(place, lines, line)}: {problem}"


def _foreign_names(place: str, source: str) -> Iterator[str]:
    for tag in _TAG.findall(source):
        if not _QUOTED.sub("", tag).isascii():
            yield f"{place} “{tag}”: ชื่อในคำสั่งต้องเป็นอักษรอังกฤษเท่านั้น ให้เปลี่ยนเป็นชื่อที่ระบบกำหนด"


def _where(place: str, lines: list[str], number: int) -> str:
    """The place and the words around the fault, as its author sees them."""
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    words = " ".join(re.sub("<[^>]+>", " ", line).split())
    return f"{place} “{words[:80]}”" if words else place


def _style_faults(reader: DocxTemplate) -> Iterator[str]:
    styles = reader.docx.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None or not _has_thai_font(defaults.find(qn("w:rFonts"))):
        yield "ลักษณะเริ่มต้นของเอกสาร: ไม่ได้กำหนดแบบอักษรไทย (w:cs) ให้ตั้งค่าเริ่มต้นของแบบอักษรใน Word ใหม่"
    if defaults is None or _thai_language(defaults) != "th-TH":
        yield "ลักษณะเริ่มต้นของเอกสาร: ไม่ได้กำหนดภาษาไทย (w:bidi=th-TH) ให้ตั้งภาษาเริ่มต้นเป็นไทย"
    for style in styles.iter(qn("w:style")):
        name = style.find(qn("w:name")).get(qn("w:val"))
        for missing in _missing_thai(style.find(qn("w:rPr"))):
            yield f"ลักษณะ “{name}”: {missing} ให้แก้ลักษณะนี้ในกล่องแบบอักษร ส่วน “อักษรซับซ้อน”"


def _run_faults(place: str, element: Any) -> Iterator[str]:
    for run in element.iter(qn("w:r")):
        for missing in _missing_thai(run.find(qn("w:rPr"))):
            text = "".join(node.text or "" for node in run.iter(qn("w:t")))
            yield f"{place} “{text[:80]}”: {missing} ให้ล้างการจัดรูปแบบแล้วใช้ลักษณะ (style) แทน"


def _missing_thai(properties: Any) -> Iterator[str]:
    if properties is None:
        return
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None and not _has_thai_font(fonts):
        yield "กำหนดแบบอักษรอังกฤษแต่ไม่กำหนดแบบอักษรไทย (w:cs)"
    for latin, thai in _LATIN_AND_THAI.items():
        if properties.find(qn(latin)) is not None and properties.find(qn(thai)) is None:
            yield f"มี {latin} แต่ไม่มี {thai} ตัวไทยจะไม่เป็นไปตามที่ตั้ง"


def _has_thai_font(fonts: Any) -> bool:
    return fonts is not None and any(fonts.get(qn(name)) for name in ("w:cs", "w:cstheme"))


def _thai_language(properties: Any) -> str:
    language = properties.find(qn("w:lang"))
    return "" if language is None else str(language.get(qn("w:bidi"), ""))
