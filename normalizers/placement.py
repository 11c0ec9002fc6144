"""Each line's cells in their fields, whatever damage moved them.

A cell stands in the field of its column, unless another assignment of the line's cells to fields,
in order, fits what they hold clearly better: staircases, shifted rows, header words in data.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .alignment import aligned
from .columns import orders
from .dated import number_of_day
from .fused import parted
from .layout import LineKind
from .model import Field, Repair
from .moves import PUT_BACK, dropped, moves_of, over_edge, remarked
from .sequence import number_in, resembles_number
from .sources import with_text
from .text import canonical, narrowed, squeezed
from .traits import fits
from .weight import decimal_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsers.model import Cell

    from .layout import Line, Run
    from .scheme import SectionScheme
    from .traits import Lexicon

POSITION = 0.05
"""What it is worth for a cell of a displaced row to stand in its field's column: it breaks ties."""

MARGIN = 1.2
"""By how much a realignment must fit better than the columns: two cells that cannot stay."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line's own cells by field, those that reach into it from above, and what was moved."""

    own: Mapping[Field, tuple[Cell, ...]]
    above: Mapping[Field, Cell]
    moves: Mapping[Field, Repair]
    section: SectionScheme | None


def placed(
    run: Run, columns: Sequence[Field | None], lexicon: Lexicon
) -> Iterator[tuple[Line, Placed | None]]:
    """The data lines of a run, each with its cells in their fields; 合计 rows with None."""
    for line in run.lines:
        if line.kind is LineKind.DATA:
            dated = _undated(line, columns, lexicon)
            for row in parted(dated, columns, lexicon):
                place = _placed(row, columns, run, lexicon)
                yield row, _told(place, line, row)
        elif line.kind is LineKind.TOTAL:
            yield line, None


def _undated(line: Line, columns: Sequence[Field | None], lexicon: Lexicon) -> Line:
    """The line with a 序号 that is written as a date (3月1日) or a decimal as a number (3-1)."""
    cells = tuple(
        replace(c, source=with_text(c.source, number))
        if c.row == line.row
        and columns[c.column] is Field.NUMBER
        and (number := number_of_day(c.source.text) or _undotted(c.source.text, lexicon))
        else c
        for c in line.cells
    )
    return replace(line, cells=cells)


def _undotted(text: str, lexicon: Lexicon) -> str | None:
    """The 序号 of two parts that a decimal under 序号 is (3.1), where a section numbers so."""
    match = _DOTTED.fullmatch(narrowed(squeezed(text)))
    section = section_of_number(text, lexicon) if match else None
    return f"{match[1]}-{match[2]}" if match and section and section.levels == _TWO_PARTS else None


BETWEEN = 0.95
"""The confidence in a 序号 that is the only one between its neighbours."""
_TWO_PARTS = 2
_DOTTED = re.compile(r"([1-9])[.．]([1-9]\d?)")


def _told(place: Placed, printed: Line, line: Line) -> Placed:
    """The cells with a repair of the 序号, where it is no longer what was printed."""
    number = place.own.get(Field.NUMBER)
    if number and number[0].source.confidence < 1 and number[0].source.rivals:
        source = number[0].source
        evidence = "识别没有把握，按上下两行的序号只能是这个"
        read = source.rivals[-1]
        repair = Repair(Field.NUMBER, read, source.text, "sequence.between", BETWEEN, evidence)
        return replace(place, moves={**place.moves, Field.NUMBER: repair})
    before = {c.column: c.source.text for c in printed.cells}
    if not number or before[number[0].column] == number[0].source.text or line is printed:
        return place
    raw, text = before[number[0].column].strip(), number[0].source.text
    if number_of_day(raw):
        repair = Repair(Field.NUMBER, raw, text, "sequence.date", PUT_BACK, "序号被当成日期改写了")
    elif _DOTTED.fullmatch(narrowed(squeezed(raw))):
        repair = Repair(Field.NUMBER, raw, text, "sequence.form", 0.97, "序号各级用“-”连接")
    else:
        evidence = f"“{raw}”是连在一起的几行，按序号分开"
        repair = Repair(Field.NUMBER, raw, text, "row.fused", PUT_BACK, evidence)
    return replace(place, moves={**place.moves, Field.NUMBER: repair})


def section_of_number(number: str, lexicon: Lexicon) -> SectionScheme | None:
    """The section that a 序号 belongs to, by its first part."""
    prefix = re.split(r"[-.．]", number_in(number) or narrowed(squeezed(number)))[0]
    for section in lexicon.scheme.sections:
        if any(c.prefix == prefix for c in section.categories):
            return section
    return None


def _placed(line: Line, columns: Sequence[Field | None], run: Run, lexicon: Lexicon) -> Placed:
    foreign = run.head.foreign if run.head else frozenset()
    strange = [c for c in line.own if c.column in foreign and columns[c.column] is None]
    own = _first_numbers(
        c for c in line.own if c not in strange and not lexicon.is_head_word(c.source.text)
    )
    fallen = [c for c in line.own if lexicon.is_head_word(c.source.text)]
    section = section_of(line.cells, lexicon)
    standing = tuple(_adapted(_field_at(c, columns), section) for c in own)
    fields: Sequence[Field | None] = standing
    moved = False
    if _is_item(own, section):
        fields, moved = _best(own, standing, _orders(run, section), lexicon)
    by_field: dict[Field, tuple[Cell, ...]] = {}
    for cell, field in zip(own, fields, strict=True):
        kept = field or Field.REMARK
        by_field[kept] = (*by_field.get(kept, ()), cell)
    if strange:
        by_field[Field.REMARK] = (*by_field.get(Field.REMARK, ()), *strange)
    moves = moves_of(own, standing, fields) if moved else {}
    unplaced = [*strange, *(c for c, f in zip(own, fields, strict=True) if f is None)]
    moves |= {Field.REMARK: remarked(unplaced)} if unplaced else {}
    moves |= {f: dropped(f, c) for c in fallen if (f := _field_at(c, columns)) and f not in moves}
    above = {
        field: c
        for c in line.cells
        if c.row != line.row and c.source.text.strip()
        if (field := _adapted(_field_at(c, columns), section)) and field not in by_field
    }
    moves |= {f: over_edge(f, c) for f, c in above.items() if f in LEAVES and _is_beyond(c, line)}
    return Placed(by_field, above, moves, section)


