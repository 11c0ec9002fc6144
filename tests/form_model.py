"""What a made-up submission is: its content (FormSpec), and its Truth.

Content is held as it ought to be published; how it is printed (widths, blanks, brackets) is the
business of `form_style` and `form_print`. Where one cell prints something else than what is true,
its row says so in `printed`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from form_schemes import LUOJIANG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from normalizers.model import Field
    from normalizers.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Duty:
    """Who answers for an item: one leader, one unit, one person."""

    leader: str
    unit: str
    owner: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document of 文件依据; `number` is in the form 泉洛政办〔2024〕10号, or spoilt."""

    title: str = ""
    number: str = ""

    def __str__(self) -> str:
        if self.title and self.number:
            return f"{self.title}（{self.number}）"
        return self.title or self.number


@dataclass(frozen=True, slots=True)
class Printed:
    """What a cell prints instead of the truth."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A leaf row: `text` is its 二级指标, or its 目标内容 where there are none.

    `weight` is a plain decimal, empty where it is missing. `bases` None means the group's.
    """

    number: str
    text: str
    weight: str
    deadline: str
    duties: tuple[Duty, ...]
    remark: str = ""
    bases: tuple[Document, ...] | None = None
    printed: tuple[Printed, ...] = ()

    def override(self, wanted: Field) -> str | None:
        """The text printed in this field's cell, None where it prints the truth."""
        return next((p.text for p in self.printed if p.field is wanted), None)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one 一级指标, or under one label of a section without 二级指标 (`level1` None).

    `points` stand beside the label (依法履职（8分）). `shared_weight`: one cell holds the weight of
    all rows, which carry it each and count it once.
    """

    category: str
    rows: tuple[Row, ...]
    level1: str | None = None
    bases: tuple[Document, ...] = ()
    points: str = ""
    shared_weight: bool = False


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A 大类: `points` stand in its label, `total` in its 合计 row; `missing` are columns."""

    name: str
    groups: tuple[Group, ...]
    points: str
    total: str
    missing: tuple[Field, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class LetterSpec:
    """The 函: `unit` is whom it speaks for; `announced` the attachments; empty is left out."""

    number: str
    unit: str
    day: str
    announced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormSpec:
    """One submission. `unit_line` and `date_line` are what the form prints; empty is blank.

    `findings` are the (code, 序号) that it must yield, an empty 序号 standing for any;
    `tolerated` are codes that may come besides. `label_needed`: a section's label must be printed,
    because what is wrong stands there.
    """

    unit: str
    year: int
    title: str
    unit_line: str
    date_line: str
    sections: tuple[SectionSpec, ...]
    letter: LetterSpec | None = None
    letter_date: date | None = None
    plan: tuple[str, ...] = ()
    note: str = ""
    findings: tuple[tuple[str, str], ...] = ()
    tolerated: tuple[str, ...] = ()
    label_needed: bool = False
    scheme: Scheme = field(default=LUOJIANG, hash=False)  # its words are a dict

    @property
    def items(self) -> Iterator[tuple[SectionSpec, Group, Row]]:
        """Every row with its group and section, in order."""
        for section in self.sections:
            for group in section.groups:
                for row in group.rows:
                    yield section, group, row

    def section(self, name: str) -> SectionSpec:
        return next(s for s in self.sections if s.name == name)


@dataclass(frozen=True, slots=True)
class Record:
    """What the dataset should say of one row: texts as they stand in indicators.csv."""

    section: str
    category: str
    number: str
    basis: str
    level1: str
    level2: str
    weight: str
    deadline: str
    leaders: str
    units: str
    owners: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What the dataset should contain; `letter_number` and `letter_date` are empty without a 函."""

    unit: str
    year: int
    records: tuple[Record, ...]
    findings: tuple[tuple[str, str], ...]
    tolerated: tuple[str, ...]
    letter_number: str = ""
    letter_date: str = ""
    codes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", frozenset(code for code, _ in self.findings))
