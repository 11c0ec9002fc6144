"""What a run came to, as a table on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .columns import written
from .model import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .overview import Line, SectionSum
    from .run_summary import Account, RunSummary

NARROWEST = 100
"""Columns of text that the table needs where the output is no terminal that has a width."""

STYLES = {State.PASSED: "green", State.PENDING: "yellow", State.RETURNED: "red"}


def print_summary(summary: RunSummary) -> None:
    """Prints one line a submission, the counts, and where the results are."""
    console = console_on_stdout()
    overview = summary.overview
    if overview.lines:
        console.print(_table(overview.lines, overview.sections))
    print_counts(summary, console)


def print_counts(summary: RunSummary, console: Console) -> None:
    """Prints how many there are in which state, what had to be read, and where the results are."""
    overview = summary.overview
    counts = "，".join(f"{state} {overview.count(state)}" for state in State)
    console.print(f"提交 {len(overview.lines)} 份：{counts}。用时 {summary.seconds:.1f} 秒。")
    for sentence in (*overview.notes, *told(summary.account)):
        console.print(Text(sentence), soft_wrap=True)
    console.print(Text(f"结果在 {summary.out.absolute()}"), soft_wrap=True)


def told(account: Account) -> Iterator[str]:
    """Sentences about what had to be read, and why."""
    if account.resumed:
        yield f"上次运行没有做完，当时已读的 {account.resumed} 份没有再读。"
    for changed, count in account.reread:
        yield f"{changed}有变动：内容没有变的 {count} 份也重新读取了。"
    if not account.published:
        yield "与上次运行相比没有变化，已发布的文件没有改动。"
    elif account.kept:
        yield f"读取 {account.read} 份；另有 {account.kept} 份没有变，用上次读取的结果。"


def console_on_stdout() -> Console:
    """A console that does not squeeze tables when the output goes to a file."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=2 * NARROWEST)


def _table(lines: tuple[Line, ...], sections: tuple[str, ...]) -> Table:
    table = Table(header_style="bold")
    for name in ("提交", "参评单位"):
        table.add_column(name, overflow="fold")
    table.add_column("状态", no_wrap=True)
    for name in (*sections, "错误", "警告", "修正"):
        table.add_column(name, justify="right")
    for line in lines:
        table.add_row(*_cells(line, sections))
    return table


def _cells(line: Line, sections: tuple[str, ...]) -> list[Text]:
    sums = {s.name: s for s in line.sums}
    counts = (line.errors, line.warnings, line.repairs)
    return [
        Text(line.id),
        Text(line.unit),
        Text(line.state, style=STYLES[line.state]),
        *(_sum(sums.get(section)) for section in sections),
        *(Text(str(count)) for count in counts),
    ]


def _sum(section: SectionSum | None) -> Text:
    if section is None:
        return Text("")
    found = "缺" if section.found is None else written(section.found)
    return Text(f"{found}/{written(section.expected)}", style="" if section.right else "red")
