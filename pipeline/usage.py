"""What is said, in one Chinese sentence, where a command was written wrongly or cut short."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click import Context

STATUS, INTERRUPTED = 2, 130
"""The exit status of wrong usage; that after Ctrl-C, as shells have it: 128 and its number."""

_UsageError: Final = cast("type[Exception]", typer.BadParameter.__mro__[1])
"""Typer shows its errors by this class, and offers it under no name of its own."""

_SENTENCES = (
    (r"Invalid value for '?(.+?)'?: (.+)", r"\1 的值不对：\2"),
    (r"No such option: (\S+)(?: \(Possible options: (.+)\))?", r"没有选项 \1"),
    (r"No such command '(.+)'", r"没有命令 \1"),
    (r"Missing (?:argument|option|parameter) '(.+)'", r"缺少 \1"),
    (r"Option '(.+)' requires (?:an|\d+) arguments?", r"\1 后面缺少值"),
    (r"Option '(.+)' does not take a value", r"\1 后面不能写值"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", r"多写了 \1"),
)
"""What Typer says, without the full stop, and how it reads here."""

_REASONS = (
    (r"Input should be greater than or equal to (\S+)", r"应不小于 \1"),
    (r"Input should be a valid integer.*", "应为整数"),
    (r"Input should be a valid number.*", "应为数字"),
    (r"Value error, '(.*)' does not match the formats .*", r"“\1”应写作 2025-01-03 的样子"),
)
"""Why Typer takes no such value."""


class Group(TyperGroup):
    """Commands of which wrong usage is told in Chinese."""

    def invoke(self, ctx: Context) -> object:
        """Runs the command that is asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            typer.echo("已中断。", err=True)
            raise typer.Exit(INTERRUPTED) from None
        except _UsageError as problem:
            sentence = sentence_of(problem)
            if sentence is None:
                raise
            typer.echo(f"错误：{sentence}。写法见 {_command_of(problem, ctx)} --help。", err=True)
            raise typer.Exit(STATUS) from None


def _command_of(problem: BaseException, ctx: Context) -> str:
    """The command that was written wrongly; some problems of options do not say."""
    told: str | None = getattr(getattr(problem, "ctx", None), "command_path", None)
    return told or f"{ctx.command_path} {ctx.invoked_subcommand}"


def sentence_of(problem: BaseException) -> str | None:
    """What is wrong, without a full stop; None where the error is a page of help."""
    told = getattr(problem, "format_message", problem.__str__)()
    if "\n" in told:
        return None
    return _said(_said(told.rstrip("。."), _SENTENCES), _REASONS)


def _said(told: str, words: tuple[tuple[str, str], ...]) -> str:
    for english, chinese in words:
        told = re.sub(rf"{english}$", chinese, told)
    return told
