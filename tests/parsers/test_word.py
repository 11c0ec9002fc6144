"""What a Word document says is what it prints: text, order, revisions, fields, boxes, headers."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml import (
    STRICT_NAMESPACE,
    W_NAMESPACE,
    WORD_MAIN,
    cell,
    docx,
    packaged,
    paragraph,
    row,
    run,
    table,
    word_part,
    zipped,
)

from parsers.errors import Empty, FileProblem, TooLarge, Unreadable
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Cell, Grid, Kind, Paragraph, Source
from parsers.word import read_word

if TYPE_CHECKING:
    from pathlib import Path

    from parsers.model import Reading

_HIDDEN_STYLES = (
    '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="P2"><w:basedOn w:val="P"/></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:basedOn w:val="C0"/></w:style>'
    '<w:style w:type="character" w:styleId="C0"><w:basedOn w:val="C"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
)


def _read(body: str, **parts: str) -> Reading:
    return read_word(docx(body, **parts), DEFAULT_LIMITS)


def _texts(body: str, **parts: str) -> list[str]:
    return [p.source.text for p in _read(body, **parts).paragraphs]


def _line(content: str, styles: str = "") -> str:
    """The text of a paragraph with this content, empty where nothing shows."""
    return "".join(_texts(f"<w:p>{content}</w:p>" + paragraph("止"), styles=styles))[:-1]


def _field(*steps: str) -> str:
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="{s}"/></w:r>' if s in {"begin", "separate", "end"} else s
        for s in steps
    )


def _instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_paragraphs_and_tables_come_in_order_without_places() -> None:
    body = (
        paragraph("函")
        + table(row("序号"))
        + paragraph("  ")
        + table(row("项目"))
        + paragraph("注")
    )
    reading = _read(body)
    assert reading.kind is Kind.DOCX
    assert reading.pages is None
    assert reading.blocks == (
        Paragraph(Source("函")),
        Grid((Cell(Source("序号"), 0, 0),)),
        Grid((Cell(Source("项目"), 0, 0),)),
        Paragraph(Source("注")),
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("分管") + run("领导"), "分管领导"),
        ("<w:r><w:t> 全年 </w:t></w:r>", "全年"),
        ("<w:r><w:t>全年\n  实施</w:t></w:r>", "全年   实施"),
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t><w:cr/><w:t>四</w:t></w:r>",
         "一\t二\n三\n四"),
        ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t><w:softHyphen/></w:r>", "1-2"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="宋体" w:char="25A1"/></w:r>', "□"),
        ('<w:r><w:sym w:font="Wingdings" w:char="?"/><w:sym w:char="FFFFFFFF"/></w:r>', ""),
        (f'<w:hyperlink r:id="x">{run("链接")}</w:hyperlink>', "链接"),
        (f"<w:smartTag><w:smartTagPr/>{run('智能')}</w:smartTag>", "智能"),
        (f'<w:fldSimple w:instr=" DATE ">{run("2024年")}</w:fldSimple>', "2024年"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f"<w:customXml>{run('甲')}</w:customXml><w:bdo>{run('乙')}</w:bdo>", "甲乙"),
        ("<m:oMath><m:r><m:t>x≥1</m:t></m:r></m:oMath>", "x≥1"),
        (f"<w:r><w:ruby><w:rt>{run('p')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>",
         "拼"),
        ('<w:r><w:pict><v:shape><v:textpath string="洛江区人民政府"/></v:shape></w:pict></w:r>',
         "洛江区人民政府"),
        (run("权重") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference/></w:r>',
         "权重"),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_its_runs_show(content: str, text: str) -> None:
    assert _line(content) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (_field("begin", _instruction("PAGE"), "separate", run("3"), "end"), "3"),
        (_field("begin", run("IF x"), "separate", run("甲"), "end", run("乙")), "甲乙"),
        (_field("begin", run("IF "), "begin", run("a"), "separate", run("b"), "end", "separate",
                run("果"), "end"), "果"),
        (_field("begin", _instruction("TC"), "end", run("后")), "后"),
        (_field("separate", run("甲"), "end", run("乙")), "甲乙"),
        (_field("begin", run("没有结束")), ""),
    ],
)  # fmt: skip
def test_of_a_field_the_result_is_kept_and_the_instruction_dropped(content: str, text: str) -> None:
    assert _line(content) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<w:ins>{run('增')}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "增"),
        (f"<w:del>{run('删')}</w:del><w:moveFrom>{run('移出')}</w:moveFrom>", ""),
        (f"<w:moveTo>{run('移入')}</w:moveTo>", "移入"),
        (f"<w:ins><w:del>{run('先增后删')}</w:del>{run('留')}</w:ins>", "留"),
        (f"<w:hyperlink><w:ins>{run('链')}</w:ins></w:hyperlink>", "链"),
    ],
)
def test_insertions_are_kept_and_deletions_dropped(content: str, text: str) -> None:
    assert _line(content) == text


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:moveFrom/>", "<w:vanish/>"])
def test_a_paragraph_whose_mark_is_gone_runs_on_in_the_next(mark: str) -> None:
    gone = paragraph("上半", f"<w:rPr>{mark}</w:rPr>")
    assert _texts(gone + paragraph("下半") + gone) == ["上半下半", "上半"]
    kept = paragraph("上半", '<w:rPr><w:vanish w:val="0"/><w:ins/></w:rPr>')
    assert _texts(kept + paragraph("下半")) == ["上半", "下半"]


@pytest.mark.parametrize(
    ("run_properties", "style", "shown"),
    [
        ("<w:vanish/>", "", False),
        ('<w:vanish w:val="1"/>', "", False),
        ('<w:vanish w:val="false"/>', "", True),
        ("<w:webHidden/>", "", True),
        ('<w:rStyle w:val="C"/>', "", False),
        ('<w:rStyle w:val="C0"/>', "", False),
        ('<w:rStyle w:val="Loop"/>', "", True),
        ('<w:rStyle w:val="NoSuch"/>', "", True),
        ("", "P", False),
        ("", "P2", False),
        ('<w:vanish w:val="off"/>', "P2", True),
        ('<w:rStyle w:val="C"/>', "P", True),
    ],
)
def test_hidden_text_is_dropped(run_properties: str, style: str, *, shown: bool) -> None:
    content = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run("隐藏", run_properties)}'
    assert _line(content, _HIDDEN_STYLES) == ("隐藏" if shown else "")


def test_the_default_style_hides_too() -> None:
    vanish = "<w:rPr><w:vanish/></w:rPr>"
    hidden = f'<w:style w:type="paragraph" w:default="1" w:styleId="D">{vanish}</w:style>'
    shown = run("明", '<w:vanish w:val="0"/>')
    assert _texts(f"<w:p>{run('暗')}{shown}</w:p>", styles=hidden) == ["明"]
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    )
    assert _texts(f"<w:p>{run('暗')}{shown}</w:p>", styles=defaults) == ["明"]


def _box(*paragraphs: str) -> str:
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_the_paragraph_that_anchors_it() -> None:
    anchored = f"<w:p>{run('前')}{_box(paragraph('标题'), paragraph('副题'))}{run('后')}</w:p>"
    assert _texts(anchored + paragraph("正文")) == ["前后", "标题", "副题", "正文"]


def test_a_table_in_a_text_box_is_a_grid() -> None:
    reading = _read(f"<w:p>{_box(table(row('序号')))}</w:p>")
    assert reading.blocks == (Grid((Cell(Source("序号"), 0, 0),)),)


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    (grid,) = _read(table(row(cell(f"<w:p>{run('单位')}{_box(paragraph('盖章'))}</w:p>")))).grids
    assert grid.cells == (Cell(Source("单位\n盖章"), 0, 0),)


def test_alternatives_without_text_fall_back() -> None:
    choice = "<mc:Choice><w:drawing/></mc:Choice>"
    content = (
        f"<mc:AlternateContent>{choice}<mc:Fallback>{run('备')}</mc:Fallback></mc:AlternateContent>"
    )
    assert _line(content + "<mc:AlternateContent/>") == "备"


def test_alternatives_may_hold_whole_paragraphs() -> None:
    alternatives = (
        f"<mc:AlternateContent><mc:Choice>{paragraph('甲')}</mc:Choice></mc:AlternateContent>"
    )
    assert _texts(alternatives + "<mc:AlternateContent/>" + paragraph("乙")) == ["甲", "乙"]


def test_content_controls_are_read_at_every_level() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    rows = row("一", control(cell("二"))) + control(row("三", "四"))
    reading = _read(
        control(paragraph("函") + control(table(rows.replace("<w:tc><w:sdt", "<w:sdt"))))
    )
    assert [p.source.text for p in reading.paragraphs] == ["函"]
    assert [c.source.text for c in reading.grids[0].cells] == ["一", "二", "三", "四"]


def test_an_unfilled_content_control_is_blank_and_noted() -> None:
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{run('单击此处输入文字')}</w:sdtContent></w:sdt>"
    )
    block = prompt.replace("<w:sdtContent>", "<w:sdtContent><w:p>").replace(
        "</w:sdtContent>", "</w:p></w:sdtContent>"
    )
    reading = _read(block + f"<w:p>{run('责任人：')}{prompt}</w:p><w:sdt/>")
    assert reading.blocks == (Paragraph(Source("责任人：")),)
    assert reading.notes == ("2 处内容控件未填写，只有提示文字，按空白处理",)


def test_a_document_drawn_in_from_elsewhere_is_noted() -> None:
    assert _read(paragraph("函") + '<w:altChunk r:id="x"/>').notes == (
        "1 处嵌入的外部文档未读取，请在 Word 中打开并另存后再报送",
    )


def test_page_breaks_at_the_ends_of_a_paragraph_are_no_lines() -> None:
    broken = f'<w:p><w:r><w:br w:type="page"/></w:r>{run("考评表")}<w:r><w:br/></w:r></w:p>'
    assert _texts(broken) == ["考评表"]


def _section(*references: tuple[str, str], title_page: bool = False) -> str:
    rows = "".join(f'<w:headerReference w:type="{k}" r:id="{i}"/>' for k, i in references)
    return f"<w:sectPr>{rows}{'<w:titlePg/>' if title_page else ''}</w:sectPr>"


def test_the_header_of_a_section_comes_before_it_and_once() -> None:
    first = f"<w:p><w:pPr>{_section(('default', 'h1'))}</w:pPr>{run('函')}</w:p>"
    second = f"<w:p><w:pPr>{_section()}</w:pPr>{run('方案')}</w:p>"
    again = f"<w:sdt><w:sdtContent>{second}</w:sdtContent></w:sdt>"
    last = paragraph("表") + _section(
        ("first", "h2"), ("default", "h1"), ("even", "h3"), title_page=True
    )
    headers = {
        "h1": paragraph("洛江区") + paragraph("- 1 -"),
        "h2": table(row("考评表")) + table(row("1")),
        "h3": paragraph("双页"),
    }
    reading = read_word(docx(first + again + last, headers=headers), DEFAULT_LIMITS)
    assert reading.blocks == (
        Paragraph(Source("洛江区")),
        Paragraph(Source("函")),
        Paragraph(Source("方案")),
        Grid((Cell(Source("考评表"), 0, 0),)),
        Paragraph(Source("表")),
    )


def test_a_first_page_header_that_is_switched_off_and_a_lost_one_are_left_out() -> None:
    body = paragraph("表") + _section(("first", "h1"), ("default", "gone"))
    data = docx(body, headers={"h1": paragraph("首页")})
    assert read_word(data, DEFAULT_LIMITS).blocks == (Paragraph(Source("表")),)


def test_a_strict_document_reads_like_a_transitional_one() -> None:
    body = f"<w:body>{paragraph('函')}{table(row('序号', '权重'))}</w:body>"
    part = word_part("document", body)
    strict = part.replace(W_NAMESPACE, STRICT_NAMESPACE)
    readings = [
        read_word(
            packaged("word/document.xml", WORD_MAIN, {"word/document.xml": p}), DEFAULT_LIMITS
        )
        for p in (part, strict)
    ]
    assert readings[0] == readings[1]


@pytest.mark.parametrize("body", ["", paragraph(" "), "<w:p/><w:sectPr/>", table()])
def test_a_document_that_says_nothing_is_empty(body: str) -> None:
    with pytest.raises(Empty):
        _read(body)


def test_a_package_without_a_document_or_a_body_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_word(zipped({"[Content_Types].xml": "<Types/>"}), DEFAULT_LIMITS)
    with pytest.raises(Unreadable, match="没有正文"):
        read_word(zipped({"word/document.xml": word_part("document", "")}), DEFAULT_LIMITS)


def test_too_many_cells_are_refused_before_they_are_parsed() -> None:
    limits = replace(DEFAULT_LIMITS, cells=8)
    assert read_word(docx(table(row(*"1234567"))), limits).grids[0].columns == 7
    for body in (table(row(*"12345678")), table(row(*"1234")) + table(row(*"1234"))):
        with pytest.raises(TooLarge):
            read_word(docx(body), limits)


def test_empty_places_count_as_cells() -> None:
    padded = table(row("一", properties='<w:gridAfter w:val="4"/>'))
    with pytest.raises(TooLarge):
        read_word(docx(padded + padded), replace(DEFAULT_LIMITS, cells=8))


def test_a_million_cells_are_refused() -> None:
    cells = "<w:tc><w:p/></w:tc>" * 1000
    body = f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 1000}</w:tbl>"
    with pytest.raises(TooLarge):
        read_word(docx(body), replace(DEFAULT_LIMITS, inflation=100_000))


def test_spans_beyond_reason_are_refused() -> None:
    wide = cell("宽", '<w:gridSpan w:val="99999999999"/>')
    with pytest.raises(TooLarge):
        _read(table(row(wide)))
    with pytest.raises(TooLarge):
        _read(table(row("一", properties='<w:gridBefore w:val="999999999"/>')))
    long = cell("宽", '<w:gridSpan w:val="900"/>')
    with pytest.raises(TooLarge):
        _read(table(*[row("一")] * 1200, row(long)))


def test_tables_nested_beyond_reason_are_refused() -> None:
    body = paragraph("底")
    for _ in range(40):
        body = table(row(cell(body)))
    with pytest.raises(TooLarge, match="嵌套过深"):
        _read(body)


@settings(max_examples=60)
@given(st.data())
def test_a_document_with_any_bytes_changed_raises_nothing_but_a_file_problem(
    data: st.DataObject,
) -> None:
    merged = cell("项目", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>')
    below = cell("", '<w:gridSpan w:val="2"/><w:vMerge/>')
    part = bytearray(
        word_part(
            "document",
            f"<w:body>{paragraph('函')}{table(row(merged, '一'), row(below, '二'))}</w:body>",
        ).encode()
    )
    changes = st.tuples(st.integers(600, len(part) - 1), st.integers(32, 126))
    for position, value in data.draw(st.lists(changes, min_size=1, max_size=6)):
        part[position] = value
    with suppress(FileProblem):
        read_word(
            packaged("word/document.xml", WORD_MAIN, {"word/document.xml": bytes(part)}),
            DEFAULT_LIMITS,
        )


def test_the_samples_have_the_texts_and_spans_that_their_xml_shows(shared: Path) -> None:
    for path in sorted((shared / "samples" / "raw").glob("*.docx")):
        tables = Document(str(path)).tables
        for expected, grid in zip(tables, _reading_of(path).grids, strict=True):
            owners: dict[object, set[Cell]] = {}
            for number, line in enumerate(expected.rows):
                for column, shown in enumerate(line.cells):
                    found = grid.at(number, column)
                    assert found.source.text == shown.text
                    owners.setdefault(shown._tc, set()).add(found)
            assert {len(found) for found in owners.values()} == {1}
            assert len(owners) == len(grid.cells)


def _reading_of(path: Path) -> Reading:
    return read_word(path.read_bytes(), DEFAULT_LIMITS)


def test_paragraphs_and_rows_within_custom_tags_are_read() -> None:
    rows = f"<w:customXml>{row('一')}</w:customXml><w:ins>{row('二')}</w:ins>"
    reading = _read(f"<w:customXml>{paragraph('函')}</w:customXml>" + table(rows))
    assert [p.source.text for p in reading.paragraphs] == ["函"]
    assert [c.source.text for c in reading.grids[0].cells] == ["一", "二"]
