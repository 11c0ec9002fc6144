"""Old and foreign Office files -> Reading: LibreOffice converts them, our own readers read them.

What LibreOffice made is read within the same limits as a file that came so. What it left out is
told: the texts of both are compared.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from parsers.compound import compound_in
from parsers.detect import kind_of
from parsers.model import Kind
from parsers.office.closing import with_closing_paragraph
from parsers.office.convert import Route, converted
from parsers.office.losses import losses
from parsers.office.originals import original_text
from parsers.office.shelf import shelved
from parsers.prolog import refuse_doctype
from parsers.sheet import read_sheet
from parsers.word import read_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parsers.limits import Limits
    from parsers.model import Reading

ROUTES: Mapping[Kind, Route] = MappingProxyType(
    {
        Kind.DOC: Route("doc", "docx"),
        Kind.WPS: Route("wps", "docx"),
        Kind.RTF: Route("rtf", "docx", "Rich Text Format"),
        Kind.ODT: Route("odt", "docx", "writer8"),
        Kind.FODT: Route("fodt", "docx", "OpenDocument Text Flat XML"),
        Kind.WORD_XML: Route("xml", "docx", "MS Word 2003 XML"),
        Kind.ODS: Route("ods", "xlsx", "calc8"),
        Kind.FODS: Route("fods", "xlsx", "OpenDocument Spreadsheet Flat XML"),
        Kind.EXCEL_XML: Route("xml", "xlsx", "MS Excel 2003 XML Orcus"),
    },
)
_WORDS = frozenset({Kind.DOC, Kind.WPS})
_FLAT = frozenset({Kind.FODT, Kind.WORD_XML, Kind.FODS, Kind.EXCEL_XML})


def read_office(data: bytes, limits: Limits) -> Reading:
    """Read a file of any kind in ROUTES.

    Raises:
        Unsupported: LibreOffice is not installed, or cannot be started.
        Unreadable: it is damaged.
        TimeOver: it was not converted in time.
        Unsafe, Encrypted, Empty, TooLarge: as the readers of what it becomes say.
    """
    kind = kind_of(data)
    route = ROUTES[kind]
    made = shelved(data, route.target)
    if made is None:
        made = converted(prepared(data, kind), route, limits)
    read = read_word if route.target == "docx" else read_sheet
    reading = read(made, limits)
    original = original_text(data, kind, limits)
    return replace(
        reading,
        kind=kind,
        method=f"LibreOffice、{reading.method}",
        losses=() if original is None else losses(original, made, limits),
    )


def prepared(data: bytes, kind: Kind) -> bytes:
    """The file as LibreOffice is to get it.

    Raises:
        Unsafe: it declares a document type.
        Unreadable: it is damaged.
    """
    if kind in _FLAT:
        refuse_doctype([data], f"文件本身（{kind}）")
    if kind not in _WORDS:
        return data
    compound = compound_in(data)
    if compound is None or "WordDocument" not in compound:
        return data  # of Microsoft Works
    return with_closing_paragraph(compound) or data
