"""Grids of consecutive pages -> one Grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Block


def stitched(pages: tuple[tuple[Block, ...], ...]) -> tuple[Block, ...]:
    return tuple(b for blocks in pages for b in blocks)
