"""The bytes of a picture file -> its pages, none of them unpacked yet."""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from parsers.errors import TooLarge, Unreadable
from parsers.limits import MIB
from parsers.model import Kind

from .sheet import DAMAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parsers.limits import Limits

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "PNG": Kind.PNG,
        "JPEG": Kind.JPEG,
        "TIFF": Kind.TIFF,
        "BMP": Kind.BMP,
        "GIF": Kind.GIF,
        "WEBP": Kind.WEBP,
        "HEIF": Kind.HEIC,
        "AVIF": Kind.AVIF,
    }
)
"""By Pillow's names of the formats that are opened."""
_MORE_KINDS: Mapping[str, Kind] = MappingProxyType({"MPO": Kind.JPEG})
"""What an opened file may turn out to be: phones write several JPEGs in one."""
_MANY_PAGES = frozenset({Kind.TIFF})
"""Elsewhere more pictures are the frames of a film, previews, or what another lens saw."""


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[tuple[Kind, Image.Image]]:
    """The file's kind and its first picture, closed in the end.

    Raises:
        Unreadable: its head is damaged.
        TooLarge: it has more pixels than `limits` allow.
    """
    with warnings.catch_warnings():
        # Pillow warns of large pictures, which the bounds here let pass, and of odd metadata.
        warnings.simplefilter("ignore")
        with _opened(data, limits) as image:
            yield _kind(image), image


def frames_of(image: Image.Image, limits: Limits) -> Iterator[tuple[int, Image.Image | None]]:
    """Each page with its number from 1, to be used at once.

    None stands for a page that cannot even be found; where the next would be is not known then.

    Raises:
        TooLarge: more pages, pixels or unpacked bytes than `limits` allow.
    """
    unpacked = 0
    for number in count(1):
        try:
            frame = _frame(image, number)
        except EOFError:
            return
        if number > limits.pages:
            raise TooLarge(f"图片超过 {limits.pages} 页的上限，请拆分后再报送")
        if frame is None:
            yield number, None
            return
        _check_pixels(frame, limits)
        unpacked += frame.width * frame.height * len(frame.getbands())
        if unpacked > limits.inflated_bytes:
            most = limits.inflated_bytes // MIB
            raise TooLarge(f"图片展开后超过 {most} MiB 的上限，请拆分或降低分辨率后再报送")
        yield number, frame


def _opened(data: bytes, limits: Limits) -> Image.Image:
    _register_heif()
    try:
        image = Image.open(io.BytesIO(data), formats=tuple(KINDS))
    except UnidentifiedImageError as problem:
        raise Unreadable("图片已损坏，无法打开，请重新扫描或拍摄后再报送") from problem
    except Image.DecompressionBombError as problem:
        raise _too_large(limits) from problem
    except DAMAGES as problem:
        raise Unreadable("图片已损坏，无法打开，请重新扫描或拍摄后再报送") from problem
    _check_pixels(image, limits)
    return image


def _register_heif() -> None:
    from pi_heif import register_heif_opener  # noqa: PLC0415 - few files are of its kind

    register_heif_opener()


def _check_pixels(image: Image.Image, limits: Limits) -> None:
    if image.width * image.height > limits.pixels:
        raise _too_large(limits)


def _too_large(limits: Limits) -> TooLarge:
    most = limits.pixels // 10_000
    return TooLarge(f"图片超过 {most} 万像素的上限，请降低分辨率（300 dpi 即可）后再报送")


def _kind(image: Image.Image) -> Kind:
    name = image.format or ""
    return _MORE_KINDS.get(name) or KINDS[name]


def _frame(image: Image.Image, number: int) -> Image.Image | None:
    """This page; None where it is damaged.

    Raises:
        EOFError: there are fewer.
    """
    if number == 1:
        return image
    if _kind(image) not in _MANY_PAGES:
        raise EOFError
    try:
        image.seek(number - 1)
    except EOFError:
        raise
    except (*DAMAGES, Image.DecompressionBombError):
        return None
    return image
