"""A scheme on the terminal, complete: what a form must be like, and by which words it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.table import Table
from rich.text import Text

from .columns import written
from .summary import console_on_stdout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from normalizers.scheme import Scheme, SectionScheme


def print_scheme(scheme: Scheme) -> None:
    """Prints all that the scheme says, a table for each kind of thing."""
    console = console_on_stdout()
    for part in _parts(scheme):
        console.print(part)


def _parts(scheme: Scheme) -> Iterator[RenderableType]:
    yield Text(f"{scheme.name}  {scheme.title}", style="bold")
    yield _table("基本情况", ("内容", "规定"), _whole(scheme))
    yield _table("大类", _SECTION_HEADS, [_section(s) for s in scheme.sections])
    words = [(f, "、".join(ws)) for f, ws in scheme.head_words.items()]
    yield _table("表头：哪些词是哪一栏", ("栏目", "表头的词"), words)
    lists = [(x.name, "、".join(x.aliases)) for x in scheme.superior_lists]
    yield from _unless_empty("上级指标清单", ("清单", "又称"), lists)
    wording = [(code, w.message, w.advice) for code, w in scheme.wording.items()]
    yield from _unless_empty("本方案自己的措辞", ("问题代码", "说明", "建议"), wording)
    for section in scheme.sections:
        items = [(i.category, i.number, i.text, written(i.weight)) for i in section.fixed]
        yield from _unless_empty(
            f"{section.name}：固定内容", ("项目", "序号", "内容", "分值"), items
        )


def _whole(scheme: Scheme) -> list[tuple[str, str]]:
    limits = scheme.thresholds
    return [
        ("年度", str(scheme.year)),
        ("系列", scheme.series),
        ("市、区县", f"{scheme.city}、{scheme.district}"),
        ("总分", written(scheme.total)),
        ("标题里有这些词的是考评表", "、".join(scheme.titles)),
        ("单位名称前的词", "、".join(scheme.unit_words)),
        ("合计行的词", "、".join(scheme.total_words)),
        ("说明的词", "、".join(scheme.note_words)),
        ("表头上一层的词", "、".join(scheme.group_head_words)),
        ("模板残留", "、".join(scheme.residue_words)),
        ("夹杂的外文", "、".join(scheme.stray_words)),
        ("不带书名号的依据", "、".join(scheme.plain_bases)),
        ("表示数量、程度的词", "、".join(scheme.measure_words)),
        ("不算具体时限的", "、".join(scheme.open_deadlines)),
        ("把握不到多少只提示、不修正", str(limits.repair)),
        ("相似到多少算相同", str(limits.same_text)),
        ("识别把握低于多少要核对", str(limits.uncertain)),
    ]


_SECTION_HEADS = ("大类", "分值", "项目（分值）", "序号", "一级指标个数", "栏目（*为必填）")


def _section(section: SectionScheme) -> tuple[str, ...]:
    return (
        "、".join((section.name, *section.aliases)),
        written(section.total),
        "\n".join(_categories(section)),
        _numbering(section),
        _limits(section),
        "、".join(f + "*" * (f in section.required) for f in section.columns),
    )


def _categories(section: SectionScheme) -> Iterator[str]:
    for category in section.categories:
        yield (
            category.name
            if category.total is None
            else (f"{category.name}（{written(category.total)}分）")
        )


def _numbering(section: SectionScheme) -> str:
    """Examples of the numbers, one for each 项目: 1-1-1."""
    rest = ["1"] * (section.levels - 1)
    firsts = [c.prefix for c in section.categories if c.prefix]
    return "\n".join(section.separator.join((first, *rest)) for first in firsts) or "无"


def _limits(section: SectionScheme) -> str:
    """How many 一级指标 there may be, one condition a line; empty where none is set."""
    least, most = section.minimum_level1, section.maximum_level1
    conditions = (
        "" if least is None else f"不少于{least}",
        "" if most is None else f"不多于{most}",
        "不多于上一年度" if section.limited_by_last_year else "",
    )
    return "\n".join(filter(None, conditions))


def _unless_empty(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[Table]:
    if rows:
        yield _table(title, heads, rows)


_WHOLE = frozenset({"项目（分值）", "序号", "问题代码"})
"""Columns whose texts are not broken: they would be hard to read."""


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table; rows of which nothing but the first cell is filled are left out."""
    table = Table(title=title, title_justify="left", header_style="bold", show_lines=True)
    for head in heads:
        justify: Literal["left", "right"] = "right" if head == "分值" else "left"
        table.add_column(head, overflow="fold", justify=justify, no_wrap=head in _WHOLE)
    for row in rows:
        if any(row[1:]):
            table.add_row(*map(Text, row))
    return table
