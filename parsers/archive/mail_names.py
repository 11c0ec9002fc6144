"""The names of attachments, by the standards (RFC 2047, RFC 2231) and as mail programs write them.

Encoded words stand where RFC 2231 should be, characters are cut in two between them, a text that
is called GB 2312 is GBK, and some programs write the bytes as they are.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from email.utils import collapse_rfc2231_value
from itertools import groupby
from operator import itemgetter
from quopri import decodestring
from typing import TYPE_CHECKING

from .names import text_of_name

if TYPE_CHECKING:
    from email.message import Message

_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(=\?)")
_GB = frozenset({"gb2312", "gbk", "gb_2312-80", "hz-gb-2312", "x-gbk", "cp936"})


def heal_headers(part: Message) -> None:
    """Puts the characters that bytes stand for into the headers that were never encoded."""
    for name, value in list(part.raw_items()):
        raw = str(value).encode("ascii", "surrogateescape") if _is_raw(value) else b""
        if raw:
            part.replace_header(name, text_of_name(raw))


def name_in(part: Message) -> str:
    """The name that a part was sent by, empty where it has none."""
    missing = object()
    name = part.get_param("filename", missing, "content-disposition")
    if name is missing:
        name = part.get_param("name", missing, "content-type")
    if name is missing or name is None:
        return ""
    return decoded_words(_of_parameter(name)).strip()


def decoded_words(text: str) -> str:
    """The text with its encoded words decoded; bytes of neighbours are joined before."""
    joined = _BETWEEN_WORDS.sub(r"\1\2", text)
    pieces: list[tuple[str, bytes]] = []
    end = 0
    for word in _WORD.finditer(joined):
        pieces += [("utf-8", joined[end : word.start()].encode("utf-8", "replace"))]
        pieces += [(_charset(word[1]), _bytes_of(word[2], word[3]))]
        end = word.end()
    pieces.append(("utf-8", joined[end:].encode("utf-8", "replace")))
    filled = [(charset, data) for charset, data in pieces if data]
    return "".join(
        _decoded(b"".join(data for _, data in run), charset)
        for charset, run in groupby(filled, key=itemgetter(0))
    )


def _is_raw(value: object) -> bool:
    return isinstance(value, str) and any("\udc80" <= c <= "\udcff" for c in value)


def _of_parameter(name: object) -> str:
    if isinstance(name, tuple):
        charset, language, value = name
        return collapse_rfc2231_value((_charset(charset or "utf-8"), language, value))
    return str(name)


def _charset(name: str) -> str:
    return "gb18030" if name.lower() in _GB else name.lower()


def _bytes_of(encoding: str, text: str) -> bytes:
    if encoding in "Qq":
        return decodestring(text.encode("ascii", "replace"), header=True)
    try:
        return b64decode(text.encode("ascii", "replace") + b"==")
    except binascii.Error:
        return b""


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return text_of_name(data)
