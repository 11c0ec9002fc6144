"""Two versions of a submission on the terminal."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from .model import Level
from .summary import STYLES, console_on_stdout
from .tables import NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from .diff import Difference, Row
    from .model import Finding, Result
    from .store.versions import VersionTold

_LEVEL_STYLES = {Level.ERROR: "red", Level.WARNING: "yellow", Level.HINT: "dim"}
_ROW_FIELDS = (
    "大类",
    "项目",
    NUMBER,
    "一级指标",
    "二级指标",
    "权重",
    "完成时限",
    "责任单位",
    "责任人",
)
_NOTHING = Text("（空）", style="dim")


def print_difference(
    told: tuple[VersionTold, VersionTold], results: tuple[Result, Result], found: Difference
) -> None:
    """Prints which versions are compared, then what differs."""
    console = console_on_stdout()
    _print_head(console, told, results)
    if not found:
        console.print("两个版本的内容没有差别：文件变了，读出的值和问题都没有变。")
        return
    _print_changes(console, told, found)
    _print_rows(console, f"新增的指标（{len(found.added)} 项）", found.added, "green")
    _print_rows(console, f"删去的指标（{len(found.dropped)} 项）", found.dropped, "red")
    _print_findings(console, f"已经消除的问题（{len(found.gone)} 个）", found.gone)
    _print_findings(console, f"新出现的问题（{len(found.new)} 个）", found.new)


def _print_head(
    console: Console, told: tuple[VersionTold, VersionTold], results: tuple[Result, Result]
) -> None:
    console.print(Text(results[1].submission.id, style="bold"))
    for version, result in zip(told, results, strict=True):
        form = result.form
        rows = f"{len(form.indicators)} 项指标" if form is not None else "没有读出表"
        console.print(
            Text(f"第 {version.number} 版  {version.came.astimezone():%Y-%m-%d %H:%M} 首次读到  "),
            Text(result.state, style=STYLES[result.state]),
            Text(f"  {rows}，错误 {result.count(Level.ERROR)}，警告 {result.count(Level.WARNING)}"),
            sep="",
        )


def _print_changes(
    console: Console, told: tuple[VersionTold, VersionTold], found: Difference
) -> None:
    if not found.changes:
        return
    table = _table(f"改动的值（{len(found.changes)} 处）")
    table.add_column("序号", no_wrap=True)
    table.add_column("字段", no_wrap=True)
    for version in told:
        table.add_column(f"第 {version.number} 版", overflow="fold", ratio=1)
    for change in found.changes:
        before, after = marked(change.before, change.after)
        table.add_row(Text(change.number or "全表"), Text(change.field), before, after)
    console.print(table)


def marked(before: str, after: str) -> tuple[Text, Text]:
    """Both texts with what differs in them in colour; an empty one says that it is."""
    old, new = Text(), Text()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        old.append(before[i:i_end], style="" if tag == "equal" else "bold red strike")
        new.append(after[j:j_end], style="" if tag == "equal" else "bold green")
    return old if before else _NOTHING, new if after else _NOTHING


def _print_rows(console: Console, title: str, rows: Sequence[Row], style: str) -> None:
    if not rows:
        return
    table = _table(title)
    for field in _ROW_FIELDS:
        narrow = field in {NUMBER, "权重"}
        table.add_column(field, overflow="fold", no_wrap=narrow)
    for row in rows:
        table.add_row(*(Text(row[field]) for field in _ROW_FIELDS), style=style)
    console.print(table)


def _print_findings(console: Console, title: str, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    table = _table(title)
    for heading in ("级别", "代码", "序号", "字段"):
        table.add_column(heading, no_wrap=True)
    table.add_column("说明", overflow="fold", ratio=1)
    for finding in findings:
        style = _LEVEL_STYLES[finding.level]
        cells = (finding.level, finding.code, finding.number, finding.field, finding.message)
        table.add_row(*(Text(str(cell)) for cell in cells), style=style)
    console.print(table)


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", header_style="bold", show_lines=True)
