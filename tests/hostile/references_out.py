"""References to what lies outside, and things that would act, in Office files, OFD and pages."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import TYPE_CHECKING

import ofd_parts as ofd
import ooxml
from archives import mail_of
from form_old import archived

from hostile.good import FLAT, small_docx, small_html, small_xlsx
from hostile.model import READ, UNREADABLE, UNSAFE, Hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hostile.model import Lure

WORD_KINDS = (
    "image", "hyperlink", "oleObject", "attachedTemplate", "frame", "subDocument", "styles",
    "mailMergeSource", "header", "numbering", "aFChunk", "officeDocument", "package", "settings",
)  # fmt: skip
SHEET_KINDS = (
    "externalLink", "externalLinkPath", "connections", "queryTable", "worksheet", "sharedStrings",
    "oleObject", "styles", "drawing",
)  # fmt: skip
FIELDS = ("INCLUDETEXT", "INCLUDEPICTURE", "DDEAUTO cmd", "DATABASE \\d", "LINK Word.Document.8")
MARKUP = (
    '<img src="{}">', '<script src="{}"></script>', '<iframe src="{}"></iframe>',
    '<link rel="stylesheet" href="{}">', '<meta http-equiv="refresh" content="0;url={}">',
    '<object data="{}"></object>', '<embed src="{}">', '<base href="{}"><img src="x.png">',
    '<style>@import url("{}");</style>', '<div style="background:url({})">x</div>',
    '<svg><image xlink:href="{}"/></svg>', '<video src="{}" autoplay></video>',
    '<body onload="fetch(\'{}\')">', '<table background="{}"><tr><td>x</td></tr></table>',
    '<form action="{}"><input autofocus onfocus="this.form.submit()"></form>',
    '<a ping="{0}" href="{0}">x</a>', '<!--#include virtual="{}" -->',
)  # fmt: skip
MARKS = ("![图]({})", "[文]({})", '<img src="{}">', "![图][1]\n\n[1]: {}", "{{% include {} %}}")


def references_out(lure: Lure) -> Iterator[Hostile]:
    """A file for each thing that points outside, or would act."""
    for word, target in lure.targets:
        yield from _relations_out(word, target)
        yield from _pages_out(word, target)
        yield from _documents_out(word, target)
    yield from _machinery()


def _relations_out(word: str, target: str) -> Iterator[Hostile]:
    for kind in WORD_KINDS:
        listing = "_rels/.rels" if kind == "officeDocument" else "word/_rels/document.xml.rels"
        make = partial(_related, small_docx, listing, kind, target)
        yield Hostile(f"{word}-{kind}.docx", make, READ)
    for kind in SHEET_KINDS:
        make = partial(_related, small_xlsx, "xl/_rels/workbook.xml.rels", kind, target)
        yield Hostile(f"{word}-{kind}.xlsx", make, READ)
    for field in FIELDS:
        yield Hostile(f"{word}-{field.split()[0]}.docx", partial(_field, field, target), READ)


def _pages_out(word: str, target: str) -> Iterator[Hostile]:
    for number, mark in enumerate(MARKUP):
        page = small_html().replace(b"<table>", mark.format(target).encode() + b"<table>")
        yield Hostile(f"{word}-{number}.html", partial(bytes, page), READ)
    for number, mark in enumerate(MARKS):
        text = f"# 考评表\n\n{mark.format(target)}\n\n| 序号 | 权重 |\n|---|---|\n| 1 | 2 |\n"
        yield Hostile(f"{word}-{number}.md", partial(str.encode, text), READ)
    picture = small_html().decode().replace("<table>", MARKUP[0].format(target) + "<table>")
    yield Hostile(f"{word}.mht", partial(archived, picture), READ)
    letter = partial(mail_of, {}, "请查收。", picture)
    yield Hostile(f"{word}.eml", letter, READ)


def _documents_out(word: str, target: str) -> Iterator[Hostile]:
    """OFD and OpenDocument."""
    rules = ofd.rules((20, 50, 80), (30, 40, 50)) + ofd.text("格", 21, 36)
    places = {
        "OFD.xml": ofd.entry(target),
        ofd.DOCUMENT: ofd.document([target]),
        "Doc_0/PublicRes.xml": _media(target),
    }
    common = "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    parts = ofd.parts_of(rules + ofd.image("8", "30 60 20 20"), common=common)
    for name, content in places.items():
        make = partial(ofd.zipped, {**parts, name: content})
        leaf = name.rpartition("/")[2]
        yield Hostile(f"{word}-{leaf}.ofd", make, READ | UNSAFE | UNREADABLE)
    link = f'xlink:type="simple" xlink:href="{target}"'
    size = 'svg:width="2cm" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    body = (
        f"<text:p>考评表<draw:frame {size}><draw:image {link}/></draw:frame></text:p>"
        f'<text:section text:name="s"><text:section-source {link}/></text:section>'
    )
    text = FLAT.format(head="", body=body)
    yield Hostile(f"{word}.fodt", partial(str.encode, text), READ | UNREADABLE, dear=True)
    rich = (
        f'{{\\rtf1{{\\*\\template {target}}}x{{\\field{{\\*\\fldinst INCLUDETEXT "{target}"}}}}}}'
    )
    rich = rich.replace("\\\\", "\\\\\\\\")
    yield Hostile(f"{word}.rtf", partial(str.encode, rich), READ | UNREADABLE, dear=True)


def _machinery() -> Iterator[Hostile]:
    """Macros, controls and embedded programs: they lie there, and nothing starts them."""
    program = b"MZ" + bytes(2000)
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    held = {
        "word/vbaProject.bin": compound,
        "word/activeX/activeX1.bin": compound,
        "word/embeddings/oleObject1.bin": compound,
        "word/embeddings/run.exe": program,
        "customUI/customUI.xml": b'<customUI onLoad="go"/>',
    }
    for name, data in held.items():
        make = partial(_holding, small_docx, {name: data})
        yield Hostile(f"内嵌-{name.rpartition('/')[2]}.docx", make, READ)
    macros = {"xl/vbaProject.bin": compound, "xl/macrosheets/sheet1.xml": b"<macrosheet/>"}
    yield Hostile("宏.xlsm", partial(_holding, small_xlsx, macros), READ)
    kinds = {"document.main+xml": "document.macroEnabled.main+xml"}
    yield Hostile("宏.docm", partial(_typed, small_docx, kinds), READ)
    script = (
        '<office:scripts><office:script script:language="ooo:Basic">Sub Main\nShell("x")\nEnd Sub'
        "</office:script></office:scripts>"
    )
    flat = FLAT.format(head=script, body="<text:p>考评表</text:p>")
    yield Hostile("宏.fodt", partial(str.encode, flat), READ, dear=True)
    yield Hostile("脚本.html", lambda: small_html() + b"<script>while(1){}</script>", READ)


def _related(good: Callable[[], bytes], listing: str, kind: str, target: str) -> bytes:
    """The file with one more relationship, first of all, that leads outside."""
    parts = _parts_of(good())
    place = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    row = f'<Relationship Id="rIdX" Type="{place}" Target="{target}" TargetMode="External"/>'
    head, begin, rest = parts[listing].decode().partition("<Relationship ")
    return ooxml.zipped({**parts, listing: head + row + begin + rest})


def _field(field: str, target: str) -> bytes:
    code = f'<w:r><w:instrText>{field} "{target}"</w:instrText></w:r>'
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "end"))
    body = f"<w:p>{begin}{code}{end}</w:p>" + ooxml.table(ooxml.row("序号", "权重"))
    return ooxml.docx(body)


def _media(target: str) -> str:
    media = f'<ofd:MultiMedia ID="8" Type="Image"><ofd:MediaFile>{target}</ofd:MediaFile>'
    return ofd.part("Res", f"<ofd:MultiMedias>{media}</ofd:MultiMedia></ofd:MultiMedias>")


def _holding(good: Callable[[], bytes], more: dict[str, bytes]) -> bytes:
    return ooxml.zipped({**_parts_of(good()), **more})


def _typed(good: Callable[[], bytes], kinds: dict[str, str]) -> bytes:
    parts = _parts_of(good())
    listing = parts["[Content_Types].xml"].decode()
    for old, new in kinds.items():
        listing = listing.replace(old, new)
    return ooxml.zipped({**parts, "[Content_Types].xml": listing})


def _parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}
