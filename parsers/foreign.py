"""pdfium's functions bound for many calls: plain addresses in, results written into buffers.

pypdfium2's own bindings check and wrap each pointer, which costs more than the call itself.
"""

from __future__ import annotations

import ctypes
from collections import deque
from itertools import repeat
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pypdfium2.raw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from .upright import Numbers

ADDRESS = ctypes.c_size_t
INTEGER = ctypes.c_int
WORD = ctypes.c_uint
Number = TypeVar("Number", ctypes.c_int, ctypes.c_uint, ctypes.c_float)
FLOAT_BYTES = ctypes.sizeof(ctypes.c_float)
DOUBLE_BYTES = ctypes.sizeof(ctypes.c_double)


def counted(name: str, *arguments: type) -> Callable[..., int]:
    """The pdfium function of this name that answers with a number or a truth."""
    return ctypes.CFUNCTYPE(INTEGER, *arguments)(_entry(name))


def addressed(name: str, *arguments: type) -> Callable[..., int]:
    """The pdfium function of this name that answers with an address, 0 where there is none."""
    return ctypes.CFUNCTYPE(ADDRESS, *arguments)(_entry(name))


def measured(name: str, *arguments: type) -> Callable[..., float]:
    """The pdfium function of this name that answers with a length."""
    return ctypes.CFUNCTYPE(ctypes.c_double, *arguments)(_entry(name))


def address_of(handle: object) -> int:
    """The address behind one of pypdfium2's handles."""
    return ctypes.cast(getattr(handle, "raw", handle), ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def places_of(array: ctypes.Array[Number]) -> tuple[int, ...]:
    """The addresses of an array's items, for answers to be written to."""
    base = ctypes.addressof(array)
    size = ctypes.sizeof(array) // len(array)
    return tuple(range(base, base + size * len(array), size))


def floats_of(
    function: Callable[..., int], owner: int, items: Sequence[int], width: int
) -> Numbers:
    """What the function writes for each item: rows of `width` single floats."""
    buffer = (ctypes.c_float * (len(items) * width))()
    step = FLOAT_BYTES * width
    base = ctypes.addressof(buffer)
    _exhaust(map(function, repeat(owner), items, range(base, base + step * len(items), step)))
    table: Numbers = np.array(buffer, dtype=np.float64).reshape(len(items), width)
    return table


def points_of(function: Callable[..., int], owner: int, count: int) -> Numbers:
    """What the function writes for items 0 to count - 1: rows of x and y."""
    buffer = (ctypes.c_double * (2 * count))()
    step = 2 * DOUBLE_BYTES
    first = ctypes.addressof(buffer)
    second = first + DOUBLE_BYTES
    x_places = range(first, first + step * count, step)
    y_places = range(second, second + step * count, step)
    _exhaust(map(function, repeat(owner), range(count), x_places, y_places))
    table: Numbers = np.array(buffer, dtype=np.float64).reshape(count, 2)
    return table


def answers_of(
    function: Callable[..., int],
    owners: Sequence[int],
    number: type[Number],
    width: int,
    places: int,
) -> tuple[NDArray[np.bool_], Numbers]:
    """What the function answers for each owner, as a truth, and the `width` numbers it writes.

    Args:
        function: takes an owner, and then the places for what it writes.
        owners: addresses.
        number: of what type it writes.
        width: how many of them.
        places: 1 where it writes all of them from one place on, `width` where each has its own.
    """
    buffer = (number * (len(owners) * width))()
    size = ctypes.sizeof(number)
    step, base = size * width, ctypes.addressof(buffer)
    columns = [
        range(at, at + step * len(owners), step) for at in range(base, base + size * places, size)
    ]
    truths = np.fromiter(map(function, owners, *columns), dtype=np.bool_, count=len(owners))
    return truths, np.array(buffer, dtype=np.float64).reshape(len(owners), width)


def _entry(name: str) -> int:
    function = ctypes.cast(getattr(pypdfium2.raw, name), ctypes.c_void_p)
    return function.value or 0


def _exhaust(calls: Iterable[int]) -> None:
    deque(calls, maxlen=0)
