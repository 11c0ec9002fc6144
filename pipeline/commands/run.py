"""`kaoping run`: reads every submission and publishes the dataset, once or until Ctrl-C."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.events import Event, tell
from pipeline.logs import LogFormat, logged

from .options import (
    DbOption,
    MemoryOption,
    RosterOption,
    SchemeOption,
    TimeoutOption,
    bounds_of,
    warm_up,
)
from .refusals import refusals
from .status import FLAGGED, READ_ALL, UNREADABLE

if TYPE_CHECKING:
    from pipeline.run_summary import RunSummary
    from pipeline.watch import Place

HELP = "读取所有提交，写出数据集。"

TargetsOption = Annotated[
    Path | None,
    typer.Option(
        "--targets",
        help="上级指标清单（xlsx、csv）：条目、名称、牵头单位，可以有清单。",
        show_default=False,
    ),
]
LastYearOption = Annotated[
    Path | None,
    typer.Option(
        "--last-year", metavar="DIR", help="上一年度发布的数据集的文件夹。", show_default=False
    ),
]
LogOption = Annotated[
    Path | None,
    typer.Option("--log", metavar="FILE", help="运行日志写到哪个文件。", show_default=False),
]
LogFormatOption = Annotated[
    LogFormat | None,
    typer.Option(
        "--log-format",
        help="日志的格式，默认 json；没有 --log 时写到标准错误。",
        show_default=False,
    ),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="在 Dask 集群上读，调度程序的地址如 tcp://10.0.0.1:8786。",
        show_default=False,
    ),
]


def run_command(  # noqa: PLR0913, PLR0917 - one argument for each of the command's options
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...", help="文件或文件夹。默认 data/raw。", show_default=False
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="数据集写到哪个文件夹。")] = Path("data/clean"),
    scheme: SchemeOption = None,
    roster: RosterOption = None,
    targets: TargetsOption = None,
    last_year: LastYearOption = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="同时读几个文件。默认为核数。", show_default=False),
    ] = None,
    timeout: TimeoutOption = 120.0,
    memory: MemoryOption = 2048,
    db: DbOption = None,
    cluster: ClusterOption = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="有错误时退出状态为 1。")] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="所有文件都重新读，没有变的也读。")
    ] = False,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="等着文件夹里来新文件，来一批发布一批，按 Ctrl-C 结束。"),
    ] = False,
    interval: Annotated[
        float, typer.Option("--interval", min=0.1, help="用 --watch 时每隔几秒看一次。")
    ] = 5.0,
    log: LogOption = None,
    log_format: LogFormatOption = None,
) -> None:
    """Reads the submissions and publishes the dataset."""
    if fresh or (db is None and not (out / "kaoping.db").exists()):
        warm_up()  # else there may be nothing to read
    alone = log is None and log_format is not None
    with refusals(out), logged(log, log_format):
        from pipeline.settings import Settings  # noqa: PLC0415 - lazy
        from pipeline.watch import Place  # noqa: PLC0415 - lazy

        bounds = bounds_of(timeout, memory)
        settings = Settings(scheme, workers, bounds, roster, targets, last_year, db, fresh, cluster)
        place = Place(tuple(paths or [Path("data/raw")]), out, settings)
        summary = (
            _watch(place, interval, log_alone=alone) if watch else _run(place, log_alone=alone)
        )
    raise typer.Exit(READ_ALL if summary is None else _status_of(summary, strict=strict))


def _run(place: Place, *, log_alone: bool) -> RunSummary:
    from pipeline.ingest import run  # noqa: PLC0415 - lazy
    from pipeline.progress import Logged, progress_on_stderr  # noqa: PLC0415 - lazy
    from pipeline.summary import print_summary  # noqa: PLC0415 - lazy

    shown = nullcontext(Logged()) if log_alone else progress_on_stderr()
    with shown as watcher:
        summary = run(place.paths, place.out, place.settings, watcher)
    print_summary(summary)
    return summary


def _watch(place: Place, interval: float, *, log_alone: bool) -> RunSummary | None:
    from pipeline.progress import Logged, lines_on_stderr  # noqa: PLC0415 - lazy

    from .watch import watch_until_stopped  # noqa: PLC0415 - lazy

    if log_alone:
        return watch_until_stopped(place, interval, Logged(), _log_sentence)
    return watch_until_stopped(place, interval, lines_on_stderr(), _say)


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)
    tell(Event("watch", "told", detail=sentence))


def _log_sentence(sentence: str) -> None:
    tell(Event("watch", "told", detail=sentence))


def _status_of(summary: RunSummary, *, strict: bool) -> int:
    from pipeline.model import State  # noqa: PLC0415 - lazy

    lines = summary.overview.lines
    if any(line.state is State.RETURNED for line in lines):
        return UNREADABLE
    if strict and any(line.errors for line in lines):
        return FLAGGED
    return READ_ALL
