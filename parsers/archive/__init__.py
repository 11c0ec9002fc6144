"""Archives and mails -> the files in them, laid down in a folder within limits."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from parsers.errors import Empty, FileProblem, TooLarge, Unreadable, Unsafe
from parsers.model import Kind

from .meter import Bomb, Overfull
from .shelf import Contents, NoRoom, RefusedMember, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from parsers.limits import Limits

__all__ = ["Bomb", "Contents", "NoRoom", "Overfull", "Packed", "RefusedMember", "unpack"]

UNPACKERS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.ZIP: "parsers.archive.zip:unpack_zip",
        Kind.SEVEN_ZIP: "parsers.archive.seven_zip:unpack_seven_zip",
        Kind.RAR: "parsers.archive.rar:unpack_rar",
        Kind.TAR: "parsers.archive.tar:unpack_tar",
        Kind.GZIP: "parsers.archive.stream:unpack_gzip",
        Kind.BZIP2: "parsers.archive.stream:unpack_bzip2",
        Kind.XZ: "parsers.archive.stream:unpack_xz",
        Kind.ZSTD: "parsers.archive.stream:unpack_zstd",
        Kind.MAIL: "parsers.archive.mail:unpack_mail",
    },
)


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive or a mail on disk, of a kind that was told by its content."""

    path: Path
    kind: Kind


def unpack(
    packed: Packed,
    folder: Path,
    limits: Limits,
    wanted: Callable[[tuple[str, ...]], bool],
) -> Contents:
    """Lays the members of an archive down in an empty folder, and says what was not taken out.

    Names that no file system takes are changed; those that lead out of the archive, links and
    devices are refused. Archives within it are members like others.

    Args:
        packed: the archive.
        folder: an empty one.
        limits: `inflated_bytes` and `members` bound what is taken out of it.
        wanted: whether a member with these folders and this leaf may be a submission.

    Raises:
        FileProblem: it cannot or must not be taken apart; what lies in the folder is worthless.
        NoRoom: the disk is full.
    """
    shelf = Shelf(folder, limits, packed.path.stat().st_size, wanted)
    damage = _damage_met(packed, shelf)
    if shelf.is_empty:
        raise damage or Empty("里面没有可读的文件，请核对后重报")
    return shelf.contents(damage)


def _damage_met(packed: Packed, shelf: Shelf) -> FileProblem | None:
    """Fills the shelf; gives what kept the rest from being taken out, None where nothing did."""
    try:
        pkgutil.resolve_name(UNPACKERS[packed.kind])(packed.path, shelf)
    except (Overfull, Bomb, Unsafe, NoRoom, MemoryError):
        raise
    except FileProblem as problem:
        return problem
    except RecursionError:
        raise TooLarge("压缩包或邮件嵌套过深，无法读取，请把里面的文件取出后报送") from None
    except Exception as problem:
        name = type(problem).__name__
        raise Unreadable(f"压缩包已损坏或格式不规范，读不出，请重新压缩（{name}）") from problem
    return None
