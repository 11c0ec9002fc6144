"""Writes OFD packages from pieces of XML by hand, as different programs do, and as none should."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMESPACE = "http://www.ofdspec.org/2016"
STAMP = (2025, 1, 3, 9, 0, 0)
A4 = "0 0 210 297"
DOCUMENT = "Doc_0/Document.xml"
PAGE = "Doc_0/Pages/Page_0/Content.xml"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members, in their order; the same bytes for the same parts."""
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in parts.items():
            info = ZipInfo(name, STAMP)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return target.getvalue()


def part(name: str, content: str, attributes: str = "") -> str:
    """A part: a root element around content, all with the usual prefix."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<ofd:{name} xmlns:ofd="{NAMESPACE}"{attributes}>{content}</ofd:{name}>'
    )


def entry(*documents: str, extra: str = "") -> str:
    """OFD.xml with these documents; `extra` stands in each DocBody."""
    bodies = "".join(
        "<ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>"
        f"<ofd:DocRoot>{d}</ofd:DocRoot>{extra}</ofd:DocBody>"
        for d in documents
    )
    return part("OFD", bodies, ' Version="1.0" DocType="OFD"')


def document(pages: Sequence[str], common: str = "", extra: str = "", area: str = A4) -> str:
    """Document.xml with pages at these locations."""
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="{p}"/>' for i, p in enumerate(pages, 1))
    box = f"<ofd:PageArea><ofd:PhysicalBox>{area}</ofd:PhysicalBox></ofd:PageArea>" if area else ""
    data = f"<ofd:CommonData><ofd:MaxUnitID>1</ofd:MaxUnitID>{box}{common}</ofd:CommonData>"
    return part("Document", f"{data}<ofd:Pages>{listed}</ofd:Pages>{extra}")


def page(*layers: str, head: str = "", size: str = "") -> str:
    """A page with a layer for each of these contents; `head` stands before them."""
    box = f"<ofd:Area><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:Area>" if size else ""
    listed = "".join(
        f'<ofd:Layer Type="Body" ID="{9 + i}">{x}</ofd:Layer>' for i, x in enumerate(layers)
    )
    return part("Page", f"{box}{head}<ofd:Content>{listed}</ofd:Content>")


def parts_of(
    *contents: str, common: str = "", extra: str = "", body: str = ""
) -> dict[str, str | bytes]:
    """A whole package whose pages hold these graphic units."""
    names = [f"Pages/Page_{i}/Content.xml" for i in range(len(contents))]
    return {
        "OFD.xml": entry(DOCUMENT, extra=body),
        DOCUMENT: document(names, common, extra),
        **{f"Doc_0/{name}": page(content) for name, content in zip(names, contents, strict=True)},
    }


def package(*contents: str, common: str = "", extra: str = "", body: str = "") -> bytes:
    """The same as a file."""
    return zipped(parts_of(*contents, common=common, extra=extra, body=body))


def text(content: str, x: float, y: float, size: float = 3.0, more: str = "") -> str:
    """A line of square characters whose baseline is y mm below the page's top, as Suwell writes."""
    deltas = f' DeltaX="g {len(content) - 1} {size}"' if len(content) > 1 else ""
    return text_object(
        f'<ofd:TextCode X="0" Y="{size}"{deltas}>{content}</ofd:TextCode>',
        f"{x} {y - size} {len(content) * size} {size * 1.2}",
        f' Size="{size}"{more}',
    )


def text_object(codes: str, boundary: str, more: str = ' Size="3"') -> str:
    """A text object around TextCodes."""
    return f'<ofd:TextObject ID="3" Font="1" Boundary="{boundary}"{more}>{codes}</ofd:TextObject>'


def path(data: str, boundary: str, more: str = "", inner: str = "") -> str:
    """A path object; `inner` stands before its data."""
    return (
        f'<ofd:PathObject ID="4" Boundary="{boundary}" LineWidth="0.25"{more}>{inner}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A rule, as ofdrw writes it: counted from the corner of its boundary."""
    width, height = x1 - x0, y1 - y0
    return path(f"M 0 0 L {width} {height}", f"{x0} {y0} {width} {height}")


def image(number: str, boundary: str, more: str = "") -> str:
    """A picture that fills its boundary."""
    _, _, width, height = boundary.split()
    ctm = f' CTM="{width} 0 0 {height} 0 0"'
    return f'<ofd:ImageObject ID="5" ResourceID="{number}" Boundary="{boundary}"{more or ctm}/>'


def rules(xs: Sequence[float], ys: Sequence[float]) -> str:
    """The rules of a table, from end to end."""
    lying = [line(xs[0], y, xs[-1], y) for y in ys]
    return "".join(lying + [line(x, ys[0], x, ys[-1]) for x in xs])
