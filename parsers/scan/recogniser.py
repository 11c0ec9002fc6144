"""Pictures of single lines -> their texts, with how sure each character is, or what else it is.

The recogniser is PP-OCRv6 (small), whose weights come in the wheel of rapidocr. It reads a line
from left to right in steps of some pixels, and gives at each step how likely every character is.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from parsers.cores import cores

from .alphabet import alphabet_of
from .decode import signs_in
from .ink import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from .alphabet import Alphabet
    from .decode import Signs
    from .ink import Tones

HEIGHT = 48
"""Pixels: the height of line that the recogniser was trained on."""
NARROWEST = 32
"""Pixels: narrower lines are filled up with paper."""
WIDEST = 3200
"""Pixels: no line of print is wider than 66 times its height; a wider strip is pressed together."""
BATCH_PIXELS = 3 * 48 * 320
"""Pixels of a batch, or a single line: larger ones are slower and take more memory."""
BESIDE, ABOVE = 0.25, 0.07
"""Paper put around a line, in its heights: beside it, and above and below. Of 60 lines of a 200 dpi
scan the recogniser lost 6 of the brackets that end or begin a line without, and none with it."""


def recognised(lines: Sequence[Tones], threads: int) -> list[Signs]:
    """What each of these pictures of a line says, in their order.

    Args:
        lines: print dark on light, each cut to its line with a little air around it.
        threads: cores to be used at once; 0 for all.
    """
    model = _model()
    aired = [_aired(line) for line in lines]
    results: list[Signs] = [()] * len(lines)

    def read(numbers: Sequence[int]) -> None:
        widths = [_width(aired[n]) for n in numbers]
        room = max(NARROWEST, *widths)
        batch = np.stack(
            [_prepared(aired[n], w, room) for n, w in zip(numbers, widths, strict=True)]
        )
        for number, width, steps in zip(numbers, widths, model.read(batch), strict=True):
            results[number] = signs_in(steps, room / width, model.alphabet)

    # The longest first, so that no core is left with a long one in the end.
    batches = list(_batches([_width(line) for line in aired]))[::-1]
    list(_pool(threads or cores()).map(read, batches))
    return results


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads)


@dataclass(frozen=True, slots=True)
class _Model:
    session: object
    alphabet: Alphabet

    def read(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """(lines, steps, characters): how likely each character is at each step."""
        return self.session(batch)  # type: ignore[operator, no-any-return]


@cache
def engine(threads: int) -> Any:  # noqa: ANN401 - a foreign object
    """The engine that holds the models, none of them loaded yet, running on so many threads."""
    _keep_to_ourselves()
    from rapidocr import RapidOCR  # noqa: PLC0415 - slow to import, and needed by scans only

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Det.limit_type": "max",  # small parts are not to be enlarged
            "Det.limit_side_len": 4096,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _keep_to_ourselves() -> None:
    """Keeps ONNX Runtime from telling its makers which models run where."""
    # From 1.29 on it does so on Linux unless this is set before it is loaded; its own
    # disable_telemetry_events() comes too late, and leaves a file in the folder for scratch.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


@cache
def _model() -> _Model:
    # Batches run side by side, each on one core: two cores together on one batch need a quarter
    # more time of both.
    recogniser = engine(1)._load_rec_model()  # noqa: SLF001 - the one way to the bare model
    return _Model(recogniser.session, alphabet_of(recogniser.postprocess_op.character))


def _aired(line: Tones) -> Tones:
    """The line with paper around it; a bracket at its end is not seen where it touches the edge."""
    beside, above = (round(share * line.shape[0]) for share in (BESIDE, ABOVE))
    return np.pad(line, ((above, above), (beside, beside)), constant_values=PAPER)


def _width(line: Tones) -> int:
    rows, columns = line.shape
    width: int = round(columns * HEIGHT / rows)
    return min(max(1, width), WIDEST)


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of lines of similar width, narrow ones first."""
    batch: list[int] = []
    for number in sorted(range(len(widths)), key=widths.__getitem__):
        if batch and (len(batch) + 1) * max(widths[number], NARROWEST) * HEIGHT > BATCH_PIXELS:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _prepared(line: Tones, width: int, room: int) -> NDArray[np.float32]:
    shrinks = line.shape[0] > HEIGHT
    method = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    scaled = cv2.resize(line, (width, HEIGHT), interpolation=method)
    filled = np.zeros((HEIGHT, room), np.float32)
    filled[:, :width] = scaled.astype(np.float32) / 127.5 - 1
    return np.broadcast_to(filled, (3, HEIGHT, room))
