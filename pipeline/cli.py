"""The command `kaoping`. What a command needs is imported when it is called: the start is quick."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parsers.system_error import reason_of

from .commands import export, notices
from .usage import Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.roster import Roster
    from normalizers.scheme import Scheme

    from .ingest import Settings
    from .run_summary import RunSummary
    from .worker import Bounds

app = typer.Typer(
    name="kaoping",
    cls=Group,
    help="读取、修正、核对并汇总绩效管理目标考评表。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
scheme_app = typer.Typer(help="考评方案：每年的表样和规则。", no_args_is_help=True)
app.add_typer(scheme_app, name="scheme")
app.command("export", help=export.HELP)(export.export_command)
app.command("notices", help=notices.HELP)(notices.notices_command)

READ_ALL, FLAGGED, USAGE, UNREADABLE = range(4)
"""Exit status: all read; --strict and an error found; wrong usage; some file could not be read."""

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it: 128 and the number of the signal."""

SchemeOption = Annotated[
    str | None,
    typer.Option("--scheme", help="方案名称或 TOML 文件；默认按表的标题选，选不出用最新的。"),
]
RosterOption = Annotated[
    Path | None,
    typer.Option(
        "--roster",
        help="人员名册（xlsx、csv）：姓名、单位、股室、职务。",
        show_default=False,
    ),
]
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
TimeoutOption = Annotated[float, typer.Option("--timeout", min=0.1, help="每个文件的时限（秒）。")]
MemoryOption = Annotated[int, typer.Option("--memory", min=64, help="每个文件的内存上限（MB）。")]
DbOption = Annotated[
    str | None,
    typer.Option(
        "--db",
        help="数据库的地址（SQLAlchemy URL）。默认是数据集文件夹里的 kaoping.db。",
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
FileArgument = Annotated[Path, typer.Argument(help="要读的文件。", show_default=False)]


def main() -> None:
    """What the command calls."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends children as Ctrl-C does
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows ?
    app()


@app.command("run", help="读取所有提交，写出数据集。")
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
) -> None:
    """Reads the submissions and publishes the dataset."""
    if fresh or (db is None and not (out / "kaoping.db").exists()):
        _warm_up()  # else there may be nothing to read
    from .ingest import Settings  # noqa: PLC0415
    from .summary import print_summary  # noqa: PLC0415

    settings = Settings(
        scheme, workers, _bounds(timeout, memory), roster, targets, last_year, db, fresh, cluster
    )
    summary = _run(paths or [Path("data/raw")], out, settings)
    print_summary(summary)
    raise typer.Exit(_status_of(summary, strict=strict))


@app.command("show", help="在终端显示一份表，标出修正和问题。")
def show_command(
    file: FileArgument,
    scheme: SchemeOption = None,
    roster: RosterOption = None,
    timeout: TimeoutOption = 120.0,
    memory: MemoryOption = 2048,
) -> None:
    """Shows one form."""
    _warm_up()
    from .job import result_at  # noqa: PLC0415
    from .scheme_wording import with_own_wording  # noqa: PLC0415
    from .show import print_result  # noqa: PLC0415

    with _refusals():
        bounds = _bounds(timeout, memory)
        result = result_at(file, _scheme_of(scheme), bounds, _roster_of(roster))
    print_result(*with_own_wording((result,)))
    raise typer.Exit(READ_ALL if result.form is not None else UNREADABLE)


@app.command("tables", help="输出任何文件里的所有表格。")
def tables_command(
    file: FileArgument,
    timeout: TimeoutOption = 120.0,
    memory: MemoryOption = 2048,
    *,
    json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
) -> None:
    """Prints every table of any file."""
    _warm_up()
    from .job import reading_at  # noqa: PLC0415
    from .model import Finding  # noqa: PLC0415
    from .show_tables import tables_json, tables_text  # noqa: PLC0415

    with _refusals():
        reading = reading_at(file, _bounds(timeout, memory))
    if isinstance(reading, Finding):
        typer.echo(reading.message, err=True)
        raise typer.Exit(UNREADABLE)
    typer.echo(tables_json(reading) if json else tables_text(reading).plain)


@app.command("diff", help="逐项比较一份提交的两个版本。")
def diff_command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="数据集的文件夹。", show_default=False)
    ],
    submission: Annotated[
        str, typer.Argument(metavar="SUBMISSION", help="提交编号。", show_default=False)
    ],
    versions: Annotated[
        tuple[int, int] | None,
        typer.Option(
            "--versions", metavar="A B", help="比较哪两个版本。默认最后两个。", show_default=False
        ),
    ] = None,
    db: DbOption = None,
) -> None:
    """Compares two versions of a submission."""
    with _refusals():
        from .commands.diff import show_difference  # noqa: PLC0415

        show_difference(folder, submission, versions, db)


@scheme_app.command("list", help="列出程序自带的方案。")
def scheme_list_command() -> None:
    """Lists the packaged schemes."""
    from normalizers.scheme import packaged_schemes  # noqa: PLC0415

    for scheme in packaged_schemes():
        typer.echo(f"{scheme.name}\t{scheme.title}")


@scheme_app.command("show", help="显示一个方案的全部内容。")
def scheme_show_command(
    name: Annotated[str, typer.Argument(help="方案名称或 TOML 文件。", show_default=False)],
) -> None:
    """Shows a scheme."""
    from .scheme_view import print_scheme  # noqa: PLC0415
    from .scheme_wording import load_worded_scheme  # noqa: PLC0415

    with _refusals():
        print_scheme(load_worded_scheme(name))


@scheme_app.command("learn", help="从空白表或样表学出一个方案，供下一年度修改使用。")
def scheme_learn_command(
    file: FileArgument,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="方案写到哪个文件；默认打印。", show_default=False),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option("--like", help="表上看不出的取自哪个方案；默认最新的。", show_default=False),
    ] = None,
    timeout: TimeoutOption = 120.0,
    memory: MemoryOption = 2048,
) -> None:
    """Makes a scheme from a blank or sample form."""
    _warm_up()
    from normalizers.scheme import packaged_schemes  # noqa: PLC0415

    from .job import reading_at  # noqa: PLC0415
    from .learn import NothingLearned, learned_from, report_of, text_of, written_to  # noqa: PLC0415
    from .model import Finding  # noqa: PLC0415

    with _refusals():
        base = _scheme_of(like) or packaged_schemes()[0]
        reading = reading_at(file, _bounds(timeout, memory))
        if isinstance(reading, Finding):
            typer.echo(reading.message, err=True)
            raise typer.Exit(UNREADABLE)
        try:
            learned = learned_from(reading, file.name, base)
        except NothingLearned as problem:
            typer.echo(f"学不出方案：{problem}。", err=True)
            raise typer.Exit(UNREADABLE) from None
        text = text_of(learned.scheme, learned.doubts)
        typer.echo(text, nl=False) if out is None else written_to(out, text)
    typer.echo(report_of(learned, text), err=True)


@app.command("doctor", help="检查安装：有什么、缺什么、怎样补。")
def doctor_command() -> None:
    """Looks at what is installed."""
    from .doctor import examine, print_examination  # noqa: PLC0415

    examination = examine()
    print_examination(examination)
    raise typer.Exit(READ_ALL if examination.sound else FLAGGED)


def _warm_up() -> None:
    # The readers load in the server of children while this process loads what it needs itself.
    from .worker import warm_up  # noqa: PLC0415

    warm_up()


def _run(paths: list[Path], out: Path, settings: Settings) -> RunSummary:
    from .ingest import run  # noqa: PLC0415
    from .progress import progress_on_stderr  # noqa: PLC0415

    with _refusals(), progress_on_stderr() as watcher:
        return run(paths, out, settings, watcher)


def _status_of(summary: RunSummary, *, strict: bool) -> int:
    from .model import State  # noqa: PLC0415

    lines = summary.overview.lines
    if any(line.state is State.RETURNED for line in lines):
        return UNREADABLE
    if strict and any(line.errors for line in lines):
        return FLAGGED
    return READ_ALL


@contextmanager
def _refusals() -> Iterator[None]:
    """Tells the user what was refused, in one sentence, and ends."""
    from normalizers.scheme import SchemeProblem  # noqa: PLC0415
    from parsers.archive import NoRoom  # noqa: PLC0415

    from .cluster.problem import ClusterProblem  # noqa: PLC0415
    from .intake import NoSuchPath  # noqa: PLC0415
    from .office_file import OfficeFileProblem  # noqa: PLC0415
    from .store.problems import StoreProblem  # noqa: PLC0415
    from .unpack import SeveralInside  # noqa: PLC0415

    try:
        yield
    except (
        ClusterProblem,
        NoSuchPath,
        SchemeProblem,
        OfficeFileProblem,
        StoreProblem,
        SeveralInside,
        NoRoom,
    ) as problem:
        typer.echo(f"错误：{problem}", err=True)
        raise typer.Exit(USAGE) from None
    except OSError as problem:
        reason = f"{reason_of(problem)}：{problem.filename}"
        typer.echo(f"错误：写不出结果（{reason}）；原有的数据集没有改动。", err=True)
        raise typer.Exit(USAGE) from None
    except KeyboardInterrupt:
        typer.echo("已中断；原有的数据集没有改动。", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _scheme_of(name: str | None) -> Scheme | None:
    from .scheme_wording import load_worded_scheme  # noqa: PLC0415

    return None if name is None else load_worded_scheme(name)


def _roster_of(file: Path | None) -> Roster | None:
    from .roster_file import load_roster  # noqa: PLC0415

    return None if file is None else load_roster(file)


def _bounds(timeout: float, memory: int) -> Bounds:
    from .worker import Bounds  # noqa: PLC0415

    return Bounds(timeout, memory)
