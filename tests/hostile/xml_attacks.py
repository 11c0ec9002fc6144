"""Entities and inclusions in every part of every format that is made of XML."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import TYPE_CHECKING

from ooxml import zipped

from hostile.good import FLAT, small_docx, small_ofd, small_xlsx
from hostile.model import READ, UNREADABLE, UNSAFE, UNSUPPORTED, Hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hostile.model import Lure

PARTS = (
    ("docx", small_docx, ("word/document.xml", "word/styles.xml", "word/numbering.xml")),
    ("docx", small_docx, ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels")),
    ("xlsx", small_xlsx, ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/app.xml")),
    ("xlsx", small_xlsx, ("xl/styles.xml", "docProps/core.xml", "xl/_rels/workbook.xml.rels")),
    ("ofd", small_ofd, ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml")),
)
OPEN_PARTS = ("content.xml", "META-INF/manifest.xml")
LEVELS = 12
"""Of ten entities each: 10^12 characters."""


def xml_attacks(lure: Lure) -> Iterator[Hostile]:
    """A file for each attack in each part."""
    for word, doctype, used in doctypes(lure):
        for ending, good, names in PARTS:
            for name in names:
                make = partial(_with_doctype, good, name, doctype, used)
                yield Hostile(f"{word}-{_leaf(name)}.{ending}", make, UNSAFE)
        for name in OPEN_PARTS:
            make = partial(_with_doctype, open_text, name, doctype, used)
            yield Hostile(f"{word}-{_leaf(name)}.odt", make, UNSAFE)
        for leaf, text in flat_files().items():
            make = partial(_flat_with_doctype, text, doctype, used)
            yield Hostile(f"{word}-{leaf}", make, UNSAFE | UNSUPPORTED)
    yield from _inclusions(lure)


def doctypes(lure: Lure) -> tuple[tuple[str, str, str], ...]:
    """Each attack's word, the document type that it declares, and how the entity is used."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, LEVELS))
    long = "长" * 50_000
    return (
        ("外部实体", f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{lure.file}">]>', "&e;"),
        ("网络实体", f'<!DOCTYPE a [<!ENTITY e SYSTEM "{lure.url}e">]>', "&e;"),
        ("参数实体", f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{lure.url}p.dtd"> %p;]>', ""),
        ("外部定义", f'<!DOCTYPE a SYSTEM "{lure.url}a.dtd">', ""),
        ("亿笑", f'<!DOCTYPE a [<!ENTITY l0 "笑">{laughs}]>', f"&l{LEVELS - 1};"),
        ("平方", f'<!DOCTYPE a [<!ENTITY e "{long}">]>', "&e;" * 2_000),
    )


def open_text() -> bytes:
    """An OpenDocument text, as far as its parts are looked at before it is converted."""
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    content = FLAT.format(head="", body="<text:p>考评表</text:p>").partition("?>")[2]
    content = content.replace("office:document ", "office:document-content ")
    content = content.replace("/office:document>", "/office:document-content>")
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def flat_files() -> dict[str, str]:
    """Files that are one XML text."""
    word = "http://schemas.microsoft.com/office/word/2003/wordml"
    sheet = "urn:schemas-microsoft-com:office:spreadsheet"
    return {
        "文.fodt": FLAT.format(head="", body="<text:p>考评表</text:p>"),
        "文.xml": f'<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{word}"><w:body/></w:wordDocument>',
        "表.xml": f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{sheet}"></Workbook>',
        "图.svg": '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>',
        "别.xml": '<?xml version="1.0"?><a></a>',
    }


def _inclusions(lure: Lure) -> Iterator[Hostile]:
    """What an XML processor may follow without any document type."""
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text"'
        f' href="file://{lure.file}"/>'
    )
    style = f'<?xml-stylesheet type="text/xsl" href="{lure.url}a.xsl"?>'
    for ending, good, names in PARTS:
        for name in names:
            at_end = partial(_changed, good, name, lambda text: _before_last_tag(text, include))
            yield Hostile(f"包含-{_leaf(name)}.{ending}", at_end, READ | UNREADABLE)
            before = partial(_changed, good, name, lambda text: _before_root(text, style))
            yield Hostile(f"样式指令-{_leaf(name)}.{ending}", before, READ)
    encoded = partial(_recoded, '<!DOCTYPE a [<!ENTITY e "x">]>')
    for encoding in ("utf-16", "utf-16-be", "utf-32", "utf-7"):
        made = partial(encoded, encoding)
        yield Hostile(f"编码-{encoding}.docx", made, UNSAFE | UNREADABLE)


def _with_doctype(good: Callable[[], bytes], name: str, doctype: str, used: str) -> bytes:
    def change(text: str) -> str:
        return _before_last_tag(_before_root(text, doctype), used)

    return _changed(good, name, change)


def _flat_with_doctype(text: str, doctype: str, used: str) -> bytes:
    return _before_last_tag(_before_root(text, doctype), used).encode()


def _recoded(doctype: str, encoding: str) -> bytes:
    parts = _parts_of(small_docx())
    text = _before_root(parts["word/document.xml"].decode(), doctype)
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{text}'
    return zipped({**parts, "word/document.xml": declared.encode(encoding)})


def _changed(good: Callable[[], bytes], name: str, change: Callable[[str], str]) -> bytes:
    parts = _parts_of(good())
    return zipped({**parts, name: change(parts[name].decode())})


def _parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _before_root(text: str, inserted: str) -> str:
    at = 0
    while text.startswith(("<?", "\n"), at):
        at = text.index("?>", at) + 2 if text[at] == "<" else at + 1
    return text[:at] + inserted + text[at:]


def _before_last_tag(text: str, inserted: str) -> str:
    at = text.rindex("</") if "</" in text else len(text)
    return text[:at] + inserted + text[at:]


def _leaf(name: str) -> str:
    return name.rpartition("/")[2].replace("[", "").replace("]", "")
