"""Zips: names as Chinese programs write them, and what attackers put into them."""

from __future__ import annotations

import random
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from archives import (
    locked,
    members,
    overlapping_zip,
    refusals,
    unpacked,
    zip_of,
    zip_of_raw,
    zip_with_mode,
)

from parsers.archive.zip import unpack_zip
from parsers.errors import Empty, Unreadable, Unsafe

if TYPE_CHECKING:
    from pathlib import Path


def test_members_lie_in_their_folders(tmp_path: Path) -> None:
    contents = unpacked(
        zip_of({"民政局.docx": b"1", "一批/教育局.pdf": b"2", "空/": b""}), tmp_path
    )
    assert members(tmp_path) == {"民政局.docx": b"1", "一批/教育局.pdf": b"2"}
    assert (contents.refused, contents.damage, contents.cover) == ((), None, "")


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_names_without_the_flag_are_understood(tmp_path: Path, encoding: str) -> None:
    unpacked(zip_of_raw(("报送/民政局.docx".encode(encoding), b"1")), tmp_path)
    assert members(tmp_path) == {"报送/民政局.docx": b"1"}


def test_names_with_backslashes_are_paths(tmp_path: Path) -> None:
    unpacked(zip_of_raw(("报送\\民政局.docx".encode("gbk"), b"1"), (b"dir\\", b"")), tmp_path)
    assert members(tmp_path) == {"报送/民政局.docx": b"1"}


def unicode_path(plain: bytes, name: str) -> bytes:
    field = b"\1" + struct.pack("<I", zlib.crc32(plain)) + name.encode()
    return struct.pack("<HHHH", 0x9999, 0, 0x7075, len(field)) + field


def test_the_unicode_path_counts_if_it_belongs_to_the_name(tmp_path: Path) -> None:
    right = unicode_path(b"_.docx", "民政局.docx")
    unpacked(zip_of_raw((b"_.docx", b"1"), extra=right), tmp_path / "a")
    assert members(tmp_path / "a") == {"民政局.docx": b"1"}
    unpacked(zip_of_raw((b"other.docx", b"1"), extra=right), tmp_path / "b")
    assert members(tmp_path / "b") == {"other.docx": b"1"}


def test_a_member_with_a_hostile_name_costs_itself_only(tmp_path: Path) -> None:
    names = ("../民政局.docx", "/etc/x.docx", "C:\\x.docx", "..\\y.docx")
    contents = unpacked(zip_of({**dict.fromkeys(names, b"x"), "好.docx": b"1"}), tmp_path)
    assert members(tmp_path) == {"好.docx": b"1"}
    assert refusals(contents) == {
        "../民政局.docx": "file.unsafe",
        "/etc/x.docx": "file.unsafe",
        "C:/x.docx": "file.unsafe",
        "../y.docx": "file.unsafe",
    }
    assert not (tmp_path / "民政局.docx").exists()


def test_a_name_with_nul_is_refused(tmp_path: Path) -> None:
    contents = unpacked(zip_of_raw((b"a.docx\0.exe", b"1"), (b"b.docx", b"2")), tmp_path)
    assert members(tmp_path) == {"b.docx": b"2"}
    assert refusals(contents) == {"a.docx␀.exe": "file.unsafe"}


def test_members_of_one_name_are_told_apart_case_and_unicode_aside(tmp_path: Path) -> None:
    data = zip_of_raw(
        (b"A.docx", b"1"), (b"a.docx", b"2"), (b"a.docx", b"3"), (b"a.docx/b.pdf", b"4"),
        (b"X/p.pdf", b"5"), (b"x/q.pdf", b"6"),
    )  # fmt: skip
    unpacked(data, tmp_path)
    assert members(tmp_path) == {
        "A.docx": b"1",
        "a (2).docx": b"2",
        "a (3).docx": b"3",
        "a (4).docx/b.pdf": b"4",
        "X/p.pdf": b"5",
        "X/q.pdf": b"6",
    }


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    contents = unpacked(zip_with_mode("民政局.docx", kind | 0o777), tmp_path)
    assert (members(tmp_path), refusals(contents)) == ({}, {"民政局.docx": "file.unsafe"})


def test_a_folder_by_its_mode_is_no_member(tmp_path: Path) -> None:
    with pytest.raises(Empty):
        unpacked(zip_with_mode("民政局", stat.S_IFDIR | 0o755, b""), tmp_path)


def test_an_encrypted_member_asks_for_the_password_to_be_taken_off(tmp_path: Path) -> None:
    contents = unpacked(locked(zip_of({"a.docx": b"1", "b.docx": b"2"}), "a.docx"), tmp_path)
    assert members(tmp_path) == {"b.docx": b"2"}
    ((refused),) = contents.refused
    assert (refused.name, refused.problem.code) == ("a.docx", "file.encrypted")
    assert "请去除密码后重新报送" in refused.problem.message


def test_a_damaged_member_costs_itself_only(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(200_000)  # noqa: S311 - noise
    data = bytearray(zip_of({"a.docx": noise, "b.docx": b"2"}))
    data[100_000] ^= 0xFF
    contents = unpacked(bytes(data), tmp_path)
    assert members(tmp_path) == {"b.docx": b"2"}
    assert refusals(contents) == {"a.docx": "file.unreadable"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_inflate_without_bound_are_refused(tmp_path: Path, method: int) -> None:
    contents = unpacked(zip_of({"a.docx": bytes(100)}, method), tmp_path)
    assert refusals(contents) == {"a.docx": "file.unsupported"}


def test_members_that_overlap_make_a_bomb(tmp_path: Path) -> None:
    with pytest.raises(Unsafe, match="互相重叠"):
        unpacked(overlapping_zip(), tmp_path)


def test_a_zip_that_is_cut_short_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_of({"a.docx": b"1" * 99})[:-30])
    with pytest.raises(Unreadable):
        unpack_zip(tmp_path / "a.zip", None)  # type: ignore[arg-type]


def test_what_is_no_submission_is_passed_over(tmp_path: Path) -> None:
    names = ("__MACOSX/._a.docx", ".DS_Store", "~$a.docx", "下/.git/x")
    unpacked(zip_of({**dict.fromkeys(names, b"x"), "a.docx": b"1"}), tmp_path)
    assert members(tmp_path) == {"a.docx": b"1"}
    with pytest.raises(Empty):
        unpacked(zip_of(dict.fromkeys(names, b"x")), tmp_path / "b")
