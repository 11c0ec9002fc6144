"""`kaoping diff DIR SUBMISSION`: two versions of a submission, value by value."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer looks it up
from typing import Annotated

import typer

from .options import DbOption  # noqa: TC001 - Typer looks it up
from .refusals import refusals

HELP = "逐项比较一份提交的两个版本。"


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
    with refusals():
        from .difference import show_difference  # noqa: PLC0415 - lazy

        show_difference(folder, submission, versions, db)
