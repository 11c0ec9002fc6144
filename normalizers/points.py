"""Points that the form prints beside its weights: in labels, and in 合计 rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .layout import LineKind, Run
from .model import PrintedPoints, Value
from .placement import section_of
from .weight import decimal_of, weight_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from parsers.model import Paragraph, Source

    from .layout import Line
    from .scheme import SectionScheme
    from .traits import Lexicon


def printed_points(
    blocks: Sequence[Run | Paragraph], lexicon: Lexicon
) -> Mapping[str, tuple[PrintedPoints, ...]]:
    """The points in labels, by section, wherever the labels stand; each place once."""
    found: dict[str, list[PrintedPoints]] = {}
    for source in _sources(blocks):
        label = lexicon.label_of(source.text)
        if label is None or label.points is None:
            continue
        section = _section_named(label.name, lexicon)
        if section:
            points = PrintedPoints(label.name, label.points, source)
            found.setdefault(section.name, []).append(points)
    return {name: tuple(points) for name, points in found.items()}


def totals_of(runs: Sequence[Run], lexicon: Lexicon) -> Mapping[str, Value[Decimal]]:
    """What the 合计 row of each section prints, by section: that of the rows above it.

    A second one with no item between them is of the whole form (总计100), not of the section.
    """
    found: dict[str, Value[Decimal]] = {}
    section: SectionScheme | None = None
    for run in runs:
        summed = False
        for line in run.lines:
            if line.kind is LineKind.DATA:
                section = section_of(line.cells, lexicon) or section
                summed = False
            elif line.kind is LineKind.TOTAL and section and not summed:
                found[section.name] = _total(line)
                summed = True
    return found


def _total(line: Line) -> Value[Decimal]:
    for cell in line.own:
        if decimal_of(cell.source.text) is not None:
            return weight_of(cell.source)
    return Value(None, line.own[0].source)


def _section_named(name: str, lexicon: Lexicon) -> SectionScheme | None:
    """The section of this name, or the one that has a category of this name."""
    for section in lexicon.scheme.sections:
        if section.name == name or section.category(name):
            return section
    return None


def _sources(blocks: Sequence[Run | Paragraph]) -> Iterator[Source]:
    seen: set[int] = set()
    for block in blocks:
        if not isinstance(block, Run):
            yield block.source
            continue
        for line in block.lines:
            for cell in line.cells:
                if id(cell) not in seen:
                    seen.add(id(cell))
                    yield cell.source
