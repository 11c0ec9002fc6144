"""A style drawn by chance, wider than any one department's habits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from form_dice import dice
from form_model import Printed
from form_style import (
    Edge,
    Merge,
    NotePlace,
    Rules,
    SectionLabel,
    Style,
    Turn,
    WeightPrint,
)

from normalizers.model import Field

if TYPE_CHECKING:
    from random import Random

BRACKETS = (
    ("〔〕",),
    ("〔〕", "（）"),
    ("〔〕", "()", "[]"),
    ("【】", "〔〕"),
    ("﹝﹞",),
    ("［］", "〔〕"),
)
WORDS = (
    (),
    (),
    (),
    (Printed(Field.WEIGHT, "分值"), Printed(Field.UNITS, "责任股室")),
    (Printed(Field.DEADLINE, "完成时间"), Printed(Field.LEADERS, "责任领导")),
    (Printed(Field.NUMBER, "编号"), Printed(Field.OWNERS, "具体责任人")),
    (Printed(Field.WEIGHT, "权重（分）"), Printed(Field.BASIS, "依据文件")),
    (Printed(Field.WEIGHT, "权\n重"), Printed(Field.DEADLINE, "完成\n时限")),
)
MERGED = (
    (),
    (),
    (Field.LEADERS, Field.UNITS, Field.OWNERS),
    (Field.DEADLINE,),
    (Field.DEADLINE, Field.LEADERS, Field.UNITS, Field.OWNERS),
)
SIZES = (7.5, 8, 8.5, 9)


def random_style(seed: int) -> Style:
    """The looks of a form; the same for the same seed."""
    chance = dice("style", seed)
    style = Style(seed=seed, size=chance.choice(SIZES))
    for vary in (_columns, _heads, _merges, _habits, _drawing, _workbook):
        style = vary(style, chance)
    return style


def _often(chance: Random, share: float) -> bool:
    return chance.random() < share


def _columns(style: Style, chance: Random) -> Style:
    return replace(
        style,
        remark=_often(chance, 0.6),
        weight_last=_often(chance, 0.4),
        one_table=_often(chance, 0.5),
        section_label=chance.choice(tuple(SectionLabel)),
        label_brackets=_often(chance, 0.5),
    )


def _heads(style: Style, chance: Random) -> Style:
    return replace(
        style,
        head_repeats=_often(chance, 0.5),
        two_heads=_often(chance, 0.85),
        words=chance.choice(WORDS),
        note=chance.choice(tuple(NotePlace)),
        total_word=chance.choice(("合计", "合 计", "合　计", "总计", "合  计")),
    )


def _merges(style: Style, chance: Random) -> Style:
    return replace(
        style,
        category_merge=chance.choice((Merge.GROUP, Merge.GROUP, Merge.RUN, Merge.ROW)),
        basis_merge=chance.choice((Merge.GROUP, Merge.GROUP, Merge.RUN, Merge.ROW)),
        level1_merge=chance.choice((Merge.GROUP, Merge.GROUP, Merge.GROUP, Merge.ROW)),
        merged=chance.choice(MERGED),
    )


def _habits(style: Style, chance: Random) -> Style:
    return replace(
        style,
        wraps_deadline=_often(chance, 0.5),
        brackets=chance.choice(BRACKETS),
        careless_numbers=_often(chance, 0.4),
        basis_joint=chance.choice(("\n", "\n", "\n", "；", " ")),
        name_joint=chance.choice(("\n", "\n", "、", " ")),
        padded_names=_often(chance, 0.4),
        half_width=_often(chance, 0.25),
        weight_print=chance.choice(tuple(WeightPrint)),
        runs_split=_often(chance, 0.5),
    )


def _drawing(style: Style, chance: Random) -> Style:
    return replace(
        style,
        page_numbers=_often(chance, 0.5),
        rules=chance.choice(tuple(r for r in Rules if r is not Rules.NONE)),
        edge=chance.choice(tuple(Edge)),
        rows_split=_often(chance, 0.3),
        turn=chance.choice((Turn.NONE, Turn.NONE, Turn.ROTATED, Turn.SIDEWAYS)),
        centred=_often(chance, 0.6),
    )


def _workbook(style: Style, chance: Random) -> Style:
    return replace(
        style,
        dated_numbers=_often(chance, 0.2),
        sheets=_often(chance, 0.4),
        hidden_row=_often(chance, 0.2),
    )
