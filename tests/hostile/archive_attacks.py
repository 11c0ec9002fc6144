"""Archives whose members would leave them, link elsewhere, or lie in one another without end."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from functools import partial
from typing import TYPE_CHECKING

import archives
from backports import zstd

from hostile.good import MEMBERS, small_docx, small_html
from hostile.model import BOUNDED, EMPTY, ENCRYPTED, READ, UNREADABLE, UNSAFE, UNSUPPORTED, Hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hostile.model import Lure

NAMES = {
    "上级": "../../逃.txt", "上级反斜": "..\\..\\逃.txt", "绝对": "/tmp/逃.txt",  # noqa: S108
    "盘符": "C:\\逃.txt", "共享": "\\\\server\\s\\逃.txt", "中间上级": "甲/../../逃.txt",
    "空格上级": "甲/.. /.. /逃.txt", "深": "深/" * 60 + "逃.txt", "长": "长" * 600 + ".txt",
}  # fmt: skip
"""Names that are refused."""
ODD_NAMES = {
    "设备": "CON.txt", "设备口": "甲/com1.txt", "流": "甲.txt:恶.exe", "点": "甲./乙 /丙. .txt",
    "翻转": "甲\u202etxt.exe", "换行": "甲\n乙.txt", "通配": "甲*?.txt", "前缀": "\\\\?\\甲.txt",
    "代理": "甲\ud800.txt", "变量": "$HOME/`id`;%TEMP%.txt", "公式": "=cmd|'x'!A.txt",
}  # fmt: skip
"""Names that may be changed, or refused."""


def archive_attacks(lure: Lure) -> Iterator[Hostile]:
    """A file for each."""
    yield from _names()
    yield from _links(lure.file)
    yield from _nested()
    yield from _packed_bombs()
    yield from _locked()


def _names() -> Iterator[Hostile]:
    for word, name in {**NAMES, **ODD_NAMES}.items():
        ends = UNSAFE if word in NAMES else READ | UNSAFE | UNREADABLE
        legal = name.encode("utf-8", "surrogatepass")
        data = small_html()
        made = {
            "zip": partial(archives.zip_of_raw, (legal, data), flags=0x800),
            "tar": partial(_tar, name, data),
            "rar": partial(_with_text_name, archives.rar_of, name, data),
            "eml": partial(_with_text_name, archives.mail_of, name, data),
        }
        for ending, make in made.items():
            # A mail program's attachment has a leaf only; folders are taken off in reading it.
            allowed = ends | READ if ending == "eml" else ends
            yield Hostile(f"名-{word}.{ending}", make, allowed)


def _tar(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    options = {"format": tarfile.GNU_FORMAT, "errors": "surrogatepass"}
    with tarfile.open(fileobj=buffer, mode="w", **options) as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def _with_text_name(make: Callable[[Mapping[str, bytes]], bytes], name: str, data: bytes) -> bytes:
    legal = name.encode("utf-8", "replace").decode().replace("\n", "_")
    return make({legal: data})


def _links(secret: str) -> Iterator[Hostile]:
    link, device = stat.S_IFLNK | 0o777, stat.S_IFCHR | 0o666
    for word, mode in (("链接", link), ("设备文件", device), ("管道", stat.S_IFIFO | 0o666)):
        made = partial(archives.zip_with_mode, "甲.txt", mode, secret.encode())
        yield Hostile(f"{word}.zip", made, UNSAFE)
        packed = partial(archives.seven_zip_with_mode, "甲.txt", mode, secret.encode())
        yield Hostile(f"{word}.7z", packed, UNSAFE)
    kinds = {
        "符号": tarfile.SYMTYPE, "硬": tarfile.LNKTYPE, "设备": tarfile.CHRTYPE,
        "块": tarfile.BLKTYPE, "管": tarfile.FIFOTYPE,
    }  # fmt: skip
    for word, kind in kinds.items():
        yield Hostile(f"{word}.tar", partial(archives.tar_with, "甲.txt", kind, secret), UNSAFE)
    yield Hostile("链接.rar", partial(archives.rar_link, "甲.txt", secret), UNSAFE)
    yield Hostile("链接后写.tar", partial(_through_link, secret), UNSAFE | READ)


def _through_link(secret: str) -> bytes:
    """A link to a folder outside, then a member that lies in that folder."""
    folder = secret.rpartition("/")[0]
    first = archives.tar_with("出", tarfile.SYMTYPE, folder)
    return first[: -tarfile.RECORDSIZE + 512] + archives.tar_of({"出/写入.html": small_html()})


def _nested() -> Iterator[Hostile]:
    yield Hostile("十二层.zip", partial(_layers, 12, archives.zip_of, "zip"), BOUNDED)
    yield Hostile("十二层.tar", partial(_layers, 12, archives.tar_of, "tar"), BOUNDED)
    yield Hostile("四十二.zip", partial(_fan, 16, 3), BOUNDED)
    yield Hostile("六万成员.zip", partial(_crowd, 60_000), BOUNDED)
    yield Hostile("两千成员.tar", partial(_crowd_tar, 2_000), BOUNDED)
    yield Hostile("重叠.zip", archives.overlapping_zip, UNSAFE)


def _layers(depth: int, pack: Callable[[Mapping[str, bytes]], bytes], ending: str) -> bytes:
    data = small_html()
    for level in range(depth):
        data = pack({f"{level}.{ending if level else 'html'}": data})
    return data


def _fan(width: int, depth: int) -> bytes:
    """Each archive holds so many of the next, and the last so many files of 4 MiB."""
    data = b"0" * 4 * 1024 * 1024
    for level in range(depth):
        ending = "zip" if level else "txt"
        data = archives.zip_of({f"{n}.{ending}": data for n in range(width)})
    return data


def _crowd(count: int) -> bytes:
    return archives.zip_of_raw(*((b"%d.txt" % n, b"x") for n in range(count)))


def _crowd_tar(count: int) -> bytes:
    return archives.tar_of({f"{n}.txt": b"x" for n in range(count)})


def _packed_bombs() -> Iterator[Hostile]:
    zeros = bytes(64 * 1024 * 1024)
    packers = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd.compress}
    for ending, pack in packers.items():
        yield Hostile(f"零.{ending}", partial(_packed, pack, zeros), BOUNDED)
    yield Hostile("零.zip", lambda: archives.zip_of({"零.txt": zeros}), BOUNDED)
    yield Hostile("零.7z", lambda: archives.seven_zip_of({"零.txt": zeros}), BOUNDED)
    again = partial(_packed, gzip.compress, zeros)
    yield Hostile("零零.gz", lambda: gzip.compress(again(), mtime=0), BOUNDED)
    yield Hostile("谎报.zip", partial(_lying, zeros), BOUNDED | UNREADABLE)


def _packed(pack: Callable[[bytes], bytes], data: bytes) -> bytes:
    return pack(data)


def _lying(data: bytes) -> bytes:
    """A member whose headers say that it unpacks to ten bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("零.txt"), data, zipfile.ZIP_DEFLATED)
    size, told = len(data).to_bytes(4, "little"), (10).to_bytes(4, "little")
    return buffer.getvalue().replace(size, told)


def _locked() -> Iterator[Hostile]:
    held = {"甲.docx": small_docx()}
    locked = partial(archives.locked, archives.zip_of(held), "甲.docx")
    yield Hostile("有密码.zip", locked, ENCRYPTED)
    yield Hostile("有密码.7z", partial(archives.seven_zip_of, held, "口令"), ENCRYPTED)
    yield Hostile("有密码.rar", partial(archives.locked_rar, "甲.docx", b"x" * 64), ENCRYPTED)
    yield Hostile("目录加密.rar", archives.locked_rar_list, ENCRYPTED)
    packed = partial(archives.rar_of, MEMBERS, 3)
    yield Hostile("压缩.rar", packed, UNREADABLE | UNSUPPORTED)
    yield Hostile("空.zip", partial(archives.zip_of, {}), EMPTY)
    yield Hostile("空.tar", partial(archives.tar_of, {}), EMPTY | UNREADABLE)
    yield Hostile("空.7z", partial(archives.seven_zip_of, {}), EMPTY | UNREADABLE)
