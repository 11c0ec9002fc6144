"""Compound files come apart into the streams that went in, and hostile ones end as damaged."""

from __future__ import annotations

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import office_file

from parsers.compound import SIGNATURE, compound_in
from parsers.compound_writer import compound_of
from parsers.errors import FileProblem, Unreadable
from parsers.model import Kind

LEAST = 4096


def opened(data: bytes) -> dict[str, bytes]:
    compound = compound_in(data)
    assert compound is not None
    return {name: compound.stream(name) for name in compound.names}


NAMES = st.text(st.sampled_from("abcz0189"), min_size=1, max_size=31)
CONTENTS = st.builds(
    bytes.__mul__, st.binary(min_size=8, max_size=8), st.integers(LEAST // 8, 2000)
)


@given(st.dictionaries(NAMES, CONTENTS, min_size=1, max_size=6))
def test_what_was_written_is_read(streams: dict[str, bytes]) -> None:
    assert opened(compound_of(streams)) == streams


def test_a_short_stream_comes_out_filled_with_zeros() -> None:
    assert opened(compound_of({"a": b"x"})) == {"a": b"x".ljust(LEAST, b"\0")}


def test_a_file_whose_table_needs_lists_of_its_own_is_written_and_read() -> None:
    streams = {"a": bytes(8_000_000) + b"end", "b": b"x" * LEAST}
    assert opened(compound_of(streams)) == streams


def test_streams_of_a_real_document_are_read_short_ones_too() -> None:
    compound = compound_in(office_file(Kind.DOC))
    assert compound is not None
    assert compound.stream("\x01CompObj").endswith(struct.pack("<I", 0x71B239F4) + bytes(12))
    assert "1Table" in compound
    assert "1table" in compound.names


def test_anything_else_is_no_compound_file() -> None:
    assert compound_in(b"PK\x03\x04") is None


def test_a_stream_that_is_not_there_is_damage() -> None:
    compound = compound_in(compound_of({"a": b""}))
    assert compound is not None
    with pytest.raises(Unreadable, match="WordDocument"):
        compound.stream("WordDocument")


def test_a_file_cut_short_anywhere_is_damaged() -> None:
    whole = compound_of({"a": b"x" * LEAST})
    for length in range(len(SIGNATURE), len(whole) - 512, 256):
        with pytest.raises(Unreadable):
            opened(whole[:length])


@pytest.mark.parametrize(
    ("offset", "number"),
    [
        (30, 7),  # sectors of 128 bytes
        (48, 0xFFFFFFF0),  # the directory beyond the end
        (48, 0),  # a stream for a directory
        (68, 0),  # a list of the table's sectors in a stream
        (76, 0),  # a stream for the table
    ],
)
def test_a_header_that_lies_is_damage(offset: int, number: int) -> None:
    data = bytearray(compound_of({"a": b"\1\2\3" * LEAST}))
    struct.pack_into("<H" if offset == 30 else "<I", data, offset, number)
    with pytest.raises(Unreadable):
        opened(bytes(data))


def test_chains_that_go_round_end() -> None:
    data = bytearray(compound_of({"a": b"x" * LEAST}))
    table = struct.unpack_from("<I", data, 76)[0]
    struct.pack_into("<I", data, 512 * (table + 1) + 4, 0)  # sector 1 is followed by 0
    with pytest.raises(Unreadable):
        opened(bytes(data))
    struct.pack_into("<II", data, 68, table, 1)
    with pytest.raises(Unreadable):
        opened(bytes(data))


def test_entries_that_point_at_each_other_are_met_once() -> None:
    data = bytearray(compound_of({"a": b"x" * LEAST, "b": b"y" * LEAST}))
    start = 512 * (struct.unpack_from("<I", data, 48)[0] + 1)
    for entry in (1, 2):
        struct.pack_into("<3I", data, start + 128 * entry + 68, 2, 1, 0)
    assert opened(bytes(data)) == {"a": b"x" * LEAST, "b": b"y" * LEAST}


@given(st.data())
def test_a_spoiled_file_is_read_or_damaged_and_nothing_else(data: st.DataObject) -> None:
    spoiled = bytearray(compound_of({"a": b"x" * LEAST, "b": b""}))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(8, len(spoiled) - 1))
        spoiled[at] = data.draw(st.integers(0, 255))
    with suppress(FileProblem):
        opened(bytes(spoiled))


def test_a_stream_shorter_than_it_says_is_damage() -> None:
    data = bytearray(compound_of({"a": b"x" * LEAST}))
    entry = 512 * (struct.unpack_from("<I", data, 48)[0] + 1) + 128
    struct.pack_into("<I", data, entry + 120, 9 * LEAST)
    with pytest.raises(Unreadable):
        opened(bytes(data))


def test_a_directory_without_entries_is_damage() -> None:
    data = bytearray(compound_of({"a": b"x" * LEAST}))
    root = 512 * (struct.unpack_from("<I", data, 48)[0] + 1)
    struct.pack_into("<I", data, root + 76, 0xFFFFFFFF)
    with pytest.raises(Unreadable):
        compound_in(bytes(data))
