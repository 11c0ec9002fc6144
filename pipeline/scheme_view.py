"""A scheme on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from .columns import written
from .summary import console_on_stdout

if TYPE_CHECKING:
    from normalizers.scheme import Scheme, SectionScheme


def print_scheme(scheme: Scheme) -> None:
    """Prints the scheme's sections, points, columns and fixed items."""
    console = console_on_stdout()
    console.print(Text(f"{scheme.name}  {scheme.title}", style="bold"))
    console.print(_sections(scheme))
    for section in scheme.sections:
        if section.fixed:
            console.print(_fixed(section))


def _sections(scheme: Scheme) -> Table:
    table = Table(header_style="bold", show_lines=True)
    for name in ("大类", "分值", "项目", "一级指标下限", "列", "必填"):
        table.add_column(name, overflow="fold", justify="right" if name == "分值" else "left")
    for section in scheme.sections:
        table.add_row(
            section.name,
            written(section.total),
            "、".join(_category(section)),
            str(section.minimum_level1 or ""),
            "、".join(section.columns),
            "、".join(section.required),
        )
    return table


def _category(section: SectionScheme) -> list[str]:
    return [
        c.name if c.total is None else f"{c.name}（{written(c.total)}分）"
        for c in section.categories
    ]


def _fixed(section: SectionScheme) -> Table:
    table = Table(title=f"{section.name}：固定内容", title_justify="left", header_style="bold")
    for name in ("项目", "序号", "内容", "分值"):
        table.add_column(name, overflow="fold")
    for item in section.fixed:
        table.add_row(item.category, item.number, item.text, written(item.weight))
    return table
