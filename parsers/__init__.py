"""Bytes -> Reading: the formats, and nothing of any form."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from parsers.detect import kind_of
from parsers.errors import FileProblem, TooLarge, Unreadable, Unsupported
from parsers.limits import DEFAULT_LIMITS, MIB, Limits
from parsers.model import PACKED, Kind, Reading
from parsers.system_error import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader that is imported when it is first called: some take half a second to load.

    `name` is its module and function, as in `parsers.word:read_word`.
    """

    name: str

    def __call__(self, data: bytes, limits: Limits) -> Reading:
        """Read the bytes of a file of this reader's kind."""
        function: Callable[[bytes, Limits], Reading] = pkgutil.resolve_name(self.name)
        return function(data, limits)


PICTURES = (
    Kind.PNG,
    Kind.JPEG,
    Kind.TIFF,
    Kind.BMP,
    Kind.GIF,
    Kind.WEBP,
    Kind.HEIC,
    Kind.AVIF,
)
"""The kinds of a page's picture."""

READERS: Mapping[Kind, Reader] = MappingProxyType(
    {
        Kind.PDF: Reader("parsers.pdf:read_pdf"),
        Kind.DOCX: Reader("parsers.word:read_word"),
        Kind.XLSX: Reader("parsers.sheet:read_sheet"),
        Kind.OFD: Reader("parsers.ofd:read_ofd"),
        Kind.XLS: Reader("parsers.sheet:read_binary_sheet"),
        Kind.ET: Reader("parsers.sheet:read_binary_sheet"),
        **dict.fromkeys(
            (
                *(Kind.DOC, Kind.WPS, Kind.RTF, Kind.ODT, Kind.FODT, Kind.WORD_XML),
                *(Kind.ODS, Kind.FODS, Kind.EXCEL_XML),
            ),
            Reader("parsers.office:read_office"),
        ),
        Kind.MHTML: Reader("parsers.web_archive:read_web_archive"),
        Kind.TEXT: Reader("parsers.transcript:read_transcript"),
        Kind.MARKDOWN: Reader("parsers.transcript:read_transcript"),
        Kind.HTML: Reader("parsers.transcript:read_transcript"),
        **dict.fromkeys(PICTURES, Reader("parsers.image:read_image")),
    },
)


def read(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read one file of any supported kind, told by its content.

    Raises:
        FileProblem: it cannot or must not be read; nothing else is raised.
    """
    data = _bytes_of(Path(path), limits)
    try:
        return _reader_of(kind_of(data))(data, limits)
    except FileProblem:
        raise
    except (RecursionError, MemoryError):
        raise TooLarge("文件嵌套过深或内容过大，无法读取，请简化或拆分后再报送") from None
    except Exception as problem:
        raise Unreadable(
            f"文件已损坏或格式不规范，无法读取，请重新导出后再报送（{type(problem).__name__}）",
        ) from problem


def _reader_of(kind: Kind) -> Reader:
    if kind in PACKED:
        raise Unsupported("这是压缩包或邮件，不是一份文件，请解压后分别读取其中的文件")
    return READERS[kind]


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except OSError as problem:
        raise Unreadable(
            f"文件无法打开（{reason_of(problem)}），请检查文件是否存在、是否有权限"
        ) from problem
    if len(data) > limits.file_bytes:
        raise TooLarge(f"文件过大，超过 {limits.file_bytes // MIB} MiB 的上限，请拆分后再报送")
    return data
