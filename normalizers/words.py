"""How likely a run of Chinese characters is, by the words that it falls into and their counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 4
"""Characters of the longest word that is counted."""

UNKNOWN = 0.5
"""The count of a character that stands in no dictionary."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language, with how often each stands in `total` words of text."""

    counts: Mapping[str, int]
    total: int

    def likelihood(self, text: str) -> float:
        """The logarithm of the chance of the likeliest words that make up a text; 0 of none."""
        return self._best(text)[-1][0]

    def parted(self, text: str) -> tuple[str, ...]:
        """The likeliest words that make up a text, in order."""
        best = self._best(text)
        words: list[str] = []
        end = len(text)
        while end:
            start = best[end][1]
            words.append(text[start:end])
            end = start
        return tuple(reversed(words))

    def _best(self, text: str) -> list[tuple[float, int]]:
        """For each end in the text, the chance of what stands before, and its last word's start."""
        best = [(0.0, 0)]
        for end in range(1, len(text) + 1):
            starts = range(max(0, end - LONGEST), end)
            best.append(
                max((best[start][0] + self._of(text[start:end]), start) for start in starts)
            )
        return best

    def _of(self, word: str) -> float:
        count = self.counts.get(word, UNKNOWN if len(word) == 1 else 0)
        return log(count / self.total) if count else float("-inf")


@cache
def known_words() -> Words:
    """The words of a general dictionary: see data/README.md."""
    counts = _counts_of("words.tsv")
    return Words(counts, sum(counts.values()))


@cache
def given_names() -> Mapping[str, int]:
    """The characters of given names, each with the number of names in which it stands."""
    return _counts_of("given.tsv")


def _counts_of(name: str) -> dict[str, int]:
    table = resources.files("normalizers") / "data" / name
    rows = (line.split("\t") for line in table.read_text("utf-8").splitlines())
    return {word: int(count) for word, count in rows}
