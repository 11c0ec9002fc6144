from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from grids import grid
from hypothesis import given, settings

from parsers.errors import Empty, FileProblem, TooLarge, Unreadable
from parsers.limits import DEFAULT_LIMITS
from parsers.model import Grid, Kind, Paragraph, Place, Reading, Source
from parsers.transcript import read_transcript

if TYPE_CHECKING:
    from pathlib import Path

    from parsers.model import Block

SECONDS = 10.0  # a hostile text must end within; each takes less than two


def read(text: str) -> Reading:
    return read_transcript(text.encode(), DEFAULT_LIMITS)


def lines(*blocks: str | Grid) -> tuple[Block, ...]:
    return tuple(Paragraph(Source(b)) if isinstance(b, str) else b for b in blocks)


def with_text(found: Grid, row: int, column: int, text: str) -> Grid:
    """The grid with another text in the cell of this place."""
    changed = replace(found.at(row, column), source=Source(text))
    return Grid(tuple(changed if c == found.at(row, column) else c for c in found.cells))


def paged(reading: Reading) -> list[tuple[int | None, str]]:
    """Each block's page, with its first text."""
    firsts = [b.cells[0].source if isinstance(b, Grid) else b.source for b in reading.blocks]
    return [(source.place.page, source.text) for source in firsts]


