"""The form as a Word file: A4 landscape, title, 参评单位, a table for each section, 说明."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from .form_table import table_of
from .notes import note_of
from .printable import printable
from .table_xml import BODY, FONT_KINDS, HEADING, element, table_element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from normalizers.scheme import Scheme

    from .stored_form import StoredForm

_MADE = datetime(2024, 1, 1)  # noqa: DTZ001 - Word's own stamp bears no zone
"""The file's own date: any, but always the same, so that its bytes are."""

_STAMP = (2024, 1, 1, 0, 0, 0)
_A4 = (297, 210)  # millimetres, on its side
_MARGINS = (14, 15)  # millimetres: left and right, top and bottom
_TITLE, _LINE, _NOTE, _FOOT, _GAP = 18.0, 12.0, 10.5, 9.0, 4.0  # points


def docx_of(form: StoredForm, scheme: Scheme) -> bytes:
    """The file's bytes, the same for the same form."""
    document = docx.Document()
    _set_up(document, scheme)
    _line(document, scheme.title, HEADING, _TITLE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(document, f"参评单位：{form.unit}", BODY, _LINE)
    for number, section in enumerate(form.sections):
        if number:
            _line(document, "", BODY, _GAP)
        table = table_element(table_of(section, scheme))
        document.element.body.insert_element_before(table, "w:sectPr")
    _line(document, note_of(scheme), BODY, _NOTE).paragraph_format.space_before = Pt(_GAP)
    _number_pages(document)
    buffer = BytesIO()
    document.save(buffer)
    return _with_one_date(buffer.getvalue())


def _set_up(document: Document, scheme: Scheme) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = map(Mm, _A4)
    section.left_margin = section.right_margin = Mm(_MARGINS[0])
    section.top_margin = section.bottom_margin = Mm(_MARGINS[1])
    properties = document.core_properties
    properties.title, properties.author, properties.comments = scheme.title, "", ""
    properties.created = properties.modified = _MADE


def _line(document: Document, text: str, font: str, size: float) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.space_after = Pt(size / 3)
    if not text:
        paragraph.paragraph_format.line_spacing = Pt(size)
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(size)
    # python-docx names the font of Latin letters only.
    fonts = element("w:rFonts", {f"w:{kind}": font for kind in FONT_KINDS})
    run._r.get_or_add_rPr().insert(0, fonts)  # noqa: SLF001
    return paragraph


def _number_pages(document: Document) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for before, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES")):
        paragraph.add_run(before).font.size = Pt(_FOOT)
        simple = element("w:fldSimple", {"w:instr": field})
        run = paragraph.add_run("1")
        run.font.size = Pt(_FOOT)
        simple.append(run._r)  # noqa: SLF001 - python-docx has no fields
        paragraph._p.append(simple)  # noqa: SLF001
    paragraph.add_run(" 页").font.size = Pt(_FOOT)


def _with_one_date(package: bytes) -> bytes:
    buffer = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name, _STAMP)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return buffer.getvalue()
