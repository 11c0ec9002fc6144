"""`kaoping show`: one file's form on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from .options import (
    FileArgument,
    MemoryOption,
    RosterOption,
    SchemeOption,
    TimeoutOption,
    bounds_of,
    warm_up,
)
from .refusals import refusals
from .status import READ_ALL, UNREADABLE

if TYPE_CHECKING:
    from pathlib import Path

    from normalizers.roster import Roster
    from normalizers.scheme import Scheme

HELP = "在终端显示一份表，标出修正和问题。"


def show_command(
    file: FileArgument,
    scheme: SchemeOption = None,
    roster: RosterOption = None,
    timeout: TimeoutOption = 120.0,
    memory: MemoryOption = 2048,
) -> None:
    """Shows one form."""
    warm_up()
    from pipeline.job import result_at  # noqa: PLC0415 - lazy
    from pipeline.scheme_wording import in_own_words  # noqa: PLC0415 - lazy
    from pipeline.show import print_result  # noqa: PLC0415 - lazy

    with refusals():
        bounds = bounds_of(timeout, memory)
        result = result_at(file, _scheme_of(scheme), bounds, _roster_of(roster))
    print_result(in_own_words(result))
    raise typer.Exit(READ_ALL if result.form is not None else UNREADABLE)


def _scheme_of(name: str | None) -> Scheme | None:
    from pipeline.scheme_wording import load_worded_scheme  # noqa: PLC0415 - lazy

    return None if name is None else load_worded_scheme(name)


def _roster_of(file: Path | None) -> Roster | None:
    from pipeline.roster_file import load_roster  # noqa: PLC0415 - lazy

    return None if file is None else load_roster(file)
