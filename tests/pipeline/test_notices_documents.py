from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Mm, Pt
from form_office import office_pdf
from notices import DUTIES, SENDER, found, lines_of, submission, texts_of, unread

from parsers.office.program import program
from pipeline.model import Level, State
from pipeline.notices import packaged_template
from pipeline.notices.fields import fields_of
from pipeline.notices.letters import letters_on
from pipeline.notices.render import Renderer, Template, TemplateProblem
from pipeline.notices.template import letter_template
from pipeline.notices.template.layout import Paragraph, document_of

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.notices.model import Sender
    from pipeline.published import PublishedSubmission

WARNING = found("letter.date", "报送函没有发文日期。", level=Level.WARNING)
ERROR = found("weight.missing", "第1-1-2项没有填写权重。", "1-1-2", advice="请单位补填。")


def letter_of(
    told: PublishedSubmission, template: Template | None = None, sender: Sender = SENDER
) -> bytes:
    (letter,) = letters_on((told,))
    renderer = Renderer(template or packaged_template())
    return renderer.rendered(fields_of(letter, sender), "题", sender)


def template_saying(text: str) -> Template:
    return Template("甲.docx", document_of((Paragraph("body", text),)))


def test_a_form_that_passed_gets_an_opinion() -> None:
    assert lines_of(letter_of(submission(state=State.PASSED))) == [
        ("公文标题", "关于2024年度绩效管理目标考评表的\n审核意见"),
        ("主送机关", "洛江区民政局："),
        (
            "公文正文",
            (
                "你单位报送的绩效管理目标考评表（泉洛民函〔2025〕1号）收悉。经审核，符合方案规定，"
                "审核通过。"
            ),
        ),
        (
            "公文正文",
            (
                "考评表共列职能工作目标68分、行政能力目标20分、精神文明建设和平安建设12分，合计100分；"
                "一级指标15项，二级指标45项。请据此组织实施，确保各项目标按期完成。"
            ),
        ),
        ("发文机关署名", "区效能办"),
        ("成文日期", "2025年1月3日"),
    ]


def test_a_form_that_passed_with_warnings_is_told_them() -> None:
    texts = texts_of(letter_of(submission(WARNING, state=State.PASSED)))
    assert texts[4:8] == [
        (
            "另有下列事项，不影响审核结果，请一并核对；确需更正的，请于2025年1月10日前报送更正后的"
            "考评表。"
        ),
        "一、请核对的问题",
        "（一）报送函和附件",
        "1.报送函没有发文日期。",
    ]


def test_a_form_with_errors_is_returned() -> None:
    assert lines_of(letter_of(submission(ERROR, WARNING))) == [
        ("公文标题", "关于2024年度绩效管理目标考评表的\n退回修改通知"),
        ("主送机关", "洛江区民政局："),
        (
            "公文正文",
            (
                "你单位报送的绩效管理目标考评表（泉洛民函〔2025〕1号）收悉。经审核，有1处需要修改、"
                "1处请予核对，现予退回。具体意见如下："
            ),
        ),
        ("公文一级标题", "一、需修改的问题"),
        ("公文二级标题", f"（一）{DUTIES}"),
        ("公文正文", "1.第1-1-2项没有填写权重。请补填。"),
        ("公文一级标题", "二、请核对的问题"),
        ("公文二级标题", "（一）报送函和附件"),
        ("公文正文", "1.报送函没有发文日期。"),
        ("公文一级标题", "三、重新报送的要求"),
        (
            "公文末段",
            (
                "请对照上述意见逐项修改、核对，于2025年1月10日前重新报送考评表，并随附报送函。"
                "经核对无误、不作修改的，请在报送函中说明。"
            ),
        ),
        ("发文机关署名", "区效能办"),
        ("成文日期", "2025年1月3日"),
    ]


