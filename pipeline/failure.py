"""What it means for a file that the child which read it came to no end of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from parsers.errors import TimeOver, TooLarge, Unreadable

from .worker import Cause, Crashed, TimedOut

if TYPE_CHECKING:
    from parsers.errors import FileProblem


def problem_of_failure(failure: TimedOut | Crashed) -> FileProblem:
    """Why the file could not be read."""
    match failure:
        case TimedOut(seconds):
            return TimeOver(f"在 {seconds:g} 秒内没有读完。")
        case Crashed(cause, detail):
            return _problem_of_crash(cause, detail)
        case _:
            assert_never(failure)


def _problem_of_crash(cause: Cause, detail: str) -> FileProblem:
    match cause:
        case Cause.MEMORY:
            return TooLarge(f"读取所需的内存超出限度（{detail}）。")
        case Cause.SIGNAL:
            return Unreadable(f"文件已损坏，读取它的程序崩溃（{detail}）。")
        case Cause.ERROR:
            reason = detail.strip().rpartition("\n")[2]
            return Unreadable(f"程序读到意外的内容而中断（{reason}），请把文件交给维护人员。")
        case Cause.LOST:
            return Unreadable(
                f"集群上读取它的工作进程先后退出（{detail}），没有再试；"
                "请在一台不参加集群的机器上用 kaoping show 单独读取，或者把文件交给维护人员。"
            )
        case _:
            assert_never(cause)
