"""What a document holds besides its pages: seals and attachments; told, not read (17, 18, 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .container import ENTRY
from .nodes import child, children, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from .container import Container

_SHOWN = 5
"""Names of attachments that are told."""


def extras_of(
    container: Container, body: _Element, document: _Element, part: str
) -> tuple[str, ...]:
    """Chinese sentences about the seals, signatures and attachments of a document.

    Args:
        container: the file.
        body: the document's entry in OFD.xml.
        document: the root of its Document.xml.
        part: the name of that part.
    """
    signatures = _listed(container, text_of(child(body, "Signatures")), ENTRY, "Signature")
    attachments = _listed(container, text_of(child(document, "Attachments")), part, "Attachment")
    return (*_of_signatures(signatures), *_of_attachments(attachments))


def _listed(container: Container, location: str, part: str, name: str) -> list[_Element] | None:
    """What a listing holds; None where it is missing or damaged."""
    if not location:
        return []
    found = container.root_if_sound(location, part)
    return None if found is None else list(children(found[0], name))


def _of_signatures(signatures: list[_Element] | None) -> Iterator[str]:
    if signatures is None:
        yield "有电子签章，但签章清单已损坏，未验证"
        return
    plain = sum(s.get("Type", "Seal").strip().lower() == "sign" for s in signatures)
    if len(signatures) > plain:
        yield f"有电子签章 {len(signatures) - plain} 个，未验证"
    if plain:
        yield f"有电子签名 {plain} 个，未验证"


def _of_attachments(attachments: list[_Element] | None) -> Iterator[str]:
    if attachments is None:
        yield "有附件，但附件清单已损坏，没有读入"
    elif attachments:
        names = [a.get("Name", a.get("ID", "")) for a in attachments]
        more = " 等" if len(names) > _SHOWN else ""
        yield f"有附件 {len(names)} 个，没有读入：{'、'.join(names[:_SHOWN])}{more}"