def test_a_file_that_was_not_read_is_to_be_sent_again() -> None:
    told = unread(
        found("file.encrypted", "文件“财政局.pdf”：需要密码。", advice="请单位取消密码。")
    )
    assert texts_of(letter_of(told, sender=replace(SENDER, deadline=None))) == [
        "关于绩效管理目标考评表的\n退回修改通知",
        "报送单位：",
        "你单位报送的文件“财政局.pdf”未能审核，现予退回，请重新报送。具体情况如下：",
        "一、未能审核的原因",
        "1.文件“财政局.pdf”：需要密码。请取消密码。",
        "二、重新报送的要求",
        (
            "请按上述意见处理后，于收到本通知之日起5个工作日内重新报送报送函、工作方案和考评表。"
            "文件请用 Word、Excel 或 PDF 格式，不设密码；扫描件请逐页扫描完整、清晰。"
        ),
        "区效能办",
        "2025年1月3日",
    ]


def test_a_dataset_without_points_says_nothing_of_them() -> None:
    told = submission(state=State.PASSED)
    bare = replace(
        told, totals=tuple(replace(t, found=None) for t in told.totals), letter_number=""
    )
    assert texts_of(letter_of(bare))[2:] == [
        "你单位报送的绩效管理目标考评表收悉。经审核，符合方案规定，审核通过。",
        "区效能办",
        "2025年1月3日",
    ]


def test_points_are_exact() -> None:
    told = submission(state=State.PASSED)
    halves = tuple(replace(t, found=Decimal("0.10")) for t in told.totals)
    (line,) = [x for x in texts_of(letter_of(replace(told, totals=halves))) if "合计" in x]
    assert "职能工作目标0.1分" in line
    assert "合计0.3分" in line


NASTY = "<w:p/>&amp;{{ 发文机关 }}{% for x in 意见 %}{#c#}'=1+1\x01\x0b\ufffe\u202e\n\t\"]]>"


def test_what_a_submission_says_is_text_and_does_nothing() -> None:
    told = submission(
        found("form.residue", f"留有“{NASTY}”。", actual=NASTY, expected=NASTY, advice=NASTY),
        unit=f"局{NASTY}",
        name=f"{NASTY}.docx",
    )
    texts = texts_of(letter_of(replace(told, letter_number=NASTY)))
    shown = "<w:p/>&amp;{{ 发文机关 }}{% for x in 意见 %}{#c#}'=1+1 \"]]>"
    assert texts[1] == f"局{shown}："
    assert f"（{shown}）收悉" in texts[2]
    assert texts[5].startswith(f"1.留有“{shown}”。")
    assert len(texts) == 10


def test_the_same_letter_has_the_same_bytes_and_no_time_but_its_date() -> None:
    told = submission(ERROR)
    first = letter_of(told)
    assert letter_of(told) == first
    with ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(first)).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        "题",
        "区效能办",
        "区效能办",
    )
    assert properties.created == properties.modified == datetime(2025, 1, 3, tzinfo=UTC)


def test_the_layout_is_the_standards() -> None:
    document = docx.Document(io.BytesIO(letter_of(submission(ERROR))))
    (section,) = document.sections
    page = (section.page_width, section.page_height, section.left_margin, section.top_margin)
    for length, millimetres in zip(page, (210, 297, 28, 37), strict=True):
        assert length is not None
        assert abs(length - Mm(millimetres)) < Mm(0.1)
    assert section.right_margin is not None
    assert section.bottom_margin is not None
    assert abs(page[0] - page[2] - section.right_margin - Mm(156)) < Mm(0.1)  # type: ignore[operator]
    assert abs(page[1] - page[3] - section.bottom_margin - Mm(225)) < Mm(0.1)  # type: ignore[operator]
    sizes = {name: document.styles[name].font.size for name in ("公文标题", "页码（单页）")}
    assert sizes == {"公文标题": Pt(22), "页码（单页）": Pt(14)}
    assert document.settings.odd_and_even_pages_header_footer
    assert section.footer.paragraphs[0].text == "— 1 —"
    assert section.even_page_footer.paragraphs[0].style is not None
    assert section.even_page_footer.paragraphs[0].style.name == "页码（双页）"


