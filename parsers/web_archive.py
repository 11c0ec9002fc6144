"""Web pages saved as one file (MHTML, RFC 2557) -> Reading: the page itself, without its pictures.

Word and WPS save documents so, under .mht or .doc. Nothing is fetched: the page's text is all
that is taken.
"""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from parsers.errors import Unreadable
from parsers.model import Kind
from parsers.transcript import read_transcript

if TYPE_CHECKING:
    from email.message import EmailMessage

    from parsers.limits import Limits
    from parsers.model import Reading


def read_web_archive(data: bytes, limits: Limits) -> Reading:
    """Read the first page of an archive.

    Raises:
        Unreadable: it holds none.
        Empty, TooLarge: as for any page.
    """
    message: EmailMessage = message_from_bytes(data.lstrip(), policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            return replace(read_transcript(_page(part), limits), kind=Kind.MHTML)
    raise Unreadable("网页归档文件里没有网页，请在 Word 或 WPS 中另存为 .docx 后再报送")


def _page(part: EmailMessage) -> bytes:
    """The page's text in UTF-8, from the character set that its head declares."""
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    charset = part.get_content_charset("")
    try:
        return content.decode(charset, errors="replace").encode() if charset else content
    except LookupError:
        return content
