"""A form in the formats of old and of other offices, made from those that we write ourselves."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

from form_office import converted

from parsers.compound import compound_in
from parsers.compound_writer import compound_of
from parsers.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

BY_LIBREOFFICE = {
    Kind.DOC: (Kind.DOCX, "doc"),
    Kind.RTF: (Kind.DOCX, "rtf"),
    Kind.ODT: (Kind.DOCX, "odt"),
    Kind.FODT: (Kind.DOCX, "fodt"),
    Kind.WORD_XML: (Kind.DOCX, "xml:MS Word 2003 XML"),
    Kind.XLS: (Kind.XLSX, "xls"),
    Kind.ODS: (Kind.XLSX, "ods"),
    Kind.FODS: (Kind.XLSX, "fods"),
}
BY_WPS = {Kind.WPS: (Kind.DOC, "WpsCustomData"), Kind.ET: (Kind.XLS, "ETExtData")}
OLD_KINDS = frozenset({*BY_LIBREOFFICE, *BY_WPS, Kind.MHTML, Kind.EXCEL_XML})
STREAMS = ("WordDocument", "1Table", "Data", "Workbook")


def old_form(kind: Kind, build: Callable[[Kind], bytes]) -> bytes:
    """The form as a file of an old kind; `build` makes it as one of another.

    Raises:
        ValueError: nothing here writes files of this kind.
    """
    if kind in BY_LIBREOFFICE:
        base, target = BY_LIBREOFFICE[kind]
        return converted(build(base), base, target)
    if kind in BY_WPS:
        base, stream = BY_WPS[kind]
        return compound_of({**streams_of(build(base)), stream: b"\0"})
    if kind is Kind.MHTML:
        return archived(build(Kind.HTML).decode())
    raise ValueError(f"nothing here writes {kind}")


def streams_of(data: bytes) -> dict[str, bytes]:
    """The streams of a doc or xls that hold its content."""
    compound = compound_in(data)
    if compound is None:
        raise ValueError("this is no compound file")
    return {name: compound.stream(name) for name in STREAMS if name in compound}


def archived(page: str, charset: str = "utf-8") -> bytes:
    """An HTML page as the archive that Word and WPS save."""
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.add_related(page, subtype="html", charset=charset, cte="base64")
    message.add_related(b"\x89PNG", "image", "png")
    return message.as_bytes()
