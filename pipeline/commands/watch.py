"""`kaoping run --watch`: publishes what comes into a folder, until Ctrl-C."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.summary import console_on_stdout, print_counts
from pipeline.watch import Watch, watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.run_summary import RunSummary
    from pipeline.watch import Place
    from pipeline.watcher import Watcher


def watch_until_stopped(
    place: Place, interval: float, watcher: Watcher, say: Callable[[str], None]
) -> RunSummary | None:
    """Watches until Ctrl-C; the last batch that was published, None if there was none.

    `say` tells a clerk a sentence.

    Raises:
        KeyboardInterrupt: it came while a batch was at work.
    """
    listener = _Spoken(say)
    watching = Watch(place, watcher, listener)
    where = "、".join(map(str, place.paths))
    listener.said(f"等待新文件：{where}（每 {interval:g} 秒看一次，按 Ctrl-C 结束）")
    try:
        watch(watching.look, interval)
    except KeyboardInterrupt:
        if watching.at_work:
            raise
        listener.said("已停止；已发布的数据集是完整的。")
    return listener.last


class _Spoken:
    """Says what happens, and prints the counts of each batch."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self.last: RunSummary | None = None

    def published(self, summary: RunSummary) -> None:
        """Prints what the batch came to."""
        self.last = summary
        print_counts(summary, console_on_stdout())

    def said(self, sentence: str) -> None:
        """Says it."""
        self._say(sentence)
