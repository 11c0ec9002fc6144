"""Cut a dictionary of Chinese words with their counts down to what reading in context needs.

python benchmarks/word_counts.py dict.txt

`dict.txt` is that of jieba: a word, its count and its class on each line. Written are, into
normalizers/data, `words.tsv`: the words of up to four characters of GB/T 2312, those of several
only with a count of five or more; and `given.tsv`: in how many names of people each character
stands behind a Chinese surname.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from normalizers.surnames import has_surname

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATA = Path(__file__).parents[1] / "normalizers" / "data"
LONGEST, FEWEST = 4, 5


def main(dictionary: str) -> None:
    """Write both tables."""
    entries = list(_entries(Path(dictionary).read_text("utf-8").splitlines()))
    words = {w: n for w, n, _ in entries if len(w) == 1 or (len(w) <= LONGEST and n >= FEWEST)}
    names = (w for w, _, kind in entries if kind == "nr" and len(w) in {2, 3} and has_surname(w))
    given = Counter(character for name in names for character in name[1:])
    _write("words.tsv", words.items())
    _write("given.tsv", given.items())


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    for line in lines:
        word, count, kind = line.split(" ")
        if _is_simplified(word):
            yield word, int(count), kind


def _is_simplified(word: str) -> bool:
    try:
        return len(word.encode("gb2312")) == 2 * len(word)
    except UnicodeEncodeError:
        return False


def _write(name: str, rows: Iterable[tuple[str, int]]) -> None:
    likely = sorted(rows, key=lambda row: (-row[1], row[0]))
    (DATA / name).write_text("".join(f"{text}\t{count}\n" for text, count in likely), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
