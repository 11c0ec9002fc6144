"""Faults in who answers for an item, and two things that look like faults and are none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from form_edits import finding, printing, row_of, with_groups, with_row
from form_schemes import stem_of

from normalizers.model import Field

if TYPE_CHECKING:
    from form_model import Duty, FormSpec, Group


LOOKALIKES = str.maketrans(
    "嘉若晓文景思予明远博雅宁清竹松岩川禾", "喜苦晚丈暑恩子朋运傅稚宇请付讼若州木"
)


def misread_of(name: str) -> str:
    """The name as OCR may read it: its last character that has a look-alike is exchanged.

    The name itself where it has none such.
    """
    for place in range(len(name) - 1, 0, -1):
        other = name[place].translate(LOOKALIKES)
        if other != name[place]:
            return name[:place] + other + name[place + 1 :]
    return name


def mismatched_people(spec: FormSpec, number: str, owner: str) -> FormSpec:
    """Two leaders and units, three people."""
    duty = row_of(spec, number).duties[0]
    other = next(
        d
        for _, _, row in spec.items
        for d in row.duties
        if d.leader not in {duty.leader, ""} and d.unit != duty.unit
    )
    third = replace(duty, leader="", unit="", owner=owner)
    spec = with_row(spec, number, lambda r: replace(r, duties=(duty, other, third)))
    return finding(spec, ("people.mismatch", number))


def misread_name(spec: FormSpec, number: str) -> FormSpec:
    """A cell prints a person's name with a look-alike character; the truth keeps the name."""
    misread = misread_of(row_of(spec, number).duties[0].owner)
    spec = with_row(spec, number, lambda r: printing(r, Field.OWNERS, misread))
    return finding(spec, tolerated=("people.unknown", "people.ambiguous"))


def twin_names(spec: FormSpec, twin: tuple[str, str]) -> FormSpec:
    """No fault: two people of two units whose names differ by one look-alike character."""
    names = list(dict.fromkeys(d.owner for _, _, row in spec.items for d in row.duties))
    renamed = dict(zip(names[1:3], twin, strict=True))

    def called(duty: Duty) -> Duty:
        return replace(duty, owner=renamed.get(duty.owner, duty.owner))

    def edited(g: Group) -> Group:
        rows = tuple(replace(r, duties=tuple(map(called, r.duties))) for r in g.rows)
        return replace(g, rows=rows)

    return with_groups(spec, edited)


def shared_weight(spec: FormSpec, group: str) -> FormSpec:
    """No fault: one cell holds the weight of all rows of a group, which it counts once.

    The sum of the group's rows becomes their one weight. Only a format with spans can say so: in
    a transcript or Markdown table the lower rows lack a weight.
    """

    def merged(g: Group) -> Group:
        if stem_of(g.rows[0].number) != group:
            return g
        total = str(sum(Decimal(r.weight) for r in g.rows))
        rows = tuple(replace(r, weight=total.removesuffix(".0")) for r in g.rows)
        return replace(g, rows=rows, shared_weight=True)

    return with_groups(spec, merged)