def _is_item(cells: Sequence[Cell], section: SectionScheme | None) -> bool:
    """Whether a line holds an item, whose cells may be displaced: fragments keep their columns."""
    texts = [c.source.text for c in cells]
    if section and not section.levels:
        return any(decimal_of(t) is not None for t in texts)
    return any(resembles_number(t) for t in texts)


def _first_numbers(cells: Iterator[Cell]) -> list[Cell]:
    """The cells without those that repeat the row's own 序号."""
    seen: set[str] = set()
    found: list[Cell] = []
    for cell in cells:
        number = number_in(cell.source.text)
        if number is None or number not in seen:
            found.append(cell)
        seen |= {number} if number else set()
    return found


def section_of(cells: Sequence[Cell], lexicon: Lexicon) -> SectionScheme | None:
    """The section of a line: by its 序号, else by the scheme's own text, or by its label."""
    texts = [c.source.text for c in cells if c.source.text.strip()]
    found = (
        *(section_of_number(t, lexicon) for t in texts if resembles_number(t)),
        *(_section_of_text(t, lexicon) for t in texts),
        *(_section_of_label(t, lexicon) for t in texts),
    )
    return next((section for section in found if section), None)


def _section_of_text(text: str, lexicon: Lexicon) -> SectionScheme | None:
    """The section that fixes this text; an edge may have cut it."""
    key = canonical(text)
    if len(key) < _TELLING:
        return None
    for fixed, (section, _) in lexicon.fixed.items():
        if fixed.startswith(key) or key.startswith(fixed):
            return lexicon.scheme.section(section)
    return None


_TELLING = 10  # characters: shorter beginnings of fixed items may be anything


def _section_of_label(text: str, lexicon: Lexicon) -> SectionScheme | None:
    label = lexicon.label_of(text)
    if label is None or label.is_section:
        return None
    return next((s for s in lexicon.scheme.sections if s.category(label.name)), None)


def _field_at(cell: Cell, columns: Sequence[Field | None]) -> Field | None:
    """The field of the columns that a cell covers: the only one, else the widest text field."""
    covered = Counter(f for f in columns[cell.column : cell.column + cell.column_span] if f)
    for field in (Field.LEVEL2, Field.LEVEL1):
        if len(covered) > 1 and covered[field]:
            return field
    return next(iter(covered), None)


def _adapted(field: Field | None, section: SectionScheme | None) -> Field | None:
    """The field in a section without 二级指标: its 目标内容 stands where the others have more."""
    if section and not section.has_level2 and field in {Field.BASIS, Field.LEVEL2}:
        return Field.LEVEL1
    return field


def _orders(run: Run, section: SectionScheme | None) -> tuple[tuple[Field, ...], ...]:
    if section is None or section.has_level2:
        return orders(run.head)
    left_out = {Field.BASIS, Field.LEVEL2} | (set() if section.levels else {Field.NUMBER})
    return tuple(tuple(f for f in order if f not in left_out) for order in orders(run.head))


def _best(
    cells: Sequence[Cell],
    standing: Sequence[Field | None],
    ways: Sequence[Sequence[Field]],
    lexicon: Lexicon,
) -> tuple[Sequence[Field | None], bool]:
    """The cells' fields: as they stand, unless another ordered assignment fits clearly better."""
    scores = [_scores(c, f, ways[0], lexicon) for c, f in zip(cells, standing, strict=True)]
    now = sum(s.get(f, 0.0) if f else -1.0 for s, f in zip(scores, standing, strict=True))
    now -= len(_crowded(standing))
    if sum(max(s.values()) for s in scores) <= now + MARGIN:
        return standing, False
    best, fields = max((aligned(scores, way) for way in ways), key=lambda a: a[0])
    if best > now + MARGIN and fields != tuple(standing):
        return fields, True
    return standing, False


def _crowded(fields: Sequence[Field | None]) -> list[Field]:
    """The fields that hold more than one cell, once for each cell too many."""
    counts = Counter(f for f in fields if f and f is not Field.CATEGORY)
    return [f for f, n in counts.items() for _ in range(n - 1)]


def _scores(
    cell: Cell, standing: Field | None, order: Sequence[Field], lexicon: Lexicon
) -> Mapping[Field, float]:
    held, sure = fits(cell.source.text, lexicon), _legibility(cell)
    return {f: sure * held.get(f, 0.0) + (POSITION if f is standing else 0.0) for f in order}


def _legibility(cell: Cell) -> float:
    """How much of a cell's text recognition is sure of: what it says counts so much."""
    source = cell.source
    doubted = sum(1 - d.certainty for d in source.doubts if d.certainty)
    return max(0.0, 1 - doubted / max(len(squeezed(source.text)), 1))


LEAVES = (Field.WEIGHT, Field.DEADLINE, Field.LEADERS, Field.UNITS, Field.OWNERS)
"""Fields that each row has of its own, though a department may merge equal neighbours."""


def _is_beyond(cell: Cell, line: Line) -> bool:
    """Whether a cell covers a line only because a page edge cut it off from there."""
    return not cell.row <= line.row < cell.row + cell.row_span
