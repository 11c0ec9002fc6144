"""The forms in a submission's files, each for itself: a file may hold two, or a piece of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsers.model import Paragraph

from .dates import years_in
from .layout import Layout, LineKind, Run
from .letter import begins_part, is_form_title, surroundings_of, unit_value
from .model import Field
from .origin import origin_of
from .sequence import number_in
from .sources import with_text
from .text import clean
from .unit_line import is_unit_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.model import Place, Source

    from .layout import Line
    from .letter import Surroundings
    from .model import Origin, Part
    from .scheme import Scheme
    from .traits import Lexicon

REPEATED = 0.5
"""The share of a page's numbers that must have come before for another form to begin with it."""

FEWEST = 2  # numbers that must come again: one may be a slip


@dataclass(frozen=True, slots=True)
class Piece:
    """What one file holds of one form; `index` counts the pieces, `part` the submission's files.

    `keys` are its rows' numbers, and the labels of items that have none. `weighed`: its header
    names the points, as tables of other papers do not. `unit` and `year` are None where it does
    not say.
    """

    index: int
    part: int
    file: str
    origin: Origin
    layout: Layout
    keys: frozenset[str]
    weighed: bool
    around: Surroundings
    unit: str | None
    year: int | None

    @property
    def title(self) -> Source | None:
        """The form's title, if it stands above the piece."""
        return self.around.title

    @property
    def texts(self) -> tuple[Source, ...]:
        """What stands around its tables."""
        return tuple(b.source for b in self.layout.blocks if isinstance(b, Paragraph))

    @property
    def place(self) -> Place:
        """Where its first row stands."""
        lines = [line for run in self.layout.runs for line in run.lines if line.own]
        return lines[0].own[0].source.place


def pieces_of(
    parts: Sequence[Part], layouts: Sequence[Layout], lexicon: Lexicon
) -> tuple[Piece, ...]:
    """The pieces in these files that hold items, in order."""
    found: list[Piece] = []
    for number, (part, layout) in enumerate(zip(parts, layouts, strict=True)):
        for piece in _parted(layout, lexicon):
            if _has_items(piece):
                found.append(_piece((len(found), number), part, piece, lexicon))
    return tuple(found)


def texts_of(layout: Layout) -> tuple[Source, ...]:
    """What stands around a file's tables."""
    return tuple(b.source for b in layout.blocks if isinstance(b, Paragraph))


def _has_items(layout: Layout) -> bool:
    kinds = [line.kind for run in layout.runs for line in run.lines]
    return LineKind.DATA in kinds


def _piece(counts: tuple[int, int], part: Part, layout: Layout, lexicon: Lexicon) -> Piece:
    scheme = lexicon.scheme
    around = surroundings_of(texts_of(layout), scheme)
    title = around.title
    return Piece(
        *counts,
        part.name,
        origin_of(part.reading),
        layout,
        frozenset(k for run in layout.runs for k in _keys(run, lexicon)),
        any(run.head is not None and Field.WEIGHT in run.head.named for run in layout.runs),
        around,
        unit_value(around.unit_line, scheme).value if around.unit_line else None,
        _year(clean(title.text), scheme) if title else None,
    )


def _year(title: str, scheme: Scheme) -> int | None:
    """The year of a title; what is printed behind it, such as the date, says nothing of it."""
    end = min(title.find(t) for t in scheme.titles if t in title)
    return next(iter(years_in(title[:end])), None)


def _keys(run: Run, lexicon: Lexicon) -> Iterator[str]:
    unnumbered = {c.name for s in lexicon.scheme.sections if not s.levels for c in s.categories}
    for line in run.lines:
        number = _number(line)
        if number:
            yield number
        for cell in line.own if number is None else ():
            label = lexicon.label_of(cell.source.text)
            if label and label.name in unnumbered:
                yield label.name


def _number(line: Line) -> str | None:
    if line.kind is not LineKind.DATA:
        return None
    return next(filter(None, (number_in(c.source.text) for c in line.own)), None)


def _parted(layout: Layout, lexicon: Lexicon) -> Iterator[Layout]:
    """The layouts of the forms in one file, one after the other."""
    blocks: list[Run | Paragraph] = []
    seen: dict[str, None] = {}
    for block in layout.blocks:
        if isinstance(block, Run):
            numbers = [n for line in block.lines if (n := _number(line))]
            if _starts_anew(numbers, seen, blocks, lexicon.scheme):
                mine, its = _cut(blocks, lexicon.scheme)
                yield replace(layout, blocks=tuple(mine))
                blocks, seen = its, {}
            seen |= dict.fromkeys(numbers)
        blocks.append(block)
    yield replace(layout, blocks=tuple(blocks))


def _starts_anew(
    numbers: Sequence[str], seen: dict[str, None], above: Sequence[Run | Paragraph], scheme: Scheme
) -> bool:
    """Whether another form begins: its numbers came before, and a title or its first one says so.

    A page that was scanned twice repeats numbers too, but begins in the middle.
    """
    repeated = sum(n in seen for n in numbers)
    if repeated < FEWEST or repeated < REPEATED * len(numbers):
        return False
    first = numbers[0] == next(iter(seen))
    return first or any(_begins_form(text, scheme) for text in _texts_below_rows(above))


def _texts_below_rows(above: Sequence[Run | Paragraph]) -> Iterator[str]:
    """The texts between the last rows and what comes next, those within the table's grid too."""
    for block in reversed(above):
        if isinstance(block, Paragraph):
            yield block.source.text
            continue
        yield from (_text(line) for line in _tail(block))
        return


def _tail(run: Run) -> tuple[Line, ...]:
    """The lines of a run after its last row or total: on a sheet, the next form's title."""
    last = max(
        (i for i, line in enumerate(run.lines) if _number(line) or line.kind is LineKind.TOTAL),
        default=len(run.lines) - 1,
    )
    return run.lines[last + 1 :]


def _text(line: Line) -> str:
    return "  ".join(c.source.text.strip() for c in line.own)


def _begins_form(text: str, scheme: Scheme) -> bool:
    return is_form_title(text, scheme) or is_unit_line(text, scheme)


def _cut(
    blocks: Sequence[Run | Paragraph], scheme: Scheme
) -> tuple[list[Run | Paragraph], list[Run | Paragraph]]:
    """What belongs to the form above, and the letter, plan and title lines of the next one."""
    last = max(i for i, block in enumerate(blocks) if isinstance(block, Run))
    between = blocks[last + 1 :]
    start = next(
        (
            i
            for i, b in enumerate(between)
            if isinstance(b, Paragraph)
            and (begins_part(b.source.text) or _begins_form(b.source.text, scheme))
        ),
        len(between),
    )
    run = blocks[last]
    mine, its = [*blocks[:last]], list(between[start:])
    if isinstance(run, Run):
        kept, titles = _without_titles(run, scheme)
        mine.append(kept)
        its = [*titles, *its]
    return [*mine, *between[:start]], its


def _without_titles(run: Run, scheme: Scheme) -> tuple[Run, tuple[Paragraph, ...]]:
    """A run without the next form's title and unit line, where they stand in its grid."""
    tail = _tail(run)
    start = next((i for i, line in enumerate(tail) if _begins_form(_text(line), scheme)), len(tail))
    titles = tail[start:]
    if not titles:
        return run, ()
    kept = replace(run, lines=run.lines[: len(run.lines) - len(titles)])
    sources = ((line.own[0].source, _text(line)) for line in titles if line.own)
    return kept, tuple(Paragraph(with_text(source, text)) for source, text in sources)
