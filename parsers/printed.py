"""Characters that a file's fonts name otherwise than they print them.

Fonts such as Noto and Source Han give one shape to a character and to the radical of the same
form, and the file's table back to Unicode names the radical: ⽬标 is printed, and meant, as 目标.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MOST_NAMELESS = 0.05
"""Of a page's characters: bullets and ticks of symbol fonts have no names, and are few."""

# The forms of the CJK Radicals Supplement that are whole characters of their own; Unicode has no
# decompositions for them (EquivalentUnifiedIdeograph.txt lists them).
_SUPPLEMENT = (
    "⺠民⺬示⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻚页⻛风⻜飞"
    "⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)
_KANGXI = range(0x2F00, 0x2FD6)
_LINE_END_HYPHENS = (0x02, 0xFFFE, 0xAD)
_INVISIBLE = (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)

_CODES: dict[int, str] = {code: unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI}
_CODES |= {ord(a): b for a, b in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)}
_CODES |= dict.fromkeys(_LINE_END_HYPHENS, "-")
_CODES |= dict.fromkeys(_INVISIBLE, "")
_CODES |= {code: "" for code in range(0x20) if code not in _LINE_END_HYPHENS}
_CODES |= dict.fromkeys((0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F), " ")
_CODES[0] = "\ufffd"
_PRINTED = {chr(code): printed for code, printed in _CODES.items()}
_ODD = np.array(sorted(_CODES), dtype=np.uint32)


_NAMELESS = re.compile("[\ufffd\ue000-\uf8ff]")


def letters_printed(text: str) -> NDArray[np.str_]:
    """As `as_printed` of each character of a text."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    letters = codes.view("<U1") if len(codes) else np.empty(0, dtype="<U1")
    odd = np.flatnonzero(np.isin(codes, _ODD))
    if len(odd):
        letters = letters.copy()
        letters[odd] = [as_printed(text[index]) for index in odd.tolist()]
    return letters


def as_printed(character: str) -> str:
    """The character that is seen; empty for one that leaves no trace.

    A character without a name in the file (code 0) becomes the replacement character.
    """
    return _PRINTED.get(character, character)


def nameless_faults(letters: Sequence[str]) -> tuple[str, ...]:
    """What is to be said of a page on which too many characters are nameless."""
    nameless = len(_NAMELESS.findall("".join(letters)))
    if nameless <= MOST_NAMELESS * len(letters):
        return ()
    return (f"有 {nameless} 个字没有编码，读不出是什么字",)
