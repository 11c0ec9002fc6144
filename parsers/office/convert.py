"""Files -> files of another format, by one start of LibreOffice for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from parsers.errors import TimeOver, TooLarge, Unreadable, Unsupported
from parsers.office.profile import make_profile
from parsers.office.program import ADVICE, program
from parsers.office.shelf import workshop
from parsers.office.start import SECONDS, TookTooLongError, run
from parsers.system_error import reason_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.limits import Limits

_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
_TOO_LONG = "LibreOffice 在规定时间内没有转换完，请拆分文件，或另存为 .docx、.xlsx 后再报送"
_NOTHING_MADE = (
    "LibreOffice 打不开这个文件，文件可能已损坏，请重新导出，或另存为 .docx、.xlsx 后再报送；"
    "所有这类文件都打不开时，请运行 kaoping doctor，并检查 --memory 是否小于 512 MB"
)
_ABSENT = (
    f"读取这种文件需要 LibreOffice，本机没有安装。{ADVICE}，或请单位另存为 .docx、.xlsx 后再报送"
)


@dataclass(frozen=True, slots=True)
class Route:
    """How a kind of file is converted.

    `ending` is the one that the file is given, `importer` the filter that reads it (empty: the
    program tells by content), `target` the ending of the format that it becomes.
    """

    ending: str
    target: str
    importer: str = ""


def converted(data: bytes, route: Route, limits: Limits) -> bytes:
    """One file in its new format.

    Raises:
        Unsupported: LibreOffice is not installed.
        Unreadable: it made nothing of the file.
        TimeOver: it was not done in time.
        TooLarge: what it made is over the limit.
    """
    made = all_converted([data], route, limits)[0]
    if made is None:
        raise Unreadable(_NOTHING_MADE)
    return made


def all_converted(
    files: Sequence[bytes], route: Route, limits: Limits, seconds: float = SECONDS
) -> list[bytes | None]:
    """For each file what became of it, None where nothing did.

    Where the program ends before its time, at a file that it cannot bear, the files before that
    one are converted all the same.

    Raises:
        Unsupported: LibreOffice is not installed.
        TimeOver: it was not done in time, and nothing was converted.
        TooLarge: a converted file is over the limit.
    """
    soffice = program()
    if soffice is None:
        raise Unsupported(_ABSENT)
    with TemporaryDirectory(prefix="office-", dir=workshop(), ignore_cleanup_errors=True) as name:
        folder = Path(name)
        given = [folder / "in" / f"{i}.{route.ending}" for i in range(len(files))]
        made = [folder / "out" / f"{i}.{route.target}" for i in range(len(files))]
        for subfolder in ("in", "out"):
            (folder / subfolder).mkdir()
        for path, data in zip(given, files, strict=True):
            path.write_bytes(data)
        make_profile(folder / "profile")
        if not _ended_well(soffice, folder, route, given, seconds):
            _drop_unfinished(made)
        return [_content(path, limits) for path in made]


def _ended_well(
    soffice: Path, folder: Path, route: Route, given: Sequence[Path], seconds: float
) -> bool:
    """Whether the program came to its own end; raises where it did not start, or made nothing."""
    importer = (f"--infilter={route.importer}",) if route.importer else ()
    command = (
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *_OPTIONS,
        *importer,
        *("--convert-to", route.target, "--outdir", folder / "out"),
        *given,
    )
    try:
        return run(command, folder, seconds) == 0
    except TookTooLongError:
        if not any((folder / "out").iterdir()):
            raise TimeOver(_TOO_LONG) from None
        return False
    except OSError as problem:
        raise Unsupported(f"LibreOffice 无法启动（{reason_of(problem)}）。{ADVICE}") from None


def _drop_unfinished(made: Sequence[Path]) -> None:
    """Of several files the last may have been cut short, where the program did not end well."""
    written = [path for path in made if path.is_file()]
    if len(made) > 1 and written:
        written[-1].unlink()


def _content(path: Path, limits: Limits) -> bytes | None:
    if not path.is_file() or not path.stat().st_size:
        return None
    if path.stat().st_size > limits.file_bytes:
        raise TooLarge("文件转换后过大，请拆分后再报送")
    return path.read_bytes()
