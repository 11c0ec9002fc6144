"""文件依据: the documents that a cell lists, each with title, number or both."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .document_number import numbers_in
from .model import Basis, Field, Repair, Value
from .text import HAN, canonical, clean, squeezed, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.model import Source

    from .document_number import DocumentNumber

_OPENING, _CLOSING = "《", "》"
_JOINT = re.compile(r"\s*[（(\[［【]?\s*")
_TAIL = re.compile(r"\s*[）)\]］】]?")
_BETWEEN = re.compile(r"[\s、；;，,。.]+")
_LEAD = re.compile(rf"(?:\d{{1,2}}[.．、]|[（(]\d{{1,2}}[）)])?[{HAN}]*$")


def bases_of(source: Source, plain_names: tuple[str, ...] = ()) -> Value[tuple[Basis, ...]]:
    """The documents of a cell, in order, each once; None where it is blank.

    `plain_names` are the names of documents that stand without 《》 (三定方案).
    """
    text = source.text.strip()
    if not text:
        return Value(None, source)
    bases = tuple(_distinct(_bases(text, plain_names)))
    return Value(bases, source, tuple(_repairs(bases)))


def same_title(one: str, other: str) -> bool:
    """Whether two titles name one document: quotation marks, 、 and blanks do not count."""
    return canonical(one) == canonical(other)


def _bases(text: str, plain_names: tuple[str, ...]) -> Iterator[Basis]:
    numbers = numbers_in(text)
    position = 0
    while position < len(text):
        title = _title_at(text, position)
        number = next((n for n in numbers if n.start >= position), None)
        start = min(title[0] if title else len(text), number.start if number else len(text))
        at_title = title is not None and title[0] == start
        lead = _lead(text[position:start]) if at_title else ""
        yield from _plain(text[position : start - len(lead)], plain_names)
        if title and at_title:
            basis, position = _titled(text, title, number)
            yield replace(basis, raw=unwrapped(lead + basis.raw))
        elif number:
            yield _numbered(number)
            position = number.end
        else:
            return


def _title_at(text: str, position: int) -> tuple[int, int] | None:
    """Where the next title in 《》 begins and ends; pairs nest, a missing 》 is forgiven."""
    start = text.find(_OPENING, position)
    if start < 0:
        return None
    depth = 0
    for index in range(start, len(text)):
        depth += (text[index] == _OPENING) - (text[index] == _CLOSING)
        if depth == 0:
            return start, index + 1
    following = text.find(_CLOSING, start)
    if following >= 0:
        return start, following + 1
    end = re.search(r"\n|$", text[start:])
    return start, start + (end.start() if end else len(text))


def _titled(text: str, span: tuple[int, int], number: DocumentNumber | None) -> tuple[Basis, int]:
    start, end = span
    title = clean(text[start:end])
    if not title.endswith(_CLOSING):
        title += _CLOSING
    joint = _JOINT.match(text, end)
    bracketed = joint and squeezed(joint.group())
    if number and joint and bracketed and number.start == joint.end():
        tail = _TAIL.match(text, number.end)
        stop = tail.end() if tail else number.end
        raw = unwrapped(text[start:stop])
        return Basis(title, number.written, raw, number.year, number.flaw), stop
    return Basis(title, None, unwrapped(text[start:end])), end


def _numbered(number: DocumentNumber) -> Basis:
    return Basis(None, number.written, unwrapped(number.raw), number.year, number.flaw)


def _plain(text: str, plain_names: tuple[str, ...]) -> Iterator[Basis]:
    """What stands between titles and numbers: names without 《》; marks are no documents."""
    for piece in _BETWEEN.split(text):
        name = clean(piece).strip("（）")
        if name:
            known = next((p for p in plain_names if canonical(p) == canonical(name)), None)
            yield Basis(known or name, None, piece)


def _lead(text: str) -> str:
    """The issuing body, or a number, that stands directly before a title: 区委《…》, 1.《…》."""
    match = _LEAD.search(text)
    return match.group() if match else ""


def _distinct(bases: Iterator[Basis]) -> Iterator[Basis]:
    seen: set[tuple[str, str | None]] = set()
    for basis in bases:
        key = (canonical(basis.title or ""), basis.number)
        if key not in seen:
            seen.add(key)
            yield basis


def _repairs(bases: tuple[Basis, ...]) -> Iterator[Repair]:
    for basis in bases:
        written = str(basis)
        if basis.flaw is None and unwrapped(basis.raw) != written:
            yield _repair(basis, written)


def _repair(basis: Basis, written: str) -> Repair:
    if squeezed(basis.raw) == written:
        rule, evidence = "number.blanks", "去掉了文件名称、发文字号中多余的空格"
    elif basis.number is None:
        rule, evidence = "title.marks", "文件名称的标点、宽度按规范书写"
    else:
        rule = "number.form"
        evidence = "发文字号按GB/T 9704写成“机关代字〔年份〕序号号”"
    return Repair(Field.BASIS, basis.raw, written, rule, 0.99, evidence)
