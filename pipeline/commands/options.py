"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.worker import Bounds

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
FileArgument = Annotated[Path, typer.Argument(help="要读的文件。", show_default=False)]


def bounds_of(timeout: float, memory: int) -> Bounds:
    """What a child may use, as the options say: seconds, and MB."""
    from pipeline.worker import Bounds  # noqa: PLC0415 - lazy

    return Bounds(timeout, memory)


def warm_up() -> None:
    """The readers load in the server of children while this process loads what it needs itself."""
    from pipeline.worker import warm_up as warm_up_children  # noqa: PLC0415 - lazy

    warm_up_children()
