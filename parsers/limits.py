"""How much of a file may be read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file; hitting one raises TooLarge.

    `file_bytes` is its size on disk, `inflated_bytes` the sum of its unpacked parts,
    `inflation` the greatest ratio between the two for a part over 1 MiB, `parts` the number of
    members of a package, `pages` of pages, `cells` of cells over all tables, `depth` the nesting
    of elements or tables, `pixels` those of one picture of a page: A3 at 600 dots an inch has
    70 million. `threads` is how many cores one file may take, 0 for all.

    Of an archive `members` is the number of files that are taken out of it, those of archives
    within it included, `nesting` how deep archives may lie in one another (both as Apache Tika has
    them), and `inflation` the ratio between all that is taken out and the archive.
    """

    file_bytes: int = 200 * MIB
    inflated_bytes: int = 1024 * MIB
    inflation: int = 200
    parts: int = 10_000
    pages: int = 1_000
    cells: int = 1_000_000
    depth: int = 100
    pixels: int = 100_000_000
    threads: int = 0
    members: int = 1_000
    nesting: int = 10


DEFAULT_LIMITS = Limits()
