"""`kaoping export`: a form written back as the department's own table in Word."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Annotated

import typer

from parsers.system_error import reason_of

HELP = "把一份表从数据集写回 Word，即该单位自己的考评表。"

USAGE = 2
"""Exit status: wrong usage."""


def export_command(
    form: Annotated[
        str, typer.Option("--form", help="提交编号，如 民政局.pdf。", show_default=False)
    ],
    out: Annotated[
        Path, typer.Option("--out", help="kaoping run 写出的数据集在哪个文件夹。")
    ] = Path("data/clean"),
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            help="写到哪个文件。默认在当前文件夹，如 民政局-考评表.docx。",
            show_default=False,
        ),
    ] = None,
    scheme: Annotated[
        str | None,
        typer.Option("--scheme", help="方案名称或 TOML 文件；默认按数据集的年度和分值选。"),
    ] = None,
) -> None:
    """Writes one form as docx."""
    from normalizers.scheme import SchemeProblem, load_scheme  # noqa: PLC0415 - loaded when needed
    from pipeline.export import UnknownSubmission, form_docx  # noqa: PLC0415 - loaded when needed
    from pipeline.published_csv import DatasetProblem  # noqa: PLC0415 - loaded when needed

    target = to or Path(_name_for(form))
    try:
        content = form_docx(out, form, None if scheme is None else load_scheme(scheme))
        _write(target, content)
    except (UnknownSubmission, DatasetProblem, SchemeProblem) as problem:
        typer.echo(f"错误：{problem}", err=True)
        raise typer.Exit(USAGE) from None
    except OSError as problem:
        typer.echo(f"错误：“{target}”写不出：{reason_of(problem)}。", err=True)
        raise typer.Exit(USAGE) from None
    typer.echo(f"已写到 {target}")


def _name_for(submission: str) -> str:
    path = PurePosixPath(submission)
    return "-".join((*path.parts[:-1], f"{path.stem}-考评表.docx")).lstrip("/")


def _write(target: Path, content: bytes) -> None:
    """Puts the file in its place whole, or leaves what was there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".docx", delete=False) as file:
        unfinished = Path(file.name)
        try:
            file.write(content)
            file.close()
            unfinished.chmod(0o666 & ~_mask())
            unfinished.replace(target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
