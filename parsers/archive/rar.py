"""RAR archives: listed here, inflated by a program of the machine's, for the method is not free."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import rarfile

from parsers.errors import Encrypted, FileProblem, Unreadable, Unsafe, Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .shelf import Shelf

CHUNK_BYTES = 64 * 1024
PROGRAMS = ("unrar", "unar", "7z", "7zz", "bsdtar")
"""Any of these inflates RAR; rarfile looks for them in this order."""

_ADVICE = "请安装 unrar、unar、7z 或 bsdtar 之一（运行 kaoping doctor 查看办法），或改用 ZIP 压缩"


def rar_program() -> str | None:
    """The program that would inflate RAR, None where there is none in PATH."""
    return next((name for name in PROGRAMS if shutil.which(name)), None)


def unpack_rar(path: Path, shelf: Shelf) -> None:
    """Lays down the members of a RAR archive.

    Raises:
        Unreadable: it is damaged as a whole.
        Encrypted: its list of members is locked.
        Unsupported: it is but a part of an archive.
        Overfull, Bomb, NoRoom: see `Shelf.take`.
    """
    rarfile.HACK_TMP_DIR = str(shelf.scratch)
    try:
        # `part_only`: what lies beside the archive is none of its business.
        archive = rarfile.RarFile(str(path), charset="gb18030", errors="strict", part_only=True)
    except (rarfile.Error, ValueError, OSError, EOFError, IndexError) as problem:
        raise _problem_of(problem) from None
    with archive:
        if not archive.infolist():
            raise _locked_or_damaged(archive)
        for member in archive.infolist():
            _take(archive, member, shelf)


def _locked_or_damaged(archive: rarfile.RarFile) -> FileProblem:
    """Why an archive lists nothing."""
    if archive.needs_password():
        return Encrypted("压缩包有密码，请去除密码后重新报送")
    return Unreadable("压缩包已损坏或不完整，请重新压缩后再报送")


def _take(archive: rarfile.RarFile, member: rarfile.RarInfo, shelf: Shelf) -> None:
    if member.is_dir():
        return
    if member.is_symlink() or member.file_redir is not None or not member.is_file():
        problem = Unsafe("这是链接或设备，不是普通文件，没有取出；请放入文件本身")
        shelf.refuse(member.filename, problem)
    elif member.needs_password():
        shelf.refuse(member.filename, Encrypted("文件有密码，请去除密码后重新报送"))
    elif (member.file_size or 0) > shelf.limits.file_bytes:
        shelf.refuse(member.filename, shelf.too_large())
    else:
        shelf.take(member.filename, _chunks(archive, member))


def _chunks(archive: rarfile.RarFile, member: rarfile.RarInfo) -> Iterator[bytes]:
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                yield chunk
    except (rarfile.Error, ValueError, OSError, EOFError, IndexError) as problem:
        raise _problem_of(problem) from None


def _problem_of(problem: Exception) -> FileProblem:
    match problem:
        case rarfile.RarCannotExec():
            return Unsupported(f"这台电脑上没有能解压 RAR 的程序，{_ADVICE}")
        case rarfile.NeedFirstVolume():
            return Unsupported("这是分卷压缩包的一卷，请合并为一个压缩包后再报送")
        case rarfile.PasswordRequired() | rarfile.RarWrongPassword() | rarfile.NoCrypto():
            return Encrypted("文件有密码，请去除密码后重新报送")
        case _:
            return Unreadable("压缩包或其中的文件已损坏，请重新压缩后再报送")