def test_lines_with_tabs_are_a_table_and_others_are_paragraphs() -> None:
    text = (
        "考评表\n\n项目\t序号\t指标\t权重\n\t\t甲 乙\n重点\t1-1\t\t全年 实施\t\n"
        "职能工作目标75分\n丙\t丁\n\n戊\t己\n\t\n"
    )

    assert read(text) == Reading(
        Kind.TEXT,
        lines(
            "考评表",
            grid(
                """
                项目 | 序号 | 指标  | 权重      |
                     |      | 甲 乙 |           |
                重点 | 1-1  |       | 全年 实施 |
                """
            ),
            "职能工作目标75分",
            grid("丙 | 丁"),
            grid("戊 | 己\n|"),
        ),
        method="文本（制表符）",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_texts_are_read_in_the_encodings_of_offices(encoding: str) -> None:
    text = "参评单位：洛江区民政局\r\n项目\t序号\r\n重点工作目标\t1-1-1\r\n"

    reading = read_transcript(text.encode(encoding), DEFAULT_LIMITS)

    assert reading.blocks == lines("参评单位：洛江区民政局", grid("项目|序号\n重点工作目标|1-1-1"))


def test_tags_comments_images_and_entities_in_lines_become_plain_text() -> None:
    text = (
        "<p>说明：<b>不得</b>改变</p>\t\t\n\n<html><body>\n甲<br/>乙<!-- 注 -->&nbsp;\n"
        "![印章](images/1.jpg)后 1 &lt; 2 <张三> a<b\n<div>丙</div><div>丁</div>\n</body></html>\n"
    )

    assert read(text).blocks == lines(
        grid("说明：不得改变 | |"), "甲\n乙", "印章后 1 < 2 <张三> a<b", "丙\n丁"
    )


def test_markdown_tables_come_without_what_draws_them() -> None:
    text = (
        "# 考评表\n\n| 项目 | **序号** | `权重` |\n|:---|:-:|---|\n| a\\|b<br>c | *甲* | __乙__ |\n"
        "| 短 |\n\n**说明**：1\\. 不变\n```markdown\n丙 | 丁\n--- | ---\n戊 | 己\n```\n"
    )

    assert (
        read(text)
        == Reading(
            Kind.MARKDOWN,
            lines(
                "考评表",
                with_text(grid("项目 | 序号 | 权重\n? | 甲 | 乙\n短 | |"), 1, 0, "a|b\nc"),
                "说明：1. 不变",
                grid("丙 | 丁\n戊 | 己"),
            ),
            method="文本（Markdown）",
        )
        or read(text).grids[0].at(1, 0).source.text == "a|b\nc"
    )


def test_tables_of_pipes_need_no_delimiter_row() -> None:
    assert read("|甲|乙|\n|1|2|").blocks == lines(grid("甲|乙\n1|2"))
    assert read("甲 | 乙 | 丙\n1 | 2 | 3").blocks == lines(grid("甲|乙|丙\n1|2|3"))
    assert read("|甲|乙|\n|-|-|\n|1|2|\n|-|-|\n|3|4|").blocks == lines(grid("甲|乙\n1|2\n3|4"))
    assert read("|-|-|\n|1|2|").blocks == lines(grid("1|2"))


def test_pipes_in_prose_make_no_table() -> None:
    assert read("许少坚 | 许秋元\n营商办").blocks == lines("许少坚 | 许秋元", "营商办")
    assert read("甲 | 乙 | 丙").blocks == lines("甲 | 乙 | 丙")
    assert read("一 | 二\n三 | 四").blocks == lines("一 | 二", "三 | 四")
    assert read(r"a\|b").blocks == lines(r"a\|b")


def test_a_line_with_a_pipe_above_a_table_is_no_row_of_it() -> None:
    assert read("甲 | 乙注\n头 | 尾\n---|---\n1 | 2").blocks == lines(
        "甲 | 乙注", grid("头|尾\n1|2")
    )


def test_the_marks_of_a_form_that_is_no_markdown_stay() -> None:
    assert read("泉洛**〔2024〕*号\n参评单位：____").blocks == lines(
        "泉洛**〔2024〕*号", "参评单位：____"
    )


def test_html_tables_keep_their_spans() -> None:
    text = (
        "<table border=1><caption>表1</caption><thead><tr><th rowspan=2>项目</th>"
        "<th colspan='2'>目标</th></tr><tr><th>一级<th>二级</thead>"
        "<tbody><tr><td rowspan=0>重点<td>甲<br>乙<td><p>丙</p><script>藏</script>"
        "<p><b>丁</b><!-- 注 --></p><tr><td colspan=2> 戊  己\n</tbody></table>"
    )

    assert read(text) == Reading(
        Kind.HTML,
        lines(
            "表1",
            grid(
                """
                项目 | 目标  | <
                ^    | 一级  | 二级
                重点 | 甲/乙 | 丙/丁
                ^    | 戊 己 | <
                """
            ),
        ),
        method="文本（HTML）",
    )


def test_spans_that_overlap_or_reach_too_far_end_as_in_browsers() -> None:
    text = (
        "<table><tr><td>1<td rowspan=9>2<td>3</tr><tr><td colspan=5>4<td>5</tr>"
        "<tr></tr><tr><td colspan='x'>6<td colspan=0 rowspan=-1>7<td colspan='+2a'>8</tr></table>"
    )

    assert read(text).grids == (
        grid(
            """
            1 | 2 | 3 |   |
            4 | ^ | 5 |   |
              | ^ |   |   |
            6 | ^ | 7 | 8 | <
            """
        ),
    )


def test_heads_come_first_and_feet_last_and_hidden_rows_not_at_all() -> None:
    text = (
        "<table><tfoot><tr><td>合计</tfoot><tr><td>甲<tr><td>乙"
        "<tr hidden><td>藏<tr style='display: none'><td>藏<tbody style='visibility:collapse'>"
        "<tr><td>藏</tbody><tbody><tr><td>丙<td style='display:none'>藏</tbody>"
        "<thead><tr><td>头</thead></table>"
    )

    assert read(text).grids == (grid("头\n甲\n乙\n丙\n合计"),)


def test_tables_in_cells_are_tables_behind_their_own() -> None:
    inner = "<table><tr><td>内一<table><tr><td>内二</table></table>"
    text = f"<table><tr><td>外{inner}尾<td>旁</table>"

    assert read(text).blocks == lines(grid("外/尾 | 旁"), grid("内一"), grid("内二"))
    assert read(f"<table><tr><td>{inner}</table>").blocks == lines(grid("内一"), grid("内二"))


def test_text_between_and_beside_tables_keeps_its_place() -> None:
    text = (
        "函\n<html><body><table>散<tr>文<td>1</table></body></html>\n职能工作目标68分\n\n---\n\n"
        "<TABLE><tr><td>2</TABLE>尾\n<style>td{color:red}</style><script>'<table>'</script>完"
    )

    assert read(text).blocks == lines(
        "函", "散文", grid("1"), "职能工作目标68分", grid("2"), "尾", "完"
    )


def test_a_table_that_a_program_left_open_ends_with_its_last_row() -> None:
    assert read("<table><tr><td>1</td></tr>\n后").blocks == lines(grid("1"), "后")
    assert read("<table>\n后").blocks == lines("后")
    assert read("前<script>x").blocks == lines("前")


def test_a_whole_document_is_read_as_a_browser_shows_it() -> None:
    text = (
        "<?xml version='1.0' encoding='gbk'?><!-- 存 --><!DOCTYPE html [<!ENTITY a 'x'>]><html>"
        "<head><title>题</title><style>p{}</style></head><body><h1>关于  报送\n的函</h1>"
        "<p>一<span>二</span><br>三&nbsp;四&a;</p><p hidden>藏</p>散<ul><li>甲<li>乙</ul>"
        "<script>藏</script><table><tr><td>1</table><p>--- Page 2 ---</p></body></html>"
    )

    assert read(text) == Reading(
        Kind.HTML,
        lines("]>", "关于 报送 的函", "一二\n三 四&a;", "散", "甲", "乙", grid("1")),
        method="文本（HTML）",
    )


def test_a_document_without_tables_is_html_and_prose_without_marks_is_text() -> None:
    assert read("<html><body><p>函</p></body></html>").method == "文本（HTML）"
    assert read("# 函\n").method == "文本（Markdown）"
    assert read("函\n").method == "文本"
    assert read("<table> </table>甲").blocks == lines("甲")
    assert read("甲\t乙\n<table><tr><td>1</table>").kind is Kind.TEXT


PAGES = [
    ("甲\t1\n\f乙\t2\n", [(1, "甲"), (2, "乙")]),
    ("甲\n<!-- PageBreak -->\n乙\n---\n丙", [(1, "甲"), (2, "乙"), (2, "丙")]),
    ("## Page 1\n甲\n## Page 2\n乙", [(1, "甲"), (2, "乙")]),
    ("{0}-----\n甲\n{1}-----\n乙", [(1, "甲"), (2, "乙")]),
    ("甲\n===== 第2页 =====\n乙\n\n===== 第 3 页 =====\n丙", [(1, "甲"), (2, "乙"), (3, "丙")]),
    ("甲\n第1页 共2页\n乙\n第2页 共2页\n", [(1, "甲"), (2, "乙")]),
    ("--- Page 4 ---\n甲\n---\n乙", [(4, "甲"), (4, "乙")]),
    ("甲\n[Page 3]\n乙", [(None, "甲"), (3, "乙")]),
    ("甲\n---\n乙", [(None, "甲"), (None, "乙")]),
    ("甲\n# Page 1\n乙\n# Page 2\n丙", [(None, "甲"), (None, "乙"), (None, "丙")]),
    ("# Page 1\n甲\n# Page 3\n乙", [(None, "甲"), (None, "乙")]),
    ("甲\n第2页\n乙", [(None, "甲"), (None, "第2页"), (None, "乙")]),
    ("<html><body><!-- page 1 --><p>甲<!-- 注 --><!-- Page: 2 -->乙</p>", [(1, "甲"), (2, "乙")]),
]


@pytest.mark.parametrize(("text", "pages"), PAGES)
def test_marks_between_pages_are_no_content_and_tell_the_page(
    text: str, pages: list[tuple[int | None, str]]
) -> None:
    assert paged(read(text)) == pages


def test_every_cell_of_a_table_has_its_page() -> None:
    (found,) = read("<!-- Page 2 -->\n甲\t乙\n丙\t丁").grids

    assert {c.source.place for c in found.cells} == {Place(2)}


@pytest.mark.parametrize("data", [b"", b" \n", b"\n---\n", b"|---|---|", b"<html></html>"])
def test_a_text_that_says_nothing_is_empty(data: bytes) -> None:
    with pytest.raises(Empty):
        read_transcript(data, DEFAULT_LIMITS)


def test_bytes_that_are_no_text_are_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_transcript(bytes(range(256)) * 8, DEFAULT_LIMITS)


HOSTILE = [
    "<table>" + "<tr><td colspan=1000 rowspan=1000>x" * 3000,
    "<table>" + "<tr><td rowspan=1000000000 colspan=1000000000>x" * 3000 + "</table>",
    "<table><tr><td>" * 5000 + "x" + "</table>" * 5000,
    "<html>" + "<div>" * 90_000,
    "<html><body>" + "<div>" * 120 + "x" + "</div>" * 120 + "</body></html>",
    "x\t" * 1000 + "\n" + "y\tz\n" * 2000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_covers_or_nests_too_much_is_too_large(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(TooLarge):
        read(text)
    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize(
    "piece",
    [
        "**a ",
        "*a ",
        "`",
        "\\",
        "<table ",
        "<!--",
        "<style>",
        "![",
        "- ",
        "#page  ",
        "| ",
        "&",
        "\f",
    ],
)
def test_no_repeated_piece_takes_long(piece: str) -> None:
    start = time.perf_counter()
    read("甲\n" + piece * 100_000 + "x\n" + piece)
    assert time.perf_counter() - start < SECONDS


def test_a_span_of_any_size_is_as_wide_as_a_browser_lets_it_be() -> None:
    (found,) = read("<table><tr><td rowspan=1000000000 colspan=1000000000>x</table>").grids

    assert (found.rows, found.columns) == (1, 1000)


def test_more_cells_than_the_limit_are_too_many_over_all_tables() -> None:
    small = replace(DEFAULT_LIMITS, cells=5)

    with pytest.raises(TooLarge, match="单元格过多"):
        read_transcript(b"1\t2\n\n3\t4\n\n5\t6", small)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_spans_of_html_tile_and_keep_every_text(data: st.DataObject) -> None:
    spans = st.integers(0, 5)
    rows = data.draw(
        st.lists(st.lists(st.tuples(spans, spans), max_size=5), min_size=1, max_size=6)
    )
    rows[0] = [*rows[0], (1, 1)]
    texts = [[f"{r}.{c}" for c in range(len(row_spans))] for r, row_spans in enumerate(rows)]
    cells = [
        "".join(
            f"<td rowspan={down} colspan={across}>{text}</td>"
            for text, (down, across) in zip(row_texts, row_spans, strict=True)
        )
        for row_texts, row_spans in zip(texts, rows, strict=True)
    ]

    (found,) = read("<table><tr>" + "</tr><tr>".join(cells) + "</tr></table>").grids

    shown = [c.source.text for c in found.cells if c.source.text]
    assert shown == [text for row_texts in texts for text in row_texts]
    assert found.rows == len(rows)


PIECES = [
    *("<table>", "</table>", "<tr>", "<td rowspan=3>", "</td>", "<!--", "-->", "<script>"),
    *("\t", "\n", "|", "---", "甲", "\f", "# ", "```", "<p>", "&amp;", "\\", "{1}----", "**"),
]


@given(st.lists(st.sampled_from(PIECES)) | st.text().map(lambda text: [text]))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_or_refused(pieces: list[str]) -> None:
    try:
        reading = read_transcript("".join(pieces).encode(errors="replace"), DEFAULT_LIMITS)
    except FileProblem:
        return
    assert reading.blocks


def test_the_texts_of_the_samples_are_read_whole(shared: Path) -> None:
    folder = shared / "samples"
    for path in folder.glob("raw/*.txt"):
        truth = json.loads((folder / "truth" / f"{path.name}.json").read_text("utf-8"))
        reading = read_transcript(path.read_bytes(), DEFAULT_LIMITS)
        shown = {c.source.text for g in reading.grids for c in g.cells}
        assert {r["seq"] for r in truth["records"] if r["seq"]} <= shown
    for path in (shared / "real").glob("*.txt"):
        text = path.read_text("utf-8")
        reading = read_transcript(text.encode(), DEFAULT_LIMITS)
        assert [len({c.row for c in g.cells}) for g in reading.grids] == _tabbed_runs(text)


def _tabbed_runs(text: str) -> list[int]:
    """How many lines each run of lines with tabs has."""
    marks = "".join("t" if "\t" in line else " " for line in text.split("\n"))
    return [len(run) for run in marks.split()]
