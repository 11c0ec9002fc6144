"""A form's sections as a blank or sample form shows them: labels, columns, numbers, totals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from normalizers.model import Field
from normalizers.text import canonical, clean, narrowed, squeezed, unwrapped
from normalizers.weight import decimal_of
from parsers.model import Grid

from .heads import Heading, heading_of, is_below_heading, is_heading, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.model import Block, Cell

_POINTS = re.compile(r"[（(]?(?:共|计|满分)?(?P<points>\d{1,3}(?:\.\d+)?)分[）)]?$")
_NUMBER = re.compile(r"(?P<first>[1-9]\d?)(?P<mark>[-－—–.．])(?:\d{1,2}[-－—–.．])*\d{1,2}")
_TOTAL = re.compile(r"(?:本项|本类|各项)?(?P<word>合计|小计|总计|总分)")
_NOTE = re.compile(r"[（(【]?(?P<word>[一-鿿]{0,4}(?:说明|须知|备注|注))[）)】]?[:：]")
_LONGEST_LABEL = 24  # characters


@dataclass(frozen=True, slots=True)
class Label:
    """A label's name, and the points beside it, None where it has none."""

    name: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Caption:
    """A 项目 as printed, with the first part of its items' numbers, empty where they have none.

    `seen` counts the cells that print it.
    """

    text: str
    prefix: str
    seen: int = 1

    @property
    def label(self) -> Label:
        """Its name and its points."""
        return label_of(self.text)


@dataclass(slots=True)
class Outline:
    """One 大类, as it is put together row by row; `text` is its label as printed, or empty."""

    heading: Heading
    text: str = ""
    captions: list[Caption] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    total: Decimal | None = None
    rows: int = 0

    @property
    def label(self) -> Label | None:
        """Its name and the points beside it; None where the form prints no label."""
        return label_of(self.text) if self.text else None


@dataclass(slots=True)
class Outlines:
    """All sections, the words of total rows, and the 说明."""

    sections: list[Outline] = field(default_factory=list)
    total_words: list[str] = field(default_factory=list)
    note_words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def label_of(text: str) -> Label:
    """A label's text in its name and its points: 职能工作目标68分, 依法履职（8分）."""
    plain = narrowed(squeezed(text))
    match = _POINTS.search(plain)
    name = clean(plain[: match.start()] if match else plain)
    return Label(name, Decimal(match["points"]) if match else None)


def outlines_of(blocks: Sequence[Block]) -> Outlines:
    """The sections of a form's tables, in order."""
    walk = _Walk(Outlines())
    for block in blocks:
        if isinstance(block, Grid):
            walk.grid(block)
        else:
            walk.paragraph(block.source.text)
    return walk.found


@dataclass(slots=True)
class _Walk:
    """Goes through a form; `ended` says that the section at hand has had its total."""

    found: Outlines
    pending: str = ""
    ended: bool = True
    heading: Heading | None = None
    section: Outline | None = None

    def paragraph(self, text: str) -> None:
        for line in filter(str.strip, text.split("\n")):
            label = label_of(line)
            if _NOTE.match(squeezed(line)) or self.found.notes:
                self._note(line)
            elif label.points is not None and len(label.name) <= _LONGEST_LABEL:
                self.pending, self.ended = line, True

    def grid(self, grid: Grid) -> None:
        row = 0
        while row < grid.rows:
            if is_heading(grid, row):
                row = self._head(grid, row)
            else:
                self._line(grid, row)
                row += 1

    def _head(self, grid: Grid, row: int) -> int:
        """Takes a header; the row after it."""
        end = row + 1
        while end < grid.rows and not _has_number(grid, end) and is_below_heading(grid, end):
            end += 1
        heading = heading_of(grid, range(row, end))
        if self.heading is None or heading.named != self.heading.named:
            self.ended = True
        self.heading = heading
        return end

    def _line(self, grid: Grid, row: int) -> None:
        texts = texts_of(grid, row)
        first = squeezed(texts[0].source.text) if texts else ""
        if _NOTE.match(first):
            self._note(texts[0].source.text)
        elif self.heading is None:
            self.paragraph("\n".join(c.source.text for c in texts))
        elif match := next(
            filter(None, (_TOTAL.match(squeezed(c.source.text)) for c in texts[:2])), None
        ):
            self._total(match["word"], texts)
        elif len(texts) == 1 and self._is_label(texts[0], grid):
            self.pending, self.ended = first, True
        elif texts and len(self.heading.fields) == grid.columns:
            self._item(grid, row, self.heading)

    def _is_label(self, cell: Cell, grid: Grid) -> bool:
        """Whether a row's only text is a section's label: with points, or as wide as the table."""
        label = label_of(cell.source.text)
        wide = cell.column_span == grid.columns and cell.row_span == 1
        return (
            0 < len(label.name) <= _LONGEST_LABEL
            and (label.points is not None or wide)
            and (cell.column == 0 and (self.ended or wide))
        )

    def _item(self, grid: Grid, row: int, heading: Heading) -> None:
        numbers = [m for c in heading.columns_of(Field.NUMBER) if (m := _number(grid.at(row, c)))]
        labels = _labels(grid, row, heading)
        begins = bool(numbers) or (bool(labels) and _is_unnumbered(grid, row, heading))
        if self.ended and not begins:
            return  # what is left of the section above, below its total
        section = self._section(heading, numbers[0]["first"] if numbers else "")
        section.rows += begins
        section.numbers += [m.group() for m in numbers]
        if len(labels) > 1 or _is_section_column(labels, heading):
            _label_section(section, labels.pop(0), row in grid.breaks)
        own = [c for c in labels if c.row == row]
        text = unwrapped(labels[0].source.text) if labels else ""
        caption = Caption(text, numbers[0]["first"] if numbers else "", len(own))
        if begins and not any(_is_same(c, caption) for c in section.captions):
            section.captions.append(caption)
        elif own and row in grid.breaks:
            _continue(section.captions, caption)
        elif begins:
            _repeat(section.captions, caption)

    def _section(self, heading: Heading, prefix: str) -> Outline:
        """The section of a row: another one after a total, unless its numbers have begun before."""
        if self.section is None or self.ended:
            known = (s for s in self.found.sections if any(c.prefix == prefix for c in s.captions))
            self.section = next(known, None) if prefix else None
            if self.section is None:
                self.section = Outline(heading)
                self.found.sections.append(self.section)
            self.section.text = self.section.text or self.pending
            self.pending, self.ended = "", False
        return self.section

    def _total(self, word: str, texts: Sequence[Cell]) -> None:
        self.found.total_words += [] if word in self.found.total_words else [word]
        points = [p for c in texts if (p := decimal_of(c.source.text)) is not None]
        if self.section and not self.ended:
            self.section.total = points[0] if points else None
        self.ended = True

    def _note(self, text: str) -> None:
        match = _NOTE.match(squeezed(text))
        if match and match["word"] not in self.found.note_words:
            self.found.note_words.append(match["word"])
        self.found.notes.append(clean(text))


