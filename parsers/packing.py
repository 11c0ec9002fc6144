"""What the first bytes of an archive look like."""

from __future__ import annotations

import re

from parsers.model import Kind

HEAD_BYTES = 16 * 1024
"""How much of a file tells: the header of a mail that went through many hands is the longest."""

_SIGNATURES = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"PK\x07\x08", Kind.ZIP),
    (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (b"Rar!\x1a\x07", Kind.RAR),
    (b"\x1f\x8b\x08", Kind.GZIP),
    (b"\xfd7zXZ\0", Kind.XZ),
    (b"\x28\xb5\x2f\xfd", Kind.ZSTD),
)
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)")  # a block, or the end

TAR_BLOCK = 512
_CHECKSUM = slice(148, 156)  # POSIX.1-2017, pax, ustar interchange format


def packing_of(head: bytes) -> Kind | None:
    """The kind of archive that begins so; ZIP for Office files too, which are packages."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if _BZIP2.match(head):
        return Kind.BZIP2
    return Kind.TAR if is_tar(head) else None


def is_tar(head: bytes) -> bool:
    """Whether the bytes begin with the header of a tar's member: its checksum is right."""
    block = head[:TAR_BLOCK]
    if len(block) < TAR_BLOCK or not block[0]:
        return False
    stated = block[_CHECKSUM].strip(b" \0")
    if not re.fullmatch(rb"[0-7]{1,7}", stated):
        return False
    return int(stated, 8) == sum(block) - sum(block[_CHECKSUM]) + 8 * ord(" ")
