"""A run's results, of which only those that are looked at are in memory.

What stages compare of all submissions are facts, a few kilobytes each, taken when a result comes
by. The results themselves lie in the store, and are made anew whenever one is looked at; what
stages change is laid over them then. So a run takes little more room for 10,000 submissions than
for 100.

Stages take any sequence of results: the functions here do for a tuple what they do for a pile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast, overload

from .model import Result
from .store.codec import decode_value, encode_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from normalizers.scheme import Scheme

    from .model import Finding

T = TypeVar("T")

Fact = Callable[[Result], object]
"""What a stage asks of every result: a function of a module, for what it answers is kept. Nothing
that stages ask may depend on what stages find."""

Load = Callable[[Sequence[int]], Sequence[Result]]
"""Makes the results at these places anew."""

Layer = Callable[[int, Result], Result]
"""What a stage makes of the result at a place."""

AT_ONCE = 50
"""Results that are made together where all are looked at: 12 MB."""

AT_HAND = 40
"""Results that stay in memory, as they were read, so that a small batch is made once: 20 MB."""


class Pile(Sequence[Result]):
    """Results in their order. `facts` are what is known of each, by what was asked."""

    def __init__(self, load: Load, facts: Mapping[Fact, Sequence[object]], size: int) -> None:
        self._load: Load = _Remembering(load)
        self._facts = dict(facts)
        self._size = size
        self._layers: tuple[Layer, ...] = ()

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> Result: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Result]: ...
    def __getitem__(self, index: int | slice) -> Result | Sequence[Result]:
        places = range(self._size)[index]
        if isinstance(places, int):
            (result,) = self._made((places,))
            return result
        return tuple(self._made(places))

    def __iter__(self) -> Iterator[Result]:
        return (after for _, after in self.looks())

    def looks(self) -> Iterator[tuple[Result, Result]]:
        """Each result as it was read, and as the stages left it."""
        for some in _chunks(self._size):
            for place, result in zip(some, self._load(some), strict=True):
                yield result, self._laid(place, result)

    def facts(self, of: Callable[[Result], T]) -> Sequence[T]:
        """What this answers of each result."""
        if of not in self._facts:
            self._facts[of] = [of(result) for result in self]
        return cast("Sequence[T]", self._facts[of])

    def altered(self, changes: Iterable[tuple[int, Result]]) -> Pile:
        """The pile with other results at these places."""
        kept: dict[int, _Kept] = {}
        anew = {of: list(known) for of, known in self._facts.items()}
        for place, result in changes:
            kept[place] = _Kept.of(place, result)
            for of, known in anew.items():
                known[place] = of(result)
        return self._with(lambda place, old: kept[place].result if place in kept else old, anew)

    def mapped(self, layer: Layer) -> Pile:
        """The pile with what this makes of each result: of its findings, not of its facts."""
        return self._with(layer, self._facts)

    def _with(self, layer: Layer, known: Mapping[Fact, Sequence[object]]) -> Pile:
        pile = copy(self)
        pile._facts, pile._layers = dict(known), (*self._layers, layer)  # noqa: SLF001 - a pile's own
        return pile

    def _made(self, places: Sequence[int]) -> Iterator[Result]:
        return map(self._laid, places, self._load(places))

    def _laid(self, place: int, result: Result) -> Result:
        for layer in self._layers:
            result = layer(place, result)
        return result


@dataclass(frozen=True, slots=True)
class _Kept:
    """A result that a stage made: as it is, or as bytes in a twentieth of the room."""

    whole: Result | None
    body: bytes
    scheme: Scheme | None

    @classmethod
    def of(cls, place: int, result: Result) -> _Kept:
        if place < AT_HAND:
            return cls(result, b"", None)
        return cls(None, encode_value(replace(result, scheme=None)), result.scheme)

    @property
    def result(self) -> Result:
        return self.whole or replace(decode_value(self.body, Result), scheme=self.scheme)


class _Remembering:
    """Loads results, the first `AT_HAND` of them once."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._known: dict[int, Result] = {}

    def __call__(self, places: Sequence[int]) -> Sequence[Result]:
        wanted = [p for p in places if p not in self._known]
        loaded = dict(zip(wanted, self._load(wanted), strict=True)) if wanted else {}
        self._known |= {p: r for p, r in loaded.items() if p < AT_HAND}
        return [self._known.get(p) or loaded[p] for p in places]


def facts(results: Sequence[Result], of: Callable[[Result], T]) -> Sequence[T]:
    """What this answers of each result."""
    return results.facts(of) if isinstance(results, Pile) else [of(result) for result in results]


def looks(results: Sequence[Result]) -> Iterable[tuple[Result, Result]]:
    """Each result as it was read, where that is still known, and as the stages left it."""
    return results.looks() if isinstance(results, Pile) else ((r, r) for r in results)


def altered(results: Sequence[Result], changes: Iterable[tuple[int, Result]]) -> Sequence[Result]:
    """The results, with others at these places; each is taken once it is there."""
    if isinstance(results, Pile):
        return results.altered(changes)
    others = dict(changes)
    return tuple(others.get(place, result) for place, result in enumerate(results))


def with_findings(
    results: Sequence[Result], found: Mapping[int, Iterable[Finding]]
) -> Sequence[Result]:
    """The results, with these findings after those of the results at these places."""
    return with_findings_of(results, lambda place, _: found.get(place, ()))


def with_findings_of(
    results: Sequence[Result], found: Callable[[int, Result], Iterable[Finding]]
) -> Sequence[Result]:
    """The results, with what this finds of each at its place, once it is looked at."""

    def layer(place: int, result: Result) -> Result:
        more = tuple(found(place, result))
        return replace(result, findings=(*result.findings, *more)) if more else result

    return mapped(results, layer)


def mapped(results: Sequence[Result], layer: Layer) -> Sequence[Result]:
    """The results, with what this makes of each, its place being told."""
    if isinstance(results, Pile):
        return results.mapped(layer)
    return tuple(map(layer, range(len(results)), results))


def _chunks(size: int) -> Iterator[range]:
    return (range(size)[start : start + AT_ONCE] for start in range(0, size, AT_ONCE))
