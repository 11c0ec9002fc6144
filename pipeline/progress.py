"""How a run gets on, shown on stderr: a bar on a terminal, else a line every few seconds."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .events import Event, tell
from .pace import Pace, Pacer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .model import Result
    from .watcher import Watcher

EVERY = 5.0
"""Seconds between two lines of progress."""


def lines_on_stderr() -> Lines:
    """A watcher that writes a line now and then, for what may go on for days."""
    return Lines(_write_line)


@contextmanager
def progress_on_stderr() -> Iterator[Watcher]:
    """A watcher that shows the progress while the context lasts."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lines_on_stderr()
        return
    columns = (
        TextColumn("读取"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
    )
    with Progress(*columns, TextColumn("{task.description}"), console=console) as bar:
        yield _Bar(bar)


class _Bar:
    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None, pace="")
        self._pacer = Pacer(0)

    def started(self, total: int) -> None:
        """Shows how many there are."""
        self._pacer = Pacer(total)
        self._bar.reset(self._task, total=total)

    def finished(self, result: Result) -> None:
        """Moves the bar on; names the file."""
        pace = self._pacer.one_more()
        name = result.submission.id.replace("[", r"\[")
        told = f"{name} {result.state}"
        self._bar.update(self._task, completed=pace.done, description=told, pace=pace.told)

    def waiting(self, place: str) -> None:
        """Says what is waited for."""
        self._bar.console.print(waiting_told(place), markup=False, highlight=False)


class _Beat:
    """Says now and then how far reading has got: at its end, and every few seconds before."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._pacer = Pacer(0)
        self._told = 0.0

    def begin(self, total: int) -> None:
        """So many are to be read from now on."""
        self._pacer = Pacer(total)
        self._told = self._clock()

    def one_more(self) -> Pace | None:
        """The pace with one more done, None where it is too early to say anything."""
        pace = self._pacer.one_more()
        if pace.done < pace.total and self._clock() - self._told < EVERY:
            return None
        self._told = self._clock()
        return pace


class Lines:
    """Writes a line when reading begins, when it ends, and every few seconds in between."""

    def __init__(
        self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._write = write
        self._beat = _Beat(clock)

    def started(self, total: int) -> None:
        """Says how many there are."""
        self._beat.begin(total)
        self._write(f"共 {total} 份提交")

    def finished(self, result: Result) -> None:
        """Says now and then how many are done, how fast, and how long it will still take."""
        pace = self._beat.one_more()
        if pace:
            how = "" if pace.done >= pace.total else f"，{pace.told}"
            told = f"{result.submission.id} {result.state}"
            self._write(f"已读 {pace.done}/{pace.total}{how}：{told}")

    def waiting(self, place: str) -> None:
        """Says what is waited for."""
        self._write(waiting_told(place))


class Logged:
    """The same for a log, whose lines are all that is written to stderr."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._beat = _Beat(clock)

    def started(self, total: int) -> None:
        """Logs how many there are."""
        self._beat.begin(total)
        tell(Event("progress", "started", detail=f"{total} to read"))

    def finished(self, result: Result) -> None:
        """Logs now and then how many are done."""
        pace = self._beat.one_more()
        if pace:
            name, figures = result.submission.id, _figures(pace)
            tell(Event("progress", "going on", name, pace.seconds, figures))

    def waiting(self, place: str) -> None:
        """Logs what is waited for."""
        tell(Event("store", "waiting", detail=place))


def waiting_told(place: str) -> str:
    """The sentence for a clerk whose run waits."""
    return f"另一次运行正在使用 {place}；等它结束后自动继续，按 Ctrl-C 取消。"


def _figures(pace: Pace) -> str:
    return f"{pace.done}/{pace.total}, {pace.per_minute:.1f} a minute, {pace.left or 0:.0f} s left"


def _write_line(line: str) -> None:
    sys.stderr.write(f"{line}\n")
