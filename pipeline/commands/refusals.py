"""How a command tells that it was refused something, or interrupted."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from parsers.system_error import refusal_of
from pipeline.usage import INTERRUPTED

from .status import USAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def refusals(out: Path | None = None) -> Iterator[None]:
    """Tells the user what was refused, in a sentence, and ends; `out` is where a run publishes."""
    from normalizers.scheme import SchemeProblem  # noqa: PLC0415 - lazy
    from parsers.archive import NoRoom  # noqa: PLC0415 - lazy
    from pipeline.cluster.problem import ClusterProblem  # noqa: PLC0415 - lazy
    from pipeline.intake import NoSuchPath  # noqa: PLC0415 - lazy
    from pipeline.office_file import OfficeFileProblem  # noqa: PLC0415 - lazy
    from pipeline.store.problems import StoreProblem  # noqa: PLC0415 - lazy
    from pipeline.unpack import SeveralInside  # noqa: PLC0415 - lazy

    before = _stamp(out)
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
        typer.echo(f"错误：写不出结果（{refusal_of(problem)}）；原有的数据集没有改动。", err=True)
        raise typer.Exit(USAGE) from None
    except KeyboardInterrupt:
        is_new = _stamp(out) != before
        told = "新的数据集已经发布。" if is_new else f"原有的数据集没有改动。{_kept_in(out)}"
        typer.echo(f"已中断；{told}", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _stamp(out: Path | None) -> tuple[int, int] | None:
    """Tells one publication in this folder from another; None where there is none."""
    from pipeline.publish.names import RUN_RECORD  # noqa: PLC0415 - lazy

    try:
        status = None if out is None else (out / RUN_RECORD).stat()
    except OSError:
        return None
    return None if status is None else (status.st_ino, status.st_mtime_ns)


def _kept_in(out: Path | None) -> str:
    from pipeline.journal import FILE_NAME  # noqa: PLC0415 - lazy

    journal = None if out is None else out / FILE_NAME
    is_there = journal is not None and journal.is_file() and journal.stat().st_size > 0
    return "已经读出的都记下了，下次运行不再读。" if is_there else ""
