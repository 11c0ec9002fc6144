"""What a paragraph shows: its runs as one text, and the text boxes anchored in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.word.names import MATH, MC, VML, W, alternative, find, is_prompt
from parsers.word.symbols import symbol_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from parsers.word.styles import Styles

_TEXTS = frozenset({f"{W}t", f"{MATH}t"})
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
# Properties, deleted text, the instructions of fields and the reading aids over characters.
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr",
        "del", "moveFrom", "delText", "instrText", "delInstrText", "ffData", "fldData", "rt",
    )
)  # fmt: skip
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_XML_BLANKS = " \t\r\n"
_LINE_ENDS = str.maketrans("\r\n", "  ")


@dataclass(slots=True)
class Line:
    """The text of one paragraph as it is gathered, and the text boxes anchored in it."""

    _styles: Styles
    _style: str
    pieces: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)
    _instructing: int = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.pieces)

    def gather(self, parent: _Element, font: _Element | None = None) -> None:
        """Add what stands below an element; `font` holds the properties of the run around it."""
        for child in parent:
            if child.tag not in _SKIPPED:
                self._gather_child(child, font)

    def _gather_child(self, child: _Element, font: _Element | None) -> None:
        tag = child.tag
        if tag == f"{W}r":
            self._gather_run(child)
        elif tag in _TEXTS:
            self._add(_content(child))
        elif tag in _CHARACTERS:
            self._add(_CHARACTERS[tag])
        elif tag == f"{W}sym":
            self._add(_symbol(child))
        elif tag == f"{W}fldChar":
            self._follow_field(child.get(f"{W}fldCharType", ""))
        elif tag == f"{W}txbxContent":
            self.boxes.append(child)
        elif tag == f"{VML}textpath":
            self._add(child.get("string", ""))
        else:
            self._gather_wrapped(child, font)

    def _gather_run(self, run: _Element) -> None:
        font = find(run, "rPr")
        if not self._styles.hides(self._style, font):
            self.gather(run, font)

    def _gather_wrapped(self, child: _Element, font: _Element | None) -> None:
        if child.tag == f"{MC}AlternateContent":
            branch = alternative(child)
            if branch is not None:
                self.gather(branch, font)
        elif child.tag != f"{W}sdt" or not is_prompt(child):
            self.gather(child, font)

    def _add(self, text: str) -> None:
        if not self._instructing:
            self.pieces.append(text)

    def _follow_field(self, kind: str) -> None:
        """Fields nest; between begin and separate stands an instruction (17.16.18)."""
        if kind == "begin":
            self._fields.append(True)
            self._instructing += 1
        elif self._fields and kind in {"separate", "end"}:
            self._instructing -= self._fields.pop()
            if kind == "separate":
                self._fields.append(False)


def _content(element: _Element) -> str:
    text = element.text or ""
    if element.get(_SPACE) != "preserve":
        text = text.strip(_XML_BLANKS)
    return text.translate(_LINE_ENDS)


def _symbol(element: _Element) -> str:
    try:
        character = chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return symbol_text(character, element.get(f"{W}font", ""))
