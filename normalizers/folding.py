"""A text with its widths and blanks evened out, that still knows where each character stood."""

from __future__ import annotations

from dataclasses import dataclass

from .text import narrowed, squeezed, unified


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in half width, each run of blanks as one: a line feed if it holds one, else a space.

    `positions` holds where each character stands in the original.
    """

    text: str
    original: str
    positions: tuple[int, ...]

    def start(self, index: int) -> int:
        """Where the character at this index of the folded text begins in the original."""
        return self.positions[index]

    def end(self, index: int) -> int:
        """Where the character before this index of the folded text ends in the original."""
        return self.positions[index - 1] + 1


def folded(text: str) -> Folded:
    """The text, folded; blanks at its ends are left out."""
    plain = unified(narrowed(text))
    kept: list[str] = []
    positions: list[int] = []
    for index, character in enumerate(plain):
        blank = not squeezed(character)
        if not blank:
            kept.append(character)
        elif kept and kept[-1] in " \n":
            kept[-1] = "\n" if "\n" in kept[-1] + character else " "
            continue
        else:
            kept.append("\n" if character == "\n" else " ")
        positions.append(index)
    return Folded("".join(kept), text, tuple(positions))
