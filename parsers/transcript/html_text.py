"""Elements of HTML -> the text that a browser shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "title", "iframe", "object"})
BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "ul", "table", "tr", "thead", "tbody", "tfoot"),
    }
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_FIRM_BLANK = "\xa0"
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE
)
LINE = "\n"


def hidden(element: HtmlElement) -> bool:
    """Whether a browser leaves it out."""
    return (
        element.tag in UNSEEN
        or element.get("hidden") is not None
        or _HIDING.search(element.get("style", "")) is not None
    )


def text_of_cell(cell: HtmlElement) -> str:
    """A cell's text, lines parted by a line feed; the tables in it are left out."""
    return joined(_pieces(cell))


def joined(pieces: Iterable[str]) -> str:
    """Pieces of text and line ends as a browser lays them: blanks shrink, empty lines go."""
    lines = "".join(p if p == LINE else _BLANKS.sub(" ", p) for p in pieces).split(LINE)
    shrunk = (_BLANKS.sub(" ", line).replace(_FIRM_BLANK, " ").strip() for line in lines)
    return LINE.join(line for line in shrunk if line)


def _pieces(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _child_pieces(child)
        yield child.tail or ""


def _child_pieces(child: HtmlElement) -> Iterator[str]:
    if hidden(child):
        return
    if child.tag in ("br", "table"):
        yield LINE
    elif child.tag in BLOCKS:
        yield LINE
        yield from _pieces(child)
        yield LINE
    else:
        yield from _pieces(child)
