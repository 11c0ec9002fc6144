"""Small good files of every kind that is read: what mutations begin with."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import ofd_parts as ofd
import ooxml
from archives import mail_of, rar_of, seven_zip_of, tar_of, zip_of
from backports import zstd
from form_old import archived
from openpyxl import Workbook
from page_pictures import encoded
from PIL import Image

from hostile.pdf_objects import page_objects, pdf, stream

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROWS = (
    ("序号", "一级指标", "权重", "完成时限"),
    ("1-1-1", "推进信用体系建设", "1.5", "2024年12月"),
    ("1-1-2", "完善价格服务", "2", "全年实施"),
)
FLAT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document office:version="1.3"'
    ' office:mimetype="application/vnd.oasis.opendocument.text"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "{head}<office:body><office:text>{body}</office:text></office:body></office:document>"
)
"""An OpenDocument text in one file."""


@cache
def small_docx() -> bytes:
    """A Word file of a heading and a table with merges."""
    rows = [ooxml.row(*row) for row in ROWS]
    wide = ooxml.cell("合计", '<w:gridSpan w:val="2"/>')
    down = [ooxml.cell(t, f'<w:vMerge w:val="{v}"/>') for t, v in (("并", "restart"), ("", ""))]
    rows += [ooxml.row(wide, "3.5", ""), *(ooxml.row("1", d, "2", "3") for d in down)]
    body = ooxml.paragraph("绩效管理目标考评表") + ooxml.table(*rows, widths=(900, 2400, 900, 1500))
    return ooxml.docx(body)


@cache
def small_xlsx() -> bytes:
    """A workbook of one sheet with merges and a date."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    sheet["A5"], sheet["C5"] = "合计", 3.5
    sheet.merge_cells("A5:B5")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@cache
def small_ofd() -> bytes:
    """An OFD page with a table."""
    xs, ys = (20, 50, 110, 130, 180), (30, 40, 50, 60)
    cells = (
        ofd.text(text, xs[c] + 1, ys[r] + 6)
        for r, row in enumerate(ROWS)
        for c, text in enumerate(row)
    )
    return ofd.package(ofd.rules(xs, ys) + "".join(cells))


@cache
def small_pdf() -> bytes:
    """A digital PDF of one page with a table, nothing in it deflated."""
    xs, ys = (20, 100, 260, 320, 380), (150, 120, 90, 60)
    lying = b"".join(b"%d %d m %d %d l S\n" % (xs[0], y, xs[-1], y) for y in ys)
    standing = b"".join(b"%d %d m %d %d l S\n" % (x, ys[0], x, ys[-1]) for x in xs)
    words = b"".join(
        b"BT /F 10 Tf %d %d Td (%d-%d) Tj ET\n" % (x + 4, y - 16, x, y)
        for y in ys[:-1]
        for x in xs[:-1]
    )
    return pdf(page_objects(contents=stream(lying + standing + words)))


def small_html() -> bytes:
    """A page with a table."""
    rows = "".join(
        "<tr>" + "".join(f"<td rowspan=1 colspan='1'>{text}</td>" for text in row) + "</tr>"
        for row in ROWS
    )
    page = f"<html><head><meta charset=utf-8></head><body><p>考评表</p><table>{rows}</table></body>"
    return page.encode()


def small_markdown() -> bytes:
    """A heading and a table of pipes."""
    lines = ["| " + " | ".join(row) + " |" for row in ROWS]
    return "\n".join(["# 考评表", "", lines[0], "|---|---|---|---|", *lines[1:]]).encode()


def small_text() -> bytes:
    """A transcript."""
    return "\n".join(["考评表", *("\t".join(row) for row in ROWS), "第 1 页"]).encode()


def small_flat() -> bytes:
    """A flat OpenDocument text."""
    return FLAT.format(head="", body="<text:p>考评表</text:p>").encode()


def blank_picture(form: str) -> bytes:
    """A small picture with nothing on it but a grey cross."""
    picture = Image.new("RGB", (64, 48), "white")
    for at in range(48):
        picture.putpixel((at, at), (90, 90, 90))
    return encoded(picture, form)


def two_page_tiff() -> bytes:
    """A TIFF of two pages."""
    page = Image.new("L", (64, 48), 255)
    return encoded(page, "TIFF", save_all=True, append_images=[page])


MEMBERS = MappingProxyType({"甲.txt": small_text(), "乙.html": small_html()})

GOOD: Mapping[str, Callable[[], bytes]] = MappingProxyType(
    {
        "a.docx": small_docx,
        "a.xlsx": small_xlsx,
        "a.ofd": small_ofd,
        "a.pdf": small_pdf,
        "a.html": small_html,
        "a.md": small_markdown,
        "a.txt": small_text,
        "a.mht": lambda: archived(small_html().decode()),
        "a.png": lambda: blank_picture("PNG"),
        "a.jpg": lambda: blank_picture("JPEG"),
        "a.bmp": lambda: blank_picture("BMP"),
        "a.gif": lambda: blank_picture("GIF"),
        "a.webp": lambda: blank_picture("WEBP"),
        "a.tif": two_page_tiff,
    }
)
"""By a name with the usual ending; each is read in well under a second."""

PACKED: Mapping[str, Callable[[], bytes]] = MappingProxyType(
    {
        "a.zip": lambda: zip_of(MEMBERS),
        "a.7z": lambda: seven_zip_of(MEMBERS),
        "a.tar": lambda: tar_of(MEMBERS),
        "a.rar": lambda: rar_of(MEMBERS),
        "a.eml": lambda: mail_of(MEMBERS),
        "a.gz": lambda: gzip.compress(small_text(), mtime=0),
        "a.bz2": lambda: bz2.compress(small_text()),
        "a.xz": lambda: lzma.compress(small_text()),
        "a.zst": lambda: zstd.compress(small_text()),
    }
)
"""Archives and mails."""
