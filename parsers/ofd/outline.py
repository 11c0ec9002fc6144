"""The abbreviated data of a path -> its steps on the page (GB/T 33190-2016, 9.1, table 36)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.marks import Move

from .nodes import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.marks import Step, Transform

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|\S")
_OPERATIONS = {
    "S": (2, Move.JUMP),
    "M": (2, Move.JUMP),
    "L": (2, Move.STRAIGHT),
    "Q": (4, Move.CURVED),
    "B": (6, Move.CURVED),
    "A": (7, Move.CURVED),
}
"""How many numbers each takes, of which the last two are where it ends."""
_CLOSE = "C"


def steps_of(data: str, transform: Transform) -> Iterator[Step]:
    """The steps of a path, mapped to the page.

    Raises:
        ValueError: it holds an unknown operation, or numbers that belong to none.
    """
    pending: Step | None = None
    for operation, numbers in _operations(data):
        if operation == _CLOSE:
            if pending:
                yield pending[0], pending[1], True
            pending = None
            continue
        if pending:
            yield pending
        pending = _OPERATIONS[operation][1], transform.of(numbers[-2], numbers[-1]), False
    if pending:
        yield pending


def _operations(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each operation with its numbers; a letter may serve several groups of numbers."""
    operation, numbers = "", list[float]()
    for token in _TOKEN.findall(data):
        if token.isalpha():
            if numbers:
                raise ValueError(data)
            operation = token.upper()
            if operation == _CLOSE:
                yield operation, []
            continue
        numbers.append(number_of(token))
        if operation not in _OPERATIONS:
            raise ValueError(data)
        if len(numbers) == _OPERATIONS[operation][0]:
            yield operation, numbers
            numbers = []
    if numbers:
        raise ValueError(data)
