"""A year's form and rules as values: all that a year or a district may change."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from normalizers.model import Field  # noqa: TC001 - cattrs reads the annotations


@dataclass(frozen=True, slots=True)
class FixedItem:
    """An item that the scheme fixes word for word; `number` is empty for one without 序号."""

    number: str
    text: str
    weight: Decimal
    category: str


@dataclass(frozen=True, slots=True)
class Category:
    """A label beside the items (项目): 重点工作目标, 依法履职.

    `prefix` is the first part of its items' numbers, empty where they have none. `total` are the
    points that the group has of its own, None where it has none.
    """

    name: str
    prefix: str = ""
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SectionScheme:
    """A 大类: its columns, its groups, its points.

    `levels` is the number of parts of a 序号, 0 where items have none, and `separator` what the
    form prints between them. `minimum_level1` and `maximum_level1` bound the number of 一级指标,
    the bounds included; `columns` are the fields that its table must have, `required` those that
    may not be blank. `limited_by_last_year`: no more 一级指标 than last year.
    """

    name: str
    total: Decimal
    levels: int
    categories: tuple[Category, ...]
    columns: tuple[Field, ...]
    required: tuple[Field, ...]
    aliases: tuple[str, ...] = ()
    has_level2: bool = False
    minimum_level1: int | None = None
    maximum_level1: int | None = None
    limited_by_last_year: bool = False
    fixed: tuple[FixedItem, ...] = ()
    separator: str = "-"

    def category(self, name: str) -> Category | None:
        """The group of this name, None if the section has none such."""
        return next((c for c in self.categories if c.name == name), None)


@dataclass(frozen=True, slots=True)
class SuperiorList:
    """A list of superior indicators that forms cite, with the other names it goes by."""

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is cited by, its own first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where judgement turns; each between 0 and 1.

    A repair below `repair` becomes a suggestion. Two texts whose similarity reaches `same_text`
    say the same. A value of which a character, read in context, is less sure than `uncertain` is
    flagged: benchmarks/evaluate_scans.py prints what each threshold would tell, and needlessly.
    """

    repair: float = 0.8
    same_text: float = 0.9
    uncertain: float = 0.94


@dataclass(frozen=True, slots=True)
class Wording:
    """How a scheme words a finding: `message` and `advice` in the place of the program's own.

    Both are templates with the fields of `WORDING_FIELDS` in braces; empty leaves the program's.
    """

    message: str = ""
    advice: str = ""


WORDING_FIELDS = ("说明", "建议", "序号", "字段", "应为", "实为", "页")
"""What a template may name: the program's own sentence and advice, and what the finding holds."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One year's form of one district.

    `titles` are pieces of text by which the form's title is known. `head_words` maps each column
    to the words that may head it. `total_words` begin a 合计 row, `note_words` the 说明 below.
    `residue_words` are the template's leftovers. `unit_words` may stand before the unit's name on
    the form, besides 参评单位 and the like. `city` and `district` are stripped from, and
    expected in, a unit's name. A 二级指标 with one of `measure_words` says how much, how well or
    with what result; a deadline that is one of `open_deadlines` says nothing of when.
    """

    name: str
    title: str
    year: int
    series: str
    city: str
    district: str
    titles: tuple[str, ...]
    sections: tuple[SectionScheme, ...]
    head_words: dict[Field, tuple[str, ...]]
    total_words: tuple[str, ...]
    note_words: tuple[str, ...]
    residue_words: tuple[str, ...]
    plain_bases: tuple[str, ...]
    group_head_words: tuple[str, ...] = ()
    stray_words: tuple[str, ...] = ()
    superior_lists: tuple[SuperiorList, ...] = ()
    measure_words: tuple[str, ...] = ()
    open_deadlines: tuple[str, ...] = ()
    unit_words: tuple[str, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)
    wording: dict[str, Wording] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """The points of all sections together."""
        return sum((s.total for s in self.sections), Decimal(0))

    def section(self, name: str) -> SectionScheme:
        """The section of this name.

        Raises:
            KeyError: the scheme has none such.
        """
        for section in self.sections:
            if section.name == name:
                return section
        raise KeyError(name)
