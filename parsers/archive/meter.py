"""How much comes out of an archive, counted as it comes: no header is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.errors import TooLarge
from parsers.limits import MIB

if TYPE_CHECKING:
    from parsers.limits import Limits

RATIO_FLOOR = 32 * MIB
"""Bytes that any archive may unpack to, whatever the ratio: a blank page scanned at 300 dpi in
colours, uncompressed, has 26 MB and packs a thousandfold."""


class Overfull(TooLarge):
    """More was taken out of an archive than may be, archives within it included."""


class Bomb(TooLarge):
    """An archive unpacks to far more than its size."""


class Meter:
    """Counts the bytes that come out of one archive, and stops what comes without end."""

    def __init__(self, limits: Limits, packed_bytes: int) -> None:
        self._most = limits.inflated_bytes
        self._ratio = limits.inflation
        self._suspicious = max(RATIO_FLOOR, packed_bytes * limits.inflation)
        self._count = 0

    def count(self, size: int) -> None:
        """So many bytes more have come out.

        Raises:
            Overfull, Bomb: they are too many.
        """
        self._count += size
        if self._count > self._most:
            raise self.overfull()
        if self._count > self._suspicious:
            raise Bomb(f"解压后是压缩包的 {self._ratio} 倍以上，疑为压缩炸弹，没有读取")

    def overfull(self) -> Overfull:
        """What is raised where too much has come out."""
        return Overfull(f"解压后的内容超过 {self._most // MIB} MiB 的上限，请拆分后再报送")
