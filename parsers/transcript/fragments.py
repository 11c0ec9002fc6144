"""Text in which HTML tables are embedded -> the tables, and the stretches between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"<(?P<closing>/?)(?P<name>table|script|style)\b[^<>]*>", re.IGNORECASE)
_ROW_END = re.compile(r"</(?:tr|td|th|tbody)\s*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_DOCUMENT_START = re.compile(r"<html\b", re.IGNORECASE)
_DOCUMENT_END = re.compile(r"</html\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text: a whole table element, or what stands between two."""

    text: str
    is_table: bool


def is_document(text: str) -> bool:
    """Whether a text is one HTML document, with nothing before it or behind it."""
    if not _DOCUMENT.match(text):
        return False
    end = _DOCUMENT_END.search(text)
    behind = text[end.end() :] if end else ""
    return not behind.strip() and len(_DOCUMENT_START.findall(text)) <= 1


def stretches_of(text: str) -> Iterator[Stretch]:
    """The stretches in order; scripts and styles are left out.

    A table that is never closed, as where a program stopped early, ends with the last of its rows
    and cells that is.
    """
    start, depth, skipped = 0, 0, ""
    for tag in _TAG.finditer(text):
        name, closing = tag["name"].lower(), bool(tag["closing"])
        if skipped:
            if closing and name == skipped:
                start, skipped = tag.end(), ""
        elif name == "table":
            if not closing and not depth:
                yield Stretch(text[start : tag.start()], is_table=False)
                start = tag.start()
            depth = max(0, depth + (-1 if closing else 1))
            if closing and not depth:
                yield Stretch(text[start : tag.end()], is_table=True)
                start = tag.end()
        elif not closing and not depth:
            yield Stretch(text[start : tag.start()], is_table=False)
            skipped = name
    if not skipped:
        yield from _rest(text[start:], is_table=depth > 0)


def _rest(text: str, *, is_table: bool) -> Iterator[Stretch]:
    ends = [match.end() for match in _ROW_END.finditer(text)] if is_table else []
    end = ends[-1] if ends else 0
    if is_table and not ends and _CELL.search(text):
        end = len(text)
    if end:
        yield Stretch(text[:end], is_table=True)
    yield Stretch(text[end:], is_table=False)
