from __future__ import annotations

import pytest

from normalizers.model import Difference, Field, Origin, Presence
from parsers.model import NOWHERE, Place
from pipeline.disagreements import Copy, disagreement, mirrored

SCAN = Copy("扫描.pdf", Origin.SCAN)
WORD = Copy("表.docx", Origin.WORD)
PLACE = Place(page=3)


def difference(
    field: Field,
    said: tuple[str, str] = ("甲", "乙"),
    number: str = "",
    item: str = "",
    presence: Presence = Presence.BOTH,
) -> Difference:
    return Difference(number, item, field, *said, PLACE, NOWHERE, presence)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (
            difference(Field.OWNERS, ("", "陈大明"), "1-2-3"),
            "第1-2-3项的责任人，“扫描.pdf”第3页是空白，“表.docx”写的是“陈大明”。",
        ),
        (
            difference(Field.WEIGHT, ("6", "5"), item="平安建设" * 10),
            f"“{'平安建设' * 6}…”一项的权重，“扫描.pdf”第3页写的是“6”，“表.docx”写的是“5”。",
        ),
        (
            difference(Field.POINTS, ("68", "70"), item="职能工作目标的合计"),
            "职能工作目标的合计，“扫描.pdf”第3页写的是“68”，“表.docx”写的是“70”。",
        ),
        (
            difference(Field.DATE, ("2025年1月3日", "2025年1月5日")),
            "日期，“扫描.pdf”第3页写的是“2025年1月3日”，“表.docx”写的是“2025年1月5日”。",
        ),
        (
            difference(Field.LEVEL2, ("甲" * 61, "乙"), "1-1-1"),
            f"第1-1-1项的二级指标，“扫描.pdf”第3页写的是“{'甲' * 60}…”，“表.docx”写的是“乙”。",
        ),
        (
            difference(Field.SECTION, item="行政能力目标", presence=Presence.OURS),
            "“扫描.pdf”第3页有“行政能力目标”这一大类，“表.docx”没有。",
        ),
        (
            difference(Field.BASIS, item="职能工作目标", presence=Presence.THEIRS),
            "“表.docx”有“职能工作目标”的“文件依据”一栏，“扫描.pdf”第3页没有。",
        ),
        (
            difference(Field.NUMBER, number="1-2-3", presence=Presence.THEIRS),
            "“表.docx”有第1-2-3项，“扫描.pdf”第3页没有。",
        ),
        (
            difference(Field.NUMBER, item="平安建设", presence=Presence.OURS),
            "“扫描.pdf”第3页有“平安建设”一项，“表.docx”没有。",
        ),
    ],
)
def test_a_difference_is_a_sentence(told: Difference, message: str) -> None:
    assert disagreement(told, SCAN, WORD).message == message


@pytest.mark.parametrize(
    ("ours", "theirs", "advice"),
    [
        (SCAN, WORD, "以签字盖章的扫描件“扫描.pdf”为准；请对照原件核对，并请单位改正“表.docx”。"),
        (WORD, SCAN, "以签字盖章的扫描件“扫描.pdf”为准；请对照原件核对，并请单位改正“表.docx”。"),
        (
            WORD,
            Copy("表.xlsx", Origin.SHEET),
            "以Word文件“表.docx”为准；请对照原件核对，并请单位改正“表.xlsx”。",
        ),
        (WORD, Copy("b.docx", Origin.WORD), "请单位确定以哪一份为准，并改正另一份。"),
    ],
)
def test_the_advice_says_which_copy_counts(ours: Copy, theirs: Copy, advice: str) -> None:
    assert disagreement(difference(Field.WEIGHT), ours, theirs).advice == advice


def test_what_may_be_a_misreading_is_to_be_looked_at() -> None:
    told = Difference("1-1-1", "", Field.OWNERS, "甲", "乙", PLACE, NOWHERE, legible=True)
    assert disagreement(told, SCAN, WORD).advice == (
        "两处只差形近字，可能是识别有误，请对照扫描件的原件确认。"
    )


def test_the_other_copy_is_told_the_same_from_its_side() -> None:
    told = difference(Field.NUMBER, ("甲", ""), "1-2-3", presence=Presence.OURS)
    assert mirrored(told) == Difference(
        "1-2-3", "", Field.NUMBER, "", "甲", NOWHERE, PLACE, Presence.THEIRS
    )
    assert mirrored(mirrored(told)) == told
    ours, theirs = disagreement(told, SCAN, WORD), disagreement(mirrored(told), WORD, SCAN)
    assert ours.message == theirs.message
    assert (ours.place, theirs.place) == (PLACE, None)
