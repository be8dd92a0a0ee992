"""The Quick Policy report says what its context says, and what schools typed arrives as they typed it."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from service.core.report_context import DistrictRow, IndicatorPart, ReportContext, SchoolText
from service.errors import TemplateError
from service.reports.filters import th, th_num
from service.reports.render import render

from .reading import Report
from .sample import NOTHING_KNOWN, absent, card, plain_card, sample

Make = Callable[..., Report]
CARDS = range(11)


@pytest.mark.parametrize("index", CARDS)
def test_a_card_shows_the_value_and_n_of_n_of_each_part(
    report: Report, context: ReportContext, index: int
) -> None:
    one = context.cards[index]
    text = report.chapter(th(one.title))
    for part in one.parts:
        assert th(part.title) in text
        assert th_num(part.area.value, part.decimals) in text
        assert f"{th(part.area.reporting)} จาก {th(part.area.due)}" in text


@pytest.mark.parametrize("index", CARDS)
def test_a_card_shows_every_district_with_its_own_figures(
    report: Report, context: ReportContext, index: int
) -> None:
    one = context.cards[index]
    text = report.chapter(th(one.title))
    for row in (row for part in one.parts for row in part.districts):
        figure = row.figure
        assert f"{row.name} | {th_num(figure.numerator)} | {th_num(figure.denominator)}" in text


def test_the_summary_has_a_row_for_each_indicator(report: Report, context: ReportContext) -> None:
    text = report.chapter("บทสรุปผู้บริหาร")
    for one in context.cards:
        assert f"{th(one.no)} | {th(one.title)}" in text


def test_the_summary_counts_colours_and_targets(report: Report) -> None:
    assert "สีเขียว ๔ ตัว สีเหลือง ๓ ตัว สีแดง ๔ ตัว และยังไม่มีค่า ๐ ตัว" in report.text


def test_the_cover_says_whose_report_it_is_and_what_it_was_made_from(report: Report) -> None:
    cover = "\n".join(report.chapters[""])
    for words in (
        "ตัวอย่าง เขต ๑",
        "รอบ ๖ เดือน",
        "พ.ศ. ๒๕๖๖",
        "๑๒ เมษายน ๒๕๖๖ เวลา ๐๙.๐๕ น.",
        "สมมุติ",
        "2566.1",
    ):
        assert words in cover


def test_the_footer_says_the_revision(report: Report) -> None:
    assert "ฉบับที่ ๒ ข้อมูล ณ ๑๒ เม.ย. ๒๕๖๖" in report.text


def test_nothing_of_the_template_is_left(report: Report) -> None:
    assert not re.search(r"\{\{|\{%|%\}|\}\}|None|\bnan\b|Undefined|Decimal", report.text)


def test_tables_repeat_their_heading_and_never_split_a_row(report: Report) -> None:
    _cover, *tables = report.document.element.body.xpath("./w:tbl")
    assert all(table.xpath("./w:tr[1]/w:trPr/w:tblHeader") for table in tables)
    assert not report.document.element.body.xpath(".//w:tr[not(w:trPr/w:cantSplit)]")


def test_low_coverage_is_said_in_words(report: Report, context: ReportContext) -> None:
    assert context.cards[2].parts[0].area.low_coverage
    assert "ข้อมูลไม่ครบตามเกณฑ์" in report.chapter(th(context.cards[2].title))


def test_each_card_has_one_picture_with_words_for_it(report: Report) -> None:
    pictures = report.document.element.body.xpath("//wp:docPr/@descr")
    assert [words.split()[1] for words in pictures] == [f"QP{number:02}" for number in range(1, 12)]


def test_schools_that_have_not_reported_are_listed_by_district(report: Report) -> None:
    annex = report.chapter("ภาคผนวก")
    assert annex.index("อำเภอเมืองอุบลราชธานี") < annex.index("1034900000") < annex.index("อำเภอเขื่องใน")
    assert "รวม ๒๗ แห่ง" in annex


def test_nobody_missing_is_said_too(made: Make) -> None:
    assert "สถานศึกษาทุกแห่งรายงานครบถ้วนแล้ว" in made(absent=()).text


def test_missing_figures_show_a_dash_and_no_empty_picture(made: Make) -> None:
    made_report = made()
    assert "| – | ๐ จาก ๒๐๕ | – |" in made_report.text
    assert not made_report.document.inline_shapes


def test_a_long_list_of_texts_says_how_many_more(made: Make) -> None:
    texts = tuple(SchoolText(f"โรงเรียน {n}", "เขื่องใน", f"ข้อที่ {n}") for n in range(73))
    text = made(card_changes={"problems": texts}).text
    assert "ข้อที่ 59" in text and "ข้อที่ 60" not in text
    assert "และอีก ๑๓ ข้อความ" in text


def test_the_same_text_of_many_schools_stands_once(made: Make) -> None:
    text = made(card_changes={"problems": (SchoolText("โรงเรียนก", "เขื่องใน", "น้ำท่วม", others=12),)}).text
    assert text.count("น้ำท่วม") == 1 and "และอีก ๑๒ แห่ง" in text


TYPED = (
    "{{ 7*7 }}", "{% if x %}", "{_{ x }_} {_% %_}", "{# หาย #}", '=HYPERLINK("http://a","b")',
    "<script>alert(1)</script>", "<w:p/></w:t>", "A & B &amp; C", "“คำพูด” ‘เดี่ยว’", "ดีมาก 😀👍🏽", "น้ำ ที่ ปั๊ม",
    "บรรทัดหนึ่ง\nบรรทัดสอง\n\nบรรทัดสี่", "แท็บ\tคั่น", "  เว้นวรรคหน้าหลัง  ", "None", "ก" * 4000,
)  # fmt: skip


@pytest.fixture(scope="module")
def typed_cells(tmp_path_factory: pytest.TempPathFactory, template: Path) -> list[str]:
    """All of TYPED in one report, ten in each of its two lists."""
    texts = tuple(SchoolText("โรงเรียนก", "เขื่องใน", typed) for typed in TYPED)
    out = tmp_path_factory.mktemp("typed") / "typed.docx"
    render(template, sample(cards=(plain_card(problems=texts[:10], suggestions=texts[10:20]),)), out)
    return Report(out).cells


@pytest.mark.parametrize("typed", TYPED)
def test_what_a_school_types_arrives_as_typed(typed_cells: list[str], typed: str) -> None:
    assert typed in typed_cells


def test_characters_that_xml_cannot_hold_are_left_out(made: Make) -> None:
    typed = "ก\x00ข\x07ค\x1b\ud800ง\ufffe\r\nจ\x0bฉ\x0cช"
    cells = made(card_changes={"problems": (SchoolText("โรงเรียนก", "เขื่องใน", typed),)}).cells
    assert "กขคง\nจ\nฉ\nช" in cells


def test_a_school_name_with_markup_arrives_as_typed(made: Make) -> None:
    assert "บ้าน <ก> & {{ ข }}" in made(absent=(replace(absent(1), name="บ้าน <ก> & {{ ข }}"),)).cells


def test_codes_keep_their_arabic_digits(made: Make) -> None:
    assert "1034900001" in made(absent=(absent(1),)).cells


def test_the_file_knows_its_title_office_and_time(made: Make) -> None:
    context_time = datetime(2023, 4, 12, 2, 5, tzinfo=UTC)
    properties = made(made_at=context_time, office="สพป. ก & ข").document.core_properties
    assert properties.title == "นโยบายเร่งด่วน (Quick Policy) รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๖"
    assert properties.author == "สพป. ก & ข"
    assert properties.created == context_time == properties.modified


def test_equal_contexts_give_equal_files(tmp_path: Path, template: Path) -> None:
    context, digests = sample(cards=(card(1, parts=card(1).parts[1:]),)), set()
    for name in ("a.docx", "b.docx"):
        render(template, context, tmp_path / name)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_progress_names_each_picture_and_ends_at_the_total(tmp_path: Path, template: Path) -> None:
    told: list[tuple[int, int, str]] = []
    context = sample(cards=(card(1), plain_card()))
    render(template, context, tmp_path / "a.docx", progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == [0, 1, 2, 3]
    assert told[0] == (0, 3, "วาดแผนภูมิ QP01") and told[-1][:2] == (3, 3)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ offfice }}", "“office”"),
        ("{{ response.completed }}", "“complete”"),
        ("{{ office | thai }}", "ตัวกรอง “thai”"),
        ("{% for card in cards %}", "ให้เข้าคู่กัน"),
        ("{{ office | th_date }}", "own.docx"),
        ("{{ cards[99].title }}", "own.docx"),
        ("{{ office.__class__.__mro__ }}", "own.docx"),
    ],
)
def test_a_broken_template_is_refused_with_the_reason(
    tmp_path: Path, template_of: Callable[..., Path], line: str, said: str
) -> None:
    with pytest.raises(TemplateError, match=re.escape(said)):
        render(template_of(line), sample(), tmp_path / "out.docx")


def test_a_file_that_is_not_word_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_text("hello")
    with pytest.raises(TemplateError, match="เปิดไม่ได้"):
        render(tmp_path / "own.docx", sample(), tmp_path / "out.docx")


def test_a_failed_report_leaves_the_earlier_one(tmp_path: Path, template_of: Callable[..., Path]) -> None:
    out = tmp_path / "out.docx"
    out.write_bytes(b"earlier")
    with pytest.raises(TemplateError):
        render(template_of("{{ nothing }}"), sample(), out)
    assert out.read_bytes() == b"earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.docx", "own.docx"]


def test_an_analysts_own_line_is_filled(tmp_path: Path, template_of: Callable[..., Path]) -> None:
    render(
        template_of("ปี {{ fiscal_year | th }} {{ cards[0].parts[0].target }}"), sample(), tmp_path / "a.docx"
    )
    assert "ปี ๒๕๖๖ 3" in Report(tmp_path / "a.docx").text


def test_matplotlib_is_not_imported_before_a_picture_is_drawn() -> None:
    code = "import sys, service.reports.render; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_year_is_called_as_the_round_calls_it(made: Make) -> None:
    text = made(round_title="ภาคเรียนที่ 2", year_words="ปีการศึกษา พ.ศ. 2566").text
    assert "ภาคเรียนที่ ๒ ปีการศึกษา พ.ศ. ๒๕๖๖" in text
    assert "ปีงบประมาณ" not in text
    assert "ปีงบประมาณ พ.ศ. ๒๕๖๖" in made().text  # of an older snapshot


@pytest.mark.parametrize("counts", [(1, 2, 3, 4), (0, 1, 2, 3, 4, 5), (7, 0, 9, 8, 7, 6, 5)])
def test_the_levels_of_a_rubric_are_as_many_as_it_has(made: Make, counts: tuple[int, ...]) -> None:
    text = made(card_changes={"parts": (part_of(area=replace(NOTHING_KNOWN, level_counts=counts)),)}).text
    assert "การกระจายของระดับความสำเร็จ | " + " | ".join(map(th_num, range(len(counts)))) in text
    assert "จำนวนสถานศึกษา (แห่ง) | " + " | ".join(map(th_num, counts)) in text


def test_a_refused_figure_says_why(made: Make) -> None:
    refused = replace(NOTHING_KNOWN, remarks="นิยามเปลี่ยนหลังรอบ 2566-Q1")
    row = DistrictRow("เขื่องใน", refused)
    report = made(card_changes={"parts": (part_of(area=refused, districts=(row,)),)})
    assert report.text.count("นิยามเปลี่ยนหลังรอบ") == 3  # in the summary, on the card, for the district


def part_of(**changes: Any) -> IndicatorPart:
    return replace(plain_card().parts[0], **changes)
