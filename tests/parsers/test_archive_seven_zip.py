"""7z archives: blocks that fail cost themselves, and py7zr never writes a file."""

from __future__ import annotations

import io
import random
import stat
import struct
import zlib
from typing import TYPE_CHECKING

import py7zr
import pytest
from archives import members, refusals, seven_zip_of, seven_zip_with_mode, unpacked

from parsers.errors import Empty, Encrypted, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

NOISE = random.Random(2).randbytes(100_000)  # noqa: S311 - noise


def test_members_lie_in_their_folders_empty_ones_too(tmp_path: Path) -> None:
    contents = unpacked(
        seven_zip_of({"报送/民政局.docx": b"1", "教育局.pdf": NOISE, "空.txt": b""}), tmp_path
    )
    assert members(tmp_path) == {"报送/民政局.docx": b"1", "教育局.pdf": NOISE, "空.txt": b""}
    assert (contents.refused, contents.damage) == ((), None)


def test_folders_are_no_members(tmp_path: Path) -> None:
    (tmp_path / "报送").mkdir()
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        archive.writeall(tmp_path / "报送", "报送")
    with pytest.raises(Empty):
        unpacked(buffer.getvalue(), tmp_path / "a")


def test_a_member_with_a_hostile_name_costs_itself_only(tmp_path: Path) -> None:
    contents = unpacked(
        seven_zip_of({"../a.docx": b"1", "/etc/b.docx": b"2", "c.docx": b"3"}), tmp_path
    )
    assert members(tmp_path) == {"c.docx": b"3"}
    assert refusals(contents) == {"../a.docx": "file.unsafe", "/etc/b.docx": "file.unsafe"}


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        for data in (b"1", b"2"):
            archive.writestr(data, "a.docx")
        archive.writestr(b"3", "A.docx")
    unpacked(buffer.getvalue(), tmp_path)
    assert members(tmp_path) == {"a.docx": b"1", "a (2).docx": b"2", "A (3).docx": b"3"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFBLK])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    contents = unpacked(seven_zip_with_mode("a.docx", kind | 0o777), tmp_path)
    assert (members(tmp_path), refusals(contents)) == ({}, {"a.docx": "file.unsafe"})


def test_a_plain_file_of_unix_is_taken(tmp_path: Path) -> None:
    unpacked(seven_zip_with_mode("a.docx", stat.S_IFREG | 0o644, b"1"), tmp_path)
    assert members(tmp_path) == {"a.docx": b"1"}


def test_encrypted_members_ask_for_the_password_to_be_taken_off(tmp_path: Path) -> None:
    contents = unpacked(seven_zip_of({"a.docx": b"1", "b.docx": b"2"}, "secret"), tmp_path)
    assert refusals(contents) == {"a.docx": "file.encrypted", "b.docx": "file.encrypted"}


def test_an_encrypted_list_of_members_is_the_archives_problem(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password="x", header_encryption=True) as archive:  # noqa: S106
        archive.writestr(b"1", "a.docx")
    with pytest.raises(Encrypted):
        unpacked(buffer.getvalue(), tmp_path)


def test_damage_in_a_block_costs_what_lies_behind_it_there(tmp_path: Path) -> None:
    path = tmp_path / "two blocks.7z"
    with py7zr.SevenZipFile(path, "w") as archive:
        archive.writestr(NOISE, "a")
        archive.writestr(NOISE[::-1], "b")
    with py7zr.SevenZipFile(path, "a") as archive:
        archive.writestr(b"3", "c")
    data = bytearray(path.read_bytes())
    unpacked(bytes(data), tmp_path / "whole")
    assert members(tmp_path / "whole") == {"a": NOISE, "b": NOISE[::-1], "c": b"3"}
    data[150_000] ^= 0xFF
    contents = unpacked(bytes(data), tmp_path / "spoiled")
    assert members(tmp_path / "spoiled") == {"a": NOISE, "c": b"3"}
    assert refusals(contents) == {"b": "file.unreadable"}


def test_a_method_that_py7zr_lacks_is_unsupported(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", filters=[{"id": py7zr.FILTER_COPY}]) as archive:
        archive.set_encoded_header_mode(False)
        archive.writestr(b"1" * 50, "a.docx")
    data = buffer.getvalue()
    unpacked(data, tmp_path / "a")
    assert members(tmp_path / "a") == {"a.docx": b"1" * 50}
    # 7zFormat.txt: one coder, whose identifier has one byte: 0 is to copy, 6 is nothing.
    header = data[32 + 50 :].replace(b"\x01\x01\x00\x0c", b"\x01\x01\x06\x0c")
    start = struct.pack("<QQI", 50, len(header), zlib.crc32(header))
    lacking = data[:8] + struct.pack("<I", zlib.crc32(start)) + start + data[32:82] + header
    contents = unpacked(lacking, tmp_path / "b")
    assert refusals(contents) == {"a.docx": "file.unsupported"}


def test_any_damage_is_a_file_problem_or_a_refusal(tmp_path: Path) -> None:
    data = seven_zip_of({"a.docx": NOISE[:300], "b.docx": b"2"})
    dice = random.Random(3)  # noqa: S311 - noise
    for turn in range(60):
        spoiled = bytearray(data)
        spoiled[dice.randrange(6, len(data))] ^= 1 << dice.randrange(8)
        _unpack_or_refuse(bytes(spoiled), tmp_path / str(turn))
    for length in range(32, len(data), 11):
        with pytest.raises(Unreadable):
            unpacked(data[:length], tmp_path / f"cut{length}")


def _unpack_or_refuse(data: bytes, folder: Path) -> None:
    from parsers.errors import FileProblem  # noqa: PLC0415

    try:
        contents = unpacked(data, folder)
    except FileProblem:
        return
    whole = {"a.docx": NOISE[:300], "b.docx": b"2"}
    laid = members(folder)
    assert len(laid) + len(contents.refused) == 2
    assert all(whole.get(name, content) == content for name, content in laid.items())
