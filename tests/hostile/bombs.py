"""Office files, OFD and pictures that would take more time or room than there is."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import partial
from typing import TYPE_CHECKING

import ofd_parts as ofd
import ooxml
from page_pictures import encoded
from PIL import Image

from hostile.good import small_docx, small_xlsx
from hostile.model import ANYHOW, BOUNDED, EMPTY, ENDED, READ, UNREADABLE, UNSUPPORTED, Hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BILLION = 10**9
_PLAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def bombs() -> Iterator[Hostile]:
    """A file for each."""
    yield from _documents()
    yield from _sheets()
    yield from _ofds()
    yield from _pages()
    yield from _pictures()


def _documents() -> Iterator[Hostile]:
    row = ooxml.row("1", "2", "3", "4")
    nested = "<w:tbl><w:tr><w:tc>"
    bodies: dict[str, Callable[[], str]] = {
        "百万格": lambda: ooxml.table(*[row] * 300_000),
        "宽表": lambda: ooxml.table(ooxml.row(*["1"] * 20_000), *[ooxml.row("1")] * 2_000),
        "十亿列": lambda: ooxml.table(_spanning(BILLION), row),
        "十亿列多行": lambda: ooxml.table(*[_spanning(BILLION)] * 50),
        "负列": lambda: ooxml.table(_spanning(-5), row),
        "前空十亿": lambda: ooxml.table(
            ooxml.row("1", properties=f'<w:gridBefore w:val="{BILLION}"/>'), row
        ),
        "千层表": lambda: nested * 1_000 + ooxml.paragraph("1") + "</w:tc></w:tr></w:tbl>" * 1_000,
        "十万层": lambda: "<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000,
        "百万段": lambda: "<w:p/>" * 1_000_000,
        "长字": lambda: ooxml.paragraph("长" * 5_000_000),
        "百万属性": lambda: "<w:p " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>",
    }
    for name, body in bodies.items():
        yield Hostile(f"{name}.docx", partial(_document, body), READ | EMPTY | ENDED)
    circle = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    styled = ooxml.paragraph("甲", '<w:pStyle w:val="A"/>') + ooxml.table(row)
    yield Hostile("样式循环.docx", lambda: ooxml.docx(styled, styles=circle), READ)
    yield Hostile("炸弹部件.docx", partial(_with_zeros, small_docx, "word/media/a.png"), BOUNDED)
    yield Hostile("炸弹正文.docx", partial(_with_zeros, small_docx, "word/styles.xml"), BOUNDED)


def _document(body: Callable[[], str]) -> bytes:
    return ooxml.docx(body())


def _spanning(columns: int) -> str:
    return ooxml.row(ooxml.cell("1", f'<w:gridSpan w:val="{columns}"/>'), "2")


def _sheets() -> Iterator[Hostile]:
    cell = '<c r="{}" t="inlineStr"><is><t>1</t></is></c>'
    rows = {
        "十亿行": f'<row r="1">{cell.format("A1")}</row>'
        f'<row r="{BILLION}">{cell.format(f"A{BILLION}")}</row>',
        "末行末列": f'<row r="1">{cell.format("A1")}</row>'
        f'<row r="1048576">{cell.format("XFD1048576")}</row>',
        "远列": f'<row r="1">{cell.format("A1")}{cell.format("ZZZZZZZ1")}</row>',
        "负行": f'<row r="-1">{cell.format("A-1")}</row>',
        "无行号": f"<row>{cell.format('')}</row>",
        "大行号": f'<row r="{10**30}">{cell.format("A1")}</row>',
    }
    ends = READ | BOUNDED | UNREADABLE | {"file.empty"}
    for name, row in rows.items():
        yield Hostile(f"{name}.xlsx", partial(_sheet, row), ends)
    one = f'<row r="1">{cell.format("A1")}</row>'
    merges = {
        "合并全表": '<mergeCell ref="A1:XFD1048576"/>',
        "合并十亿": f'<mergeCell ref="A1:B{BILLION}"/>',
        "合并重叠": "".join(f'<mergeCell ref="A1:C{n}"/>' for n in range(2, 5_000)),
        "合并倒置": '<mergeCell ref="C9:A1"/><mergeCell ref="坏"/><mergeCell/>',
    }
    for name, merge in merges.items():
        held = f"<mergeCells>{merge}</mergeCells>"
        yield Hostile(f"{name}.xlsx", partial(_sheet, one, held), ends)
    yield Hostile("列宽十亿.xlsx", partial(_sheet, one, _columns()), ends)
    yield Hostile("百万格.xlsx", _crowded, ends)
    yield Hostile("百万共享串.xlsx", _shared, ends)
    yield Hostile("炸弹.xlsx", partial(_with_zeros, small_xlsx, "xl/media/a.bin"), BOUNDED)
    formats = (
        "0" * 100_000,
        "[" * 50_000,
        '"' * 50_001,
        "yyyy" * 20_000,
        "?/" * 9_999,
        "#" * 65_536,
    )
    for number, code in enumerate(formats):
        yield Hostile(f"格式{number}.xlsx", partial(_formatted, code), ends)


def _columns() -> str:
    return f'<cols><col min="1" max="{BILLION}" width="9"/></cols>'


def _sheet(rows: str, more: str = "") -> bytes:
    before, after = (more, "") if more.startswith("<cols") else ("", more)
    text = f"<worksheet {_PLAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    return _replaced("xl/worksheets/sheet1.xml", text.encode())


def _crowded() -> bytes:
    row = "<row>" + "<c><v>1</v></c>" * 100 + "</row>"
    return _sheet(row * 12_000)


def _shared() -> bytes:
    return _replaced(
        "xl/sharedStrings.xml", f"<sst {_PLAIN}>{'<si><t>1</t></si>' * 1_000_000}</sst>".encode()
    )


def _formatted(code: str) -> bytes:
    quoted = code.replace('"', "&quot;")
    styles = (
        f'<styleSheet {_PLAIN}><numFmts><numFmt numFmtId="170" formatCode="{quoted}"/></numFmts>'
        '<cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    return _replaced("xl/styles.xml", styles.encode())


def _replaced(name: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(small_xlsx())) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    return ooxml.zipped({**parts, name: data})


def _with_zeros(good: Callable[[], bytes], name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good())) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    return ooxml.zipped({**parts, name: bytes(64 * 1024 * 1024)})


def _ofds() -> Iterator[Hostile]:
    code = '<ofd:TextCode X="0" Y="3" DeltaX="{}">1-1-1</ofd:TextCode>'
    deltas = {
        "重复十亿": f"g {BILLION} 3", "重复负": "g -9 3", "重复无": "g",
        "重复多": "g 9 3 " * 99_999,
        "重复大数": f"g {10**30} 3", "重复千位": "g " + "9" * 6_000 + " 3",
        "偏移非数": "nan inf 1e999",
    }  # fmt: skip
    for name, delta in deltas.items():
        text = ofd.text_object(code.format(delta), "20 30 60 9")
        yield Hostile(f"{name}.ofd", partial(ofd.package, text), READ)
    small = ofd.rules((20, 50, 80), (30, 40, 50))
    pages = {
        "长路径": ofd.path("M 0 0 " + "L 9 9 " * 400_000, "20 30 60 9"),
        "坏路径": ofd.path("M L C B A 1 e S " * 99, "20 30 60 9"),
        "百万线": small * 60_000,
        "万层": "<ofd:PageBlock>" * 20_000 + "</ofd:PageBlock>" * 20_000,
        "负框": ofd.text_object(code.format("3"), "0 0 -9 -9"),
        "无穷框": ofd.text_object(code.format("3"), "0 0 1e308 1e308", ' Size="1e300"'),
        "矩阵": ofd.path("M 0 0 L 9 9", "0 0 9 9", ' CTM="1e200 1e200 1e200 1e200 0 0"'),
    }
    for name, content in pages.items():
        made = partial(ofd.package, content)
        yield Hostile(f"{name}.ofd", made, READ | BOUNDED | UNREADABLE)
    yield Hostile("万页.ofd", _same_page_often, BOUNDED)
    yield Hostile("模板循环.ofd", _own_template, READ | UNREADABLE)
    yield Hostile("大页.ofd", lambda: _sized("0 0 1e9 1e9"), READ | BOUNDED | UNREADABLE)
    yield Hostile("图60000.ofd", _pictured, READ | BOUNDED | UNREADABLE)


def _same_page_often() -> bytes:
    parts = ofd.parts_of(ofd.text("甲", 20, 30))
    return ofd.zipped({**parts, ofd.DOCUMENT: ofd.document(["Pages/Page_0/Content.xml"] * 9_999)})


def _own_template() -> bytes:
    template = '<ofd:TemplatePage ID="7" BaseLoc="Tpl.xml"/>'
    parts = ofd.parts_of("", common=template)
    own = ofd.page(ofd.text("甲", 20, 30), head='<ofd:Template TemplateID="7"/>')
    return ofd.zipped({**parts, ofd.PAGE: own, "Doc_0/Tpl.xml": own})


def _sized(area: str) -> bytes:
    parts = ofd.parts_of(ofd.text("甲", 20, 30))
    document = ofd.document(["Pages/Page_0/Content.xml"], area=area)
    return ofd.zipped({**parts, ofd.DOCUMENT: document})


def _pictured() -> bytes:
    media = (
        '<ofd:MultiMedias><ofd:MultiMedia ID="8" Type="Image"><ofd:MediaFile>a.png'
        "</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>"
    )
    parts = ofd.parts_of(
        ofd.image("8", "0 0 210 297"), common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    )
    res = ofd.part("Res", media)
    return ofd.zipped({**parts, "Doc_0/PublicRes.xml": res, "Doc_0/a.png": png(60_000, 60_000)})


def _pages() -> Iterator[Hostile]:
    """Pages and texts."""
    wide = f"<table><tr><td colspan={BILLION}>1<td rowspan={BILLION}>2</table>"
    many = "<table>" + f"<tr><td rowspan=65534 colspan=1000>{1}" * 999 + "</table>"
    texts: dict[str, str] = {
        "跨十亿.html": wide,
        "跨多.html": many,
        "深.html": "<div>" * 200_000,
        "深表.html": "<table><tr><td>" * 3_000,
        "百万格.html": "<table>" + "<tr><td>1<td>2" * 600_000,
        "实体.html": "<table><tr><td>" + "&#1114112;&#x110000;&amp" * 50_000,
        "属性.html": "<table " + "a=" * 500_000 + "><tr><td>1",
        "注释.html": "<p>" + "<!--" * 300_000,
        "长行.md": "|" * 2_000_000 + "\n|---|\n",
        "短横.md": "# 甲\n|" + "-|" * 500_000 + "\n|1|\n",
        "引用.md": "# 甲\n" + ">" * 200_000,
        "方括.md": "# 甲\n" + "![" * 300_000,
        "空格.txt": "1" + " " * 3_000_000 + "2\n",
        "制表.txt": ("1\t" * 2_000 + "\n") * 900,
        "行.txt": "1\n" * 1_500_000,
        "号.txt": "1-" * 800_000,
        "引号.txt": "《" * 500_000,
    }
    for name, text in texts.items():
        yield Hostile(name, partial(str.encode, text), READ | BOUNDED | EMPTY | UNSUPPORTED)


def _pictures() -> Iterator[Hostile]:
    ends = BOUNDED | UNREADABLE
    yield Hostile("图60000.png", partial(png, 60_000, 60_000), ends)
    yield Hostile("图一行.png", partial(png, 2**31 - 1, 1), ends)
    yield Hostile("图零.png", partial(png, 0, 9), ends)
    yield Hostile("长图.png", partial(png, 1, 90_000_000), READ | ends, dear=True)
    yield Hostile("图60000.bmp", partial(_bmp, 60_000, 60_000), ends)
    yield Hostile("图65000.gif", lambda: _gif(65_000, 65_000), ends)
    yield Hostile("无尽页.tif", _endless_tiff, ANYHOW, dear=True)
    yield Hostile("千页.tif", partial(_long_tiff, 1_100), READ | ends, dear=True)
    yield Hostile("图60000.tif", _huge_tiff, ends)
    yield Hostile("文字块.png", _text_chunks, READ | ends, dear=True)


def png(width: int, height: int) -> bytes:
    """A PNG that says to be so large, with few lines in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checked

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes(100_000), 9)
    marks = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    return marks + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _text_chunks() -> bytes:
    data = encoded(Image.new("L", (64, 48), 255), "PNG")
    bomb = b"Comment\0\0" + zlib.compress(bytes(64 * 1024 * 1024))
    kind = b"zTXt"
    chunk = struct.pack(">I", len(bomb)) + kind + bomb
    chunk += struct.pack(">I", zlib.crc32(kind + bomb))
    return data[:33] + chunk + data[33:]


