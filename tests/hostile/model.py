"""What a hostile file is, and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

READ = frozenset({"read"})
UNSAFE = frozenset({"file.unsafe"})
UNREADABLE = frozenset({"file.unreadable"})
ENCRYPTED = frozenset({"file.encrypted"})
EMPTY = frozenset({"file.empty"})
UNSUPPORTED = frozenset({"file.unsupported"})
LARGE = frozenset({"file.too_large"})
BOUNDED = LARGE | {"file.timeout"}
"""What may stop a file that would take more than there is."""
ENDED = BOUNDED | UNREADABLE
"""The same where a native library asks for the room: it ends its process when there is none."""
ANYHOW = READ | UNSAFE | UNREADABLE | ENCRYPTED | EMPTY | UNSUPPORTED | BOUNDED
"""Of files that chance made: a reading or a finding, whichever."""


@dataclass(frozen=True, slots=True)
class Lure:
    """What files try to reach: an address that somebody listens at, a file that nobody may read."""

    url: str
    file: str

    @property
    def targets(self) -> tuple[tuple[str, str], ...]:
        """Each way to name something outside, with a word for it."""
        share = "\\\\" + self.url.partition("//")[2].strip("/").replace(":", "@") + "\\s\\a.dot"
        return (
            ("网址", f"{self.url}a.png"),
            ("本机文件", f"file://{self.file}"),
            ("绝对路径", self.file),
            ("共享", share),
        )


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file's name and how it is made; `ends` are all that may become of what it holds.

    `read` says that it, or a member of it, was read (with or without a form in it); the rest are
    codes of findings. `dear` says that LibreOffice or the recogniser is started for it, which takes
    seconds.
    """

    name: str
    make: Callable[[], bytes]
    ends: frozenset[str]
    dear: bool = False
