"""What documents a form cites where it is legible, for the one of which a character is misread.

A district's own document numbers open alike: 泉落 beside thirty times 泉洛 is no other district's
code but the same one misread. So is 三定万案 no other document than 三定方案, nor a title that
differs in one look-alike character from one that the form cites again and again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .basis import bases_of
from .glyphs import HELD, likeness
from .lookalike import is_misreading
from .model import Field, Repair
from .text import canonical
from .variants import doubts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from parsers.model import Source

    from .model import Basis, Value

RULE = "reading.document"

LENGTH = 2
"""Characters of a code that name the city and the district."""

UNSEEN = 0.5
"""The count of an opening that stands nowhere else, beside those of one that differs little."""

OFTEN = 4
"""A wording must stand in so many times as many cells as the one that is taken for a misreading of
it."""

CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class BasisUsage:
    """In how many cells a number opens with two characters, and a title stands (as `canonical`).

    `names` are those that the scheme allows without 《》: they count as often as can be.
    """

    openings: Mapping[str, int]
    titles: Mapping[str, int]
    names: tuple[str, ...] = ()

    def plausibility(self, number: str) -> float:
        """How plausible a number is beside those whose opening differs from its in one place."""
        own = self.openings.get(number[:LENGTH], UNSEEN)
        return min(1.0, own / max(_rivals(number[:LENGTH], self.openings), default=own))

    def meant(self, basis: Basis) -> Basis:
        """The document, with its title or its number's opening as the form writes it elsewhere."""
        title, number = self._title(basis.title), self._number(basis)
        if (title, number) == (basis.title, basis.number):
            return basis
        return replace(basis, title=title, number=number)

    def _title(self, title: str | None) -> str | None:
        if title is None or title in self.names:
            return title
        for name in self.names:
            if is_misreading(title, name):
                return name
        own = self.titles.get(canonical(title), 0)
        often = (key for key, count in self.titles.items() if count >= OFTEN * max(own, 1))
        meant = [key for key in often if is_misreading(canonical(title), key)]
        return _rewritten(title, meant[0]) if len(meant) == 1 else title

    def _number(self, basis: Basis) -> str | None:
        if basis.number is None or basis.flaw:
            return basis.number
        opening = basis.number[:LENGTH]
        least = OFTEN * max(self.openings.get(opening, 0), 1)
        meant = [o for o, count in self.openings.items() if count >= least and _alike(o, opening)]
        return meant[0] + basis.number[LENGTH:] if len(meant) == 1 else basis.number


def basis_usage_of(sources: Iterable[Source], plain_names: tuple[str, ...]) -> BasisUsage:
    """The documents of these cells; openings of which a character is in doubt do not count."""
    openings: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    for source in {id(s): s for s in sources}.values():
        doubted = {source.text[d.at] for d in doubts_of(source)}
        bases = bases_of(source, plain_names).value or ()
        found = {b.number[:LENGTH] for b in bases if b.number and not b.flaw}
        openings.update(o for o in found if not doubted & set(o))
        titles.update({canonical(b.title) for b in bases if b.title})
    return BasisUsage(openings, titles, plain_names)


def with_usual_wording(
    value: Value[tuple[Basis, ...]], usage: BasisUsage
) -> Value[tuple[Basis, ...]]:
    """The documents of a recognised cell with what is misread in them as it stands elsewhere."""
    meant = [(basis, usage.meant(basis)) for basis in value.value or ()]
    made = tuple(_repair(read, taken) for read, taken in meant if taken is not read)
    if not made:
        return value
    bases = tuple(taken for _, taken in meant)
    return replace(value, value=bases, repairs=(*value.repairs, *made))


def _repair(read: Basis, taken: Basis) -> Repair:
    evidence = "与本表别处多次写明的文件只差形近字，按写得清楚的读"
    return Repair(Field.BASIS, str(read), str(taken), RULE, CONFIDENCE, evidence)


def _rivals(opening: str, openings: Mapping[str, int]) -> Iterator[int]:
    for other, count in openings.items():
        if len(other) == len(opening) and sum(map(str.__ne__, other, opening)) == 1:
            yield count


def _alike(one: str, other: str) -> bool:
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return len(one) == len(other) and len(pairs) == 1 and likeness(*pairs[0]) >= HELD


def _rewritten(title: str, key: str) -> str:
    """A title with the characters of a key that is as long, its marks kept."""
    left = iter(key)
    return "".join(next(left) if canonical(c) else c for c in title)
