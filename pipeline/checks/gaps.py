"""Where a section's numbering skips."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Indicator

    Parts = tuple[int, ...]
    Numbered = tuple[Indicator, Parts | None]


def gaps_in(
    rows: tuple[Numbered, ...], separator: str
) -> Iterator[tuple[Indicator, tuple[str, ...]]]:
    """The rows before which numbers are missing, with those numbers or groups.

    `separator` stands between the parts of a number.

    Rows whose number is invalid or repeated (parts None) stand for a number each: a row just
    behind them misses nothing that they may be.
    """
    present = {parts[:depth] for _, parts in rows if parts for depth in range(1, len(parts) + 1)}
    stand_ins = 0
    for indicator, parts in rows:
        if parts is None:
            stand_ins += 1
            continue
        missing = _missing_before(parts, present)
        if len(missing) > stand_ins:
            yield indicator, tuple(separator.join(str(p) for p in m) for m in missing)
        stand_ins = 0


def _missing_before(parts: Parts, present: set[Parts]) -> tuple[Parts, ...]:
    """The siblings just below that are absent; before the first of a group, the groups."""
    while len(parts) > 1:
        below = [(*parts[:-1], n) for n in range(1, parts[-1])]
        if below:
            last = max((i for i, p in enumerate(below) if p in present), default=-1)
            return tuple(below[last + 1 :])
        parts = parts[:-1]
    return ()
