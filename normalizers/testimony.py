"""What the forms of one department print of a name: in which rows, and what others print there.

A row that two versions of a form print alike is one printing: a slip in a Word file stands in the
PDF made of it too, and twice the same slip is no second proof.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from .model import Field, Form, Indicator, Value
from .people import SURE
from .standing import ROLES
from .text import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .standing import Duties

Names = Value[tuple[str, ...]]

RowKey = tuple[str, ...]
"""A row in whatever version of a form: its year, section, and 序号 or label."""

MISREAD = frozenset({"name.misread", "unit.misread"})
"""The rules by which a form by itself repairs names."""

SAME_ROW = 85.0
"""Per cent of two indicators' texts that must agree: recognition spoils one character in ten at
worst, and rows that were renumbered have little in common."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A form of the department; `recognised`: a program read its characters off a picture.

    Repairs below the confidence `least` are only suggested in it.
    """

    form: Form
    recognised: bool = False
    least: float = SURE


@dataclass(frozen=True, slots=True)
class _Cell:
    """What one form prints of a role in one row, and what that row is about."""

    witness: int
    names: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Testimony:
    """What the forms of a department print in one role.

    `printed` holds, for each name, the forms (by index) that print it, each with its rows; names
    that a form by itself repaired are told as they were read and as they were repaired. `cells`
    holds what each form prints in each row. `rows` are the rows of all forms
    without repetitions.
    """

    role: Field
    witnesses: tuple[Witness, ...]
    printed: Mapping[str, Mapping[int, frozenset[RowKey]]]
    cells: Mapping[RowKey, Mapping[int, _Cell]]
    rows: tuple[Duties, ...]

    def forms_with(self, name: str) -> frozenset[int]:
        """The forms that print a name, by index."""
        return frozenset(self.printed.get(name, ()))

    def rows_with(self, name: str) -> frozenset[RowKey]:
        """The rows that any form prints a name in."""
        return frozenset().union(*self.printed.get(name, {}).values())

    def is_recognised(self, forms: frozenset[int]) -> bool:
        """Whether all of these forms were read off pictures."""
        return all(self.witnesses[form].recognised for form in forms)

    def others_for(self, name: str) -> Iterator[tuple[str, int]]:
        """What other forms print in the place of a name, in the same rows, each with its form."""
        own = self.printed.get(name, {})
        for form, keys in own.items():
            for key in sorted(keys):
                cells = self.cells[key]
                yield from _others(name, cells[form], cells.values())


def testimony_of(role: Field, witnesses: Sequence[Witness]) -> Testimony:
    """What these forms print in a role."""
    printed: defaultdict[str, defaultdict[int, set[RowKey]]]
    printed = defaultdict(lambda: defaultdict(set))
    cells: defaultdict[RowKey, dict[int, _Cell]] = defaultdict(dict)
    rows: dict[tuple[RowKey, tuple[tuple[str, ...], ...]], Duties] = {}
    for index, witness in enumerate(witnesses):
        for key, row in keyed_rows(witness.form):
            value = duty_in(row, role)
            names = value.value or ()
            for name in dict.fromkeys((*names, *_as_read(value))):
                printed[name][index].add(key)
            cells[key][index] = _Cell(index, names, canonical(_text(row)))
            duties = {r: duty_in(row, r) for r in ROLES}
            rows.setdefault((key, tuple(v.value or () for v in duties.values())), duties)
    return Testimony(
        role,
        tuple(witnesses),
        {n: {i: frozenset(keys) for i, keys in by.items()} for n, by in printed.items()},
        cells,
        tuple(rows.values()),
    )


def keyed_rows(form: Form) -> Iterator[tuple[RowKey, Indicator]]:
    """The rows of a form, each with its key; of rows with the same one, the first."""
    seen: set[RowKey] = set()
    for indicator in form.indicators:
        number = indicator.number.value or indicator.category.value or ""
        key = (str(form.year or ""), indicator.section, number)
        if key not in seen:
            seen.add(key)
            yield key, indicator


def duty_in(indicator: Indicator, role: Field) -> Names:
    """The names in one of the three columns of 责任分解."""
    if role is Field.LEADERS:
        return indicator.leaders
    return indicator.units if role is Field.UNITS else indicator.owners


def _as_read(value: Names) -> tuple[str, ...]:
    """The names as they were read, before the form by itself repaired them."""
    before = {r.after: r.before for r in value.repairs if r.rule in MISREAD}
    return tuple(before.get(name, name) for name in value.value or ())


def _text(indicator: Indicator) -> str:
    return indicator.level2.value or indicator.level1.value or ""


def _others(name: str, mine: _Cell, cells: Iterable[_Cell]) -> Iterator[tuple[str, int]]:
    """What other forms print where a cell has a name: as many names, in a row of the same text."""
    if name not in mine.names:
        return
    place = mine.names.index(name)
    for cell in cells:
        same_place = len(cell.names) == len(mine.names) and name not in cell.names
        if cell.witness != mine.witness and same_place and _is_one_row(mine.text, cell.text):
            yield cell.names[place], cell.witness


def _is_one_row(one: str, other: str) -> bool:
    return one == other or fuzz.ratio(one, other, score_cutoff=SAME_ROW) > 0
