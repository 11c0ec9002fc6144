"""The names in a cell: blanks within names closed, several names told apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from .model import Field, Repair, Value
from .name_parting import Custom, Pieces, parted
from .posts import is_post, without_post
from .text import narrowed, punctuated, squeezed, unified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from parsers.model import Source

_SEPARATORS = frozenset("、，,；;/\\|｜&")
_BLANKS = re.compile(r"(\s+)")
_DOT = re.compile(r"(?<=[\u4e00-\u9fff])[•・‧∙⋅.](?=[\u4e00-\u9fff])")
_NOTHING = re.compile(r"无|[\W_]+")
_PLAIN = re.compile("[一-鿿]{2,3}")

TOLD = 0.99
"""The confidence of names told apart, closed up, or freed of posts. `make eval`: 464 of 464, 8,218
of 8,218 and 4,103 of 4,103 right, which proves 99 % of each and no more."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the names of a form, by their field: what a doubtful cell is read by.

    `counts` holds how often each name stands alone in a cell, `widths` the characters of the
    longest line.
    """

    counts: Mapping[Field, Counter[str]] = field(default_factory=dict)
    widths: Mapping[Field, int] = field(default_factory=dict)

    def count(self, role: Field, name: str) -> int:
        """How often the name stands alone in cells of this field."""
        return self.counts[role][name] if role in self.counts else 0


def known_names(
    sources: Iterable[tuple[Field, Source]], listed: Iterable[tuple[Field, str]] = ()
) -> Known:
    """What is known from cells that hold one name without any blank, and from a roster's names."""
    counts: dict[Field, Counter[str]] = {}
    widths: dict[Field, int] = {}
    for role, source in sources:
        text = source.text.strip()
        lines = [len(squeezed(line)) for line in text.splitlines()]
        widths[role] = max(widths.get(role, 0), *lines, 0)
        if text and not _BLANKS.search(text) and not _SEPARATORS.intersection(text):
            counts.setdefault(role, Counter())[_written(text, role)] += 1
    for role, name in listed:
        counts.setdefault(role, Counter())[name] += 1
    return Known(counts, widths)


def names_of(source: Source, role: Field, known: Known, expected: int) -> Value[tuple[str, ...]]:
    """The names in a cell of 分管领导, 责任单位 or 责任人, in order; None where it is blank.

    Blanks may part two names (许少坚 许秋元), stand within one (李　伟), or come from a wrap
    (价格管理 股): the reading wins whose names are known, look like names, and are as many as are
    `expected` from the row's other cells (0: unknown).
    """
    text = source.text.strip()
    if _PLAIN.fullmatch(text):
        return Value((text,), source)
    custom = Custom(role, lambda n: known.count(role, n) > 0, known.widths.get(role, 0), expected)
    raw = [name for part in _parts(text) for name in _names_in(part, role, custom)]
    names = [_Name(n, n if role is Field.UNITS else without_post(n)) for n in raw]
    people = [n for n in names if role is Field.UNITS or not is_post(n.read)]
    kept = tuple(dict.fromkeys(n.name for n in people or names))
    repairs = tuple(_repairs(text, names, kept, role))
    return Value(kept or None, source, repairs)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it was read, with the post that is stuck to it, and without."""

    read: str
    name: str


def _parts(text: str) -> Iterator[str]:
    """The text between separators that do not stand in brackets."""
    depth, part = 0, ""
    if not _SEPARATORS.intersection(text):
        yield text
        return
    closed = max(text.rfind("）"), text.rfind(")"))
    for index, character in enumerate(text):
        opens, closes = character in "（(" and index < closed, character in "）)"
        depth = max(0, depth + opens - closes)
        if character in _SEPARATORS and not depth:
            yield part
            part = ""
        else:
            part += character
    yield part


def _names_in(part: str, role: Field, custom: Custom) -> tuple[str, ...]:
    tokens = _BLANKS.split(part.strip())
    texts = tuple(_written(token, role) for token in tokens[::2])
    if _NOTHING.fullmatch("".join(texts)) or not any(texts):
        return ()
    if len(texts) == 1 and not _begins_known(texts[0], custom):
        return texts
    pieces = Pieces(texts, tuple("\n" in blank for blank in tokens[1::2]))
    return tuple(_written(name, role) for name in parted(pieces, custom))


def _begins_known(text: str, custom: Custom) -> bool:
    """Whether a word may be several run together: the first of them stands alone elsewhere."""
    return any(custom.is_known(text[:end]) for end in range(2, len(text) - 1))


def _written(name: str, role: Field) -> str:
    plain = punctuated(narrowed(unified(squeezed(name))))
    return plain if role is Field.UNITS else _DOT.sub("·", plain)


def _repairs(
    text: str, names: Sequence[_Name], kept: Sequence[str], role: Field
) -> Iterator[Repair]:
    """The repair of the cell: the weightiest of what was done, since one result has one cause."""
    read = [n.read for n in names]
    cause = _cause(text, names, kept) if kept else None
    if cause is None:
        return
    told = {
        "name.title": (TOLD, "责任分解只填姓名，去掉了职务"),
        "name.parted": (TOLD, f"“{'”“'.join(read)}”在本表别处都单独出现，连写时分开"),
        "name.blanks": (TOLD, "去掉了名称中间的空格"),
        "name.width": (0.99, "名称中的标点、字形按规范书写"),
        "name.repeated": (0.99, "同一格内重复的名称只留一个"),
    }
    yield Repair(role, text, "、".join(kept), cause, *told[cause])


def _cause(text: str, names: Sequence[_Name], kept: Sequence[str]) -> str | None:
    read = [n.read for n in names]
    if [*kept] == read == [text]:
        return None
    gaps = _gaps(text)
    ends = set(accumulate(map(len, read)))
    comparable = max(ends) == gaps.length
    if any(n.name != n.read or n.name not in kept for n in names):
        return "name.title"
    if comparable and ends - gaps.all:
        return "name.parted"
    if comparable and gaps.blanks - gaps.others - ends:
        return "name.blanks"
    if len(set(read)) < len(read):
        return "name.repeated"
    written = "".join(c for c in squeezed(text) if c not in _SEPARATORS)
    return "name.width" if comparable and written != "".join(read) else None


@dataclass(frozen=True, slots=True)
class _Gaps:
    """Behind how many characters of names blanks stand, and line feeds or separators."""

    blanks: frozenset[int]
    others: frozenset[int]
    length: int

    @property
    def all(self) -> frozenset[int]:
        """All of them, and the end of the text."""
        return self.blanks | self.others | {self.length}


def _gaps(text: str) -> _Gaps:
    blanks: set[int] = set()
    others: set[int] = set()
    position = 0
    for character in text:
        if character in _SEPARATORS or character == "\n":
            others.add(position)
        elif squeezed(character):
            position += 1
        else:
            blanks.add(position)
    return _Gaps(frozenset(blanks), frozenset(others), position)
