"""`kaoping tables`: every table of any file."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import FileArgument, MemoryOption, TimeoutOption, bounds_of, warm_up
from .refusals import refusals
from .status import UNREADABLE

HELP = "输出任何文件里的所有表格。"


def tables_command(
    file: FileArgument,
    timeout: TimeoutOption = 120.0,
    memory: MemoryOption = 2048,
    *,
    json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
) -> None:
    """Prints every table of any file."""
    warm_up()
    from pipeline.job import reading_at  # noqa: PLC0415 - lazy
    from pipeline.model import Finding  # noqa: PLC0415 - lazy
    from pipeline.show_tables import tables_json, tables_text  # noqa: PLC0415 - lazy

    with refusals():
        reading = reading_at(file, bounds_of(timeout, memory))
    if isinstance(reading, Finding):
        typer.echo(reading.message, err=True)
        raise typer.Exit(UNREADABLE)
    typer.echo(tables_json(reading) if json else tables_text(reading).plain)
