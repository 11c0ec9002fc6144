"""XML bytes -> elements, with everything off that fetches or unfolds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from parsers.errors import TooLarge, Unreadable, Unsafe

if TYPE_CHECKING:
    from lxml.etree import _Element


def root_of(data: bytes, part: str) -> _Element:
    """The root element of an XML part; comments and processing instructions are dropped.

    Args:
        data: the part's bytes.
        part: its name, for the message.

    Raises:
        Unreadable: it is no XML.
        Unsafe: it declares a document type.
        TooLarge: its elements nest deeper than libxml2 follows.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise TooLarge(f"文件部件 {part} 嵌套过深，请简化后再报送") from None
        raise Unreadable(f"文件已损坏：部件 {part} 无法解析，请重新导出后再报送") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unsafe(f"文件部件 {part} 含有文档类型声明（DOCTYPE），为安全起见不予读取")
    return root
