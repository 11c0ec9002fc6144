"""OLE compound files: what old Office files and locked new ones are ([MS-CFB])."""

from __future__ import annotations

import re

from parsers.errors import Encrypted, FileProblem, Unsupported

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY_BYTES = 128  # [MS-CFB] 2.6: a directory entry; its name comes first, in UTF-16
_WORD = "旧版 Word 文档（.doc/.wps）"
_EXCEL = "旧版 Excel 工作簿（.xls/.et）"
_STREAMS = (
    ("WordDocument", _WORD, "请在 Word 或 WPS 中另存为 .docx 后再报送"),
    ("WpsContent", _WORD, "请在 WPS 中另存为 .docx 后再报送"),
    ("Workbook", _EXCEL, "请在 Excel 或 WPS 中另存为 .xlsx 后再报送"),
    ("Book", _EXCEL, "请在 Excel 或 WPS 中另存为 .xlsx 后再报送"),
    ("PowerPoint Document", "旧版 PowerPoint 演示文稿", "请提供 Word、Excel 或 PDF 格式的原件"),
)


def refuse_compound(data: bytes) -> None:
    """Let anything but a compound file pass.

    Raises:
        Encrypted: it holds a locked docx or xlsx.
        Unsupported: it is an old document; the message says which and what to do.
    """
    if data.startswith(_SIGNATURE):
        raise _problem_of(data)


def _problem_of(data: bytes) -> FileProblem:
    if _has_entry(data, "EncryptedPackage"):
        return Encrypted("文件已加密，请取消密码后再报送")
    for stream, kind, advice in _STREAMS:
        if _has_entry(data, stream):
            return Unsupported(f"这是{kind}，目前不能直接读取，{advice}")
    return Unsupported(
        "这是旧版 Office 复合文档，目前不能直接读取，请另存为 .docx 或 .xlsx 后再报送"
    )


def _has_entry(data: bytes, name: str) -> bool:
    """Whether a directory entry bears this name; entries begin at multiples of their size."""
    letters = name.encode("utf-16-le") + b"\0\0"
    return any(not m.start() % _ENTRY_BYTES for m in re.finditer(re.escape(letters), data))
