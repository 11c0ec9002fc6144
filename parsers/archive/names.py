"""The names that archives give their members -> names that any file system takes."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from parsers.errors import Unsafe

_DRIVE = re.compile(r"[A-Za-z]:")
_FORBIDDEN = frozenset('<>:"|?*')  # on Windows
_DEVICE = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])[ ]*(?:\.|$)", re.IGNORECASE
)
_LONGEST_PART = 180
"""Bytes of UTF-8: most file systems take 255, and a number or a suffix may be added."""

_LONGEST_SUFFIX = 16
_LONGEST_NAME = 1024
"""Bytes of a name with all its folders; a path may have 4,096 on Linux."""

_DEEPEST = 32
NAMELESS = "未命名"


def text_of_name(data: bytes) -> str:
    """A name as text: UTF-8, else GB 18030 as Chinese Windows writes it, else by its bytes."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp437")


def parts_of(name: str) -> tuple[str, ...]:
    """The folders and the leaf of a member's name, each fit for any file system.

    Raises:
        Unsafe: the name leads out of the archive, or is made to deceive.
    """
    if "\0" in name:
        raise Unsafe("名称中有空字符，为安全起见没有取出")
    slashed = name.replace("\\", "/")
    if slashed.startswith("/") or _DRIVE.match(slashed):
        raise Unsafe("名称是绝对路径，指向压缩包之外，为安全起见没有取出")
    parts = [part for part in slashed.split("/") if part not in {"", "."}]
    if any(part.strip() == ".." for part in parts):
        raise Unsafe("名称中有“..”，指向压缩包之外，为安全起见没有取出")
    if len(parts) > _DEEPEST or len(slashed.encode("utf-8", "replace")) > _LONGEST_NAME:
        raise Unsafe("名称过长或文件夹层数过多，没有取出，请缩短后重新压缩")
    return tuple(map(_clean, parts)) or (NAMELESS,)


def shown(name: str) -> str:
    """A name that is not used, as it can be told to a clerk."""
    parts = name.replace("\\", "/").replace("\0", "\N{SYMBOL FOR NULL}").split("/")
    return "/".join(_shortened(_printable(part)) for part in parts[:_DEEPEST])[:_LONGEST_NAME]


def _clean(part: str) -> str:
    legal = "".join("_" if c in _FORBIDDEN else c for c in _printable(part))
    trimmed = _shortened(legal).rstrip(". ") or "_"
    return f"_{trimmed}" if _DEVICE.match(trimmed) else trimmed


def _printable(part: str) -> str:
    spaced = ("\u3000" if c == "\u3000" else " " if c.isspace() else c for c in part)
    return "".join(c if c.isprintable() or c == "\u3000" else "_" for c in spaced)


def _shortened(part: str) -> str:
    """The part with its suffix, and as much of what stands before as there is room for."""
    if len(part.encode("utf-8", "replace")) <= _LONGEST_PART:
        return part
    suffix = PurePosixPath(part).suffix[:_LONGEST_SUFFIX]
    room = _LONGEST_PART - len(suffix.encode("utf-8", "replace"))
    return part.encode("utf-8", "replace")[:room].decode("utf-8", "ignore") + suffix
