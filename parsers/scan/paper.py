"""The sheet of paper in a photograph, seen from straight above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parsers.picture import Pixels

    from .ink import Flags

COARSE = 640
"""Pixels of the longer side, at which the sheet is looked for."""
SMALLEST, LARGEST = 0.3, 0.96
"""Of the picture, that a sheet with something around it covers."""
ROUNDED = 0.02
"""Of its outline's length, by which a sheet may differ from a quadrangle: curled edges, thumbs."""
DARKER = 0.8
"""Lightness of what lies around a sheet, against the sheet, at most."""
CORNERS = 4


def sheet_in(pixels: Pixels) -> Pixels:
    """The sheet that a photograph shows, straightened; the picture as it is where there is none."""
    rows, columns = pixels.shape[:2]
    share = COARSE / max(rows, columns)
    small = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    corners = _corners(cv2.GaussianBlur(small.max(axis=2), (5, 5), 0))
    if corners is None:
        return pixels
    corners = corners / share
    width = _mean_side(corners[0], corners[1], corners[3], corners[2])
    height = _mean_side(corners[0], corners[3], corners[1], corners[2])
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    size = (round(width), round(height))
    sheet: Pixels = cv2.warpPerspective(
        pixels, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return sheet


def _corners(light: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    """The sheet's corners, (4, 2): upper left, upper right, lower right, lower left."""
    _, bright = cv2.threshold(light, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    closed = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    outline = cv2.convexHull(max(outlines, key=cv2.contourArea))
    share = cv2.contourArea(outline) / light.size
    found = cv2.approxPolyDP(outline, ROUNDED * cv2.arcLength(outline, closed=True), closed=True)
    if not SMALLEST <= share <= LARGEST or len(found) != CORNERS:
        return None
    return _ordered(found[:, 0, :].astype(np.float64)) if _stands_out(light, found) else None


def _stands_out(light: NDArray[np.uint8], quadrangle: NDArray[np.int32]) -> bool:
    """Whether what lies around the sheet is darker than the sheet."""
    inside: Flags = cv2.fillPoly(np.zeros_like(light), [quadrangle], 1)
    within, around = light[inside > 0], light[inside == 0]
    return bool(np.median(around) <= DARKER * np.median(within))


def _ordered(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    sums, differences = corners.sum(axis=1), corners[:, 1] - corners[:, 0]
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return corners[order]


def _mean_side(*ends: NDArray[np.float64]) -> float:
    first, second = np.linalg.norm(ends[0] - ends[1]), np.linalg.norm(ends[2] - ends[3])
    return float(first + second) / 2
