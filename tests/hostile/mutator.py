"""Good bytes -> bytes that came to harm, by a seed: the same harm for the same seed."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from form_dice import dice

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

MOST_BYTES = 4 * 1024 * 1024
"""A duplicated chunk never makes more: size is what bombs are for."""
INNER = 0.8
"""How often a package is spoilt within a part: its checksums would stop other harm at the door."""
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_ODD_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483648", b"99999999999999999999", b"1e309", b"")


def mutated(good: bytes, seed: int, other: bytes = b"") -> bytes:
    """The file with some harm; `other` is a file that pieces may be taken from.

    A zip is harmed within one of its parts most of the time, and whole again outside.
    """
    random = dice(seed)
    if good.startswith(b"PK") and random.random() < INNER:
        return _with_harmed_part(good, random, other)
    return _harmed(good, random, other)


def _with_harmed_part(good: bytes, random: Random, other: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(target, "w") as archive:
        chosen = random.choice(source.infolist()).filename
        for entry in source.infolist():
            data = source.read(entry)
            part = _harmed(data, random, other) if entry.filename == chosen else data
            archive.writestr(zipfile.ZipInfo(entry.filename), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _harmed(data: bytes, random: Random, other: bytes) -> bytes:
    for _ in range(random.choice((1, 1, 1, 2, 4, 8))):
        data = random.choice(_HARMS)(data, random, other)
    return data[:MOST_BYTES]


def _flip(data: bytes, random: Random, _other: bytes) -> bytes:
    spoilt = bytearray(data)
    for _ in range(random.choice((1, 2, 8, 32))):
        if spoilt:
            spoilt[random.randrange(len(spoilt))] ^= 1 << random.randrange(8)
    return bytes(spoilt)


def _cut(data: bytes, random: Random, _other: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _leave_out(data: bytes, random: Random, _other: bytes) -> bytes:
    start, stop = _span(data, random)
    return data[:start] + data[stop:]


def _repeat(data: bytes, random: Random, _other: bytes) -> bytes:
    start, stop = _span(data, random)
    return data[:stop] + data[start:stop] * random.choice((1, 2, 16, 200)) + data[stop:]


def _splice(data: bytes, random: Random, other: bytes) -> bytes:
    start, stop = _span(other or data, random)
    at = random.randrange(len(data) + 1)
    return data[:at] + (other or data)[start:stop] + data[at:]


def _blank(data: bytes, random: Random, _other: bytes) -> bytes:
    start, stop = _span(data, random)
    return data[:start] + bytes([random.choice((0, 0xFF, 0x20))]) * (stop - start) + data[stop:]


def _renumber(data: bytes, random: Random, _other: bytes) -> bytes:
    """A number of the text made another."""
    return _replaced(data, _NUMBER, random, random.choice(_ODD_NUMBERS))


def _retag(data: bytes, random: Random, _other: bytes) -> bytes:
    """A tag of the text made another of its tags, or left out."""
    tags = _TAG.findall(data)
    return _replaced(data, _TAG, random, random.choice((*tags, b""))) if tags else data


def _replaced(data: bytes, pattern: re.Pattern[bytes], random: Random, new: bytes) -> bytes:
    places = [m.span() for m in pattern.finditer(data)]
    if not places:
        return data
    start, stop = random.choice(places)
    return data[:start] + new + data[stop:]


def _span(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 4, 32, 256, 2048)))


_HARMS: tuple[Callable[[bytes, Random, bytes], bytes], ...] = (
    _flip,
    _cut,
    _leave_out,
    _repeat,
    _splice,
    _blank,
    _renumber,
    _renumber,
    _retag,
    _retag,
)
