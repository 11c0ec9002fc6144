"""The year's form and rules, read from a scheme file: nothing of them stands in code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cattrs

from .model import Field  # noqa: TC001 - cattrs reads the annotations

if TYPE_CHECKING:
    from collections.abc import Mapping


class SchemeProblem(ValueError):
    """A scheme file is refused; the message names the file and the path of the fault."""


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

    `levels` is the number of parts of a 序号, 0 where items have none. `minimum_level1` is the
    least number of 一级指标, `columns` the fields that its table must have, `required` those that
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
    limited_by_last_year: bool = False
    fixed: tuple[FixedItem, ...] = ()

    def category(self, name: str) -> Category | None:
        """The group of this name, None if the section has none such."""
        return next((c for c in self.categories if c.name == name), None)


@dataclass(frozen=True, slots=True)
class SuperiorList:
    """A list of superior indicators that forms cite, with the other names it goes by."""

    name: str
    aliases: tuple[str, ...] = ()


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
class Scheme:
    """One year's form of one district.

    `titles` are pieces of text by which the form's title is known. `head_words` maps each column
    to the words that may head it. `total_words` begin a 合计 row, `note_words` the 说明 below.
    `residue_words` are the template's leftovers. `city` and `district` are stripped from, and
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
    thresholds: Thresholds = field(default_factory=Thresholds)

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


def load_scheme(name_or_file: str | Path) -> Scheme:
    """The scheme of this packaged name, or in this TOML file.

    Raises:
        SchemeProblem: no such scheme, not TOML, or not a scheme; names the path of each fault.
    """
    path = Path(name_or_file)
    if path.suffix == ".toml" or path.is_file():
        return _loaded(path.name, _text_of(path))
    packaged = resources.files("normalizers") / "schemes" / f"{name_or_file}.toml"
    if not packaged.is_file():
        known = "、".join(s.name for s in packaged_schemes())
        raise SchemeProblem(f"没有名为“{name_or_file}”的方案；现有：{known}")
    return _loaded(str(name_or_file), packaged.read_text(encoding="utf-8"))


@cache
def packaged_schemes() -> tuple[Scheme, ...]:
    """All schemes that come with the program, the newest first."""
    files = (resources.files("normalizers") / "schemes").iterdir()
    texts = [(f.name, f.read_text(encoding="utf-8")) for f in files if f.name.endswith(".toml")]
    schemes = (_loaded(name, text) for name, text in texts)
    return tuple(sorted(schemes, key=lambda s: (-s.year, s.name)))


def scheme_for(titles: tuple[str, ...]) -> Scheme:
    """The packaged scheme whose form these titles name, else the newest."""
    for scheme in packaged_schemes():
        marks = (str(scheme.year), scheme.series, scheme.district)
        if any(all(m in t for m in marks) for t in titles):
            return scheme
    return packaged_schemes()[0]


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemeProblem(f"方案文件 {path} 无法读取：{error}") from error


def _loaded(name: str, text: str) -> Scheme:
    try:
        return _converter().structure(tomllib.loads(text), Scheme)
    except tomllib.TOMLDecodeError as error:
        raise SchemeProblem(f"方案文件 {name} 不是合法的 TOML：{error}") from error
    except cattrs.BaseValidationError as error:
        faults = "；".join(cattrs.transform_error(error, path="scheme"))
        raise SchemeProblem(f"方案文件 {name} 有误：{faults}") from error


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook(Decimal, _decimal)
    return converter


def _decimal(value: object, _: type[Decimal]) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is no decimal number") from error


def as_mapping(scheme: Scheme) -> Mapping[str, Any]:
    """The scheme as the plain structure that a TOML file holds."""
    mapping: Mapping[str, Any] = _converter().unstructure(scheme)
    return mapping
