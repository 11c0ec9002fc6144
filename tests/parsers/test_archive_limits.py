"""What comes out of an archive is counted as it comes, whatever its headers say."""

from __future__ import annotations

import bz2
import errno
import gzip
import lzma
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from archives import members, refusals, seven_zip_of, tar_of, unpacked, zip_of

from parsers.archive import Bomb, NoRoom, Overfull
from parsers.archive.meter import RATIO_FLOOR
from parsers.archive.shelf import Shelf
from parsers.errors import FileProblem
from parsers.limits import DEFAULT_LIMITS, MIB

Maker = Callable[[dict[str, bytes]], bytes]

SMALL = replace(DEFAULT_LIMITS, members=2, inflated_bytes=MIB, file_bytes=MIB // 2)
ZEROS = bytes(34 * MIB)


@pytest.mark.parametrize(
    "data",
    [
        zip_of({"a": ZEROS}),
        seven_zip_of({"a": ZEROS}),
        gzip.compress(ZEROS),
        bz2.compress(ZEROS),
        lzma.compress(ZEROS),
        gzip.compress(tar_of({"a": ZEROS})),
        gzip.compress(tar_of({".hidden": ZEROS, "b": b"1"})),
    ],
    ids=["zip", "7z", "gz", "bz2", "xz", "tar.gz", "passed over"],
)
def test_what_unpacks_to_hundreds_of_times_its_size_is_a_bomb(tmp_path: Path, data: bytes) -> None:
    assert len(data) < 34 * MIB / 200
    with pytest.raises(Bomb, match="压缩炸弹"):
        unpacked(data, tmp_path)


@pytest.mark.parametrize("make", [zip_of, seven_zip_of, tar_of])
def test_too_many_members_are_too_many(tmp_path: Path, make: Maker) -> None:
    data = make({f"{n}.docx": b"1" for n in range(3)})
    with pytest.raises(Overfull, match="2 个的上限"):
        unpacked(data, tmp_path, SMALL)


@pytest.mark.parametrize("make", [zip_of, seven_zip_of, tar_of])
def test_too_many_entries_are_too_many_even_if_passed_over(tmp_path: Path, make: Maker) -> None:
    data = make({f".{n}": b"1" for n in range(4)})
    with pytest.raises(Overfull, match="3 个的上限"):
        unpacked(data, tmp_path, replace(DEFAULT_LIMITS, parts=3))


@pytest.mark.parametrize("make", [zip_of, seven_zip_of, tar_of])
def test_too_many_bytes_are_too_many(tmp_path: Path, make: Maker) -> None:
    half = bytes(MIB // 2)
    with pytest.raises(Overfull, match="1 MiB 的上限"):
        unpacked(make({"a": half, "b": half, "c": b"1"}), tmp_path, replace(SMALL, members=9))


@pytest.mark.parametrize("make", [zip_of, seven_zip_of, tar_of])
def test_a_member_that_is_too_large_costs_itself_only(tmp_path: Path, make: Maker) -> None:
    contents = unpacked(make({"a": bytes(MIB // 2 + 1), "b": b"1"}), tmp_path, SMALL)
    assert members(tmp_path) == {"b": b"1"}
    assert refusals(contents) == {"a": "file.too_large"}


def test_a_single_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    contents = unpacked(gzip.compress(bytes(MIB // 2 + 1)), tmp_path, SMALL, "a.gz")
    assert refusals(contents) == {"a": "file.too_large"}


class FullDisk:
    """A disk that is full from now on, when written to or when closed."""

    def __init__(self, path: Path, number: int) -> None:
        self.real = Path.open(path, "wb")
        self.number = number

    def write(self, data: bytes) -> int:
        if len(data) > 1:
            raise OSError(self.number, "No space left on device")
        return 1

    def close(self) -> None:
        self.real.close()
        raise OSError(self.number, "No space left on device")


@pytest.mark.parametrize("data", [b"1", b"12"])
def test_a_full_disk_is_the_fault_of_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    opened = Path.open

    def full(path: Path, mode: str = "r") -> object:
        return FullDisk(path, errno.ENOSPC) if mode == "xb" else opened(path, mode)

    monkeypatch.setattr(Path, "open", full)
    for index, make in enumerate((zip_of, tar_of, seven_zip_of)):
        with pytest.raises(NoRoom):
            unpacked(make({"a": data}), tmp_path / str(index))


def test_a_name_that_the_disk_does_not_take_is_the_files_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(errno.ENAMETOOLONG, "File name too long")

    monkeypatch.setattr(Path, "mkdir", refuse)
    taken = Shelf(tmp_path, DEFAULT_LIMITS, 1, lambda _: True)
    taken.take("a/b.docx", [b"1"])
    taken.take("c.docx", [b"1"])
    (refused,) = taken.contents().refused
    assert (refused.name, refused.problem.code) == ("a/b.docx", "file.unreadable")


def test_the_floor_lets_a_blank_page_of_a_scan_pass(tmp_path: Path) -> None:
    blank = bytes(26 * MIB)
    assert len(blank) < RATIO_FLOOR
    unpacked(zip_of({"a.bmp": blank}), tmp_path)
    assert members(tmp_path) == {"a.bmp": blank}


def test_problems_travel_between_processes() -> None:
    for problem in (Bomb("a"), Overfull("b"), NoRoom("c")):
        copy = pickle.loads(pickle.dumps(problem))  # noqa: S301
        assert (type(copy), copy.args) == (type(problem), problem.args)
    assert issubclass(Bomb, FileProblem)
