"""Chinese running text: line wraps joined, blanks and widths brought into form.

Brackets, commas, colons and semicolons are full width, digits and letters half width, and no
blank stands between Chinese characters. Translation goes by character and context: NFKC over a
whole text would spoil ①, m² and （.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from .model import Field, Repair, Value

if TYPE_CHECKING:
    from parsers.model import Source

HAN = "㐀-䶿一-鿿豈-﫿〇𠀀-𱍏"
"""Chinese characters, for use within a character class."""

REMEMBERED = 4096
"""Texts whose forms are remembered: a form has about a thousand, and asks for each many times."""

_BLANK = r"\s\u00a0\u3000\u200b-\u200f\u2060\ufeff"
_BLANKS = re.compile(f"[{_BLANK}]+")
_HAS_HAN = re.compile(f"[{HAN}]")

_WIDE: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDE |= {code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)}
_WIDE |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)}
_WIDE |= {ord("％"): "%", ord("．"): ".", ord("＋"): "+", ord("／"): "/", ord("－"): "-"}
_HAS_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％．＋／－]")
_HAS_SAME_SHAPE = re.compile("[⺀-⿕豈-\ufada]")
_COMPATIBLE = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))
_SAME_SHAPE: dict[int, int | str] = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE
}
# Unicode gives the simplified radicals of this block no decomposition.
_SAME_SHAPE |= dict(
    zip(
        map(ord, "⺠⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳"),
        "民母虎西见角贝车长门青韦页风飞马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
_NARROW = {"(": "（", ")": "）", ";": "；", ",": "，", ":": "："}
_MARKS = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[();]")
_YEAR = re.compile(
    rf"(?<![0-9])(?:1[{_BLANK}]*9|2[{_BLANK}]*0)(?:[{_BLANK}]*[0-9]){{2}}[{_BLANK}]*年"
)
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_IGNORED = re.compile(
    rf"[{_BLANK}“”‘’\"'「」『』、，。；：·.,;:!！?？（）()〔〕\[\]【】《》<>〈〉—\-_～~]+"
)


@lru_cache(maxsize=REMEMBERED)
def squeezed(text: str) -> str:
    """The text without any blanks or line feeds."""
    return _BLANKS.sub("", text)


@lru_cache(maxsize=REMEMBERED)
def unwrapped(text: str) -> str:
    """The text with its lines joined, as it was before it was laid out.

    A blank is put only between two Latin words.
    """
    lines = [line.strip() for line in text.strip().splitlines()]
    joined = ""
    for line in filter(None, lines):
        latin = _is_latin(joined[-1:]) and _is_latin(line[0])
        joined += f" {line}" if latin else line
    return joined


@lru_cache(maxsize=REMEMBERED)
def narrowed(text: str) -> str:
    """The text with digits, letters, per cent and decimal points in half width."""
    return text.translate(_WIDE) if _HAS_WIDE.search(text) else text


def unified(text: str) -> str:
    """The text with radicals and compatibility characters (⻓, 凉) as plain ones, one for one.

    PDF fonts put them in the place of the characters that they look the same as.
    """
    return text.translate(_SAME_SHAPE) if _HAS_SAME_SHAPE.search(text) else text


def punctuated(text: str) -> str:
    """Chinese text with brackets, commas, colons and semicolons in full width.

    Text without Chinese characters is left as it is, and so are commas and colons between digits
    (1,000 and 9:30).
    """
    if not _HAS_HAN.search(text):
        return text
    return _MARKS.sub(lambda m: _NARROW[m.group()], text)


def compact(text: str) -> str:
    """The text without blanks, but for one between Latin words or numbers.

    Two numbers joined would be a third, unless they are a year (20 24年); and where all characters
    stand apart, as in spaced-out titles, the blanks between digits say nothing either.
    """
    pieces = list(filter(None, _BLANKS.split(text)))
    if all(len(piece) == 1 for piece in pieces):
        return squeezed(text)
    return _BLANKS.sub(_gap, _YEAR.sub(lambda year: squeezed(year.group()), text))


@lru_cache(maxsize=REMEMBERED)
def clean(text: str) -> str:
    """The text in the form that the dataset publishes."""
    return punctuated(compact(narrowed(unified(unwrapped(text)))))


@lru_cache(maxsize=REMEMBERED)
def canonical(text: str) -> str:
    """What two texts that say the same have in common: for comparison, not for publication.

    Blanks, widths, quotation marks and marks between words do not count.
    """
    return _IGNORED.sub("", clean(text)).lower()


@cache
def is_common(character: str) -> bool:
    """Whether a character is none of Chinese, or of the national set of simplified ones.

    GB/T 2312 has all that official texts need; rare names have others.
    """
    if character < "\u2e80":
        return True
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def digits_in(text: str) -> tuple[str, ...]:
    """The figures that a text holds (15, 98.5), in order."""
    return tuple(_FIGURE.findall(narrowed(text)))


def without_blanks(text: str) -> tuple[str, list[int]]:
    """A text without blanks and line breaks, and where each of its characters stands in it."""
    places = [at for at, character in enumerate(text) if not character.isspace()]
    return "".join(text[at] for at in places), places


def text_of(source: Source, field: Field) -> Value[str]:
    """The clean text of a cell; None where it is blank. Line wraps are layout, not damage."""
    after = clean(source.text)
    if not after:
        return Value(None, source)
    raw = unwrapped(source.text)
    if raw == after:
        return Value(after, source)
    return Value(after, source, (_repair(field, raw, after),))


def _repair(field: Field, before: str, after: str) -> Repair:
    if squeezed(before) == squeezed(after):
        return Repair(field, before, after, "text.blanks", 0.99, "去掉了汉字之间多余的空格")
    evidence = "标点改为全角，数字、字母改为半角，部首字改为通用字"
    return Repair(field, before, after, "text.width", 0.99, evidence)


def _gap(blanks: re.Match[str]) -> str:
    """One blank between two Latin letters or digits, else none."""
    text = blanks.string
    before, after = (
        text[max(blanks.start() - 1, 0) : blanks.start()],
        text[blanks.end() : blanks.end() + 1],
    )
    both = before.isalnum() and after.isalnum() and (before + after).isascii()
    return " " if both else ""


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
