"""What every reader hands out: a Reading of paragraphs and grids, each text with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """The kinds of file that readers tell apart, by content."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    OFD = "ofd"
    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    DOC = "doc"
    WPS = "wps"
    RTF = "rtf"
    ODT = "odt"
    FODT = "fodt"
    WORD_XML = "word-xml"
    MHTML = "mhtml"
    XLS = "xls"
    ET = "et"
    ODS = "ods"
    FODS = "fods"
    EXCEL_XML = "excel-xml"
    PNG = "png"
    JPEG = "jpg"
    TIFF = "tiff"
    BMP = "bmp"
    GIF = "gif"
    WEBP = "webp"
    HEIC = "heic"
    AVIF = "avif"
    ZIP = "zip"
    SEVEN_ZIP = "7z"
    RAR = "rar"
    TAR = "tar"
    GZIP = "gz"
    BZIP2 = "bz2"
    XZ = "xz"
    ZSTD = "zst"
    MAIL = "eml"


PACKED = frozenset(
    {
        Kind.ZIP,
        Kind.SEVEN_ZIP,
        Kind.RAR,
        Kind.TAR,
        Kind.GZIP,
        Kind.BZIP2,
        Kind.XZ,
        Kind.ZSTD,
        Kind.MAIL,
    }
)
"""The kinds that hold other files: they are unpacked, not read."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points (1/72 inch) from the page's upper left corner, as it is viewed."""

    x0: float
    y0: float
    x1: float
    y1: float

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; page counts from 1, None where the format has no pages."""

    page: int | None = None
    box: Box | None = None


NOWHERE = Place()


ILLEGIBLE = "□"
"""What stands for a character that cannot be read, as in printed editions of old texts."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A character of a text of which its reader is not sure.

    `at` is its index in the text, `certainty` the reader's own, between 0 and 1. `others` are the
    characters that it may be instead, likeliest first, each with its certainty.
    One of them may be two characters: where a mark beside it may have been passed over.
    """

    at: int
    certainty: float
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A text as it was read.

    Lines and paragraphs within it are parted by a line feed. `confidence` is the reader's own,
    between 0 and 1: that of the character which it is least sure of. `rivals` holds the texts
    that other engines read in the same place, where they differ from this one. `doubts` are the
    characters that are not sure, in their order; a text that was not recognised has none.
    """

    text: str
    place: Place = NOWHERE
    confidence: float = 1.0
    rivals: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid, once, with the rows and columns that it covers; both count from 0."""

    source: Source
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells tile its rows and columns: a span is a result, never a hole.

    `breaks` holds, in order, the rows above which a new page (or a new printed table that
    continues this one) begins. A cell never spans a break: whether what stands below one goes on
    from above is for the reader of the form to decide, who knows its columns.

    Raises:
        ValueError: cells overlap, or leave a place uncovered; names the row and column.
    """

    cells: tuple[Cell, ...]
    breaks: tuple[int, ...] = ()
    rows: int = field(init=False)
    columns: int = field(init=False)
    _owner: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows = max((c.row + c.row_span for c in self.cells), default=0)
        columns = max((c.column + c.column_span for c in self.cells), default=0)
        owner = [[-1] * columns for _ in range(rows)]
        for index, cell in enumerate(self.cells):
            for row, column in _covered(cell):
                if owner[row][column] >= 0:
                    raise ValueError(f"two cells at row {row}, column {column}")
                owner[row][column] = index
        for row, line in enumerate(owner):
            if -1 in line:
                raise ValueError(f"no cell at row {row}, column {line.index(-1)}")
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "_owner", tuple(tuple(line) for line in owner))

    def at(self, row: int, column: int) -> Cell:
        """The cell that covers this row and column, both from 0."""
        return self.cells[self._owner[row][column]]

    def row(self, row: int) -> tuple[Cell, ...]:
        """The cells that cover this row, from left to right, each once."""
        return tuple(self.cells[i] for i in dict.fromkeys(self._owner[row]))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text outside the tables."""

    source: Source


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file says, in reading order.

    `pages` is None where the format has none; `method` names the way it was read (解析方式);
    `notes` are Chinese sentences about what a clerk should know of the file itself, such as a
    hidden sheet; `losses` are such sentences about what the file holds and may be missing here.
    `unsure_pages` are those where the reader doubts its own tables (characters in no
    cell, ragged columns): a second opinion is worth its time there.
    """

    kind: Kind
    blocks: tuple[Block, ...]
    pages: int | None = None
    method: str = ""
    notes: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    unsure_pages: tuple[int, ...] = ()

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The tables, in order."""
        return tuple(b for b in self.blocks if isinstance(b, Grid))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The texts outside tables, in order."""
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))


def _covered(cell: Cell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.row_span):
        for column in range(cell.column, cell.column + cell.column_span):
            yield row, column
