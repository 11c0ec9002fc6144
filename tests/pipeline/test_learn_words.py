"""What single sentences and words of a form teach."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalizers.model import Field
from parsers.model import Cell, Grid, Paragraph, Source
from pipeline.learn.heads import heading_of, is_below_heading, is_heading
from pipeline.learn.notes import Limits, is_unchangeable, limits_in
from pipeline.learn.outline import Label, label_of, outlines_of
from pipeline.learn.title import Title, title_in, unit_word_in
from pipeline.learn.vocabulary import field_of_word

NAMES = ("职能工作目标", "重点工作目标")


@pytest.mark.parametrize(
    ("note", "limits"),
    [
        (
            "每个单位必须设定一级指标15项以上且不多于上一年度的一级指标数量",
            Limits(15, by_last_year=True),
        ),
        ("一级指标不少于15个", Limits(15)),
        ("一级指标至少十五个、最多三十个", Limits(15, 30)),
        ("一级指标不得少于8条，不得超过20条", Limits(8, 20)),
        ("一级指标12个以内，不超过上年", Limits(maximum=12, by_last_year=True)),
        ("二级指标不少于30个", Limits()),
        ("一级指标要突出重点", Limits()),
        ("重点工作目标的一级指标不少于9个。行政能力目标的一级指标不少于3个", Limits(9)),
        ("一级指标不少于二百个", Limits()),
    ],
)
def test_the_note_says_how_many_there_may_be(note: str, limits: Limits) -> None:
    assert limits_in((note,), "一级指标", NAMES) == limits


@pytest.mark.parametrize(
    ("note", "fixed"),
    [
        ("“职能工作目标”不下设二级指标，内容、权重不能改变。", True),
        ("职能工作目标的内容不得擅自更改", True),
        ("职能工作目标由单位自定。其他内容不得改动。", False),
    ],
)
def test_the_note_says_what_must_not_be_changed(note: str, *, fixed: bool) -> None:
    assert is_unchangeable((note,), "职能工作目标") is fixed


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("职能工作目标68分", Label("职能工作目标", Decimal(68))),
        ("依法履职（8分）", Label("依法履职", Decimal(8))),
        ("机关 建设 (12.5分)", Label("机关建设", Decimal("12.5"))),
        ("平安建设", Label("平安建设", None)),
    ],
)
def test_a_label_is_a_name_with_points(text: str, label: Label) -> None:
    assert label_of(text) == label


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("序 号", Field.NUMBER),
        ("指标类别", Field.CATEGORY),
        ("政策文件依据", Field.BASIS),
        ("一级目标", Field.LEVEL1),
        ("工作任务", Field.LEVEL1),
        ("具体举措", Field.LEVEL2),
        ("标准分值", Field.WEIGHT),
        ("办结时限", Field.DEADLINE),
        ("包保领导", Field.LEADERS),
        ("牵头处室", Field.UNITS),
        ("联系人", Field.OWNERS),
        ("备注", Field.REMARK),
        ("自评分", None),
        ("", None),
    ],
)
def test_a_word_of_the_header_names_a_field(word: str, field: Field | None) -> None:
    assert field_of_word(word) is field


def grid(*rows: tuple[str, ...]) -> Grid:
    return Grid(
        tuple(
            Cell(Source(text), row, column)
            for row, line in enumerate(rows)
            for column, text in enumerate(line)
        )
    )


def test_a_header_of_two_rows_without_spans_is_understood() -> None:
    table = grid(
        ("类别", "考核事项", "", "分值", "责任落实", ""),
        ("", "编号", "工作任务", "", "牵头领导", "承办人"),
        ("甲类", "1.1.1", "做事", "2", "周启", "韩承"),
    )
    assert [is_heading(table, row) for row in range(3)] == [True, True, False]
    assert [is_below_heading(table, row) for row in (1, 2)] == [True, False]
    heading = heading_of(table, (0, 1))
    assert heading.named == (
        *(Field.CATEGORY, Field.NUMBER, Field.LEVEL1),
        *(Field.WEIGHT, Field.LEADERS, Field.OWNERS),
    )
    assert heading.groups == ("考核事项", "责任落实")
    assert heading.unknown == ()


def test_a_page_that_begins_anew_goes_on_with_its_section() -> None:
    head = ("项目", "序号", "一级指标", "权重")
    blocks = (
        Paragraph(Source("职能工作目标68分")),
        grid(head, ("重点", "1-1", "甲", "60")),
        grid((*head[:3], "完成时限"), ("重点", "1-2", "乙", "全年")),
        grid(head, ("常规", "2-1", "丙", "8"), ("本项合计", "", "", "68")),
        grid(("说明：内容不得改动。", "", "", "")),
        Paragraph(Source("（续说明）")),
    )
    found = outlines_of(blocks)
    assert [(s.text, [c.text for c in s.captions], s.total) for s in found.sections] == [
        ("职能工作目标68分", ["重点"], None),
        ("", ["常规"], Decimal(68)),
    ]
    assert (found.total_words, found.note_words) == (["合计"], ["说明"])
    assert found.notes == ["说明：内容不得改动。", "（续说明）"]


TITLES = [
    (
        "2024年度洛江区第二系列绩效管理目标考评表",
        Title(
            "2024年度洛江区第二系列绩效管理目标考评表",
            *(2024, "", "洛江区", "第二系列", "绩效管理目标考评表", ""),
        ),
        "luojiang-2024-series2",
    ),
    (
        "泉州市洛江区2025年目标考评表(样表)",
        Title(
            "泉州市洛江区2025年目标考评表",
            *(2025, "泉州市", "洛江区", "", "目标考评表", "(样表)"),
        ),
        "luojiang-2025",
    ),
    (
        "2026年度目标责任书考核表",
        Title("2026年度目标责任书考核表", 2026, "", "", "", "目标责任书考核表", ""),
        "form-2026",
    ),
]


@pytest.mark.parametrize(("text", "title", "name"), TITLES, ids=[t[2] for t in TITLES])
def test_a_title_is_taken_apart(text: str, title: Title, name: str) -> None:
    found = title_in((Paragraph(Source(text)),))
    assert found is not None
    assert (found.text, found.year, found.district) == (title.text, title.year, title.district)
    assert (found.city, found.series, found.kind) == (title.city, title.series, title.kind)
    assert found.name == name


def test_a_title_may_stand_in_the_table_and_may_be_missing() -> None:
    in_table = grid(("2024年度洛江区目标考评表", ""), ("参评单位（盖章）：", ""))
    title = title_in((in_table,))
    assert title is not None
    assert title.district == "洛江区"
    assert unit_word_in((in_table,)) == "参评单位"
    assert title_in((Paragraph(Source("考评表")),)) is None
    assert unit_word_in((Paragraph(Source("考评表")),)) == ""
