"""Chinese running text: line wraps joined, blanks and widths brought into form.

Brackets, commas, colons and semicolons are full width, digits and letters half width, and no
blank stands between Chinese characters. Translation goes by character and context: NFKC over a
whole text would spoil ①, m² and （.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .model import Field, Repair, Value

if TYPE_CHECKING:
    from parsers.model import Source

HAN = "㐀-䶿一-鿿豈-﫿〇𠀀-𱍏"
"""Chinese characters, for use within a character class."""

_BLANK = r"[\s\u00a0\u3000\u200b-\u200f\u2060\ufeff]"
_BLANKS = re.compile(_BLANK + "+")
_WRAP = re.compile(r"[ \t\u3000]*\n[ \t\u3000]*")
_LOOSE_BLANKS = re.compile(rf"(?<![A-Za-z]){_BLANK}+|{_BLANK}+(?![A-Za-z])")
_HAS_HAN = re.compile(f"[{HAN}]")

_WIDE: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDE |= {code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)}
_WIDE |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)}
_WIDE |= {ord("％"): "%", ord("．"): ".", ord("＋"): "+", ord("／"): "/", ord("－"): "-"}
_RADICALS = {ord("⻓"): "长", ord("⻔"): "门", ord("⻋"): "车", ord("⻅"): "见", ord("⻩"): "黄"}
_RADICALS |= {ord("⻢"): "马", ord("⻛"): "风", ord("⻜"): "飞", ord("⻘"): "青", ord("⻄"): "西"}
_NARROW = {"(": "（", ")": "）", ";": "；", ",": "，", ":": "："}
_MARKS = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[();]")


def squeezed(text: str) -> str:
    """The text without any blanks or line feeds."""
    return _BLANKS.sub("", text)


def unwrapped(text: str) -> str:
    """The text with its lines joined, as it was before it was laid out.

    A blank is put only between two Latin words.
    """
    stripped = text.strip()
    return _WRAP.sub(lambda m: _glue(stripped, m), stripped)


def narrowed(text: str) -> str:
    """The text with digits, letters, per cent and decimal points in half width."""
    return text.translate(_WIDE)


def punctuated(text: str) -> str:
    """Chinese text with brackets, commas, colons and semicolons in full width.

    Text without Chinese characters is left as it is, and so are commas and colons between digits
    (1,000 and 9:30).
    """
    if not _HAS_HAN.search(text):
        return text
    return _MARKS.sub(lambda m: _NARROW[m.group()], text)


def compact(text: str) -> str:
    """The text without blanks, but for those between Latin words."""
    return _LOOSE_BLANKS.sub("", text.strip())


def clean(text: str) -> str:
    """The text in the form that the dataset publishes."""
    return punctuated(compact(narrowed(unwrapped(text)).translate(_RADICALS)))


def canonical(text: str) -> str:
    """What two texts that say the same have in common: for comparison, not for publication.

    Blanks, widths, quotation marks and marks between words do not count.
    """
    return _IGNORED.sub("", clean(text)).lower()


_IGNORED = re.compile(
    r"[\s“”‘’\"'「」『』、，。；：·.,;:!！?？（）()〔〕\[\]【】《》<>〈〉—\-_～~]"
)


def text_of(source: Source, field: Field) -> Value[str]:
    """The clean text of a cell; None where it is blank. Line wraps are layout, not damage."""
    raw = unwrapped(source.text)
    after = clean(source.text)
    if not after:
        return Value(None, source)
    if raw == after:
        return Value(after, source)
    return Value(after, source, (_repair(field, raw, after),))


def _repair(field: Field, before: str, after: str) -> Repair:
    if squeezed(before) == squeezed(after):
        return Repair(field, before, after, "text.blanks", 0.99, "去掉了汉字之间多余的空格")
    evidence = "标点改为全角，数字、字母改为半角"
    return Repair(field, before, after, "text.width", 0.99, evidence)


def _glue(text: str, wrap: re.Match[str]) -> str:
    before, after = text[: wrap.start()][-1:], text[wrap.end() :][:1]
    both = before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
    return " " if both else ""
