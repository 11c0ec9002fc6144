"""What stops a file from being read; each class carries the code of its finding.

FileProblem
├── Unreadable    file.unreadable
├── Encrypted     file.encrypted
├── Unsupported   file.unsupported
├── Empty         file.empty
├── Unsafe        file.unsafe
├── TooLarge      file.too_large
│   ├── Overfull  an archive that goes over the limits (parsers.archive.meter)
│   └── Bomb      an archive that swells without measure (parsers.archive.meter)
└── TimeOver      file.timeout

No fault of a file, and so none of these: NoRoom (parsers.archive.shelf), a full disk.
"""

from __future__ import annotations

from typing import ClassVar


class FileProblem(Exception):
    """A file cannot or must not be read.

    Args:
        message: a Chinese sentence that a clerk can act on; it names page and item where
            they are known, the caller adds the file.
    """

    code: ClassVar[str] = "file.unreadable"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __reduce__(self) -> tuple[type[FileProblem], tuple[str]]:
        return type(self), (self.message,)


class Unreadable(FileProblem):
    """The bytes are damaged, or are not what they claim to be."""

    code = "file.unreadable"


class Encrypted(FileProblem):
    """A password is needed."""

    code = "file.encrypted"


class Unsupported(FileProblem):
    """No reader takes this kind of file; the message says what to do instead."""

    code = "file.unsupported"


class Empty(FileProblem):
    """The file has no bytes, or no content."""

    code = "file.empty"


class Unsafe(FileProblem):
    """Reading it would execute, fetch or follow something."""

    code = "file.unsafe"


class TooLarge(FileProblem):
    """A limit on size, pages, nesting or memory was hit."""

    code = "file.too_large"


class TimeOver(FileProblem):
    """It was not read in the time that one file has."""

    code = "file.timeout"
