"""Automatic numbers come out as Word prints them."""

from __future__ import annotations

import pytest
from ooxml import cell, docx, paragraph, row, table

from parsers.limits import DEFAULT_LIMITS
from parsers.word import read_word
from parsers.word.numerals import numeral
from parsers.word.symbols import symbol_text


def _texts(body: str, numbering: str, styles: str = "") -> list[str]:
    reading = read_word(docx(body, numbering=numbering, styles=styles), DEFAULT_LIMITS)
    return [p.source.text for p in reading.paragraphs]


def _level(index: int, text: str, kind: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def _definition(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def _instance(name: int, definition: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def _item(text: str, level: int | None = 0, instance: int | None = 1, more: str = "") -> str:
    use = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    use += "" if instance is None else f'<w:numId w:val="{instance}"/>'
    return paragraph(text, f"{more}<w:numPr>{use}</w:numPr>")


_SIMPLE = _definition(0, _level(0, "%1.")) + _instance(1, 0)
_NESTED = _definition(0, _level(0, "%1."), _level(1, "%1.%2"), _level(2, "（%3）")) + _instance(
    1, 0
)


def test_a_list_counts_on_and_other_paragraphs_do_not_count() -> None:
    body = _item("工作方案") + paragraph("附注") + _item("考评表")
    assert _texts(body, _SIMPLE) == ["1. 工作方案", "附注", "2. 考评表"]


def test_an_item_without_text_is_its_number_alone() -> None:
    assert _texts(_item(""), _SIMPLE) == ["1."]


def test_a_column_of_numbers_counts_down_its_rows_and_not_under_merges() -> None:
    numbering = _definition(0, _level(0, "1-%1"), _level(1, "1-%1-%2")) + _instance(1, 0)
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell(_item("", 1)), cell(_item("甲", 0), start)),
        row(cell(_item("", 1)), cell(_item("", 0), on)),
        row(cell(_item("", 1)), cell(_item("乙", 0))),
    )
    (grid,) = read_word(docx(body, numbering=numbering), DEFAULT_LIMITS).grids
    assert [c.source.text for c in grid.cells] == ["1-1-1", "1-1 甲", "1-1-1", "1-1-2", "1-2 乙"]


def test_deeper_levels_begin_again_under_each_number() -> None:
    body = "".join(_item(t, level) for t, level in zip("甲乙丙丁戊", (0, 1, 1, 0, 1), strict=True))
    assert _texts(body, _NESTED) == ["1. 甲", "1.1 乙", "1.2 丙", "2. 丁", "2.1 戊"]


def test_a_level_that_nothing_led_to_shows_the_start_of_the_one_above() -> None:
    assert _texts(_item("甲", 1) + _item("乙", 0), _NESTED) == ["1.1 甲", "1. 乙"]


@pytest.mark.parametrize(("restart", "last"), [("0", "（2）"), ("1", "（2）"), ("2", "（1）")])
def test_a_level_begins_again_only_after_the_level_it_names(restart: str, last: str) -> None:
    deep = _level(2, "（%3）", more=f'<w:lvlRestart w:val="{restart}"/>')
    numbering = _definition(0, _level(0, "%1."), _level(1, "%1.%2"), deep) + _instance(1, 0)
    body = "".join(_item("", level) for level in (0, 1, 2, 1, 2))
    assert _texts(body, numbering) == ["1.", "1.1", "（1）", "1.2", last]


def test_instances_of_one_definition_count_together_unless_they_begin_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = _definition(0, _level(0, "%1.")) + _instance(1, 0) + _instance(2, 0)
    numbering += _instance(3, 0, anew)
    body = _item("甲") + _item("乙", instance=2) + _item("丙", instance=3) + _item("丁", instance=3)
    assert _texts(body, numbering) == ["1. 甲", "2. 乙", "5. 丙", "6. 丁"]


def test_an_instance_may_declare_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{_level(0, "第%1条", start=3)}</w:lvlOverride>'
    assert _texts(_item("甲"), _definition(0, _level(0, "%1.")) + _instance(1, 0, own)) == [
        "第3条 甲"
    ]


@pytest.mark.parametrize(
    ("level", "text"),
    [
        (_level(0, "%1、", "chineseCounting"), "一、 甲"),
        (_level(0, "（%1）", "chineseCounting", '<w:suff w:val="nothing"/>'), "（一）甲"),
        (_level(0, "%1", "decimal", '<w:suff w:val="space"/>'), "1 甲"),
        (_level(0, "%1.", "upperRoman", "<w:isLgl/>"), "1. 甲"),
        (_level(0, "%1.", "decimal", "<w:rPr><w:vanish/></w:rPr>"), "甲"),
        (_level(0, "", "none"), "甲"),
        (_level(0, "", "bullet"), "甲"),
        (_level(0, "•", "bullet"), "• 甲"),
        (_level(0, "\uf06c", "bullet", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'), "● 甲"),
        (_level(0, "?", "bullet", '<w:lvlPicBulletId w:val="0"/>'), "• 甲"),
        (_level(0, "%9.", "decimal"), "1. 甲"),
        ('<w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl>', "0 甲"),
        ('<w:lvl w:ilvl="0"/>', "甲"),
        (_level(0, "%1." * 1000), "1." * 42),
    ],
)  # fmt: skip
def test_a_level_is_written_as_it_is_declared(level: str, text: str) -> None:
    (written,) = _texts(_item("甲"), _definition(0, level) + _instance(1, 0))
    assert written.startswith(text)
    assert len(written) < 260


@pytest.mark.parametrize(
    "item",
    [_item("甲", instance=0), _item("甲", instance=9), _item("甲", level=8), _item("甲", 0, None)],
)
def test_a_paragraph_in_no_list_has_no_number(item: str) -> None:
    assert _texts(item, _SIMPLE) == ["甲"]


def test_an_instance_of_no_definition_has_no_numbers() -> None:
    assert _texts(_item("甲"), _instance(1, 7)) == ["甲"]
    assert _texts(
        _item("甲"), '<w:num w:numId="1"/><w:abstractNum><w:lvl w:ilvl="x"/></w:abstractNum>'
    )


def test_a_style_may_number_its_paragraphs() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/>'
        "</w:style>"
    )
    numbering = _definition(
        0,
        _level(0, "%1.", more='<w:pStyle w:val="H1"/>'),
        _level(1, "%1.%2", more='<w:pStyle w:val="H2"/>'),
    ) + _instance(1, 0)
    first, second = '<w:pStyle w:val="H1"/>', '<w:pStyle w:val="H2"/>'
    body = paragraph("甲", first) + paragraph("乙", second) + _item("丙", None, 0, first)
    assert _texts(body + _item("丁", 0, None, second), numbering, styles) == [
        "1. 甲",
        "1.1 乙",
        "丙",
        "2. 丁",
    ]


def test_a_list_style_stands_for_its_definition() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    link = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    numbering = _definition(0, _level(0, "%1)")) + link + _instance(1, 1) + _instance(2, 0)
    assert _texts(_item("甲") + _item("乙", instance=2), numbering, styles) == ["1) 甲", "2) 乙"]


def test_joined_paragraphs_have_one_number_and_the_deleted_one_does_not_count() -> None:
    gone = paragraph("上", '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>')
    assert _texts(gone + _item("下") + _item("后"), _SIMPLE) == ["1. 上下", "2. 后"]


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("decimal", {0: "0", 12: "12", -1: "-1"}),
        ("no such", {7: "7"}),
        ("none", {7: ""}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("numberInDash", {3: "- 3 -"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX", 0: "0", 4000: "4000"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA", 781: "781", 0: "0"}),
        ("lowerLetter", {28: "bb"}),
        (
            "chineseCounting",
            {0: "零", 1: "一", 10: "十", 11: "十一", 20: "二十", 101: "一百零一", 110: "一百一十",
             1001: "一千零一", 2010: "二千零一十", 9999: "九千九百九十九", 10000: "10000"},
        ),
        ("japaneseCounting", {10: "十", 100: "百", 105: "百五", 1000: "千"}),
        ("chineseLegalSimplified", {10: "壹拾", 105: "壹佰零伍"}),
        ("ideographDigital", {10: "一〇"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("decimalEnclosedCircleChinese", {1: "①", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("decimalEnclosedFullstop", {3: "⒊"}),
        ("ideographEnclosedCircle", {1: "㊀"}),
        ("ideographParenthesized", {10: "㈩"}),
    ],
)  # fmt: skip
def test_numbers_are_written_in_words_format(kind: str, numbers: dict[int, str]) -> None:
    assert {number: numeral(number, kind) for number in numbers} == numbers


@pytest.mark.parametrize(
    ("character", "font", "text"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0fc", "Wingdings", "✓"),
        ("\x52", "Wingdings 2", "☑"),
        ("\uf0ff", "Wingdings", "\uf0ff"),
        ("甲", "宋体", "甲"),
    ],
)
def test_characters_of_symbol_fonts_become_what_they_show(
    character: str, font: str, text: str
) -> None:
    assert symbol_text(character, font) == text
