"""What a child is asked to do with one submission, and what its outcome means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from parsers.errors import FileProblem, TooLarge, Unreadable
from parsers.limits import DEFAULT_LIMITS

from .findings import finding, finding_of_problem
from .fingerprint import fingerprint_of
from .intake import submission_at
from .model import Result, Submission
from .worker import Cause, Crashed, Done, TimedOut, call

if TYPE_CHECKING:
    from normalizers.roster import Roster
    from normalizers.scheme import Scheme
    from parsers.model import Reading

    from .model import Finding
    from .worker import Bounds, Outcome


@dataclass(frozen=True, slots=True)
class Job:
    """One submission to be read in a child, with so many threads; 0 for one a core."""

    submission: Submission
    scheme: Scheme | None
    roster: Roster | None = None
    threads: int = 0

    def __call__(self) -> Result:
        """Its result; see `process`."""
        from .process import process  # noqa: PLC0415 - only the child loads the readers

        limits = replace(DEFAULT_LIMITS, threads=self.threads)
        return process(self.submission, self.scheme, limits, self.roster)


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One file to be read in a child, and no more than read."""

    path: Path

    def __call__(self) -> Reading | FileProblem:
        """Its reading, or what stops it from being read."""
        import parsers  # noqa: PLC0415 - only the child loads the readers

        try:
            return parsers.read(self.path)
        except FileProblem as problem:
            return problem


def result_at(
    path: Path, scheme: Scheme | None, bounds: Bounds, roster: Roster | None = None
) -> Result:
    """The result of the submission that this file or folder is, read in a child.

    Raises:
        NoSuchPath: there is no such file or folder.
    """
    submission = submission_at(path)
    return result_of(submission, call(Job(submission, scheme, roster), bounds))


def reading_at(path: Path, bounds: Bounds) -> Reading | Finding:
    """What stands in a file, read in a child; or why it cannot be read.

    Raises:
        NoSuchPath: there is no such file.
    """
    submission = submission_at(path)
    outcome = call(ReadJob(path), bounds)
    if not isinstance(outcome, Done):
        return _failure_of(submission, outcome)
    if isinstance(outcome.value, FileProblem):
        return finding_of_problem(outcome.value, path.name)
    return outcome.value


def result_of(submission: Submission, outcome: Outcome[Result]) -> Result:
    """The child's result, or one that says why there is none."""
    if isinstance(outcome, Done):
        return outcome.value
    return _returned(submission, _failure_of(submission, outcome))


def refusal(submission: Submission, problem: FileProblem) -> Result:
    """The result of a submission that is not to be read."""
    return _returned(submission, finding_of_problem(problem, _name_of(submission)))


def _returned(submission: Submission, why: Finding) -> Result:
    fingerprint = fingerprint_of(submission)
    return Result(submission, fingerprint, "", "", None, form=None, findings=(why,))


def _failure_of(submission: Submission, failure: TimedOut | Crashed) -> Finding:
    name = _name_of(submission)
    match failure:
        case TimedOut(seconds):
            return finding("file.timeout", f"文件“{name}”：在 {seconds:g} 秒内没有读完。")
        case Crashed(cause, detail):
            return finding_of_problem(_problem_of(cause, detail), name)
        case _:
            assert_never(failure)


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
