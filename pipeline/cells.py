"""How values that are no plain texts or numbers are written in a cell."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.model import Place


def joined(names: tuple[str, ...] | None) -> str:
    """Several names in one cell."""
    return "、".join(names or ())


def box_text(place: Place | None) -> str:
    """来源框: `x0,y0,x1,y1` in points, empty where there is no box."""
    if place is None or place.box is None:
        return ""
    box = place.box
    return ",".join(f"{side + 0.0:.1f}" for side in (box.x0, box.y0, box.x1, box.y1))


def share(part: float) -> Decimal:
    """A share between 0 and 1, to the hundredth."""
    return Decimal(str(round(part, 2)))
