"""`kaoping doctor`: what is installed, what is missing, how to get it."""

from __future__ import annotations

import typer

from .status import FLAGGED, READ_ALL

HELP = "检查安装：有什么、缺什么、怎样补。"


def doctor_command() -> None:
    """Looks at what is installed."""
    from pipeline.doctor import examine, print_examination  # noqa: PLC0415 - lazy

    examination = examine()
    print_examination(examination)
    raise typer.Exit(READ_ALL if examination.sound else FLAGGED)