def test_fonts_have_others_to_stand_in_for_them() -> None:
    with ZipFile(io.BytesIO(letter_template())) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    assert 'w:name="方正小标宋简体"><w:altName w:val="方正小标宋_GBK,小标宋,华文中宋,宋体"' in fonts


@pytest.mark.parametrize(
    ("office", "indents"),
    [
        ("效" * 14, (None, None)),  # as the style has it
        ("效" * 16, (10, 2)),
        ("效" * 15 + "AB", (10, 2)),
        ("效" * 27, (0, 1)),
        ("效" * 40, (0, 0)),
    ],
)
def test_a_long_name_of_the_office_has_room_for_one_line(
    office: str, indents: tuple[int | None, int | None]
) -> None:
    content = letter_of(submission(ERROR), sender=replace(SENDER, office=office))
    *_, name, day = docx.Document(io.BytesIO(content)).paragraphs
    for paragraph in (name, day):
        form = paragraph.paragraph_format
        sides = (form.left_indent, form.right_indent)
        characters = tuple(None if s is None else round(s.twips / 8844 * 28) for s in sides)
        assert characters == indents


@pytest.mark.skipif(program() is None, reason="no LibreOffice")
def test_a_page_holds_22_lines_of_28_characters() -> None:
    import pdfplumber  # noqa: PLC0415 - only this test needs it

    page = "".join(chr(0x4E00 + n) for n in range(22 * 28))
    document = document_of((Paragraph("addressee", page), Paragraph("addressee", "末")))
    with pdfplumber.open(io.BytesIO(office_pdf(document))) as pdf:
        first, second = pdf.pages
        tops = {round(c["top"]) for c in first.chars if c["size"] > 15}
        lines = [[c for c in first.chars if round(c["top"]) == top] for top in sorted(tops)]
        assert [len(line) for line in lines] == [28] * 22
        assert [c["text"] for c in second.chars if c["size"] > 15] == ["末"]


def test_the_office_may_write_its_own_template(tmp_path: Path) -> None:
    file = tmp_path / "模板.docx"
    file.write_bytes(letter_template())
    edited = docx.Document(str(file))
    edited.paragraphs[0].text = "{{ 主送机关 }}{{ 文种 }}（{{ 期限 }}）"
    edited.save(str(file))
    texts = texts_of(letter_of(submission(ERROR), Template.at(file)))
    assert texts[0] == "洛江区民政局退回修改通知（2025年1月10日前）"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ 单位 }}", "模板“甲.docx”用了没有的字段（'单位' is undefined）。"),
        ("{% if %}", "模板“甲.docx”的字段或语句写法有误（"),
        ("{{ 需修改 / 0 }}", "模板“甲.docx”的字段或语句写法有误（"),
        ("{{ 意见 + 1 }}", "模板“甲.docx”的字段或语句写法有误（"),
        ("{{ 主送机关.__class__.__mro__ }}", "模板“甲.docx”的字段或语句写法有误（"),
        ("{{ range(999999999) }}", "模板“甲.docx”的字段或语句写法有误（"),
    ],
)
def test_a_template_that_cannot_be_filled_in_is_refused(text: str, reason: str) -> None:
    with pytest.raises(TemplateProblem) as refusal:
        letter_of(submission(ERROR), template_saying(text))
    assert str(refusal.value).startswith(reason)


@pytest.mark.parametrize("content", [b"", b"no zip", letter_template()[:900]])
def test_a_template_that_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(TemplateProblem, match=r"模板“甲.docx”不是完好的 .docx 文件"):
        letter_of(submission(ERROR), Template("甲.docx", content))


def test_a_template_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateProblem, match="打不开"):
        Template.at(tmp_path / "没有.docx")
