"""Rows that share a cell still share it when they come back from the store.

A merged cell is read once, and the very same source and repairs stand on each row that it covers.
Stages tell cells apart by that (`points.is_same_cell`, `rows.repair_rows`, the witnesses of a
department): copies would be other cells, and the same dataset would come out otherwise when it is
made from the store. So sources and repairs are written once each, in lists of their own, and named
by their places there. It takes less room and time, too.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from normalizers.model import Repair
from parsers.model import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cattrs import Converter

T = TypeVar("T")

_REPAIRS = tuple[Repair, ...]


@dataclass(slots=True)
class _Cells(Generic[T]):
    """The values of one type in what is written, or read: as they are written, and as they are."""

    written: list[object] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    values: Sequence[T] = ()

    def place_of(self, value: T, write: Callable[[T], object]) -> int:
        """Where this very value stands in the list."""
        place = self.places.get(id(value))
        if place is None:
            place = self.places[id(value)] = len(self.written)
            self.written.append(write(value))
        return place


class _Hand(threading.local):
    """The cells of the value at hand."""

    def __init__(self) -> None:
        self.sources: _Cells[Source] = _Cells()
        self.repairs: _Cells[tuple[Repair, ...]] = _Cells()


_hand = _Hand()


def told_of(value: object, converter: Converter) -> list[object]:
    """The value as JSON has it: its sources, its repairs, then what is left of it."""
    with _empty_hand():
        plain = converter.unstructure(value)
        return [_hand.sources.written, _hand.repairs.written, plain]


def value_of(told: object, kind: type[T], converter: Converter) -> T:
    """The value that was told so; what an earlier program wrote shares nothing.

    Raises:
        Exception: what cattrs raises for another shape.
    """
    sources, repairs, plain = told if isinstance(told, list) else ((), (), told)
    with _empty_hand():
        _hand.sources.values = converter.structure(sources, list[Source])
        _hand.repairs.values = converter.structure(repairs, list[_REPAIRS])
        return converter.structure(plain, kind)


def share_cells(converter: Converter) -> None:
    """Teaches the converter to write sources and repairs as their places, and to read them so."""
    write_source = make_dict_unstructure_fn(Source, converter, _cattrs_omit_if_default=True)
    read_source = make_dict_structure_fn(
        Source, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=False
    )
    write_repair = converter.get_unstructure_hook(Repair)
    read_repair = converter.get_structure_hook(Repair)

    def write_repairs(repairs: tuple[Repair, ...]) -> list[object]:
        return [write_repair(repair) for repair in repairs]

    def source_told(told: int | dict[str, object], _: object) -> Source:
        return _hand.sources.values[told] if isinstance(told, int) else read_source(told, Source)

    def repairs_told(told: int | list[object], _: object) -> tuple[Repair, ...]:
        if isinstance(told, int):
            return _hand.repairs.values[told]
        return tuple(read_repair(one, Repair) for one in told)

    converter.register_unstructure_hook(Source, lambda s: _hand.sources.place_of(s, write_source))
    converter.register_structure_hook(Source, source_told)
    converter.register_unstructure_hook_func(
        _are_repairs, lambda repairs: _hand.repairs.place_of(repairs, write_repairs)
    )
    converter.register_structure_hook_func(_are_repairs, repairs_told)


def _are_repairs(kind: object) -> bool:
    return kind == _REPAIRS


@contextmanager
def _empty_hand() -> Iterator[None]:
    # What is written must live until it is, or another value could get its identity: it does, as
    # a part of the value at hand.
    _hand.sources, _hand.repairs = _Cells(), _Cells()
    try:
        yield
    finally:
        _hand.sources, _hand.repairs = _Cells(), _Cells()
