"""Whether pictures can be read here: the recogniser's models, and a line of print as a trial."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

WORDS = "2024"
"""What is read as a trial, in figures: Pillow's own font has no Chinese."""
_MODELS = ("*_det_*.onnx", "*_rec_*.onnx")
"""One finds lines of print, the other reads them."""


def missing_models() -> tuple[str, ...]:
    """The kinds of model that are not in the package; asked first: they would be downloaded."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return _MODELS
    folder = Path(spec.origin).parent / "models"
    return tuple(kind for kind in _MODELS if not any(folder.glob(kind)))


def words_read() -> str:
    """What the recogniser makes of WORDS."""
    import numpy as np  # noqa: PLC0415 - slow to load, as are the others
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

    from parsers.scan.recogniser import recognised  # noqa: PLC0415

    line = Image.new("L", (110, 44), "white")
    ImageDraw.Draw(line).text((8, 4), WORDS, fill="black", font=ImageFont.load_default(36))
    (signs,) = recognised([np.array(line)], 1)
    return "".join(sign.character for sign in signs)
