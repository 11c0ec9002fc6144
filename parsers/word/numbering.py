"""Automatic numbering, resolved to the text that Word prints before a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.word.names import W, find, number_value, switch_value, text_value
from parsers.word.numerals import numeral
from parsers.word.symbols import symbol_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from parsers.word.styles import Styles

_LEVELS = 9  # 17.9.6: a list has levels 0 to 8
_NO_LIST = "0"  # 17.9.18: this instance takes a paragraph out of its style's list
_LEVEL_NUMBER = re.compile(r"%([1-9])")
_LONGEST_LABEL = 255  # characters; Word's dialog takes fewer
_PICTURE_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list, as declared.

    `text` holds %1 to %9 for the numbers of the levels; `restart` is the level, from 1, after
    which this one begins again, 0 for never, None for any higher one.
    """

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    gap: str = " "
    style: str = ""
    restart: int | None = None
    all_decimal: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Instance:
    """A list in use: what it counts with, its levels, and the numbers it begins anew with."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted.

    Paragraphs must be shown to it in the order of the document, each once.
    """

    _instances: Mapping[str, Instance]
    _styles: Styles
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def label(self, properties: _Element | None) -> str:
        """The number or bullet before the next paragraph, with the gap behind it; or nothing."""
        use = self._styles.number_use(properties)
        if use.instance is None or use.instance == _NO_LIST:
            return ""
        instance = self._instances.get(use.instance)
        if instance is None:
            return ""
        index = use.level
        if index is None:
            index = _level_of_style(instance, self._styles.paragraph_style(properties))
        level = instance.levels.get(index)
        if level is None:
            return ""
        counts = self._count(use.instance, instance, index)
        return "" if level.hidden else _written(level, instance, counts)

    def _count(self, name: str, instance: Instance, index: int) -> Mapping[int, int]:
        counts = self._counts.setdefault(instance.definition, {})
        if name not in self._begun:
            self._begun.add(name)
            for begun, start in instance.starts.items():
                counts[begun] = start - 1
        start = instance.starts.get(index, instance.levels[index].start)
        counts[index] = counts.get(index, start - 1) + 1
        for deeper, level in instance.levels.items():
            if deeper > index and (level.restart is None or 0 <= index < level.restart):
                counts.pop(deeper, None)
        return counts


def numbering_of(root: _Element | None, styles: Styles) -> Numbering:
    """The lists of a numbering part; none where the document has no such part."""
    if root is None:
        return Numbering({}, styles)
    definitions = {e.get(f"{W}abstractNumId", ""): e for e in root.iterfind(f"{W}abstractNum")}
    uses = {e.get(f"{W}numId", ""): e for e in root.iterfind(f"{W}num")}
    linked = {
        name: _linked(text_value(find(use, "abstractNumId")), definitions, uses, styles)
        for name, use in uses.items()
    }
    return Numbering(
        {name: _instance(use, linked[name], definitions) for name, use in uses.items()},
        styles,
    )


def _linked(
    definition: str,
    definitions: Mapping[str, _Element],
    uses: Mapping[str, _Element],
    styles: Styles,
) -> str:
    """The definition that a list style stands for (17.9.21), else the definition itself."""
    style = text_value(find(definitions.get(definition), "numStyleLink"))
    use = uses.get(styles.instance_of(style) or "")
    return text_value(find(use, "abstractNumId")) or definition


def _instance(use: _Element, definition: str, definitions: Mapping[str, _Element]) -> Instance:
    element = definitions.get(definition)
    levels = {} if element is None else _levels(element)
    starts: dict[int, int] = {}
    for override in use.iterfind(f"{W}lvlOverride"):
        index = _index_of(override)
        levels |= _levels(override)
        start = find(override, "startOverride")
        if start is not None:
            starts[index] = number_value(start, 1)
    return Instance(definition, levels, starts)


def _levels(parent: _Element) -> dict[int, Level]:
    levels = {_index_of(e): _level(e) for e in parent.iterfind(f"{W}lvl")}
    return {index: level for index, level in levels.items() if 0 <= index < _LEVELS}


def _index_of(element: _Element) -> int:
    stated = element.get(f"{W}ilvl", "0")
    return int(stated) if stated.isdecimal() else 0


def _level(element: _Element) -> Level:
    restart = find(element, "lvlRestart")
    kind = text_value(element.find(f".//{W}numFmt")) or "decimal"
    return Level(
        start=number_value(find(element, "start"), 0),
        kind=kind,
        text=_text(element, kind)[:_LONGEST_LABEL],
        gap="" if text_value(find(element, "suff")) == "nothing" else " ",
        style=text_value(find(element, "pStyle")),
        restart=None if restart is None else number_value(restart, 0),
        all_decimal=bool(switch_value(find(element, "isLgl"))),
        hidden=bool(switch_value(find(element, "rPr", "vanish"))),
    )


def _text(element: _Element, kind: str) -> str:
    if kind != "bullet":
        return text_value(find(element, "lvlText"))
    if find(element, "lvlPicBulletId") is not None:
        return _PICTURE_BULLET
    fonts = find(element, "rPr", "rFonts")
    font = "" if fonts is None else fonts.get(f"{W}ascii", "")
    return "".join(symbol_text(c, font) for c in text_value(find(element, "lvlText")))


def _level_of_style(instance: Instance, style: str) -> int:
    return next((i for i, level in instance.levels.items() if level.style == style), 0)


def _written(level: Level, instance: Instance, counts: Mapping[int, int]) -> str:
    if level.kind == "bullet":
        return level.text + level.gap if level.text else ""

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = instance.levels.get(index, Level())
        start = instance.starts.get(index, other.start)
        return numeral(counts.get(index, start), "decimal" if level.all_decimal else other.kind)

    text = _LEVEL_NUMBER.sub(number, level.text)[:_LONGEST_LABEL]
    return text + level.gap if text else ""