def _bmp(width: int, height: int) -> bytes:
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 10**6, 0, 0, 54) + info + bytes(9_999)


def _gif(width: int, height: int) -> bytes:
    size = struct.pack("<HH", width, height)
    return b"GIF89a" + size + b"\x80\0\0" + bytes(6) + b"," + bytes(4) + size + b"\0\2\1\0\0;"


def _tiff(entries: list[tuple[int, int, int]], following: int) -> bytes:
    body = struct.pack("<H", len(entries))
    body += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, _, value in entries)
    return b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", following)


def _endless_tiff() -> bytes:
    """Its first page says that the first page is the next."""
    entries = [(256, 4, 8), (257, 4, 8), (258, 4, 8), (259, 4, 1), (262, 4, 1), (273, 4, 4)]
    return _tiff([*entries, (278, 4, 8), (279, 4, 64)], 8) + bytes(64)


def _huge_tiff() -> bytes:
    entries = [(256, 4, 60_000), (257, 4, 60_000), (258, 4, 8), (259, 4, 1), (262, 4, 1)]
    return _tiff([*entries, (273, 4, 8), (278, 4, 60_000), (279, 4, 9)], 0) + bytes(64)


def _long_tiff(pages: int) -> bytes:
    page = Image.new("1", (8, 8), 1)
    return encoded(page, "TIFF", save_all=True, append_images=[page] * (pages - 1))
