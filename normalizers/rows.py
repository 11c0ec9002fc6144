"""The form's rows: what belongs to one item, over the lines and page edges that it takes.

A row is what belongs to one item. Its own fields stand in `leaf`; 项目, 文件依据 and 一级指标,
which are merged over several rows, in `spread`, as the pieces that are printed for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsers.model import Place

from .model import Field
from .placement import placed
from .sources import joined
from .text import canonical, squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsers.model import Source

    from .layout import Line, Run
    from .model import Repair
    from .placement import Placed
    from .scheme import SectionScheme
    from .traits import Lexicon

SPREAD = (Field.CATEGORY, Field.BASIS, Field.LEVEL1)
"""Fields whose cells are merged over several rows."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell of a merged field as printed; `part` counts the page parts of the tables."""

    source: Source
    part: int


@dataclass(frozen=True, slots=True)
class Row:
    """One item's row; `part` is the page part in which it begins.

    `number` is what stands under 序号, None where nothing does. `moves` are the repairs that
    brought a text into its field.
    """

    section: SectionScheme | None
    number: Source | None
    leaf: Mapping[Field, Source]
    spread: Mapping[Field, tuple[Printed, ...]]
    moves: Mapping[Field, Repair]
    part: int
    place: Place


def known_roles(rows: Sequence[Row]) -> Mapping[str, Field]:
    """The people who stand in one role only, in rows whose cells stood where they should."""
    roles: dict[str, set[Field]] = {}
    for row in rows:
        for role in (Field.LEADERS, Field.OWNERS):
            if role in row.leaf and not row.moves:
                roles.setdefault(row.leaf[role].text.strip(), set()).add(role)
    return {name: next(iter(held)) for name, held in roles.items() if len(held) == 1}


def rows_of(
    runs: Sequence[Run], columns: Sequence[Sequence[Field | None]], lexicon: Lexicon
) -> tuple[Row, ...]:
    """The rows of all runs, in order; lines that go on from another join its row.

    `columns` are the fields of each run's columns.

    Nothing goes on from above a 合计 row: what stands below it without a number is a note.
    """
    rows: list[Row] = []
    pending: list[tuple[Placed, int]] = []
    after_total = False
    for part, run in enumerate(runs):
        last = run.lines[-1].row if run.lines else -1
        for line, place in placed(run, columns[part], lexicon):
            if place is None:
                after_total = True
            elif _begins_item(place, line, lexicon):
                row = _row(line, place, part)
                if row.section is None and rows and not after_total:
                    row = replace(row, section=rows[-1].section)
                for early, its_part in pending:
                    row = _joined(row, early, its_part, before=True)
                rows.append(row)
                pending, after_total = [], False
            elif after_total:
                continue
            elif rows and (line.starts_page or line.row != last):
                rows[-1] = _joined(rows[-1], place, part, before=False)
            elif rows:
                # The last line of a page part that did not begin it: a row that the edge cut.
                pending.append((place, part))
    return tuple(rows)


def _begins_item(place: Placed, line: Line, lexicon: Lexicon) -> bool:
    """Whether a line begins an item of its own, rather than going on from another."""
    if Field.NUMBER in place.own:
        return True
    if Field.NUMBER in place.above:
        return False
    section = place.section
    if section and not section.levels and _is_unnumbered_item(place, lexicon):
        return True
    if not _TEXTS & place.own.keys():
        return False
    dutiful = Field.DEADLINE in place.own and bool(_DUTIES & place.own.keys())
    return Field.WEIGHT in place.own or (dutiful and not line.starts_page)


_TEXTS = frozenset({Field.LEVEL1, Field.LEVEL2})
_DUTIES = frozenset({Field.LEADERS, Field.UNITS, Field.OWNERS})


def _is_unnumbered_item(place: Placed, lexicon: Lexicon) -> bool:
    """Whether cells hold a label, or the beginning of a fixed text; a page edge leaves neither."""
    labels = place.own.get(Field.CATEGORY, ())
    texts = [canonical(c.source.text) for c in place.own.get(Field.LEVEL1, ())]
    labelled = any(lexicon.label_of(c.source.text) for c in labels)
    return labelled or any(f.startswith(t) for t in texts if t for f in lexicon.fixed)


def _row(line: Line, place: Placed, part: int) -> Row:
    sources = {f: joined([c.source for c in cells]) for f, cells in place.own.items()}
    sources |= {f: c.source for f, c in place.above.items() if f not in sources}
    has_level2 = place.section is None or place.section.has_level2
    spread_fields = SPREAD if has_level2 else (Field.CATEGORY,)
    spread: dict[Field, tuple[Printed, ...]]
    spread = {f: (Printed(sources[f], part),) for f in spread_fields if f in sources}
    if Field.CATEGORY in place.own:
        labels = [*place.own[Field.CATEGORY]]
        spread[Field.CATEGORY] = tuple(Printed(c.source, part) for c in labels)
    leaf = {f: s for f, s in sources.items() if f not in {*spread_fields, Field.NUMBER}}
    number = sources.get(Field.NUMBER)
    return Row(place.section, number, leaf, spread, place.moves, part, _place(line))


def _place(line: Line) -> Place:
    places = [c.source.place for c in line.cells if c.row_span == 1]
    places = places or [c.source.place for c in line.cells]
    page = places[0].page if places else None
    boxes = [p.box for p in places if p.box and p.page == page]
    if not boxes:
        return Place(page)
    box = boxes[0]
    for other in boxes[1:]:
        box = box.joined(other)
    return Place(page, box)


def _joined(row: Row, place: Placed, part: int, *, before: bool) -> Row:
    """The row with what another line holds of it, before or after what it has."""
    leaf, spread = dict(row.leaf), dict(row.spread)
    number = row.number
    for field, cells in place.own.items():
        source = joined([c.source for c in cells])
        if field in SPREAD and (row.section is None or row.section.has_level2):
            piece = (Printed(source, part),)
            known = spread.get(field, ())
            spread[field] = (*piece, *known) if before else (*known, *piece)
        elif field in leaf and squeezed(source.text) == squeezed(leaf[field].text):
            continue
        elif field in leaf:
            leaf[field] = joined([source, leaf[field]] if before else [leaf[field], source])
        elif field is not Field.NUMBER:
            leaf[field] = source
    return replace(row, number=number, leaf=leaf, spread=spread)
