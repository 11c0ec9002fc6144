"""Characters of a PDF page that lie beneath a picture: recognisers put their text there, too."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from .foreign import ADDRESS, address_of, addressed, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .drawn import Photo
    from .written import Glyphs

_rendered = addressed("FPDFImageObj_GetRenderedBitmap", ADDRESS, ADDRESS, ADDRESS)
_is_blended = counted("FPDFPageObj_HasTransparency", ADDRESS)
OPAQUE = 255


def is_buried(
    page: pypdfium2.PdfPage, photos: Sequence[Photo], glyphs: Glyphs
) -> NDArray[np.bool_]:
    """Which characters a picture that is painted later hides."""
    buried = np.zeros(len(glyphs.letters), dtype=bool)
    across, down = glyphs.boxes[:, [0, 2]].mean(axis=1), glyphs.boxes[:, [1, 3]].mean(axis=1)
    for photo in photos:
        e = photo.extent
        beneath = glyphs.runs < photo.order
        beneath &= (e.left < across) & (across < e.right) & (e.bottom < down) & (down < e.top)
        if (beneath & ~buried).any() and _is_opaque(page, photo):
            buried |= beneath
    return buried


def _is_opaque(page: pypdfium2.PdfPage, photo: Photo) -> bool:
    """Whether nothing shows through a picture: no mask, no blending with what lies beneath."""
    if _is_blended(photo.address):
        return False
    raw = _rendered(address_of(page.pdf), address_of(page), photo.address)
    if not raw:
        return False
    bitmap = pypdfium2.PdfBitmap.from_raw(ctypes.cast(raw, pdfium.FPDF_BITMAP))
    try:
        pixels = bitmap.to_numpy()
        return bitmap.format != pdfium.FPDFBitmap_BGRA or int(pixels[:, :, 3].min()) == OPAQUE
    finally:
        bitmap.close()
