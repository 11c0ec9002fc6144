from __future__ import annotations

import cv2
import numpy as np

from parsers.scan.ink import black_of, tones_of

SCALE = 200 / 72
RED, INK, INK_ON_RED = (214, 92, 98), (60, 60, 60), (100, 42, 46)


def scanned(page: np.ndarray) -> np.ndarray:
    coded = cv2.imencode(".jpg", page[:, :, ::-1].copy(), [cv2.IMWRITE_JPEG_QUALITY, 50])[1]
    return cv2.imdecode(coded, cv2.IMREAD_COLOR)[:, :, ::-1].copy()


def test_print_beneath_a_broad_stain_stays_ink_and_the_stain_is_none() -> None:
    page = np.full((300, 400, 3), 225, np.uint8)
    page[40:260, 40:43] = INK
    page[100:200, 200:300] = RED
    page[130:165, 250:256] = INK_ON_RED
    black = black_of(tones_of(scanned(page), SCALE))
    assert black[132:163, 252].mean() > 0.9
    assert not black[104:196, 204:245].any()
    assert black[45:255, 41].all()
