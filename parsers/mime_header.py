"""Mails and web archives, which begin alike: which of them a header is of (RFC 5322, RFC 2557).

A mail has a sender and is on its way to someone. A page that a browser, Word or WPS saved as one
file has the header of a mail that nobody sent: browsers put themselves as the sender, and a
subject and a date with it; Word and WPS write no sender at all. Both may be of one page with its
pictures (multipart/related), as mails with pictures in their text are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:(.*)", re.DOTALL)  # RFC 5322, 2.2
_SAVED_BY = re.compile(rb"\s*[<\"]*saved by", re.IGNORECASE)
_PAGE_WITH_PICTURES = re.compile(rb"\s*multipart/related\b", re.IGNORECASE)
_SENT = frozenset(
    b"to cc bcc received message-id return-path reply-to delivered-to x-mailer".split()
)
_USUAL = _SENT | frozenset(b"date subject mime-version content-type".split())
_ENOUGH = 2


def kind_of_header(head: bytes) -> Kind | None:
    """MAIL or MHTML if the bytes begin with the header of one, else None.

    A web archive was saved by a browser, as its sender says, or is a page with pictures that bears
    no trace of having been sent: Internet Explorer gives its own name as the sender in the user's
    language. A mail has a sender, and other fields that mails have.
    """
    if _is_of_web_archive(_fields(head.lstrip())):
        return Kind.MHTML
    names = _fields(head).keys()
    return Kind.MAIL if b"from" in names and len(names & _USUAL) >= _ENOUGH else None


def _is_of_web_archive(fields: Mapping[bytes, bytes]) -> bool:
    if _SAVED_BY.match(fields.get(b"from", b"")):
        return True
    is_page = _PAGE_WITH_PICTURES.match(fields.get(b"content-type", b""))
    return b"mime-version" in fields and bool(is_page) and not fields.keys() & _SENT


def _fields(head: bytes) -> Mapping[bytes, bytes]:
    """The header's fields by their names in lower case; none where the bytes begin with none."""
    fields: dict[bytes, bytes] = {}
    name = b""
    for line in head.splitlines():
        field = _FIELD.match(line)
        if field:
            name = field[1].lower()
            fields[name] = field[2]
        elif not line:
            break
        elif name and line.startswith((b" ", b"\t")):
            fields[name] += line
        else:
            return {}
    return fields
