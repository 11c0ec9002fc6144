"""A scheme made from a blank or sample form, with what could not be learned from it.

The form's outline gives sections, columns and numbering; with them the form is read as any other,
and its fixed items are what came out: page edges, wraps and merges cost nothing then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from normalizers import normalize
from normalizers.model import Field, Part
from normalizers.origin import origin_of
from normalizers.scheme import Category, FixedItem, Scheme, SectionScheme
from normalizers.unit_line import is_unit_line

from .doubts import Doubt, doubts_of
from .notes import limits_in
from .outline import outlines_of, sections_in
from .title import title_in, unit_word_in
from .words import group_words_of, head_words_of, with_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizers.model import Indicator
    from parsers.model import Block, Reading

    from .outline import Outline, Outlines
    from .title import Title

NOT_REQUIRED = frozenset(
    {Field.CATEGORY, Field.NUMBER, Field.BASIS, Field.WEIGHT, Field.REMARK, Field.SECTION}
)
"""Columns that may be blank, or that have findings of their own where they are."""


class NothingLearned(ValueError):
    """A file holds no form that a scheme could be made of; the message is a Chinese clause."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A scheme, and what a person must still look at."""

    scheme: Scheme
    doubts: tuple[Doubt, ...]


def learned_from(reading: Reading, name: str, base: Scheme) -> Learned:
    """The scheme of the form in a reading; `name` is its file's.

    What no form shows (synonyms, thresholds, words of measure) is taken from `base`.

    Raises:
        NothingLearned: there is no title with a year, or no table with a header and items.
    """
    title = title_in(reading.blocks)
    outlines = outlines_of(reading.blocks)
    sections = tuple(sections_in(outlines))
    if title is None:
        raise NothingLearned("没有找到带年度的标题（如“2025年度…考评表”），不知道是哪一年的表")
    if not sections:
        raise NothingLearned("没有找到带表头和指标行的表格")
    same = title.district == base.district
    outline_scheme = _whole(title, outlines, reading.blocks, base if same else _foreign(base))
    named = _named(sections, outlines, base)
    scheme = replace(outline_scheme, sections=named)
    form = normalize((Part(name, reading),), scheme)
    rows = form.indicators if form else ()
    scheme = replace(scheme, sections=tuple(_with_fixed(s, rows) for s in named))
    return Learned(
        scheme,
        doubts_of(scheme, base, sections, outlines, origin_of(reading)),
    )


def _foreign(base: Scheme) -> Scheme:
    """What another district's scheme may lend: nothing that is of its place."""
    return replace(base, city="", district="", superior_lists=(), wording={})


def _whole(title: Title, outlines: Outlines, blocks: Sequence[Block], base: Scheme) -> Scheme:
    heads = [s.heading for s in outlines.sections]
    word = unit_word_in(blocks)
    known = is_unit_line(f"{word}：", replace(base, unit_words=()))
    residues = (title.mark, title.mark.strip("（）()")) if title.mark else ()
    return replace(
        base,
        name=title.name,
        title=title.text,
        year=title.year,
        series=title.series,
        city=title.city or base.city,
        district=title.district or base.district,
        titles=with_first((title.kind,), base.titles if title.kind in base.titles else ()),
        unit_words=(word,) if word and not known else (),
        head_words=head_words_of(heads, base.head_words),
        group_head_words=group_words_of(heads, base.group_head_words),
        total_words=with_first(outlines.total_words, base.total_words),
        note_words=with_first(outlines.note_words, base.note_words),
        residue_words=with_first(residues, base.residue_words),
    )


def _named(
    sections: Sequence[Outline], outlines: Outlines, base: Scheme
) -> tuple[SectionScheme, ...]:
    return tuple(_section(s, i, outlines, base) for i, s in enumerate(sections, start=1))


def _section(outline: Outline, place: int, outlines: Outlines, base: Scheme) -> SectionScheme:
    categories = tuple(Category(k.label.name, k.prefix, k.label.points) for k in outline.captions)
    columns = tuple(f for f in outline.heading.named if f not in {Field.REMARK, Field.SECTION})
    if Field.CATEGORY not in columns:
        columns = (Field.CATEGORY, *columns)
    numbers = [n.replace("．", ".") for n in outline.numbers]
    dotted = sum("." in n for n in numbers) * 2 > len(numbers)
    levels = max((_parts(n) for n in numbers), key=[_parts(n) for n in numbers].count, default=0)
    label = outline.label
    name = label.name if label else _known_name(categories, base) or f"大类{place}"
    points = outline.total if outline.total is not None else label and label.points
    section = SectionScheme(
        name=name,
        total=points or Decimal(0),
        levels=levels,
        categories=categories if levels else tuple(replace(c, prefix="") for c in categories),
        columns=columns,
        required=tuple(f for f in columns if f not in NOT_REQUIRED),
        has_level2=Field.LEVEL2 in columns,
        separator="." if dotted else "-",
    )
    return _limited(section, outline, outlines)


def _parts(number: str) -> int:
    return sum(not c.isdigit() for c in number) + 1


def _known_name(categories: Sequence[Category], base: Scheme) -> str:
    """The name of the known section with the same 项目, where the form prints none."""
    own = {c.name for c in categories}
    return next((s.name for s in base.sections if {c.name for c in s.categories} == own), "")


def _limited(section: SectionScheme, outline: Outline, outlines: Outlines) -> SectionScheme:
    if not section.has_level2:
        return section
    words = dict(outline.heading.words)
    names = (section.name, *(c.name for c in section.categories))
    limits = limits_in(outlines.notes, words.get(Field.LEVEL1, Field.LEVEL1), names)
    return replace(
        section,
        minimum_level1=limits.minimum,
        maximum_level1=limits.maximum,
        limited_by_last_year=limits.by_last_year,
    )


def _with_fixed(section: SectionScheme, rows: Sequence[Indicator]) -> SectionScheme:
    """The section with its items, if it has no 二级指标 and each item has a text and a weight."""
    own = [r for r in rows if r.section == section.name]
    whole = bool(own) and all(r.level1.value and r.weight.value is not None for r in own)
    if section.has_level2 or not whole:
        return section
    items = tuple(_item(r) for r in own)
    by_item = section.categories
    if not any(c.total for c in by_item) and not section.levels:
        by_item = tuple(_totalled(c, items) for c in by_item)
    return replace(section, fixed=items, categories=by_item)


def _item(row: Indicator) -> FixedItem:
    weight = row.weight.value if row.weight.value is not None else Decimal(0)
    return FixedItem(
        row.number.value or "", row.level1.value or "", weight, row.category.value or ""
    )


def _totalled(category: Category, items: Sequence[FixedItem]) -> Category:
    own = [i.weight for i in items if i.category == category.name]
    return replace(category, total=sum(own, Decimal(0))) if own else category
