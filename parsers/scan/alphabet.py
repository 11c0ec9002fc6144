"""The characters that the recogniser knows -> those that can stand in Chinese official text.

The recogniser reads Japanese and emoji too: a remnant of a rule is a ー to it, a 力 sometimes a カ.
What cannot stand there is never read; where it has the shape of a character that can, it speaks for
that one. Two widths of one mark are one mark: how likely it is, they tell together.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

SAME_SHAPE = dict(zip("ーニハカエトロタミ", "一二八力工卜口夕三", strict=True))
"""Kana that print like a Chinese character."""
FIRST_EMOJI = 0x1F000
_FOREIGN = ("HIRAGANA", "KATAKANA", "HALFWIDTH", "HANGUL", "CYRILLIC", "COPTIC", "ARABIC")


@dataclass(frozen=True, slots=True, eq=False)
class Alphabet:
    """The recogniser's classes: what each says, and which count as others.

    `silent` are those that are never read. Those of `givers` speak for those of `takers`, one for
    one: a kana for the character of its shape. Those of `wide` are those of `narrow`, one for one,
    in full width.
    """

    characters: tuple[str, ...]
    silent: NDArray[np.intp]
    givers: NDArray[np.intp]
    takers: NDArray[np.intp]
    wide: NDArray[np.intp]
    narrow: NDArray[np.intp]

    def spoken(self, steps: NDArray[np.float32]) -> NDArray[np.float32]:
        """How likely each class is at each step, (steps, classes), without those never read."""
        heard = steps.copy()
        heard[:, self.takers] += heard[:, self.givers]
        heard[:, self.silent] = 0
        return heard

    def together(self, spoken: NDArray[np.float32]) -> NDArray[np.float32]:
        """The same with both widths of a mark as one, in the place of the narrow one."""
        joined = spoken.copy()
        joined[:, self.narrow] += joined[:, self.wide]
        joined[:, self.wide] = 0
        return joined

    def written(self, likely: NDArray[np.float32], joined: int) -> str:
        """What a class says: of two widths the likelier one, by the classes' own likelihoods."""
        twins = self.wide[self.narrow == joined]
        return self.characters[max((joined, *twins.tolist()), key=likely.__getitem__)]


def alphabet_of(characters: Sequence[str]) -> Alphabet:
    """What the recogniser's classes, of which the first says nothing, are to us."""
    index = {c: n for n, c in enumerate(characters)}
    shapes = [(index[k], index[h]) for k, h in SAME_SHAPE.items() if k in index and h in index]
    widths = list(_widths(index))
    silent = [n for n, c in enumerate(characters) if n and _is_foreign(c)]
    return Alphabet(
        tuple(characters),
        np.array(silent, np.intp),
        *(np.array([pair[side] for pair in shapes], np.intp) for side in (0, 1)),
        *(np.array([pair[side] for pair in widths], np.intp) for side in (0, 1)),
    )


def _widths(index: dict[str, int]) -> Iterator[tuple[int, int]]:
    for code in range(0xFF01, 0xFF5F):
        wide, narrow = chr(code), chr(code - 0xFEE0)
        if wide in index and narrow in index:
            yield index[wide], index[narrow]


def _is_foreign(character: str) -> bool:
    if any(
        ord(c) >= FIRST_EMOJI and not unicodedata.category(c).startswith("Lo") for c in character
    ):
        return True
    name = unicodedata.name(character[:1], "")
    latin = name.startswith("LATIN") and not character.isascii()
    return latin or name.startswith(_FOREIGN)
