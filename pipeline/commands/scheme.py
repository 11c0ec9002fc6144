"""`kaoping scheme`: the years' forms and rules, listed, shown and learned."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer looks it up
from typing import TYPE_CHECKING, Annotated

import typer

from .options import FileArgument, MemoryOption, TimeoutOption, bounds_of, warm_up
from .refusals import refusals
from .status import UNREADABLE

if TYPE_CHECKING:
    from normalizers.scheme import Scheme

app = typer.Typer(help="考评方案：每年的表样和规则。", no_args_is_help=True)


@app.command("list", help="列出程序自带的方案。")
def scheme_list_command() -> None:
    """Lists the packaged schemes."""
    from normalizers.scheme import packaged_schemes  # noqa: PLC0415 - lazy

    for scheme in packaged_schemes():
        typer.echo(f"{scheme.name}\t{scheme.title}")


@app.command("show", help="显示一个方案的全部内容。")
def scheme_show_command(
    name: Annotated[str, typer.Argument(help="方案名称或 TOML 文件。", show_default=False)],
) -> None:
    """Shows a scheme."""
    from pipeline.scheme_view import print_scheme  # noqa: PLC0415 - lazy
    from pipeline.scheme_wording import load_worded_scheme  # noqa: PLC0415 - lazy

    with refusals():
        print_scheme(load_worded_scheme(name))


@app.command("learn", help="从空白表或样表学出一个方案，供下一年度修改使用。")
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
    warm_up()
    from normalizers.scheme import packaged_schemes  # noqa: PLC0415 - lazy
    from pipeline.job import reading_at  # noqa: PLC0415 - lazy
    from pipeline.learn import NothingLearned, learned_from, report_of, text_of, written_to  # noqa: PLC0415 - lazy
    from pipeline.model import Finding  # noqa: PLC0415 - lazy

    with refusals():
        base = _scheme_of(like) or packaged_schemes()[0]
        reading = reading_at(file, bounds_of(timeout, memory))
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


def _scheme_of(name: str | None) -> Scheme | None:
    from pipeline.scheme_wording import load_worded_scheme  # noqa: PLC0415 - lazy

    return None if name is None else load_worded_scheme(name)
