"""Text bytes -> str, by the encodings that Chinese offices use."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EIGHT_BIT = ("utf-8", "gb18030")
# Without a mark, UTF-16 shows in the zero bytes beside ASCII digits and line ends; the pile's
# Chinese texts hold at least one such character in fifty.
_ZERO_SHARE = 0.01
# A damaged text keeps its encoding's shape: one broken byte spoils one or two characters of a
# line. Binary data read as text is broken in every tenth character and more.
_BROKEN_SHARE = 0.02
_SPOILED = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ue000-\uf8ff]")


def text_of(data: bytes) -> str | None:
    """The text that the bytes spell, without a byte order mark; None where they spell none.

    UTF-8, UTF-16 and GB18030 are told apart by their marks or by what decodes. Line ends come as
    line feeds. What cannot be decoded comes as U+FFFD, if it is rare.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _if_text(_decoded(data[len(mark) :], encoding))
    candidates = _wide_encodings(data) or _EIGHT_BIT
    for encoding in candidates:
        text = _if_text(_decoded(data, encoding))
        if text is not None:
            return text
    return None


def _wide_encodings(data: bytes) -> tuple[str, ...]:
    """UTF-16 in the byte order that the zeros suggest; nothing where there are too few."""
    low, high = data[1::2].count(0), data[::2].count(0)
    if max(low, high) < max(1, len(data) * _ZERO_SHARE / 2):
        return ()
    return ("utf-16-le",) if low >= high else ("utf-16-be",)


def _decoded(data: bytes, encoding: str) -> str:
    """The text, without a character that the end of the data cuts in two."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    return decoder.decode(data, final=False)


def _if_text(text: str) -> str | None:
    if len(_SPOILED.findall(text)) > len(text) * _BROKEN_SHARE:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
