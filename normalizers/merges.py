"""Cells of leaf fields that are blank because a merge was lost, and those that are just blank.

Some departments merge equal neighbours of a group (全年实施 over three rows). Where the merges are
lost, only the first row keeps the text. A single blank is a gap; blanks that stand only below the
first rows of groups, and many of them, are what merged cells leave behind.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .model import Field, Repair
from .text import canonical, squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsers.model import Source

    from .groups import Group
    from .rows import Row

MERGED = (Field.DEADLINE, Field.LEADERS, Field.UNITS, Field.OWNERS)
"""Leaf fields that may be merged; a weight or a 二级指标 is each row's own."""

FILLED = 0.99
"""The confidence of a filled value. `make eval`: 39,034 of 39,062 right; the others stood beside
words of the header that had taken a value's place."""

FEWEST = 4
"""Fewer blanks than these may be a department's omissions."""


DITTO = frozenset({"同上", "同前", "〃", "″", "''"})
"""What says that the text above holds here too."""

EXCEPTIONS = 0.1
"""The share of groups whose first row may lack the text, for another reason, all the same."""


def refilled(rows: Sequence[Row], groups: Sequence[Group]) -> tuple[Row, ...]:
    """The rows with what lost merges covered, each filled value as a repair."""
    found = list(rows)
    for field in MERGED:
        if _is_lost(field, rows, groups):
            for group in groups:
                _fill(found, group, field)
    return tuple(found)


def dittoed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with the text above in place of 同上 and its like, each as a repair."""
    found: list[Row] = []
    for row in rows:
        leaf, moves = dict(row.leaf), dict(row.moves)
        for field, source in row.leaf.items():
            above = found[-1].leaf.get(field) if found else None
            if above and squeezed(source.text) in DITTO:
                text = above.text.strip()
                evidence = f"“{source.text.strip()}”即上一行的“{text}”"
                repair = Repair(field, source.text.strip(), text, "merge.ditto", 0.95, evidence)
                leaf[field], moves[field] = above, repair
        found.append(replace(row, leaf=leaf, moves=moves))
    return tuple(found)


def carried_bases(
    groups: Sequence[Group], printed: Mapping[int, Source], plain: frozenset[str]
) -> Mapping[int, Source]:
    """The 文件依据 of groups that print none, below one of the same kind that covers them.

    Only a document that is the whole department's (三定方案, in `plain`) is merged over groups: it
    then stands beside the first of them. `printed` are the sources by row.
    """
    found: dict[int, Source] = {}
    above: Source | None = None
    kind = ""
    for group in groups:
        own = next((printed[i] for i in group.rows if i in printed), None)
        same_kind = group.name.partition("-")[0] == kind
        if own is not None:
            above, kind = own, group.name.partition("-")[0]
        elif above is not None and same_kind and canonical(above.text) in plain:
            found |= dict.fromkeys(group.rows, above)
    return found


def _is_lost(field: Field, rows: Sequence[Row], groups: Sequence[Group]) -> bool:
    firsts = [g.rows[0] for g in groups]
    later = [i for g in groups for i in g.rows[1:] if not _is_emptied(rows[i])]
    blanks = sum(not _has(rows[i], field) for i in later)
    lacking = sum(not _has(rows[i], field) for i in firsts)
    return blanks >= FEWEST and lacking <= len(firsts) * EXCEPTIONS


def _has(row: Row, field: Field) -> bool:
    return field in row.leaf


def _is_emptied(row: Row) -> bool:
    """Whether a row has lost its own text too: then nothing covered it."""
    return Field.LEVEL2 not in row.leaf and Field.WEIGHT not in row.leaf


def _fill(rows: list[Row], group: Group, field: Field) -> None:
    for above, index in zip(group.rows, group.rows[1:], strict=False):
        row, source = rows[index], rows[above].leaf.get(field)
        if _has(row, field) or field in row.moves or source is None or _is_emptied(row):
            continue
        evidence = f"本表“{field}”栏合并单元格已丢失，按上一行“{source.text.strip()}”补"
        repair = Repair(field, "", source.text.strip(), "merge.filled", FILLED, evidence)
        leaf, moves = {**row.leaf, field: source}, {**row.moves, field: repair}
        rows[index] = replace(row, leaf=leaf, moves=moves)
