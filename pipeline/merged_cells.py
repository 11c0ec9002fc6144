"""Which rows of a form share a cell: the merges of the form's own table."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from normalizers.model import Field, Indicator, Value

from .points import is_same_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from normalizers.model import Form

VALUES: dict[Field, Callable[[Indicator], Value[object]]] = {
    Field.CATEGORY: attrgetter("category"),
    Field.BASIS: attrgetter("bases"),
    Field.LEVEL1: attrgetter("level1"),
    Field.LEVEL2: attrgetter("level2"),
    Field.WEIGHT: attrgetter("weight"),
    Field.DEADLINE: attrgetter("deadline"),
    Field.LEADERS: attrgetter("leaders"),
    Field.UNITS: attrgetter("units"),
    Field.OWNERS: attrgetter("owners"),
    Field.REMARK: attrgetter("remark"),
}
"""The fields whose cells may be merged; a 序号 is each row's own."""

_OF_A_GROUP = frozenset({Field.BASIS, Field.LEVEL1})


@dataclass(frozen=True, slots=True)
class Merge:
    """A cell over several rows of a form, `first` to `last`, counted from 0 over all sections."""

    field: Field
    first: int
    last: int


def merges_of(form: Form) -> tuple[Merge, ...]:
    """The merged cells of the form, by field, then from above.

    Rows that were read from one cell share it. Where a format lost its merges, so do neighbours
    with the same 项目, and neighbours of one 一级指标 with the same 文件依据 or 一级指标: the form
    merges them always. Equal weights, dates and names prove nothing.
    """
    rows = form.indicators
    return tuple(m for field in VALUES for m in merges_in(field, rows))


def merges_in(field: Field, rows: Sequence[Indicator]) -> Iterator[Merge]:
    """The merged cells of one field, rows counted from the first of these."""
    first = 0
    for row in range(1, len(rows) + 1):
        if row < len(rows) and _shared(field, rows[row - 1], rows[row]):
            continue
        if row - 1 > first:
            yield Merge(field, first, row - 1)
        first = row


def _shared(field: Field, above: Indicator, below: Indicator) -> bool:
    if above.section != below.section:
        return False
    one, other = VALUES[field](above), VALUES[field](below)
    if not one.value or not _alike(one.value, other.value):
        return False
    return is_same_cell(one.source, other.source) or _belongs_together(field, above, below)


def _belongs_together(field: Field, above: Indicator, below: Indicator) -> bool:
    if field is Field.CATEGORY:
        return True
    return field in _OF_A_GROUP and above.group == below.group != ""


def _alike(one: object, other: object) -> bool:
    return one is other or _published(one) == _published(other)


def _published(content: object) -> object:
    """The content as it is published: documents without how they were written."""
    return tuple(map(str, content)) if isinstance(content, tuple) else content
