"""Bytes -> Kind, by what stands in them: names lie, and tables saved as .doc are often HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.compound_kind import kind_of_compound
from parsers.encoding import text_of
from parsers.errors import Empty, Unreadable, Unsupported
from parsers.limits import DEFAULT_LIMITS
from parsers.mime_header import kind_of_header
from parsers.model import Kind
from parsers.opc import CONTENT_TYPES, Package, open_package, part_names
from parsers.open_document import MANIFEST, kind_of_open_document, kind_of_type
from parsers.packing import HEAD_BYTES, packing_of

if TYPE_CHECKING:
    from collections.abc import Callable

# How far readers look for the mark of a PDF (ISO 32000-1, annex H, note 13), the mark included.
_PDF_HEAD_BYTES = 1024 + len("%PDF-1")
_HEAD_CHARACTERS = 4096
_ROOT_CHARACTERS = 16_384  # roots of flat files declare some forty namespaces
_PICTURE_HEAD_BYTES = 64  # the list of brands of an HEIF file is some four to eight of four bytes
_BLANK = " \t\r\n\f\v\0\ufeff\u3000\u200b"

_PDF = re.compile(rb"%PDF-\d")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|style|script|link|base|center|font"
    r"|table|div|span|p|h[1-6]|br|section|article|main)[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_ROOT = re.compile(r"<html[\s>]", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^(?=[^\n]*\|)[ \t|:]*---[ \t|:-]*$"
    r"|^ {0,3}#{1,6}[ \t]+\S|^ {0,3}```|<table[\s>]|!\[[^\]]*\]\(",
    re.IGNORECASE | re.MULTILINE,
)
_FLAT_OPEN_DOCUMENT = re.compile(
    r"(?:<\?xml.*?)?<office:document\s[^>]*office:mimetype=[\"']([^\"']*)[\"']", re.DOTALL
)
_FLAT_KINDS = {Kind.ODT: Kind.FODT, Kind.ODS: Kind.FODS}
_OFFICE_TEXTS = (
    (
        re.compile(r"<\?xml.*?(?:progid=\"Word|/wordml\"|2006/xmlPackage)", re.DOTALL),
        Kind.WORD_XML,
    ),
    (
        re.compile(r"<\?xml.*?(?:progid=\"Excel|office:spreadsheet\")", re.DOTALL),
        Kind.EXCEL_XML,
    ),
)
_OTHER_TEXTS = (
    (re.compile(r"<\?xml|<svg[\s>]"), "XML 文件", "请提供 Word、Excel 或 PDF 格式的原件"),
    (re.compile(r"%!PS"), "PostScript 文件", "请转换为 PDF 后再报送"),
)
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
# A workbook of Excel 2 to 95 that is no compound file begins with its first record ([MS-XLS]
# 2.4.21, BOF): its number, its length, and the version of the format.
_BARE_WORKBOOK = re.compile(
    rb"\x09\0\x04\0.{2}\x10\0|\x09\x02\x06\0.{2}\x10\0|\x09\x04\x06\0.{2}[\0\x10][\0\x01]"
    rb"|\x09\x08.\0\0[\5\6][\5\x10]\0",
    re.DOTALL,
)
_OFFICE_ADVICE = "请提供 Word、Excel 或 PDF 格式的原件"
_PICTURES = (
    (re.compile(rb"\xff\xd8\xff"), Kind.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind.PNG),
    (re.compile(rb"GIF8[79]a"), Kind.GIF),
    (re.compile(rb"BM.{4}\0{4}", re.DOTALL), Kind.BMP),
    (re.compile(rb"II[*+]\0|MM\0[*+]"), Kind.TIFF),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), Kind.WEBP),
    # ISO 14496-12, 4.3: the brand that counts may stand among those that the file is held to.
    (re.compile(rb".{4}ftyp(?:(?:mif1|msf1|miaf).{4}(?:.{4})*?)?avi[fs]", re.DOTALL), Kind.AVIF),
    (re.compile(rb".{4}ftyp(?:he[iv]|mif|msf|miaf)", re.DOTALL), Kind.HEIC),
)
_MAIN_TYPES = (
    ("spreadsheetml.sheet.main", Kind.XLSX),
    ("spreadsheetml.template.main", Kind.XLSX),
    ("ms-excel.sheet.macroenabled", Kind.XLSX),
    ("ms-excel.template.macroenabled", Kind.XLSX),
    ("wordprocessingml.document.main", Kind.DOCX),
    ("wordprocessingml.template.main", Kind.DOCX),
    ("ms-word.document.macroenabled", Kind.DOCX),
    ("ms-word.template.macroenabled", Kind.DOCX),
)
# GB/T 33190-2016, 7.4; a locked file (GM/T 0099-2020) may name its parts otherwise.
_OFD_NAMES = frozenset({"ofd.xml", "encryptions.xml"})
_MAIN_NAMES = (("word/document.xml", Kind.DOCX), ("xl/workbook.xml", Kind.XLSX))
_OTHER_PACKAGES = (
    ("xl/workbook.bin", "Excel 二进制工作簿（.xlsb）", "请另存为 .xlsx 后再报送"),
    ("ppt/presentation.xml", "PowerPoint 演示文稿", _OFFICE_ADVICE),
)


def kind_of(data: bytes) -> Kind:
    """Which kind of file the bytes are.

    Raises:
        Empty: there are none, or only blanks.
        Encrypted: they are locked with a password.
        Unsupported: no reader takes this kind; the message names it and says what to do.
        Unreadable: a damaged file, or bytes of no known kind.
        Unsafe, TooLarge: a package that must not be opened (see `opc.open_package`).
    """
    for told_by in _TESTS:
        kind = told_by(data)
        if kind is not None:
            return kind
    raise Unreadable("无法识别的文件内容，文件可能已损坏，请重新导出后再报送")


def _empty(data: bytes) -> None:
    if not data.strip(b" \t\r\n\f\v\0"):
        raise Empty("文件为空，没有任何内容，请重新报送")


def _package(data: bytes) -> Kind | None:
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return None
    names = {name.lower() for name in part_names(data)}
    if CONTENT_TYPES.lower() in names:
        kind = _main_kind(open_package(data, DEFAULT_LIMITS))
        if kind is not None:
            return kind
    if names & _OFD_NAMES:
        return Kind.OFD
    if MANIFEST.lower() in names:
        kind = kind_of_open_document(open_package(data, DEFAULT_LIMITS))
        if kind is not None:
            return kind
    for name, kind_name, advice in _OTHER_PACKAGES:
        if name in names:
            raise _unsupported(kind_name, advice)
    if CONTENT_TYPES.lower() in names:
        raise _unsupported("其他程序的文件包（OPC）", _OFFICE_ADVICE)
    return Kind.ZIP


def _main_kind(package: Package) -> Kind | None:
    mains = package.related("officeDocument")
    for main in mains:
        declared = package.content_type(main)
        for fragment, kind in _MAIN_TYPES:
            if fragment in declared:
                return kind
    for name, kind in _MAIN_NAMES:
        if name in package:
            return kind
    return None


def _packed_or_saved(data: bytes) -> Kind | None:
    """Archives, and mails and web archives, whose header tells them from each other."""
    head = data[:HEAD_BYTES]
    return packing_of(head) or kind_of_header(head)


def _bare(data: bytes) -> Kind | None:
    """Old Office files that no package holds: they begin with a mark of their own."""
    if _RTF.match(data):
        return Kind.RTF
    return Kind.XLS if _BARE_WORKBOOK.match(data) else None


def _picture(data: bytes) -> Kind | None:
    head = data[:_PICTURE_HEAD_BYTES]
    return next((kind for pattern, kind in _PICTURES if pattern.match(head)), None)


def _pdf(data: bytes) -> Kind | None:
    return Kind.PDF if _PDF.search(data[:_PDF_HEAD_BYTES]) else None


def _text(data: bytes) -> Kind | None:
    text = text_of(data)
    if text is None:
        return None
    text = text.strip(_BLANK)
    if not text:
        raise Empty("文件中只有空白，没有任何内容，请重新报送")
    head = text[:_HEAD_CHARACTERS]
    if _HTML.match(head) or _HTML_ROOT.search(head):
        return Kind.HTML
    kind = _kind_of_office_text(text[:_ROOT_CHARACTERS])
    if kind is not None:
        return kind
    for pattern, kind_name, advice in _OTHER_TEXTS:
        if pattern.match(head):
            raise _unsupported(kind_name, advice)
    return Kind.MARKDOWN if _MARKDOWN.search(text) else Kind.TEXT


def _kind_of_office_text(head: str) -> Kind | None:
    flat = _FLAT_OPEN_DOCUMENT.match(head)
    if flat:
        kind = kind_of_type(flat[1])
        return None if kind is None else _FLAT_KINDS[kind]
    return next((kind for pattern, kind in _OFFICE_TEXTS if pattern.match(head)), None)


def _unsupported(kind_name: str, advice: str) -> Unsupported:
    return Unsupported(f"这是{kind_name}，目前不能直接读取，{advice}")


# In this order: a signature at the first byte is sure; %PDF- may stand in a text, in a package or
# in a mail, and a page's first tags in a mail or a web archive.
_TESTS: tuple[Callable[[bytes], Kind | None], ...] = (
    _empty,
    _package,
    kind_of_compound,
    _packed_or_saved,
    _bare,
    _picture,
    _pdf,
    _text,
)
