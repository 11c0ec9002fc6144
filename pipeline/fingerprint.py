"""What tells one submission's content from another's."""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from parsers.cores import cores
from parsers.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .model import Submission


_PIECE = 1024 * 1024  # bytes read at a time: a slow share gives as many in a tenth of a second


class Digests:
    """The SHA-256 of files, each had once.

    Every file is read for it, whatever its time and size say: a file may be changed and keep
    both (`cp -p`, unpacking, a clock put back), and what is published must never be of another
    content. 1,000 files of 100 kB take 0.1 s.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._known: dict[Path, str] = {}
        self._stopped = threading.Event()

    def take(self, files: Iterable[Path]) -> None:
        """Reads these files, several at a time."""
        new = [file for file in dict.fromkeys(files) if file not in self._known]
        pool = ThreadPoolExecutor(cores())
        try:
            self._known.update(zip(new, pool.map(self._digest, new), strict=True))
        except BaseException:
            self._stopped.set()  # after Ctrl-C, nobody waits for files half read, or still to come
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def of(self, file: Path) -> str:
        """Its digest in hexadecimal; empty where it cannot be opened or is over the limit."""
        if file not in self._known:
            self._known[file] = self._digest(file)
        return self._known[file]

    def fingerprint(self, submission: Submission) -> str:
        """What is published as 内容指纹; see `fingerprint_of`."""
        return _fingerprint(submission.files, [self.of(file) for file in submission.files])

    def content(self, submission: Submission) -> str:
        """What tells this content from any other: names and digests of all files.

        Empty where a file cannot be opened or is over the limit, or was never taken out of its
        archive: then nothing can be told.
        """
        if len(submission.files) < len(submission.names):
            return ""
        lines = [
            f"{self.of(file)} {file.name} {name}"
            for file, name in zip(submission.files, submission.names, strict=True)
        ]
        if any(line.startswith(" ") for line in lines):
            return ""
        return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()

    def _digest(self, file: Path) -> str:
        try:
            return _digest(file, self._limits, self._stopped)
        except OSError:
            return ""


def fingerprint_of(submission: Submission, limits: Limits = DEFAULT_LIMITS) -> str:
    """The SHA-256 of the content, in hexadecimal; of several files, of their names and contents.

    Empty where there is no file, or one cannot be opened or is over the limit of size.
    """
    return Digests(limits).fingerprint(submission)


def _fingerprint(files: Sequence[Path], digests: Sequence[str]) -> str:
    if len(digests) < 2 or "" in digests:  # noqa: PLR2004 - one file needs no name
        return "" if "" in digests else "".join(digests)
    named = (f"{digest} {path.name}\n" for digest, path in zip(digests, files, strict=True))
    return hashlib.sha256("".join(named).encode("utf-8", "surrogateescape")).hexdigest()


def _digest(path: Path, limits: Limits, stopped: threading.Event) -> str:
    if not path.is_file() or path.stat().st_size > limits.file_bytes:
        return ""
    told = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while not stopped.is_set() and (piece := file.read(_PIECE)):
            told.update(piece)
    return "" if stopped.is_set() else told.hexdigest()
