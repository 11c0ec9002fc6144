"""What is told of cells that damage had moved: the repairs of a row's placement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import Field, Repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.model import Cell

PUT_BACK = 0.99
"""The confidence of what is put back where it belongs. `make eval`: of cells that lay in other
columns 18,015 of 18,015 right, of 序号 made dates 2,227, of rows run together 606."""


def moves_of(
    cells: Sequence[Cell], standing: Sequence[Field | None], fields: Sequence[Field | None]
) -> dict[Field, Repair]:
    """What was put into each field from another column, or from outside all columns."""
    before = {f: c.source.text for c, f in zip(cells, standing, strict=True) if f}
    moves: dict[Field, Repair] = {}
    for cell, was, now in zip(cells, standing, fields, strict=True):
        if now and now is not was and now is not Field.CATEGORY:
            where = f"“{was}”栏" if was else "表头以外的栏"
            evidence = f"本行各格错位：这段文字印在{where}，按内容和次序应属“{now}”"
            text = cell.source.text
            moves[now] = Repair(now, before.get(now, ""), text, "row.realigned", PUT_BACK, evidence)
    return moves


def dropped(field: Field, cell: Cell) -> Repair:
    """A word of the header that fell among the data."""
    text = cell.source.text
    evidence = f"“{text.strip()}”是表头的字，落进了数据行"
    return Repair(field, text, "", "row.head_word", 0.99, evidence)


def over_edge(field: Field, cell: Cell) -> Repair:
    """What a merged cell says on the other side of a page's edge."""
    text = cell.source.text.strip()
    evidence = f"合并单元格被页边切开，“{text}”只印在另一页上"
    return Repair(field, "", text, "merge.edge", 0.9, evidence)


def remarked(cells: Sequence[Cell]) -> Repair:
    """What belongs to no field, and is kept as a remark."""
    text = "；".join(c.source.text.strip() for c in cells)
    evidence = f"“{text}”不属于任何一栏，原样放进备注"
    return Repair(Field.REMARK, "", text, "row.unplaced", 0.9, evidence)
