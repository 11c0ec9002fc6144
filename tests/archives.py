"""Archives of every kind, made as programs make them, and as only an attacker would."""

from __future__ import annotations

import io
import stat
import struct
import tarfile
import zipfile
import zlib
from contextlib import suppress
from email.message import EmailMessage
from typing import TYPE_CHECKING

import py7zr

from parsers.archive import Contents, Packed, unpack
from parsers.detect import kind_of
from parsers.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def unpacked(
    data: bytes, folder: Path, limits: Limits = DEFAULT_LIMITS, name: str = "a"
) -> Contents:
    """What comes of an archive; its members lie in `folder`/members."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    (folder / "members").mkdir()
    packed = Packed(folder / name, kind_of(data))
    return unpack(packed, folder / "members", limits, is_wanted)


def is_wanted(parts: tuple[str, ...]) -> bool:
    return not any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts)


def members(folder: Path) -> dict[str, bytes]:
    """What was laid down, by name."""
    root = folder / "members"
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def refusals(contents: Contents) -> dict[str, str]:
    """The codes of what was not taken out, by name."""
    return {r.name: r.problem.code for r in contents.refused}


def zip_of(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip; names that are not ASCII have the UTF-8 flag, as Python writes them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def zip_of_raw(*files: tuple[bytes, bytes], extra: bytes = b"", flags: int = 0) -> bytes:
    """A zip whose names are these bytes, stored, without the UTF-8 flag unless `flags` has it."""
    body, directory = b"", b""
    for name, data in files:
        common = struct.pack(
            "<HHHHHIIIHH",
            20, flags, 0, 0, 0x5A21, zlib.crc32(data), len(data), len(data), len(name), len(extra),
        )  # fmt: skip
        place = struct.pack("<HHHII", 0, 0, 0, 0, len(body))
        directory += b"PK\x01\x02\x14\0" + common + place + name + extra
        body += b"PK\x03\x04" + common + name + extra + data
    count = len(files)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def zip_with_mode(name: str, mode: int, data: bytes = b"/etc/passwd") -> bytes:
    """A zip as Unix makes it, with one member of this mode."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = mode << 16
        archive.writestr(info, data)
    return buffer.getvalue()


def locked(archive: bytes, name: str) -> bytes:
    """The zip with the member of this name marked as encrypted."""
    data = bytearray(archive)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        with suppress(ValueError):
            while True:
                start = data.index(signature, start + 1)
                header = 30 if flags == 6 else 46
                if data[start + header :].startswith(name.encode()):
                    data[start + flags] |= 1
    return bytes(data)


def overlapping_zip() -> bytes:
    """Two entries of the directory that point into the same bytes, as in Fifield's bomb."""
    inner = zip_of({"b.txt": b"b" * 100}, zipfile.ZIP_STORED)
    local = inner[: inner.index(b"PK\x01\x02")]
    outer = zip_of_raw((b"a.txt", local), (b"b.txt", b"b" * 100))
    second = outer.rindex(b"PK\x01\x02")
    start = outer.index(b"PK\x03\x04", 1)
    return outer[: second + 42] + struct.pack("<I", start) + outer[second + 46 :]


def tar_of(files: Mapping[str, bytes], form: int = tarfile.GNU_FORMAT) -> bytes:
    """A tar of these files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def tar_with(name: str, kind: bytes, target: str = "") -> bytes:
    """A tar with one member that is no plain file."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, target
        archive.addfile(info)
    return buffer.getvalue()


def seven_zip_of(files: Mapping[str, bytes], password: str | None = None) -> bytes:
    """A 7z archive in one solid block."""
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password=password) as archive:
        for name, data in files.items():
            archive._writestr(data, name)
    return buffer.getvalue()


def seven_zip_with_mode(name: str, mode: int, data: bytes = b"/etc/passwd") -> bytes:
    """A 7z archive as Unix makes it, with one member of this mode."""
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        archive.writestr(data, name)
        archive.header.files_info.files[0]["attributes"] = 0x8000 | mode << 16
    return buffer.getvalue()


def rar_of(files: Mapping[str, bytes], method: int = 0) -> bytes:
    """A RAR 5 archive; `method` 0 is stored, others only claim to be packed."""
    return _rar(*(_rar_member(name, data, method) for name, data in files.items()))


def locked_rar(name: str, data: bytes) -> bytes:
    """A RAR 5 archive with one encrypted member, whose data are as they were."""
    record = _vint(1) + _vint(0) + _vint(0) + bytes([15]) + bytes(32)
    return _rar(_rar_member(name, data, 0, _vint(len(record)) + record))


def locked_rar_list() -> bytes:
    """A RAR 5 archive whose list of members is encrypted."""
    start = _rar_block(4, 0, _vint(0) + _vint(0) + bytes([15]) + bytes(16))
    return b"Rar!\x1a\x07\x01\0" + start + bytes(range(64))


def rar_link(name: str, target: str) -> bytes:
    """A RAR 5 archive with one symbolic link."""
    pointed = target.encode()
    link = _vint(5) + _vint(1) + _vint(0) + _vint(len(pointed)) + pointed
    extra = _vint(len(link)) + link
    body = _vint(4) + _vint(0) + _vint(stat.S_IFLNK | 0o777) + struct.pack("<I", 0) + _vint(0)
    body += _vint(1) + _vint(len(name.encode())) + name.encode()
    return _rar(_rar_block(2, 3, _vint(len(extra)) + _vint(0) + body + extra))


def _rar(*members: bytes) -> bytes:
    start, end = _rar_block(1, 0, _vint(0)), _rar_block(5, 0, _vint(0))
    return b"Rar!\x1a\x07\x01\0" + start + b"".join(members) + end


def _rar_member(name: str, data: bytes, method: int, extra: bytes = b"") -> bytes:
    body = _vint(4) + _vint(len(data)) + _vint(0o100644) + struct.pack("<I", zlib.crc32(data))
    body += _vint(method << 7) + _vint(1) + _vint(len(name.encode())) + name.encode()
    return _rar_block(2, 3, _vint(len(extra)) + _vint(len(data)) + body + extra) + data


def _rar_block(kind: int, flags: int, rest: bytes) -> bytes:
    content = _vint(kind) + _vint(flags) + rest
    sized = _vint(len(content)) + content
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _vint(number: int) -> bytes:
    found = b""
    while number > 0x7F:
        found += bytes([number & 0x7F | 0x80])
        number >>= 7
    return found + bytes([number])


def mail_of(files: Mapping[str, bytes], text: str = "请查收。", html: str = "") -> bytes:
    """A mail with attachments, as mail programs write it."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.cn", "b@example.cn", "报送材料"
    letter.set_content(text)
    if html:
        letter.add_alternative(html, subtype="html")
    for name, data in files.items():
        letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(letter)
