"""Fill a Word template with a report's context; equal contexts give equal files, byte for byte."""

import re
import secrets
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import jinja2
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Cm
from docxtpl import DocxTemplate

from service.core.report_context import Card, ReportContext
from service.errors import TemplateError
from service.reports import charts
from service.reports.environment import environment, xml_text
from service.reports.filters import has_chart, th
from service.reports.lint import lint

Progress = Callable[[int, int, str], None]

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTY_LENGTH = 255
# What a tag, or a filter in it, may raise when the template asks for something impossible.
_FAULTS = (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def render(template: Path, context: ReportContext, out: Path, *, progress: Progress | None = None) -> None:
    """Write ``context`` into ``template`` as ``out``, whole or not at all."""
    tell = progress or _silent
    document = _open(template)
    cards = [card for card in context.cards if has_chart(card)] if _draws_charts(document) else []
    total = len(cards) + 2
    pictures: dict[str, bytes] = {}
    for done, card in enumerate(cards):
        tell(done, total, f"วาดแผนภูมิ {card.id}")
        pictures[card.id] = charts.draw(card)
    tell(total - 2, total, "เติมข้อมูลลงในแม่แบบ")
    _fill(document, template, context, pictures)
    tell(total - 1, total, "บันทึกไฟล์รายงาน")
    _save(document, context, out)
    tell(total, total, "รายงานเสร็จแล้ว")


def _silent(done: int, total: int, step: str) -> None:
    pass


def _open(template: Path) -> DocxTemplate:
    document = DocxTemplate(template)
    try:
        document.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise TemplateError(f"แม่แบบ {template.name} เปิดไม่ได้: ต้องเป็นไฟล์ Word (.docx) ที่ไม่เสียหาย") from error
    return document


def _draws_charts(document: DocxTemplate) -> bool:
    text = "".join(node.text or "" for node in document.docx.element.body.iter(qn("w:t")))
    return re.search(r"\|\s*chart\b", text) is not None


def _fill(
    document: DocxTemplate, template: Path, context: ReportContext, pictures: Mapping[str, bytes]
) -> None:
    jinja = environment()
    jinja.filters["chart"] = lambda card: (
        _Picture(document, pictures[card.id], card) if card.id in pictures else None
    )
    try:
        document.render({field.name: getattr(context, field.name) for field in fields(context)}, jinja)
    except _FAULTS as error:
        faults = [*lint(template), f"{template.name}: เติมข้อมูลลงในแม่แบบไม่ได้ ({error})"]
        raise TemplateError("\n".join(faults)) from error
    _order_cell_properties(document)


class _Picture:
    """A chart inside a line of text, as wide as the page's text. docxtpl's own picture has no alt text."""

    def __init__(self, document: DocxTemplate, png: bytes, card: Card) -> None:
        self._document, self._png, self._card = document, png, card

    def __html__(self) -> str:
        part = self._document.current_rendering_part
        inline = part.new_pic_inline(BytesIO(self._png), width=Cm(charts.WIDTH_CM))
        inline.docPr.set("descr", charts.describe(self._card))
        return f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


def _order_cell_properties(document: DocxTemplate) -> None:
    """docxtpl puts a cell's shading before its width; the standard, and strict readers, want it after."""
    for shading in document.docx.element.body.iter(qn("w:shd")):
        properties = shading.getparent()
        if properties.tag == qn("w:tcPr"):
            places = [properties.find(qn(f"w:{name}")) for name in ("tcW", "gridSpan", "vMerge", "tcBorders")]
            if last := [place for place in places if place is not None]:
                last[-1].addnext(shading)


def _save(document: DocxTemplate, context: ReportContext, out: Path) -> None:
    _set_properties(document, context)
    packed = BytesIO()
    document.save(packed)
    partial = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        partial.write_bytes(_with_fixed_times(packed))
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)


def _set_properties(document: DocxTemplate, context: ReportContext) -> None:
    made = context.made_at
    stamp = made.astimezone(UTC).replace(tzinfo=None) if made.tzinfo else made
    year = context.year_words or f"ปีงบประมาณ พ.ศ. {context.fiscal_year}"
    title = f"{context.form_title} {context.round_title} {year}"
    properties = document.docx.core_properties
    properties.title = xml_text(th(title))[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = xml_text(context.office)[:_PROPERTY_LENGTH]
    properties.created = properties.modified = _whole_second(stamp)
    properties.revision = max(1, context.revision)


def _whole_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _with_fixed_times(packed: BytesIO) -> bytes:
    """The same package with its members dated alike: a zip otherwise remembers when it was made."""
    again = BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(again, "w") as target:
        for member in source.infolist():
            kind = zipfile.ZIP_STORED if member.filename.endswith(".png") else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(member.filename, _ZIP_EPOCH), source.read(member), kind)
    return again.getvalue()
