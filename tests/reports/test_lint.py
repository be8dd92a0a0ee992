from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from service.reports.lint import lint

TemplateOf = Callable[..., Path]


def test_the_shipped_template_is_sound(template: Path) -> None:
    assert lint(template) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ offfice }}", "ไม่มีชื่อ “offfice” ให้ใช้ “office”"),
        ("{{ cards[0].parts[0].area.valeu }}", "“valeu” ให้ใช้ “value”"),
        ("{% for c in cards %}{{ c.titel }}{% endfor %}", "“titel” ให้ใช้ “title”"),
        ("{% for n, r in districts %}{{ r.du }}{% endfor %}", "“du” ให้ใช้ “due”"),
        ("{% for g in absent | by_district %}{{ g.nam }}{% endfor %}", "“nam” ให้ใช้ “name”"),
        ("{% set t = cards | tally %}{{ t.gren }}", "“gren” ให้ใช้ “green”"),
        ("{{ office | th_dat }}", "ตัวกรอง “th_dat” ให้ใช้ “th_date”"),
        ("{% if respons.due %}x{% endif %}", "“respons” ให้ใช้ “response”"),
        ("{{ คำ }}", "อักษรอังกฤษเท่านั้น"),
        ("{{ office }", "ให้เข้าคู่กัน"),
        ("{% if office %}", "ให้เข้าคู่กัน"),
    ],
)
def test_a_fault_is_named_with_its_remedy(template_of: TemplateOf, line: str, said: str) -> None:
    assert any(said in message for message in lint(template_of(line)))


def test_a_message_quotes_the_line_where_the_fault_stands(template_of: TemplateOf) -> None:
    (message,) = lint(template_of("ก่อน", "หน่วยงาน {{ offfice }} ครับ", "หลัง"))
    assert message.startswith("own.docx: เนื้อหา “หน่วยงาน {{ offfice }} ครับ”")


def test_a_fault_in_the_footer_is_found(template: Path, tmp_path: Path) -> None:
    document = docx.Document(str(template))
    document.sections[0].footer.paragraphs[0].text = "{{ revison }}"
    document.save(str(tmp_path / "own.docx"))
    (message,) = lint(tmp_path / "own.docx")
    assert "ท้ายกระดาษ" in message and "“revision”" in message


@pytest.mark.parametrize(
    "line",
    [
        "{% for card in cards %}{{ loop.index | th }} {{ card.no }}{% endfor %}",
        '{{ "ข้อความไทยในเครื่องหมายคำพูด" }}',
        "{{ (response.due - response.complete) | th_num }}",
        "{% for name, state in districts if state.due %}{{ name }}{% else %}{{ office }}{% endfor %}",
        "{{ cards[:3] | length }} {{ cards[0].parts[-1].districts[0].figure.value }}",
    ],
)
def test_a_sound_line_is_passed_over(template_of: TemplateOf, line: str) -> None:
    assert lint(template_of(line)) == []


def test_a_style_without_thai_settings_is_named(template: Path, tmp_path: Path) -> None:
    document = docx.Document(str(template))
    document.styles.add_style("ใหม่", 1).font.size = Pt(20)
    document.styles["ใหม่"].font.name = "Arial"
    document.save(str(tmp_path / "own.docx"))
    messages = lint(tmp_path / "own.docx")
    assert len(messages) == 2 and all("ลักษณะ “ใหม่”" in message for message in messages)


def test_words_formatted_by_hand_without_thai_settings_are_named(template_of: TemplateOf) -> None:
    path = template_of("หนา")
    document = docx.Document(str(path))
    document.paragraphs[0].runs[0].bold = True
    document.save(str(path))
    assert "“หนา”: มี w:b แต่ไม่มี w:bCs" in lint(path)[0]


def test_a_document_that_knows_no_thai_is_named(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "own.docx"))
    assert any("ลักษณะเริ่มต้น" in message for message in lint(tmp_path / "own.docx"))


def test_a_file_that_is_not_word_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_text("hello")
    assert "เปิดไม่ได้" in lint(tmp_path / "own.docx")[0]
