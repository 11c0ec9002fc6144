"""Which old Office file a compound file is, by its streams and the first words in them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from parsers.compound import compound_in
from parsers.errors import Encrypted, Unreadable, Unsupported
from parsers.model import Kind

if TYPE_CHECKING:
    from parsers.compound import Compound

_WORD_MARKS = frozenset({0xA5EC, 0xA5DC})  # [MS-DOC] 2.5.2: wIdent; the latter is Word 6 and 95
_ENCRYPTED_OR_OBFUSCATED = 0x8100  # [MS-DOC] 2.5.2: fEncrypted and fObfuscated
_FLAGS_AT = 10  # bytes into the stream
# WPS Office writes Word's and Excel's own streams, and beside them one of its own.
_WRITER_MARK, _SHEET_MARK = "WpsCustomData", "ETExtData"
_LOCKED = "文件已加密，请取消密码后再报送"
_OTHERS = (
    ("PowerPoint Document", "旧版 PowerPoint 演示文稿", "请提供 Word、Excel 或 PDF 格式的原件"),
    ("WpsContent", "早期 WPS 文档", "请在 WPS 中另存为 .docx 后再报送"),
    ("__substg1.0_0037001F", "Outlook 邮件（.msg）", "请另存其中的附件后分别报送"),
)


def kind_of_compound(data: bytes) -> Kind | None:
    """The kind of a compound file; None for anything else.

    Raises:
        Encrypted: it is locked, or holds a locked docx or xlsx.
        Unsupported: it is none that a reader takes; the message says which and what to do.
        Unreadable: its directory is damaged.
    """
    compound = compound_in(data)
    if compound is None:
        return None
    if "EncryptedPackage" in compound:
        raise Encrypted(_LOCKED)
    if "WordDocument" in compound:
        return _kind_of_word(compound)
    if "Workbook" in compound or "Book" in compound:
        return Kind.ET if _SHEET_MARK in compound else Kind.XLS
    if "MatOST" in compound:  # Microsoft Works
        return Kind.WPS
    raise _unsupported(compound)


def _kind_of_word(compound: Compound) -> Kind:
    head = compound.stream("WordDocument")[: _FLAGS_AT + 2]
    if len(head) < _FLAGS_AT + 2 or struct.unpack_from("<H", head)[0] not in _WORD_MARKS:
        raise Unreadable("文件已损坏：Word 文档没有正文，请重新导出后再报送")
    if struct.unpack_from("<H", head, _FLAGS_AT)[0] & _ENCRYPTED_OR_OBFUSCATED:
        raise Encrypted(_LOCKED)
    return Kind.WPS if _WRITER_MARK in compound else Kind.DOC


def _unsupported(compound: Compound) -> Unsupported:
    for stream, kind, advice in _OTHERS:
        if stream in compound:
            return Unsupported(f"这是{kind}，目前不能直接读取，{advice}")
    return Unsupported(
        "这是旧版 Office 复合文档，目前不能直接读取，请另存为 .docx 或 .xlsx 后再报送"
    )
