"""A form as blocks of text and tables with merged cells, before any format is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from form_print import label_of, printed_number
from form_style import NotePlace, SectionLabel
from form_table import Table, stacked, table_of

if TYPE_CHECKING:
    from form_model import FormSpec, SectionSpec
    from form_style import Style


class Look(Enum):
    """How a paragraph stands on its page."""

    TITLE = auto()
    CENTRE = auto()
    BODY = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph outside the tables."""

    text: str
    look: Look = Look.BODY


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page begins, upright or (landscape) on its side."""

    landscape: bool


Block = Text | Table | PageBreak


def layout(spec: FormSpec, style: Style) -> tuple[Block, ...]:
    """The whole submission: letter, plan and form."""
    return letter_blocks(spec, style) + form_blocks(spec, style)


def letter_blocks(spec: FormSpec, style: Style) -> tuple[Block, ...]:
    """The letter and the plan, each on a page of its own; nothing where there is none."""
    letter = spec.letter
    if letter is None:
        return ()
    city = spec.scheme.city
    lines = [
        Text(city + letter.unit, Look.TITLE),
        Text(printed_number(letter.number, style, style.seed), Look.CENTRE),
        Text(f"{letter.unit}关于报送{spec.year}年度绩效评估工作方案的函", Look.TITLE),
        Text("区效能办："),
        Text(f"按照区里部署，我局研究拟定了{spec.year}年度绩效评估工作方案，现予报送，请予审核。"),
        *_announced(letter.announced),
        Text(city + letter.unit, Look.RIGHT),
        Text(letter.day, Look.RIGHT),
    ]
    return tuple(t for t in lines if t.text) + _plan(spec)


def _announced(names: tuple[str, ...]) -> list[Text]:
    if len(names) == 1:
        return [Text(f"附件：{names[0]}")]
    numbered = [f"{i}. {name}" for i, name in enumerate(names, start=1)]
    return [Text(("附件：" if i == 0 else "") + line) for i, line in enumerate(numbered)]


def _plan(spec: FormSpec) -> tuple[Block, ...]:
    if not spec.plan:
        return ()
    title, *rest = spec.plan
    return (PageBreak(landscape=False), Text(title, Look.TITLE), *map(Text, rest))


def form_blocks(spec: FormSpec, style: Style) -> tuple[Block, ...]:
    """The 考评表 alone, on landscape pages."""
    if not spec.sections:
        return ()
    style = _fitting(spec, style)
    unit_word = next(iter(spec.scheme.unit_words), "参评单位")
    unit_line = f"{unit_word}（盖章）：{spec.unit_line}                    {spec.date_line}"
    head: tuple[Block, ...] = (
        PageBreak(landscape=True),
        Text(spec.title, Look.TITLE),
        Text(unit_line),
    )
    note = (Text(spec.note),) if style.note is NotePlace.PARAGRAPH and spec.note else ()
    return head + tuple(_tables(spec, style)) + note


def _tables(spec: FormSpec, style: Style) -> list[Block]:
    tables = [table_of(section, style) for section in spec.sections]
    if style.note is NotePlace.ROW and spec.note:
        tables[-1] = tables[-1].with_line(spec.note)
    if style.one_table:
        return [stacked(tables)]
    blocks: list[Block] = []
    for section, table in zip(spec.sections, tables, strict=True):
        blocks += [*_paragraph_label(section, style), table]
    return blocks


def _paragraph_label(section: SectionSpec, style: Style) -> list[Text]:
    if style.section_label is not SectionLabel.PARAGRAPH:
        return []
    return [Text(label_of(section.name, section.points, style))]


def _fitting(spec: FormSpec, style: Style) -> Style:
    """The style, with a label where the form's fault stands in one, and apart where it must be."""
    label = style.section_label
    if spec.label_needed and label is SectionLabel.NONE:
        label = SectionLabel.LINE
    if style.one_table and label is SectionLabel.PARAGRAPH:
        label = SectionLabel.LINE
    return replace(style, section_label=label, scheme=spec.scheme)
