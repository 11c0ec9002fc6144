"""What a table of the dataset is made of: columns that say how they come out of a row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .model import Result

R = TypeVar("R")

CellValue = str | int | Decimal | None
"""A published cell; None is an empty one."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


class ColumnType(StrEnum):
    """Types of the Frictionless Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's name as it is published, its type, and what it means, in Chinese."""

    name: str
    type: ColumnType
    meaning: str


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A heading, and how its cell comes out of a row."""

    heading: Heading
    cell: Callable[[R], CellValue]


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key: these columns name a row of another table by the same columns."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A table of the dataset with its rows; texts are safe for a spreadsheet."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    def only(self, names: Sequence[str]) -> Filled:
        """The table with these of its columns, in this order, and without keys."""
        places = {heading.name: i for i, heading in enumerate(self.headings)}
        chosen = [places[name] for name in names]
        rows = tuple(tuple(row[i] for i in chosen) for row in self.rows)
        return Filled(self.name, self.title, tuple(self.headings[i] for i in chosen), rows)


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """A table of the dataset: `name` is its file's, `rows` finds what each row stands for."""

    name: str
    title: str
    rows: Callable[[Sequence[Result]], Iterable[R]]
    columns: tuple[Column[R], ...]
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of its columns."""
        return tuple(column.heading for column in self.columns)

    def filled(self, results: Sequence[Result]) -> Filled:
        """The table's rows for these results, in their order."""
        cells = [column.cell for column in self.columns]
        rows = tuple(tuple([guarded(cell(row)) for cell in cells]) for row in self.rows(results))
        return Filled(self.name, self.title, self.headings, rows, self.key, self.links)


AnyTable: TypeAlias = "Table[Any] | Filled"
"""A table, whatever its rows stand for, and whether they are there."""


def text(name: str, meaning: str, cell: Callable[[R], str | None]) -> Column[R]:
    """A column of texts."""
    return Column(Heading(name, ColumnType.STRING, meaning), cell)


def day(name: str, meaning: str, cell: Callable[[R], str | None]) -> Column[R]:
    """A column of ISO dates."""
    return Column(Heading(name, ColumnType.DATE, meaning), cell)


def whole(name: str, meaning: str, cell: Callable[[R], int | None]) -> Column[R]:
    """A column of whole numbers."""
    return Column(Heading(name, ColumnType.INTEGER, meaning), cell)


def points(name: str, meaning: str, cell: Callable[[R], Decimal | None]) -> Column[R]:
    """A column of decimal numbers."""
    return Column(Heading(name, ColumnType.NUMBER, meaning), cell)


def guarded(value: CellValue) -> CellValue:
    """The value such that no spreadsheet takes it for a formula, and any file can hold it.

    OWASP ASVS 1.2.10; numbers stay numbers.
    """
    return _guarded_text(value) if isinstance(value, str) else value


@lru_cache(maxsize=16_384)
def _guarded_text(text: str) -> str:
    # Nine of ten texts of a table stand in other rows too: they are looked at once.
    writable = _writable(text)
    return f"'{writable}" if writable.startswith(_FORMULA_STARTS) else writable


def _writable(text: str) -> str:
    """The text with a mark in place of each half of a character, which UTF-8 cannot hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def unguarded(text: str) -> str:
    """A published text as it was before it was `guarded`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text


def written(value: CellValue) -> str:
    """The value as text: a decimal plain and without trailing zeros (`1.5`, `20`)."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        plain = format(value, "f")
        return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"
    return str(value)
