"""Second opinions on a PDF: asked for pages where ours is in doubt, weighed by what they make.

Ours is in doubt where the reader says so, where items lack values that a header promises, and where
sums fail. pdfplumber is asked first, camelot only where the two differ. Of the readings the most
consistent wins: the one whose form has the fewest errors; ours where they are equal. What the
others read otherwise stays with each value, as its rivals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from normalizers import normalize
from parsers.agreement import compared
from parsers.model import Grid, Kind
from parsers.second import Engine, second_opinion

from .checks import Background, check
from .model import Level
from .points import points_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from normalizers.model import Form, Part
    from normalizers.roster import Roster
    from normalizers.scheme import Scheme
    from parsers.limits import Limits
    from parsers.model import Block, Cell, Reading

    from .model import Finding

_BLANKS = frozenset({"field.missing", "weight.missing", "weight.invalid", "seq.invalid"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A submission's parts, the form that they make, and what is wrong with it.

    `roster` is what it was read and judged by, None without one.
    """

    parts: tuple[Part, ...]
    form: Form | None
    findings: tuple[Finding, ...]
    roster: Roster | None = None

    @property
    def errors(self) -> int:
        """How many errors there are; a submission without form is worse than any with one."""
        if self.form is None:
            return 1_000_000
        return sum(f.level is Level.ERROR for f in self.findings)


def judged(parts: tuple[Part, ...], scheme: Scheme, roster: Roster | None = None) -> Judged:
    """The parts with the form that they make and its findings."""
    form = normalize(parts, scheme, roster) if parts else None
    findings = check(form, scheme, Background(roster=roster)) if form else ()
    return Judged(parts, form, findings, roster)


def consulted(first: Judged, paths: tuple[Path, ...], scheme: Scheme, limits: Limits) -> Judged:
    """The submission with the others' opinions of its PDFs, where ours is in doubt.

    `paths` are the files of `first.parts`, in their order.
    """
    parts = list(first.parts)
    for index, (part, path) in enumerate(zip(first.parts, paths, strict=True)):
        pages = doubtful_pages(part.reading, first, scheme) if part.reading.kind is Kind.PDF else ()
        if pages:
            reading = _with_rivals(part.reading, path.read_bytes(), pages, limits)
            parts[index] = replace(part, reading=reading)
    if parts == list(first.parts):
        return first
    ours = judged(tuple(parts), scheme, first.roster)
    others = tuple(replace(p, reading=_other(p.reading)) for p in parts)
    theirs = judged(others, scheme, first.roster)
    return min(ours, theirs, key=lambda j: j.errors)


def doubtful_pages(reading: Reading, first: Judged, scheme: Scheme) -> tuple[int, ...]:
    """The pages of a reading (from 1) on which a second opinion is worth its time."""
    pages = set(reading.unsure_pages)
    pages.update(
        f.place.page for f in first.findings if f.code in _BLANKS and f.place and f.place.page
    )
    if first.form:
        pages.update(_pages_of_failing_sections(first.form, scheme))
    return tuple(sorted(pages))


def _pages_of_failing_sections(form: Form, scheme: Scheme) -> Iterator[int]:
    for section in form.sections:
        if points_of(section.indicators) != scheme.section(section.name).total:
            yield from (i.place.page for i in section.indicators if i.place.page)


def _with_rivals(reading: Reading, data: bytes, pages: tuple[int, ...], limits: Limits) -> Reading:
    second = compared(reading, second_opinion(data, Engine.PDFPLUMBER, pages, limits))
    disputed = tuple(
        sorted({p for c in _cells(second) if c.source.rivals if (p := c.source.place.page)})
    )
    if not disputed:
        return second
    return compared(second, second_opinion(data, Engine.CAMELOT, disputed, limits))


def _cells(reading: Reading) -> Iterator[Cell]:
    for grid in reading.grids:
        yield from grid.cells


def _other(reading: Reading) -> Reading:
    """The reading with the rivals' texts in place of ours, and ours among the rivals."""
    return replace(reading, blocks=tuple(_other_block(b) for b in reading.blocks))


def _other_block(block: Block) -> Block:
    if not isinstance(block, Grid):
        return block
    return Grid(tuple(_other_cell(c) for c in block.cells), block.breaks)


def _other_cell(cell: Cell) -> Cell:
    source = cell.source
    if not source.rivals:
        return cell
    text, *rest = source.rivals
    return replace(cell, source=replace(source, text=text, rivals=(source.text, *rest)))
