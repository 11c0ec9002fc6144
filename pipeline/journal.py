"""What a run has read so far, in a file that outlives it if it is stopped.

The store learns of a run when the run is published, all at once. Until then each reading is put at
the end of this file as it comes; the next run finds there what the store does not know yet, and
puts it into the store with what it reads itself. When a run is committed the file goes.

A reading is named by submission, content and circumstances, as in the store, and has a checksum:
so what stands here can be left over, cut off in the middle or of another time, and is never taken
for what it is not. Only the run that writes the store looks at the file.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from logging import WARNING
from typing import TYPE_CHECKING, BinaryIO

from normalizers.scheme import Scheme  # noqa: TC001 - the codec looks the field up

from .durable import sync_names
from .events import Event, tell
from .store.codec import Encoded, Undecodable, decode_value, encode_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO
    from pathlib import Path

FILE_NAME = ".readings"

SYNC_EVERY = 1.0
"""Seconds of reading that a power cut may cost; a killed process loses none."""

_HEAD = 64 + 1 + 10 + 1  # bytes before a record: SHA-256 in hexadecimal, blank, length, line end


@dataclass(frozen=True, slots=True)
class Noted:
    """A reading that would come out the same again; `scheme` is what it was read by, if any.

    In the file the scheme stands in the first record that is read by it, None in the others.
    """

    submission: str
    content: str
    circumstances: str
    encoded: Encoded
    scheme: Scheme | None


class Journal:
    """The readings of a folder's unfinished run. No fault of the file ever stops a run."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME
        self._schemes: set[str] = set()
        self._sound: int | None = None  # bytes of whole records, until the first is added
        self._synced = time.monotonic()
        self._failed = False

    def noted(self, circumstances: str) -> Mapping[tuple[str, str], Noted]:
        """What was read under these circumstances, by submission and content."""
        found = Readings(self._file)
        try:
            with suppress(Undecodable):  # of a program before this one: then not of these
                found.take(circumstances)
        except OSError as problem:
            tell(Event("journal", "unreadable", detail=str(problem)), WARNING)
        self._sound = found.sound
        return found

    def add(self, noted: Noted) -> None:
        """Puts a reading down, as far as that goes."""
        if self._failed:
            return
        name = noted.encoded.scheme
        record = encode_value(replace(noted, scheme=None) if name in self._schemes else noted)
        try:
            self._append(record)
        except OSError as problem:
            self._failed = True  # what follows a record that is cut off could not be read
            tell(Event("journal", "failed", noted.submission, None, str(problem)), WARNING)
            return
        if name is not None:
            self._schemes.add(name)

    def clear(self) -> None:
        """Ends it: the store knows all of this."""
        try:
            self._file.unlink(missing_ok=True)
        except OSError as problem:
            tell(Event("journal", "left over", detail=str(problem)), WARNING)

    def _append(self, record: bytes) -> None:
        whole = _head_of(record) + record
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("ab", buffering=0) as stream:
            if self._sound is not None:
                _cut(stream, self._sound)
                self._sound = None
                sync_names(self._file.parent)
            if stream.write(whole) < len(whole):
                raise OSError(f"{self._file}: only a part of a record could be written")
            if time.monotonic() - self._synced > SYNC_EVERY:
                os.fsync(stream.fileno())
                self._synced = time.monotonic()


def _cut(stream: FileIO, sound: int) -> None:
    """Takes away a record that was cut off: nothing could be read after it."""
    # A run that waited may find it shorter: the one before it has ended, and taken its own along.
    if stream.tell() > sound:
        stream.truncate(sound)


class Readings(Mapping[tuple[str, str], Noted]):
    """The readings in a journal by submission and content: where they stand, not what they are.

    `sound` is how many bytes of whole records there are, as far as they were looked at.
    """

    def __init__(self, file: Path) -> None:
        self.sound = 0
        self._file = file
        self._places: dict[tuple[str, str], int] = {}
        self._schemes: dict[str | None, Scheme] = {}

    def take(self, circumstances: str) -> None:
        """Finds those of these circumstances, up to the first record that is not whole.

        Raises:
            OSError: the file cannot be read.
            Undecodable: a record is of another shape.
        """
        if not self._file.is_file():
            return
        with self._file.open("rb") as stream:
            while record := _record(stream):
                noted = decode_value(record, Noted)
                if noted.scheme is not None:
                    self._schemes[noted.encoded.scheme] = noted.scheme
                if noted.circumstances == circumstances:
                    self._places[noted.submission, noted.content] = self.sound
                self.sound += _HEAD + len(record)

    def __getitem__(self, key: tuple[str, str]) -> Noted:
        place = self._places[key]
        try:
            with self._file.open("rb") as stream:
                stream.seek(place)
                noted = decode_value(_record(stream), Noted)
        except (OSError, Undecodable) as problem:
            tell(Event("journal", "unreadable", key[0], detail=str(problem)), WARNING)
            raise KeyError(key) from problem
        return replace(noted, scheme=self._schemes.get(noted.encoded.scheme))

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _record(stream: BinaryIO) -> bytes:
    """The next record, empty where there is no whole one."""
    head = stream.read(_HEAD)
    length = head[65:75]
    left = os.fstat(stream.fileno()).st_size - stream.tell()
    # A damaged head may tell of gigabytes that are not there.
    record = stream.read(int(length)) if length.isdigit() and int(length) <= left else b""
    return record if _head_of(record) == head else b""


def _head_of(record: bytes) -> bytes:
    return f"{hashlib.sha256(record).hexdigest()} {len(record):010}\n".encode()
