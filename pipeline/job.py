"""What a child is asked to do with one submission, and what its outcome means."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from parsers.errors import TooLarge, Unreadable

from .findings import finding, finding_of_problem
from .fingerprint import fingerprint_of
from .model import Result, Submission
from .worker import Cause, Crashed, Done, Outcome, TimedOut

if TYPE_CHECKING:
    from normalizers.scheme import Scheme
    from parsers.errors import FileProblem

    from .model import Finding


@dataclass(frozen=True, slots=True)
class Job:
    """One submission to be read in a child."""

    submission: Submission
    scheme: Scheme | None

    def __call__(self) -> Result:
        """Its result; see `process`."""
        from .process import process  # noqa: PLC0415 - only the child loads the readers

        return process(self.submission, self.scheme)


def result_of(submission: Submission, outcome: Outcome[Result]) -> Result:
    """The child's result, or one that says why there is none."""
    match outcome:
        case Done(value):
            return value
        case TimedOut(seconds):
            message = f"文件“{_name_of(submission)}”：在 {seconds:g} 秒内没有读完。"
            return _returned(submission, finding("file.timeout", message))
        case Crashed(cause, detail):
            return refusal(submission, _problem_of(cause, detail))
        case _:
            assert_never(outcome)


def refusal(submission: Submission, problem: FileProblem) -> Result:
    """The result of a submission that is not to be read."""
    return _returned(submission, finding_of_problem(problem, _name_of(submission)))


def _returned(submission: Submission, why: Finding) -> Result:
    fingerprint = fingerprint_of(submission)
    return Result(submission, fingerprint, "", "", None, form=None, findings=(why,))


def _problem_of(cause: Cause, detail: str) -> FileProblem:
    match cause:
        case Cause.MEMORY:
            return TooLarge(f"读取所需的内存超出限度（{detail}）。")
        case Cause.SIGNAL:
            return Unreadable(f"文件已损坏，读取它的程序崩溃（{detail}）。")
        case Cause.ERROR:
            reason = detail.strip().rpartition("\n")[2]
            return Unreadable(f"程序读到意外的内容而中断（{reason}），请把文件交给维护人员。")
        case _:
            assert_never(cause)


def _name_of(submission: Submission) -> str:
    return Path(submission.id).name
