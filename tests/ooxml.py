"""Writes Word documents and other packages from XML by hand, down to what no editor would write."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_NAMESPACES = (
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members, in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def packaged(main: str, kind: str, parts: Mapping[str, str | bytes]) -> bytes:
    """A package with a main part of a content type; `parts` hold it and all others."""
    listing = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    relations = relations_of({"rId1": ("officeDocument", main)})
    return zipped({"[Content_Types].xml": listing, "_rels/.rels": relations, **parts})


def relations_of(targets: Mapping[str, tuple[str, str]]) -> str:
    """A relationships part: for each id its kind and its target."""
    rows = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{rows}</Relationships>'


def word_part(root: str, content: str) -> str:
    """A part of a Word document: a root element around content in the w: namespace."""
    return f'<w:{root} xmlns:w="{W_NAMESPACE}"{_NAMESPACES}>{content}</w:{root}>'


def docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """A Word document with this body; each header has its relationship id for a key."""
    targets = {"rId91": ("styles", "styles.xml"), "rId92": ("numbering", "numbering.xml")}
    targets |= {name: ("header", f"{name}.xml") for name in headers or {}}
    parts = {
        "word/document.xml": word_part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": word_part("styles", styles),
        "word/numbering.xml": word_part("numbering", numbering),
        "word/_rels/document.xml.rels": relations_of(targets),
        **{f"word/{name}.xml": word_part("hdr", text) for name, text in (headers or {}).items()},
    }
    return packaged("word/document.xml", WORD_MAIN, parts)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text with its blanks kept."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content: str, properties: str = "") -> str:
    """A cell of one paragraph, or of the content given as XML."""
    inner = content if content.startswith("<w:") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells, each a text or the XML of a w:tc."""
    inner = "".join(c if c.startswith("<w:") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table of rows over declared column widths, in twips."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
