"""How a run gets on, shown on stderr: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .ingest import Watcher
    from .model import Result

MOST_LINES = 20
"""Lines of progress in a log, however long the run."""


@contextmanager
def progress_on_stderr() -> Iterator[Watcher]:
    """A watcher that shows the progress while the context lasts."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines()
        return
    columns = (TextColumn("读取"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=console) as bar:
        yield _Bar(bar)


class _Bar:
    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None)

    def started(self, total: int) -> None:
        """Shows how many there are."""
        self._bar.update(self._task, total=total)

    def finished(self, result: Result) -> None:
        """Moves the bar on; names the file."""
        name = result.submission.id.replace("[", r"\[")
        self._bar.update(self._task, advance=1, description=f"{name} {result.state}")

    def waiting(self, place: str) -> None:
        """Says what is waited for."""
        self._bar.console.print(waiting_told(place), markup=False, highlight=False)


class _Lines:
    def __init__(self) -> None:
        self._total = 0
        self._done = 0

    def started(self, total: int) -> None:
        """Says how many there are."""
        self._total = total
        sys.stderr.write(f"共 {total} 份提交\n")

    def finished(self, result: Result) -> None:
        """Says now and then how many are done."""
        self._done += 1
        every = max(1, self._total // MOST_LINES)
        if self._done % every == 0 or self._done == self._total:
            line = f"已读 {self._done}/{self._total}：{result.submission.id} {result.state}\n"
            sys.stderr.write(line)

    def waiting(self, place: str) -> None:
        """Says what is waited for."""
        sys.stderr.write(f"{waiting_told(place)}\n")


def waiting_told(place: str) -> str:
    """The sentence for a clerk whose run waits."""
    return f"另一次运行正在使用 {place}；等它结束后自动继续，按 Ctrl-C 取消。"