def _label_section(section: Outline, cell: Cell, on_edge: bool) -> None:  # noqa: FBT001 - a fact
    """Notes a section's label; below a page edge may stand the rest of it, or all of it again."""
    text = unwrapped(cell.source.text)
    if not section.text:
        section.text = text
    elif on_edge and not section.text.endswith(text):
        section.text += text


def _is_unnumbered(grid: Grid, row: int, heading: Heading) -> bool:
    """Whether a row with a label is an item without number, and not what an edge cut off one."""
    weights = (grid.at(row, c).source.text for c in heading.columns_of(Field.WEIGHT))
    return Field.NUMBER not in heading.named and (row not in grid.breaks or any(weights))


def _continue(captions: list[Caption], rest: Caption) -> None:
    """Puts what stands below a page edge to the last 项目, unless that was printed whole before."""
    last = captions[-1] if captions else rest
    if captions and last.seen <= 1 and not last.text.endswith(rest.text):
        captions[-1] = replace(last, text=last.text + rest.text)


def _repeat(captions: list[Caption], again: Caption) -> None:
    """Notes that a 项目 is printed once more; the first row of all may have lacked it."""
    place = next(i for i, c in enumerate(captions) if _is_same(c, again))
    known = captions[place]
    captions[place] = replace(known, text=known.text or again.text, seen=known.seen + again.seen)


def _is_same(known: Caption, new: Caption) -> bool:
    """Whether two rows are of one 项目: by the number's first part, else by its name."""
    return known.prefix == new.prefix if new.prefix else known.label.name == new.label.name


def _number(cell: Cell) -> re.Match[str] | None:
    return _NUMBER.fullmatch(narrowed(squeezed(cell.source.text)))


def _has_number(grid: Grid, row: int) -> bool:
    return any(_number(c) for c in texts_of(grid, row))


def _labels(grid: Grid, row: int, heading: Heading) -> list[Cell]:
    """The cells under 项目 that cover a row and hold a text, from left to right."""
    cells = dict.fromkeys(grid.at(row, c) for c in heading.columns_of(Field.CATEGORY))
    found = [c for c in cells if c.source.text.strip() and not _number(c)]
    return [c for c in found if canonical(c.source.text)]


def _is_section_column(labels: Sequence[Cell], heading: Heading) -> bool:
    """Whether the only label of a row stands in the first of two columns: it is the section's."""
    columns = heading.columns_of(Field.CATEGORY)
    return (
        bool(labels)
        and len(columns) > 1
        and labels[0].column == columns[0]
        and (labels[0].column_span == 1)
    )


def sections_in(outlines: Outlines) -> Iterator[Outline]:
    """The sections that hold items."""
    return (s for s in outlines.sections if s.rows)
