"""The names in a cell: blanks within names closed, several names told apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from .model import Field, Repair, Value
from .surnames import COMPOUND, has_surname
from .text import narrowed, punctuated, squeezed
from .traits import is_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from parsers.model import Source

_SEPARATORS = re.compile(r"[、，,；;/\\|｜&]+")
_BLANKS = re.compile(r"\s+")
_MOST_PIECES = 8  # 2^7 ways to join them are tried; a cell with more is taken as it stands
_LONGEST_NAME = 4  # characters of a name without the dot of ethnic names
_TITLE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:同志|(?:党组|党委|党总支)?(?:副?书记|成员|委员)|(?:常务)?副?(?:局长|主任|部长|"
    r"股长|科长|所长|站长|队长|处长|校长|院长|会长|主席|区长|总工程师)|[一二三四]级(?:主任科员|调研员)|负责人|干部)$"
)


@dataclass(frozen=True, slots=True)
class Known:
    """How often each name stands alone in a cell of its field: what a doubtful cell is read by."""

    counts: Mapping[Field, Counter[str]] = field(default_factory=dict)

    def count(self, role: Field, name: str) -> int:
        """How often the name stands alone in cells of this field."""
        return self.counts[role][name] if role in self.counts else 0


def known_names(sources: Iterable[tuple[Field, Source]]) -> Known:
    """What is known from cells that hold one name without any blank."""
    counts: dict[Field, Counter[str]] = {}
    for role, source in sources:
        text = source.text.strip()
        if text and not _BLANKS.search(text) and not _SEPARATORS.search(text):
            counts.setdefault(role, Counter())[_written(text)] += 1
    return Known(counts)


def names_of(source: Source, role: Field, known: Known, expected: int) -> Value[tuple[str, ...]]:
    """The names in a cell of 分管领导, 责任单位 or 责任人, in order; None where it is blank.

    Blanks may part two names (许少坚 许秋元), stand within one (李　伟), or come from a wrap
    (价格管理 股): the reading wins whose names are known, look like names, and are as many as are
    `expected` from the row's other cells (0: unknown).
    """
    text = source.text.strip()
    if not text:
        return Value(None, source)
    names: list[str] = []
    for part in _SEPARATORS.split(text):
        pieces = [p for p in _BLANKS.split(part.strip()) if p]
        if pieces:
            names.extend(_joined(pieces, role, known, expected))
    plain = tuple(_without_title(n, role) for n in names)
    value = tuple(n for n in dict.fromkeys(_written(n) for n in plain) if n)
    return Value(value or None, source, tuple(_repairs(text, names, value, role)))


def _joined(pieces: Sequence[str], role: Field, known: Known, expected: int) -> list[str]:
    """The best way to join neighbouring pieces into names."""
    if len(pieces) == 1:
        return [*_parted(pieces[0], role, known)]
    if len(pieces) > _MOST_PIECES:
        return list(pieces)
    ways = (_join(pieces, gaps) for gaps in product((True, False), repeat=len(pieces) - 1))
    score = _person_score if role is not Field.UNITS else _unit_score
    return max(ways, key=lambda way: _score(way, role, known, expected, score))


def _join(pieces: Sequence[str], gaps: Sequence[bool]) -> list[str]:
    names = [pieces[0]]
    for piece, gap in zip(pieces[1:], gaps, strict=True):
        if gap:
            names.append(piece)
        else:
            names[-1] += piece
    return names


def _score(
    way: Sequence[str],
    role: Field,
    known: Known,
    expected: int,
    looks: Callable[[str], float],
) -> float:
    """How good a reading is: the mean over its names, and whether their number fits."""
    each = [looks(name) + (2.0 if known.count(role, _written(name)) else 0.0) for name in way]
    return sum(each) / len(way) + (0.75 if len(way) == expected else 0.0)


def _person_score(name: str) -> float:
    if "·" in name or "•" in name:
        return 1.0
    if not 1 < len(name) <= _LONGEST_NAME:
        return -2.0
    if len(name) == _LONGEST_NAME and name[:2] not in COMPOUND:
        return -1.0
    return 1.0 if has_surname(name) else 0.3


def _unit_score(name: str) -> float:
    return 1.0 if is_unit(name) and len(name) > 2 else -1.0  # noqa: PLR2004 - 办 or 股 and more


def _parted(text: str, role: Field, known: Known) -> Iterator[str]:
    """The two names that one word is made of, where both are known and the word itself is not."""
    if not known.count(role, text) and role is not Field.UNITS:
        for cut in range(2, len(text) - 1):
            first, second = text[:cut], text[cut:]
            if known.count(role, first) and known.count(role, second):
                yield first
                yield second
                return
    yield text


def _without_title(name: str, role: Field) -> str:
    return name if role is Field.UNITS else _TITLE.sub("", name)


def _written(name: str) -> str:
    return punctuated(narrowed(squeezed(name))).replace("•", "·").replace("・", "·")


def _repairs(
    text: str, names: Sequence[str], value: Sequence[str], role: Field
) -> Iterator[Repair]:
    after = "、".join(value)
    if squeezed(text) == after and _BLANKS.search(text.replace("\n", "")):
        yield Repair(role, text, after, "name.blanks", 0.98, "去掉了名称中间的空格")
    elif any(_TITLE.search(n) for n in names) and role is not Field.UNITS:
        yield Repair(role, text, after, "name.title", 0.97, "责任分解只填姓名，去掉了职务")
    elif len(names) > 1 and "".join(names) == squeezed(text) and not _BLANKS.search(text):
        if not _SEPARATORS.search(text):
            evidence = f"“{'”“'.join(names)}”在本表别处都单独出现，连写时分开"
            yield Repair(role, text, after, "name.parted", 0.95, evidence)
    elif any(_BLANKS.search(p.strip()) for p in text.split("\n")) and len(value) > 1:
        pieces = [p for p in _BLANKS.split(text) if p]
        if len(pieces) != len(value):
            yield Repair(role, text, after, "name.blanks", 0.95, "去掉了名称中间多余的空格")
