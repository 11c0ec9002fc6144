"""A scheme is learned from a blank form: all that the form shows, and no more."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest
from form_blank import blank_form
from form_schemes import LUOJIANG, QINGLAN
from form_style import NotePlace, SectionLabel
from forms import Kind, Style, build, clean_form, random_form

import parsers
from normalizers.model import Field
from normalizers.scheme import Category, Scheme, SectionScheme, scheme_in
from parsers.model import Kind as ReadKind
from parsers.model import Paragraph, Reading, Source
from pipeline.learn import NothingLearned, learned_from, report_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from form_model import FormSpec

    from pipeline.learn import Learned

KINDS = (Kind.DOCX, Kind.PDF, Kind.OFD, Kind.XLSX, Kind.HTML, Kind.MARKDOWN, Kind.TEXT)
SCHEMES = (LUOJIANG, QINGLAN)
FIXED = "一份表看不出这些内容是否各单位都一样；由单位自定的，请删去 fixed。"


def learned(spec: FormSpec, style: Style, kind: Kind, folder: Path) -> Learned:
    path = folder / f"样表.{kind}"
    path.write_bytes(build(spec, replace(style, scheme=spec.scheme), kind))
    return learned_from(parsers.read(path), path.name, LUOJIANG)


def style_of(scheme: Scheme, **looks: object) -> Style:
    return replace(Style(total_word=scheme.total_words[0]), **looks)  # type: ignore[arg-type]


def differences(mine: Scheme, issued: Scheme) -> list[str]:
    """Where a learned scheme differs from the issued one in what a form shows."""
    whole = ("title", "year", "series", "district", "name")
    found = [n for n in whole if getattr(mine, n) != getattr(issued, n)]
    found += [s.name for s in mine.sections if s not in issued.sections]
    found += [s.name for s in issued.sections if s not in mine.sections]
    for field, words in issued.head_words.items():
        shown = field is not Field.REMARK
        found += [field] if shown and words[0] != mine.head_words.get(field, ("",))[0] else []
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: s.name)
def test_what_the_blank_form_shows_is_the_scheme(
    scheme: Scheme, kind: Kind, tmp_path: Path
) -> None:
    made = learned(blank_form(scheme), style_of(scheme), kind, tmp_path)
    assert differences(made.scheme, scheme) == []


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PDF, Kind.TEXT])
@pytest.mark.parametrize("label", [SectionLabel.LINE, SectionLabel.PARAGRAPH, SectionLabel.COLUMN])
def test_sections_are_told_however_their_labels_stand(
    label: SectionLabel,
    kind: Kind,
    tmp_path: Path,
) -> None:
    for one_table in (True, False):
        looks = {"section_label": label, "one_table": one_table, "label_brackets": True}
        made = learned(blank_form(LUOJIANG), style_of(LUOJIANG, **looks), kind, tmp_path)
        assert differences(made.scheme, LUOJIANG) == []


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PDF])
@pytest.mark.parametrize("seed", [0, 2, 4, 6])
def test_a_sample_that_is_filled_in_serves_as_well(seed: int, kind: Kind, tmp_path: Path) -> None:
    spec, style = random_form(seed, LUOJIANG)
    made = learned(spec, replace(style, words=(), weight_last=False), kind, tmp_path)
    assert differences(made.scheme, LUOJIANG) == []


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: s.name)
def test_what_is_written_is_read_back_with_its_doubts_as_comments(
    scheme: Scheme, tmp_path: Path
) -> None:
    made = learned(blank_form(scheme), style_of(scheme), Kind.DOCX, tmp_path)
    text = text_of(made.scheme, made.doubts)
    assert scheme_in(text, "x.toml") == made.scheme
    assert [d for d in made.doubts if f"# 注意：{d.reason}" not in text] == []
    assert scheme_in(text_of(scheme), "x.toml") == scheme


def test_the_report_names_what_was_learned_and_each_doubt_with_its_line(tmp_path: Path) -> None:
    made = learned(blank_form(LUOJIANG), style_of(LUOJIANG), Kind.DOCX, tmp_path)
    text = text_of(made.scheme, made.doubts)
    lines = text.splitlines()
    number = lines.index(f"# 注意：{FIXED}") + 2
    report = report_of(made, text).splitlines()
    assert report[:2] == [
        "从表上学到：2024年度洛江区第二系列绩效管理目标考评表，共100分",
        "  职能工作目标 68分：重点工作目标、常规工作目标，一级指标不少于15个",
    ]
    assert report[-1] == f"  第{number}行 sections[2].fixed：{FIXED}"


def doubts(made: Learned, *path: str | int) -> list[str]:
    return [d.reason for d in made.doubts if d.path == path]


def test_what_a_form_does_not_print_is_said(tmp_path: Path) -> None:
    looks = {"section_label": SectionLabel.NONE, "note": NotePlace.NONE}
    blank = blank_form(QINGLAN)
    sections = tuple(replace(s, total="") for s in blank.sections)
    spec = replace(blank, sections=sections, title="2026年度目标责任考核表")
    made = learned(spec, style_of(QINGLAN, **looks), Kind.DOCX, tmp_path)
    assert [(s.name, s.total) for s in made.scheme.sections] == [
        (f"大类{n}", 0) for n in (1, 2, 3, 4)
    ]
    assert doubts(made, "district") == ["标题里没有区县名，请填写，如“洛江区”。"]
    assert doubts(made, "sections") == ["各大类的分值合计0分，不是100分，请核对。"]
    assert doubts(made, "sections", 0, "name") == [
        "表上没有印这个大类的名称，这里的名称是推断的，请核对。"
    ]
    assert doubts(made, "sections", 0, "total") == ["合计行和大类名称都没有分值，请填写。"]
    assert doubts(made, "sections", 0, "has_level2") == [
        "表下的说明没有写一级指标至少几个；有规定的，请补写 minimum_level1 = 个数。"
    ]


def test_a_text_that_was_recognised_is_to_be_compared_word_for_word(tmp_path: Path) -> None:
    made = learned(blank_form(LUOJIANG), style_of(LUOJIANG), Kind.TEXT, tmp_path)
    assert doubts(made, "sections", 1, "fixed") == ["文字是识别出来的，请与原件逐字核对。"]


def test_points_that_contradict_each_other_are_said(tmp_path: Path) -> None:
    blank = blank_form(LUOJIANG)
    sections = (replace(blank.sections[0], points="75"), *blank.sections[1:])
    made = learned(replace(blank, sections=sections), style_of(LUOJIANG), Kind.DOCX, tmp_path)
    assert doubts(made, "sections", 0, "total") == [
        "合计行是68分，大类名称标注75分，取合计行的，请核对。"
    ]


def strange_scheme() -> Scheme:
    """A scheme that is packaged nowhere, with words that no scheme has."""
    words = {
        **QINGLAN.head_words,
        Field.CATEGORY: ("任务类别",),
        Field.NUMBER: ("序号",),
        Field.LEVEL1: ("主要任务", "工作事项"),
        Field.LEVEL2: ("具体举措",),
        Field.BASIS: ("制定依据",),
        Field.DEADLINE: ("办结时限",),
        Field.WEIGHT: ("标准分值",),
        Field.LEADERS: ("挂钩领导",),
        Field.UNITS: ("牵头处室",),
        Field.OWNERS: ("具体责任人",),
    }
    sections = tuple(replace(s, name=f"{s.name}类") for s in QINGLAN.sections)
    return replace(
        QINGLAN,
        name="baihe-2027-series3",
        title="2027年度白禾县第三系列综合考核表",
        year=2027,
        series="第三系列",
        district="白禾县",
        head_words=words,
        sections=sections,
        unit_words=(),
    )


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PDF, Kind.XLSX, Kind.TEXT])
def test_a_form_of_unknown_words_is_learned_by_how_they_are_made(
    kind: Kind, tmp_path: Path
) -> None:
    scheme = strange_scheme()
    made = learned(blank_form(scheme), style_of(scheme), kind, tmp_path)
    assert differences(made.scheme, scheme) == []


def test_a_column_that_cannot_be_told_is_named(tmp_path: Path) -> None:
    scheme = strange_scheme()
    scheme = replace(scheme, head_words={**scheme.head_words, Field.BASIS: ("备考",)})
    made = learned(blank_form(scheme), style_of(scheme), Kind.DOCX, tmp_path)
    assert doubts(made, "sections", 0, "columns") == ["表头的“备考”认不出是哪一栏，请补上。"]


def test_a_file_without_title_or_table_teaches_nothing(tmp_path: Path) -> None:
    texts = (Paragraph(Source("2026年度某区综合考评表")), Paragraph(Source("没有表格。")))
    with pytest.raises(NothingLearned, match="没有找到带表头和指标行的表格"):
        learned_from(Reading(ReadKind.TEXT, texts), "x.txt", LUOJIANG)
    untitled = replace(blank_form(LUOJIANG), title="考评表")
    with pytest.raises(NothingLearned, match="没有找到带年度的标题"):
        learned(untitled, style_of(LUOJIANG), Kind.DOCX, tmp_path)


def test_a_form_that_comes_with_letter_and_plan_is_learned_from_its_own_part(
    tmp_path: Path,
) -> None:
    spec = next(s for s in map(clean_form, range(20)) if s.letter and s.plan)
    made = learned(spec, Style(), Kind.DOCX, tmp_path)
    assert differences(made.scheme, LUOJIANG) == []


def test_a_label_that_a_page_edge_cut_is_put_together(tmp_path: Path) -> None:
    looks = {"size": 20, "label_brackets": True}
    made = learned(blank_form(LUOJIANG), style_of(LUOJIANG, **looks), Kind.PDF, tmp_path)
    assert made.scheme.sections[1].categories == (
        Category("党的建设", "3", LUOJIANG.sections[1].categories[0].total),
        *LUOJIANG.sections[1].categories[1:],
    )


def test_every_part_of_a_section_is_written() -> None:
    section = replace(LUOJIANG.sections[0], aliases=("职能目标",), maximum_level1=40)
    scheme = replace(LUOJIANG, sections=(section, *LUOJIANG.sections[1:]))
    written = scheme_in(text_of(scheme), "x.toml").sections[0]
    names = [f.name for f in fields(SectionScheme)]
    assert [getattr(written, n) for n in names] == [getattr(section, n) for n in names]
