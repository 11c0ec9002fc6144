"""What became of the forms of a setting, counted together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .cells import CellScore

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalizers.model import Field

    from .job import Measured
    from .values import Weighed


@dataclass(slots=True)
class Tally:
    """Sums over forms; what each counts is said where it is measured: values, cells, job.

    `told` wrong values have a finding or a suggestion on them, `hinted` ones on their row.
    """

    forms: int = 0
    rows: int = 0
    found: int = 0
    whole: int = 0
    extra: int = 0
    values: Counter[Field] = field(default_factory=Counter)
    right: Counter[Field] = field(default_factory=Counter)
    wrong: int = 0
    told: int = 0
    hinted: int = 0
    weighed: list[Weighed] = field(default_factory=list)
    cells: CellScore = field(default_factory=CellScore)
    edits: int = 0
    characters: int = 0
    letter: int = 0
    letter_right: int = 0
    false: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    seconds: float = 0.0
    faults: int = 0

    def add(self, one: Measured) -> None:
        """Counts a form."""
        values = one.values
        self.forms += 1
        self.rows += values.rows
        self.found += values.rows - len(values.lost)
        self.whole += values.whole
        self.extra += values.extra
        self.values.update(values.values)
        self.right.update(values.right)
        self.wrong += len(values.wrong)
        self.told += sum(w.told for w in values.wrong)
        self.hinted += sum(w.hinted for w in values.wrong)
        self.weighed += values.weighed
        self.cells += one.cells
        self.edits += values.edits
        self.characters += values.characters
        self.letter += one.letter
        self.letter_right += one.letter_right
        self.false.update(finding.partition(" ")[0] for finding in one.false)
        self.pages += one.pages
        self.seconds += one.seconds
        self.faults += bool(one.fault)


def tallied(forms: Iterable[Measured]) -> dict[str, Tally]:
    """The forms counted by setting, in the order of their first ones."""
    tallies: dict[str, Tally] = {}
    for one in forms:
        tallies.setdefault(one.setting, Tally()).add(one)
    return tallies
