"""PDF files from objects by hand, with their table of places, as no program would write them."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
)
TEXT = b"BT /F 12 Tf 40 250 Td (1-1-1) Tj ET 40 200 m 300 200 l S"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, of which the first is the catalogue."""
    body, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    size = max(objects, default=0) + 1
    rows = b"".join(
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n"
        for n in range(size)
    )
    end = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(body))
    return body + b"xref\n0 %d\n" % size + rows + end


def stream(data: bytes, entries: bytes = b"", filters: bytes = b"") -> bytes:
    """A stream; `data` are as they stand, `filters` only named."""
    named = b"/Filter " + filters if filters else b""
    return b"<</Length %d%b%b>>stream\n%b\nendstream" % (len(data), named, entries, data)


def flate(data: bytes, times: int = 1, entries: bytes = b"") -> bytes:
    """A stream that is deflated so many times over."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, entries, b"[" + b"/FlateDecode" * times + b"]")


def page_objects(
    *, catalogue: bytes = b"", page: bytes = b"", contents: bytes = b"", more: bytes = b""
) -> dict[int, bytes]:
    """The objects of one page; what is given goes into catalogue, page and page tree."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R%b>>" % catalogue,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1%b>>" % more,
        3: PAGE + page + b">>",
        4: contents or stream(TEXT),
        5: FONT,
    }
