"""`kaoping notices`: a letter to each department on what became of its submission."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parsers.system_error import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.notices import Outcome, Sender
    from pipeline.published import PublishedSubmission

HELP = "给每份提交写一份审核意见或退回修改通知（Word），并写出汇总。"

KEPT, USAGE = 1, 2
"""Exit status: a file that the user had or edited was kept; wrong usage."""

_DAY = ["%Y-%m-%d"]


def notices_command(  # noqa: PLR0913, PLR0917 - one argument for each of the command's options
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="kaoping run 写出的数据集。")
    ] = Path("data/clean"),
    to: Annotated[
        Path | None,
        typer.Option("--to", help="写到哪个文件夹。默认为 DIR/notices。", show_default=False),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", help="办公室自己的模板（.docx）。", show_default=False),
    ] = None,
    office: Annotated[str, typer.Option("--office", help="发文机关。")] = "区效能办",
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=_DAY, help="成文日期（2025-01-03）。默认为今天。", show_default=False
        ),
    ] = None,
    deadline: Annotated[
        datetime | None,
        typer.Option(
            "--deadline",
            formats=_DAY,
            help="重新报送的期限（2025-01-10）。默认写作“收到本通知之日起5个工作日内”。",
            show_default=False,
        ),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option("--roster", help="人员名册，用来列出尚未报送的单位。", show_default=False),
    ] = None,
    write_template: Annotated[
        Path | None,
        typer.Option("--write-template", help="只写出模板，供在 Word 里修改。", show_default=False),
    ] = None,
) -> None:
    """Writes the letters, or the template alone."""
    with _refusals():
        if write_template is not None:
            _write_template(write_template)
            return
        sender = _sender(office, *_dates(day, deadline))
        outcome = _write(folder, to or folder / "notices", sender, template, roster)
    _tell(outcome, to or folder / "notices")
    raise typer.Exit(KEPT if outcome.kept or outcome.left else 0)


def _write(
    folder: Path, to: Path, sender: Sender, template: Path | None, roster: Path | None
) -> Outcome:
    from pipeline.notices import (  # noqa: PLC0415 - loaded when it is needed
        Correspondence,
        Template,
        packaged_template,
        write_notices,
    )
    from pipeline.published import read_published  # noqa: PLC0415 - loaded when it is needed

    submissions = read_published(folder)
    chosen = packaged_template() if template is None else Template.at(template)
    how = Correspondence(sender, chosen, _unsent(folder, submissions, roster))
    return write_notices(submissions, to, how)


def _unsent(
    folder: Path, submissions: tuple[PublishedSubmission, ...], roster: Path | None
) -> tuple[str, ...]:
    """By the roster, or by what the run itself found out by one."""
    from pipeline.notices.unsent import unsent_units  # noqa: PLC0415 - loaded when it is needed
    from pipeline.published import unreported_in  # noqa: PLC0415 - loaded when it is needed
    from pipeline.roster_file import load_roster  # noqa: PLC0415 - loaded when it is needed

    if roster is None:
        return unreported_in(folder)
    return unsent_units(load_roster(roster), submissions)


def _tell(outcome: Outcome, to: Path) -> None:
    for name in outcome.removed:
        typer.echo(f"已删除被新件取代的“{name}”。")
    for name in outcome.left:
        typer.echo(f"“{name}”已被新件取代，但写出后改过：没有删除。", err=True)
    for name in outcome.kept:
        typer.echo(f"“{name}”不是本程序所写，或写出后改过：没有覆盖。", err=True)
    typer.echo(f"写出 {len(outcome.written)} 件，在 {to}")


def _sender(office: str, day: date, deadline: date | None) -> Sender:
    from pipeline.notices import Sender  # noqa: PLC0415 - loaded when it is needed

    if not office.strip():
        raise typer.BadParameter("发文机关不能是空的。", param_hint="--office")
    return Sender(office.strip(), day, deadline)


def _dates(day: datetime | None, deadline: datetime | None) -> tuple[date, date | None]:
    written = date.today() if day is None else day.date()  # noqa: DTZ011 - the office's own day
    if deadline is not None and deadline.date() < written:
        raise typer.BadParameter(f"期限早于成文日期 {written}。", param_hint="--deadline")
    return written, None if deadline is None else deadline.date()


def _write_template(path: Path) -> None:
    from pipeline.notices import letter_template  # noqa: PLC0415 - loaded when it is needed

    with path.open("xb") as file:
        file.write(letter_template())
    typer.echo(f"模板在 {path}，可在 Word 里修改，用 --template 指定。")


@contextmanager
def _refusals() -> Iterator[None]:
    """Tells the user what was refused, in one sentence, and ends."""
    from pipeline.notices import TemplateProblem  # noqa: PLC0415 - loaded when it is needed
    from pipeline.published import DatasetProblem  # noqa: PLC0415 - loaded when it is needed
    from pipeline.roster_file import RosterProblem  # noqa: PLC0415 - loaded when it is needed

    try:
        yield
    except (DatasetProblem, TemplateProblem, RosterProblem) as problem:
        typer.echo(f"错误：{problem}", err=True)
        raise typer.Exit(USAGE) from None
    except FileExistsError as problem:
        typer.echo(f"错误：已有“{problem.filename}”，没有覆盖。", err=True)
        raise typer.Exit(USAGE) from None
    except OSError as problem:
        reason = f"{reason_of(problem)}：{problem.filename}"
        typer.echo(f"错误：写不出文件（{reason}）；原有的文件没有改动。", err=True)
        raise typer.Exit(USAGE) from None
