"""How a run goes: its clock, its journal, where it looks, how far it has got."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .events import Stages
from .intake import NoSuchPath
from .run_record import RunFacts
from .run_summary import Account

if TYPE_CHECKING:
    from pathlib import Path

    from .hands import Hands
    from .journal import Journal
    from .memory import Memory
    from .settings import Settings


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Start:
    """When a run began, on the wall's clock and on the machine's (seconds); its stages since."""

    began: datetime = field(default_factory=_now)
    clock: float = field(default_factory=time.perf_counter)
    stages: Stages = field(default_factory=Stages)


@dataclass(frozen=True, slots=True)
class Course:
    """How a run goes, and who reads; `folders` are those in which it looks."""

    start: Start
    settings: Settings
    hands: Hands
    folders: tuple[Path, ...]
    journal: Journal

    def check_folders(self) -> None:
        """Lets no network share that broke off make every file in it one that cannot be read.

        Raises:
            NoSuchPath: a folder is gone.
        """
        gone = [str(folder) for folder in self.folders if not folder.is_dir()]
        if gone:
            raise NoSuchPath(
                f"读取时文件夹不见了：{'、'.join(gone)}；没有发布，原有的数据集没有改动。"
                "已读的已经记下，等它恢复后再运行一次。"
            )

    def facts(self, memory: Memory, *, published: bool) -> RunFacts:
        """How it went by now."""
        reread = tuple(sorted(memory.reread.items()))
        counts = memory.counts
        account = Account(counts["read"], counts["kept"], reread, published, counts["resumed"])
        start, workers, bounds = self.start, self.hands.workers, self.settings.bounds
        seconds = time.perf_counter() - start.clock
        return RunFacts(start.began, seconds, workers, bounds, account, start.stages.seconds)
