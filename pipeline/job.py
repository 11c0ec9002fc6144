"""What a child is asked to do with one submission, and what its outcome means."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from parsers.errors import FileProblem
from parsers.limits import DEFAULT_LIMITS

from .bundles import files_of_others
from .failure import problem_of_failure
from .findings import finding_of_problem
from .fingerprint import fingerprint_of
from .intake import Intake, Refused, submission_at
from .model import Result, Submission
from .unpack import SeveralInside, one_file_in, one_in, unpacked
from .worker import Done, call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.roster import Roster
    from normalizers.scheme import Scheme
    from parsers.model import Reading

    from .model import Finding
    from .worker import Bounds, Outcome


_MOST_NAMED = 10
"""Files that a refusal names."""


@dataclass(frozen=True, slots=True)
class Job:
    """One submission to be read in a child, with so many threads; 0 for one a core.

    `shelf` is the folder in which files are converted, and where some may lie converted already.
    """

    submission: Submission
    scheme: Scheme | None
    roster: Roster | None = None
    shelf: Path | None = None
    threads: int = 0

    def __call__(self) -> Result:
        """Its result; see `process`."""
        from parsers.office.shelf import shelf_at  # noqa: PLC0415 - only the child needs it

        from .process import process  # noqa: PLC0415 - only the child loads the readers

        limits = replace(DEFAULT_LIMITS, threads=self.threads)
        with shelf_at(self.shelf):
            return process(self.submission, self.scheme, limits, self.roster)

    @property
    def files(self) -> tuple[Path, ...]:
        """What it reads."""
        return self.submission.files

    @property
    def most_losses(self) -> int:
        """So many workers of a cluster may be lost with it before it is given up."""
        return 2

    def moved(self, files: tuple[Path, ...], shelf: Path) -> Job:
        """The same, of the same files in other places, to be read with one thread.

        Who has jobs moved about has as many under way as there are cores.
        """
        there = replace(self.submission, files=files)
        return replace(self, submission=there, shelf=shelf, threads=1)

    def brought_home(self, value: Result) -> Result:
        """What a job that was moved came to, as of the files in their own places."""
        return replace(value, submission=self.submission)


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One file to be read in a child, and no more than read."""

    path: Path
    shelf: Path | None = None

    def __call__(self) -> Reading | FileProblem:
        """Its reading, or what stops it from being read."""
        import parsers  # noqa: PLC0415 - only the child loads the readers
        from parsers.office.shelf import shelf_at  # noqa: PLC0415 - only the child needs it

        try:
            with shelf_at(self.shelf):
                return parsers.read(self.path)
        except FileProblem as problem:
            return problem


def result_at(
    path: Path, scheme: Scheme | None, bounds: Bounds, roster: Roster | None = None
) -> Result:
    """The result of the submission that this file, folder or archive is, read in a child.

    Raises:
        NoSuchPath: there is no such file or folder.
        SeveralInside: it is an archive or a folder of several submissions.
        NoRoom: the disk on which an archive is unpacked is full.
    """
    with unpacked(Intake((submission_at(path),)), bounds) as intake, shelf() as folder:
        found = one_in(intake, path.name)
        if isinstance(found, Refused):
            return refusal(found.submission, found.problem)
        result = result_of(found, call(Job(found, scheme, roster, folder), bounds))
    _refuse_several(result, path)
    return result


def _refuse_several(result: Result, path: Path) -> None:
    """Forms of several units are no submission, unless the name says that they are."""
    others = files_of_others(result.form) if result.form is not None else ()
    if others and not path.stem.endswith(".submission") and path.suffix != ".submission":
        files = "、".join(others[:_MOST_NAMED]) + ("等" if len(others) > _MOST_NAMED else "")
        raise SeveralInside(
            f"“{path.name}”里有几家单位的考评表（另有 {files}），不是一份；"
            "请逐份查看，或者用 kaoping run 读取全部。"
        )


def reading_at(path: Path, bounds: Bounds) -> Reading | Finding:
    """What stands in a file, or in the one in an archive, read in a child; or why not.

    Raises:
        NoSuchPath: there is no such file.
        SeveralInside: it is an archive of several files.
        NoRoom: the disk on which an archive is unpacked is full.
    """
    submission = submission_at(path)
    if path.is_dir():
        return _reading_of(submission, path, bounds)
    with unpacked(Intake((submission,)), bounds) as intake:
        found = one_file_in(intake, path.name)
        if isinstance(found, Refused):
            return finding_of_problem(found.problem, _name_of(found.submission))
        return _reading_of(found, found.files[0], bounds)


@contextmanager
def shelf() -> Iterator[Path]:
    """A folder for children to convert files in, gone afterwards whatever became of them."""
    with TemporaryDirectory(prefix="kaoping-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def result_of(submission: Submission, outcome: Outcome[Result]) -> Result:
    """The child's result, or one that says why there is none."""
    if isinstance(outcome, Done):
        return outcome.value
    return refusal(submission, problem_of_failure(outcome))


def refusal(submission: Submission, problem: FileProblem) -> Result:
    """The result of a submission that is not to be read."""
    fingerprint = fingerprint_of(submission)
    why = finding_of_problem(problem, _name_of(submission))
    return Result(submission, fingerprint, "", "", None, form=None, findings=(why,))


def _reading_of(submission: Submission, path: Path, bounds: Bounds) -> Reading | Finding:
    with shelf() as folder:
        outcome = call(ReadJob(path, folder), bounds)
    if not isinstance(outcome, Done):
        return finding_of_problem(problem_of_failure(outcome), _name_of(submission))
    if isinstance(outcome.value, FileProblem):
        return finding_of_problem(outcome.value, _name_of(submission))
    return outcome.value


def _name_of(submission: Submission) -> str:
    """What a sentence calls it: a file by its name, one in an archive with the archive's."""
    name = Path(submission.id).name
    return submission.names[0] if len(submission.names) == 1 else name
