"""How a form writes the titles of its documents where they are legible, for where they are not."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from .basis import bases_of
from .model import Field, Repair
from .text import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from parsers.model import Source

    from .model import Basis, Value

RULE = "reading.title"

CONFIDENCE = 0.97
"""The confidence of a title's marks. `benchmarks/evaluate_context.py`."""


def legible_titles(sources: Iterable[Source], plain_names: tuple[str, ...]) -> Mapping[str, str]:
    """How each title is written most often where its marks are whole, by its words."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for source in {id(s): s for s in sources}.values():
        for basis in bases_of(source, plain_names).value or ():
            if basis.title and is_whole(basis.title):
                written[canonical(basis.title)][basis.title] += 1
    return {key: max(t, key=lambda title: (t[title], title)) for key, t in written.items()}


def is_whole(title: str) -> bool:
    """Whether a title stands in 《》, and every bracket and quotation mark in it has its other."""
    pairs = all(title.count(a) == title.count(b) for a, b in ("《》", "（）", "“”"))
    return pairs and title[0] == "《" and title[-1] == "》" and '"' not in title


def with_known_titles(
    value: Value[tuple[Basis, ...]], titles: Mapping[str, str]
) -> Value[tuple[Basis, ...]]:
    """The documents with the marks of their titles as the form writes them elsewhere."""
    made: list[Repair] = []
    bases: list[Basis] = []
    for basis in value.value or ():
        title = None
        if basis.title and not is_whole(basis.title):
            title = titles.get(canonical(basis.title))
        if basis.title and title:
            evidence = "与本表别处的文件名称只差书名号、引号，按写得完整的书写"
            made.append(Repair(Field.BASIS, basis.title, title, RULE, CONFIDENCE, evidence))
            bases.append(replace(basis, title=title))
        else:
            bases.append(basis)
    if not made:
        return value
    return replace(value, value=tuple(bases), repairs=(*value.repairs, *made))
