"""What the styles of a document say of hidden text and of numbering."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.word.names import W, find, number_value, switch_value, text_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element


_LONGEST_LINE = 100  # styles, each based on the next: Word's own lines have fewer than ten


@dataclass(frozen=True, slots=True)
class NumberUse:
    """A paragraph's place in a list: the instance's id and the level, from 0.

    None in either means that the paragraph, or its style, leaves it to what it is based on.
    """

    instance: str | None
    level: int | None

    def over(self, other: NumberUse) -> NumberUse:
        """This, with what it leaves open taken from the other."""
        return NumberUse(
            other.instance if self.instance is None else self.instance,
            other.level if self.level is None else self.level,
        )


NO_NUMBER = NumberUse(None, None)


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document, by their ids; a style that is based on itself ends there."""

    _elements: Mapping[str, _Element] = field(default_factory=dict)
    _default_paragraph: str = ""
    _hides_by_default: bool = False
    _hidden: dict[str, bool] = field(default_factory=dict)
    _uses: dict[str, NumberUse] = field(default_factory=dict)

    def paragraph_style(self, properties: _Element | None) -> str:
        """The id of a paragraph's style."""
        return text_value(find(properties, "pStyle")) or self._default_paragraph

    def hides(self, style: str, properties: _Element | None) -> bool:
        """Whether text with these run properties, in a paragraph of this style, is hidden.

        A direct setting decides; the paragraph's and the character style's else cancel each
        other (17.7.3, toggle properties).
        """
        direct = switch_value(find(properties, "vanish"))
        if direct is not None:
            return direct
        by_paragraph = self._hidden_by(style)
        by_character = self._hidden_by(text_value(find(properties, "rStyle")))
        return self._hides_by_default or by_paragraph != by_character

    def number_use(self, properties: _Element | None) -> NumberUse:
        """Where the paragraph's own properties, then its style's, place it in a list."""
        style = self.paragraph_style(properties)
        if style not in self._uses:
            use = NO_NUMBER
            for element in self._line(style):
                use = use.over(_stated_use(find(element, "pPr", "numPr")))
            self._uses[style] = use
        return _stated_use(find(properties, "numPr")).over(self._uses[style])

    def instance_of(self, style: str) -> str | None:
        """The list instance that a numbering style stands for; None where there is none."""
        return _stated_use(find(self._elements.get(style), "pPr", "numPr")).instance

    def _hidden_by(self, style: str) -> bool:
        if style not in self._hidden:
            stated = (switch_value(find(e, "rPr", "vanish")) for e in self._line(style))
            self._hidden[style] = next((hidden for hidden in stated if hidden is not None), False)
        return self._hidden[style]

    def _line(self, style: str) -> Iterator[_Element]:
        """The style, then what it is based on, and so on."""
        seen: set[str] = set()
        while style in self._elements and style not in seen and len(seen) < _LONGEST_LINE:
            seen.add(style)
            yield self._elements[style]
            style = text_value(find(self._elements[style], "basedOn"))


def styles_of(root: _Element | None) -> Styles:
    """The styles of a styles part; none where the document has no such part."""
    if root is None:
        return Styles()
    elements = {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style")}
    default = next((name for name, s in elements.items() if _is_default_paragraph(s)), "")
    hides = switch_value(find(root, "docDefaults", "rPrDefault", "rPr", "vanish"))
    return Styles(elements, default, bool(hides))


def _is_default_paragraph(style: _Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}


def _stated_use(properties: _Element | None) -> NumberUse:
    if properties is None:
        return NO_NUMBER
    instance = find(properties, "numId")
    level = find(properties, "ilvl")
    return NumberUse(
        None if instance is None else text_value(instance),
        None if level is None else number_value(level, 0),
    )
