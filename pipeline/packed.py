"""Which files are archives or mails, told in a child; and one of them unpacked in a child."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.archive import Contents, NoRoom, Packed, unpack
from parsers.detect import kind_of
from parsers.errors import FileProblem
from parsers.limits import DEFAULT_LIMITS
from parsers.mime_header import kind_of_header
from parsers.model import PACKED, Kind
from parsers.packing import HEAD_BYTES, packing_of

from .intake import is_ignored
from .worker import Done, call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from parsers.limits import Limits

    from .worker import Bounds, Outcome


@dataclass(frozen=True, slots=True)
class KindJob:
    """Files whose kinds are to be told, None for one that cannot be read."""

    paths: tuple[Path, ...]

    def __call__(self) -> tuple[Kind | None, ...]:
        """The kinds, in order of the files."""
        return tuple(map(_kind_at, self.paths))


@dataclass(frozen=True, slots=True)
class UnpackJob:
    """An archive to be unpacked into an empty folder, within limits."""

    packed: Packed
    folder: Path
    limits: Limits

    def __call__(self) -> Contents | FileProblem | NoRoom:
        """What came of it, or what stops it from being unpacked."""
        try:
            return unpack(self.packed, self.folder, self.limits, _is_wanted)
        except (FileProblem, NoRoom) as problem:
            return problem


def _unknown(_file: Path) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Packings:
    """Which contents are archives, as far as it is known, by what tells contents apart.

    `content` says that of a file, empty where it cannot be told. A kind of None is no archive.
    """

    content: Callable[[Path], str] = _unknown
    known: dict[str, str | None] = field(default_factory=dict)

    def knows(self, file: Path) -> bool:
        """Whether it is known what the file is."""
        return self.content(file) in self.known

    def learn(self, file: Path, kind: Kind | None) -> None:
        """The file was looked into."""
        content = self.content(file)
        if content:
            self.known[content] = kind if kind in PACKED else None

    def kind(self, file: Path) -> Kind | None:
        """The archive's kind, None for what is no archive or not known."""
        name = self.known.get(self.content(file))
        return None if name is None else Kind(name)


def packed_among(
    files: Iterable[Path], bounds: Bounds, packings: Packings | None = None
) -> tuple[Packed, ...]:
    """The archives and mails among the files; Office files, which are packages, are none.

    Most files can be left out by their first bytes, or are known already; the others are looked
    into by one child, or by one each if that child does not come to its end.
    """
    known = packings or Packings()
    suspects = tuple(file for file in files if _may_be_packed(file))
    kinds = {file: known.kind(file) for file in suspects}
    kinds |= _looked_into(tuple(f for f in suspects if not known.knows(f)), bounds, known)
    return _packed(suspects, [kinds[file] for file in suspects])


def _looked_into(
    files: tuple[Path, ...], bounds: Bounds, packings: Packings
) -> dict[Path, Kind | None]:
    if not files:
        return {}
    together = call(KindJob(files), bounds)
    if not isinstance(together, Done):
        return {file: _kind_alone(call(KindJob((file,)), bounds)) for file in files}
    kinds = dict(zip(files, together.value, strict=True))
    for file, kind in kinds.items():
        packings.learn(file, kind)
    return kinds


def _packed(files: Sequence[Path], kinds: Sequence[Kind | None]) -> tuple[Packed, ...]:
    pairs = zip(files, kinds, strict=True)
    return tuple(Packed(file, kind) for file, kind in pairs if kind is not None and kind in PACKED)


def _kind_alone(outcome: Outcome[tuple[Kind | None, ...]]) -> Kind | None:
    return outcome.value[0] if isinstance(outcome, Done) else None


def _may_be_packed(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError:
        return False
    return packing_of(head) is not None or kind_of_header(head) is Kind.MAIL


def _kind_at(file: Path) -> Kind | None:
    try:
        with file.open("rb") as stream:
            data = stream.read(DEFAULT_LIMITS.file_bytes + 1)
        return None if len(data) > DEFAULT_LIMITS.file_bytes else kind_of(data)
    except (OSError, FileProblem):
        return None


def _is_wanted(parts: tuple[str, ...]) -> bool:
    return not any(map(is_ignored, parts))
