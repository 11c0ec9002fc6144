"""The characters that stand on a page, whatever file it came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .upright import Numbers


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters with their boxes and origins in the page's own coordinates (y upward).

    `boxes` has the columns left, top, right, bottom, and is as wide as the pen advances; `origins`
    has the x and y of the pen on the baseline; `sizes` are the type sizes in points. `angles` are
    the directions of writing in degrees against the clock. `runs` numbers the painting operations:
    glyphs of one number were painted in one go. `parted` says where there is a blank, or a new
    line, before a glyph although none is painted.
    """

    letters: NDArray[np.str_]
    boxes: Numbers
    origins: Numbers
    sizes: Numbers
    angles: Numbers
    runs: NDArray[np.int64]
    parted: NDArray[np.bool_]

    def only(self, kept: NDArray[np.bool_]) -> Glyphs:
        """The glyphs for which `kept` is true."""
        return Glyphs(
            self.letters[kept],
            self.boxes[kept],
            self.origins[kept],
            self.sizes[kept],
            self.angles[kept],
            self.runs[kept],
            self.parted[kept],
        )


def joined(first: Glyphs, second: Glyphs) -> Glyphs:
    """The glyphs of both, one after the other."""
    return Glyphs(
        np.concatenate((first.letters, second.letters)),
        np.concatenate((first.boxes, second.boxes)),
        np.concatenate((first.origins, second.origins)),
        np.concatenate((first.sizes, second.sizes)),
        np.concatenate((first.angles, second.angles)),
        np.concatenate((first.runs, second.runs)),
        np.concatenate((first.parted, second.parted)),
    )
