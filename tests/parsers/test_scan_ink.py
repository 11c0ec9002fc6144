from __future__ import annotations

import cv2
import numpy as np

from parsers.scan.ink import PAPER, black_of, usual_ink
from parsers.scan.stains import stained_in
from parsers.scan.tones import tones_of

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


def stained_page() -> np.ndarray:
    page = np.full((300, 400, 3), 225, np.uint8)
    page[40:260, 40:43] = INK
    page[100:200, 200:300] = RED
    page[130:133, 180:320] = INK
    page[130:133, 200:300] = INK_ON_RED
    return scanned(page)


def test_a_page_shows_its_stains_as_a_shade_that_print_beneath_is_darker_than() -> None:
    pixels = stained_page()
    found = stained_in(pixels, SCALE)
    assert found is not None
    assert found.near[105:195, 205:295].all()
    assert not found.near[:, :150].any()
    tones = tones_of(pixels, SCALE)
    ink = found.ink(black_of(tones), usual_ink(tones))
    assert ink[131, 210:290].all()
    assert not ink[140:195, 205:295].any()
    assert found.shade < PAPER - found.shown[131, 210:290].max()


def test_a_stain_as_dark_as_print_in_all_its_colours_tells_nothing() -> None:
    pixels = stained_page()
    pixels[100:200] = 225
    pixels[150:156, 200:300] = (90, 40, 40)
    found = stained_in(pixels, SCALE)
    assert found is not None
    black = black_of(tones_of(pixels, SCALE))
    assert found.ink(black, usual_ink(tones_of(pixels, SCALE))) is black


def test_a_page_without_stains_shows_none() -> None:
    assert stained_in(np.full((300, 400, 3), 225, np.uint8), SCALE) is None
