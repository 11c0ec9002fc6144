"""tars, packed or not, and single files that are packed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from archives import members, refusals, tar_of, tar_with, unpacked
from backports import zstd

from parsers.errors import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

Packer = Callable[[bytes], bytes]
PACKERS: dict[str, Packer] = {
    "gz": gzip.compress,
    "bz2": lambda data: bz2.compress(data, 1),
    "xz": lzma.compress,
    "zst": zstd.compress,
}
FILES = {"报送/民政局.docx": b"1" * 700, "教育局.pdf": b"2"}
NOISE = random.Random(4).randbytes(200_000)  # noqa: S311 - noise


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_members_of_a_tar_lie_in_their_folders(tmp_path: Path, form: int) -> None:
    long = {"长" * 40 + "/" + "名" * 40 + ".docx": b"3"}
    contents = unpacked(tar_of({**FILES, **long}, form), tmp_path)
    assert members(tmp_path) == {**FILES, **long}
    assert (contents.refused, contents.damage) == ((), None)


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_tar_is_a_tar(tmp_path: Path, suffix: str) -> None:
    unpacked(PACKERS[suffix](tar_of(FILES)), tmp_path, name=f"报送.tar.{suffix}")
    assert members(tmp_path) == FILES


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_file_is_named_after_its_archive(tmp_path: Path, suffix: str) -> None:
    unpacked(PACKERS[suffix](NOISE), tmp_path, name=f"民政局.docx.{suffix}")
    assert members(tmp_path) == {"民政局.docx": NOISE}


def test_a_packed_file_whose_archive_has_no_suffix_keeps_the_name(tmp_path: Path) -> None:
    unpacked(gzip.compress(b"1"), tmp_path, name="民政局")
    assert members(tmp_path) == {"民政局": b"1"}


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_file_that_is_cut_short_is_refused(tmp_path: Path, suffix: str) -> None:
    data = PACKERS[suffix](NOISE)[:150_000]
    contents = unpacked(data, tmp_path, name=f"民政局.docx.{suffix}")
    assert (members(tmp_path), refusals(contents)) == ({}, {"民政局.docx": "file.unreadable"})


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_file_that_is_broken_from_the_start_is_unreadable(
    tmp_path: Path, suffix: str
) -> None:
    data = bytearray(PACKERS[suffix](NOISE))
    data[4:20] = b"\xff" * 16
    with pytest.raises(Unreadable):
        unpacked(bytes(data), tmp_path)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_in_any_encoding_are_understood(tmp_path: Path, encoding: str) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT, encoding=encoding) as t:
        info = tarfile.TarInfo("民政局.docx")
        info.size = 1
        t.addfile(info, io.BytesIO(b"1"))
    unpacked(buffer.getvalue(), tmp_path)
    assert members(tmp_path) == {"民政局.docx": b"1"}


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
)
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    contents = unpacked(tar_with("民政局.docx", kind, "/etc/passwd"), tmp_path)
    assert (members(tmp_path), refusals(contents)) == ({}, {"民政局.docx": "file.unsafe"})


def test_a_sparse_file_is_refused(tmp_path: Path) -> None:
    contents = unpacked(tar_with("a", tarfile.GNUTYPE_SPARSE), tmp_path)
    assert refusals(contents) == {"a": "file.unsafe"}


def test_a_folder_and_hostile_names_are_not_laid_down(tmp_path: Path) -> None:
    data = tar_of({"../a.docx": b"1", "/etc/b.docx": b"2", "c.docx": b"3"})
    folder = tar_with("一批", tarfile.DIRTYPE)[:512]
    contents = unpacked(folder + data, tmp_path)
    assert members(tmp_path) == {"c.docx": b"3"}
    assert refusals(contents) == {"../a.docx": "file.unsafe", "/etc/b.docx": "file.unsafe"}


def test_what_stands_before_the_damage_is_kept_and_the_damage_told(tmp_path: Path) -> None:
    data = gzip.compress(tar_of({"a.docx": NOISE, "b.docx": NOISE, "c.docx": NOISE}), 1)
    contents = unpacked(data[: len(data) // 2], tmp_path)
    assert members(tmp_path) == {"a.docx": NOISE}
    assert refusals(contents) == {"b.docx": "file.unreadable"}
    assert contents.damage is not None
    assert contents.damage.code == "file.unreadable"


def test_a_tar_that_is_cut_short_is_damaged(tmp_path: Path) -> None:
    data = tar_of({"a.docx": b"1", "b.docx": NOISE})
    contents = unpacked(data[:50_000], tmp_path)
    assert members(tmp_path) == {"a.docx": b"1"}
    assert refusals(contents) == {"b.docx": "file.unreadable"}
