"""Mail (RFC 5322, MIME): its attachments, the mails within it, and its text."""

from __future__ import annotations

import email
import re
from base64 import b64decode
from email import policy
from email.generator import BytesGenerator
from email.message import Message
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

from parsers.encoding import text_of
from parsers.errors import Encrypted, TooLarge, Unreadable

from .mail_names import heal_headers, name_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .shelf import Shelf

COVER_NAME = "正文"
_LETTER_NAME = "转发的邮件"
_LOCKED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
_SIGNATURES = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
    }
)
_SUFFIXES = {"text/plain": ".txt", "text/html": ".html"}
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"<(style|script|title)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL
)


def unpack_mail(path: Path, shelf: Shelf) -> None:
    """Lays down what is attached to a mail, and its text where it has any.

    Pictures that only decorate the text and signatures are no members.

    Raises:
        Encrypted: it is locked as a whole.
        Unreadable, TooLarge: it is no mail that can be understood.
        Overfull, Bomb, NoRoom: see `Shelf.take`.
    """
    # The older policy keeps the bytes of names that were never encoded, as GBK ones are.
    with path.open("rb") as stream:
        letter = email.message_from_binary_file(stream, policy=policy.compat32)
    try:
        parts = _leaves(letter)
    except RecursionError:
        raise TooLarge("邮件嵌套过深，无法读取，请把附件另存后报送") from None
    if any(part.get_content_type() in _LOCKED for part in parts):
        raise Encrypted("邮件已加密，请以不加密的方式重新发送")
    attached = [part for part in parts if _is_attached(part)]
    _take_cover([p for p in parts if not _is_attached(p)], shelf)
    for part in attached:
        shelf.take(_name_of(part), _chunks(part))


def _leaves(part: Message) -> list[Message]:
    """The parts that have contents of their own, in order; a mail within the mail is one."""
    heal_headers(part)
    within = _parts_in(part)
    if not within or part.get_content_type() in _LOCKED or part.get_content_maintype() == "message":
        return [part]
    leaves = [leaf for inner in within for leaf in _leaves(inner)]
    if part.get_content_type() == "multipart/related":
        return [leaf for leaf in leaves if not _decorates(leaf)]
    return leaves


def _parts_in(part: Message) -> list[Message]:
    content = part.get_payload()
    return [p for p in content if isinstance(p, Message)] if isinstance(content, list) else []


def _decorates(part: Message) -> bool:
    """Whether a part of a page with pictures is one of them: pages show them by their number."""
    is_shown = "Content-ID" in part and part.get_content_disposition() != "attachment"
    return is_shown and part.get_content_maintype() == "image"


def _is_attached(part: Message) -> bool:
    if part.get_content_type() in _SIGNATURES:
        return False
    is_text = part.get_content_type() in _SUFFIXES
    return part.get_content_disposition() == "attachment" or bool(name_in(part)) or not is_text


def _name_of(part: Message) -> str:
    if name := name_in(part):
        return name
    if part.get_content_maintype() == "message":
        return f"{_LETTER_NAME}.eml"
    return f"附件.{part.get_content_subtype()}"


def _chunks(part: Message) -> Iterator[bytes]:
    yield _content_of(part)


def _content_of(part: Message) -> bytes:
    if within := _parts_in(part):
        return _letter_in(part, within[0])
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _letter_in(part: Message, letter: Message) -> bytes:
    """A mail within the mail, which some programs encode though RFC 2046, 5.2.1 forbids it."""
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        text = letter.get_payload()
        return b64decode(text.encode("ascii", "ignore") if isinstance(text, str) else b"")
    return _written(letter)


def _written(letter: Message) -> bytes:
    buffer = BytesIO()
    try:
        BytesGenerator(buffer, mangle_from_=False, policy=policy.compat32).flatten(letter)
    except (ValueError, LookupError, TypeError):
        raise Unreadable("附带的邮件已损坏，请把其中的附件另存后报送") from None
    return buffer.getvalue()


def _take_cover(parts: list[Message], shelf: Shelf) -> None:
    """Lays down the text of the mail: the page if there is a table in it, else the plain one."""
    texts = {part.get_content_type(): part for part in reversed(parts) if _text_in(part)}
    page, plain = texts.get("text/html"), texts.get("text/plain")
    chosen = page if page and (not plain or _TABLE.search(_decoded(page))) else plain
    if chosen is not None:
        name = COVER_NAME + _SUFFIXES[chosen.get_content_type()]
        shelf.cover = shelf.take(name, [_decoded(chosen).encode("utf-8", "replace")])


def _text_in(part: Message) -> str:
    if part.get_content_type() not in _SUFFIXES:
        return ""
    text = _decoded(part)
    if part.get_content_type() == "text/html":
        text = unescape(_TAG.sub("", text))
    return text.strip()


def _decoded(part: Message) -> str:
    data = _content_of(part)
    charset = (part.get_content_charset() or "").lower()
    if charset in {"gb2312", "gbk", "gb_2312-80"}:
        charset = "gb18030"
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return text_of(data) or ""
