"""Files that are cut, empty, mislabelled, locked, garbage, or mutated by chance."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from form_dice import dice
from ooxml import zipped

from hostile.fuzzing import ALL, mutation
from hostile.good import GOOD
from hostile.model import ANYHOW, EMPTY, ENCRYPTED, READ, UNREADABLE, UNSUPPORTED, Hostile
from parsers.compound_writer import compound_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MUTATIONS = 6
"""Of each good file; the fuzzer makes more."""

SIGNATURES = {
    "pdf": b"%PDF-1.7\n", "docx": b"PK\x03\x04", "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "7z": b"7z\xbc\xaf\x27\x1c", "rar": b"Rar!\x1a\x07\x01\0", "gz": b"\x1f\x8b\x08",
    "bz2": b"BZh91AY&SY", "xz": b"\xfd7zXZ\0", "zst": b"\x28\xb5\x2f\xfd",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff", "gif": b"GIF89a", "tif": b"II*\0", "bmp": b"BM\0\0\0\0\0\0\0\0",
    "webp": b"RIFF\0\0\0\0WEBP", "heic": b"\0\0\0\x18ftypheic", "avif": b"\0\0\0\x18ftypavif",
    "xls": b"\x09\x08\x10\0\0\6\5\0",
}  # fmt: skip
PROGRAMS = {
    "exe": b"MZ\x90\0" + bytes(60), "elf": b"\x7fELF\2\1\1" + bytes(60), "sh": b"#!/bin/sh\nid\n",
    "lnk": b"L\0\0\0\1\x14\2\0" + bytes(68), "url": b"[InternetShortcut]\nURL=file:///etc/passwd\n",
    "class": b"\xca\xfe\xba\xbe\0\0\0\x34", "pickle": b"cos\nsystem\n(S'id'\ntR.",
    "ps": b"%!PS\n(x) run\n",
    "sqlite": b"SQLite format 3\0" + bytes(84), "mp4": b"\0\0\0\x18ftypisom" + bytes(64),
}  # fmt: skip


def spoilt() -> Iterator[Hostile]:
    """A file for each."""
    yield from _cut()
    yield from _empty()
    yield from _mislabelled()
    yield from _garbage()
    yield from _locked()
    yield from _mutated()


def _cut() -> Iterator[Hostile]:
    for name, make in ALL.items():
        data = make()
        for part in (0.05, 0.5, 0.98):
            cut = data[: int(len(data) * part)]
            yield Hostile(
                f"截断{part:.0%}-{name}", partial(bytes, cut), ANYHOW, dear=_is_picture(name)
            )
        yield Hostile(f"缺头-{name}", partial(bytes, data[len(data) // 3 :]), ANYHOW)


def _empty() -> Iterator[Hostile]:
    contents = {
        "零字节": b"",
        "空白": b" \r\n\t" * 99,
        "全零": bytes(9_999),
        "标记": b"\xef\xbb\xbf",
    }
    for word, data in contents.items():
        for ending in ("pdf", "docx", "txt"):
            yield Hostile(f"{word}.{ending}", partial(bytes, data), EMPTY | UNREADABLE)


def _mislabelled() -> Iterator[Hostile]:
    """Good files under each other's endings: what they are is told by their bytes."""
    names = list(GOOD)
    for number, (name, make) in enumerate(GOOD.items()):
        for step in (1, 5):
            ending = PurePath(names[(number + step) % len(names)]).suffix
            yield Hostile(
                f"错名-{PurePath(name).suffix[1:]}{ending}", make, READ, dear=_is_picture(name)
            )


def _garbage() -> Iterator[Hostile]:
    random = dice("garbage")
    for ending, signature in SIGNATURES.items():
        noise = signature + random.randbytes(5_000)
        yield Hostile(f"乱码.{ending}", partial(bytes, noise), ANYHOW)
        yield Hostile(f"只有标记.{ending}", partial(bytes, signature), ANYHOW)
    for ending, data in PROGRAMS.items():
        known = UNREADABLE | UNSUPPORTED | READ
        yield Hostile(f"别物.{ending}", partial(bytes, data), known)
    for size in (1, 100, 100_000):
        yield Hostile(f"随机{size}.pdf", partial(bytes, random.randbytes(size)), ANYHOW)
    yield Hostile("全一.doc", partial(bytes, b"\xff" * 9_999), ANYHOW)
    yield Hostile("两种.pdf", lambda: GOOD["a.pdf"]() + GOOD["a.docx"](), READ)
    yield Hostile("前有杂物.pdf", lambda: b"x" * 900 + GOOD["a.pdf"](), READ | UNREADABLE)


def _locked() -> Iterator[Hostile]:
    package = {"EncryptedPackage": bytes(4_096), "EncryptionInfo": b"\4\0\4\0" + bytes(99)}
    for ending in ("docx", "xlsx"):
        yield Hostile(f"有密码.{ending}", partial(compound_of, package), ENCRYPTED)
    ofd = partial(zipped, {"OFD.xml": "<a/>", "Encryptions.xml": "<Encryptions/>"})
    yield Hostile("有密码.ofd", ofd, ENCRYPTED | UNREADABLE)
    book = b"\x09\x08\x10\0\0\6\5\0" + bytes(12) + b"\x2f\0\6\0\0\0" + bytes(4) + b"\x0a\0\0\0"
    yield Hostile("有密码.xls", partial(compound_of, {"Workbook": book}), ENCRYPTED | UNREADABLE)


def _mutated() -> Iterator[Hostile]:
    for name in ALL:
        for seed in range(MUTATIONS):
            yield Hostile(
                f"变异{seed}-{name}", partial(mutation, name, seed), ANYHOW, dear=_is_picture(name)
            )


def _is_picture(name: str) -> bool:
    return name.endswith((".png", ".jpg", ".bmp", ".gif", ".webp", ".tif"))
