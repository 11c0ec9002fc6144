"""How a form looks: everything that departments vary without changing what they say."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from form_schemes import LUOJIANG

if TYPE_CHECKING:
    from form_model import Printed

    from normalizers.model import Field
    from normalizers.scheme import Scheme


class Merge(Enum):
    """Over which rows a repeated value is one cell."""

    GROUP = auto()  # the rows of one 一级指标
    RUN = auto()  # all rows in a run that say the same, over groups too
    ROW = auto()  # none: every row prints it


class SectionLabel(Enum):
    """Where 职能工作目标68分 stands."""

    COLUMN = auto()  # a column at the left, merged over the section
    LINE = auto()  # a row as wide as the table, above the section's rows
    PARAGRAPH = auto()  # text between the tables
    NONE = auto()


class NotePlace(Enum):
    """Where the 说明 stands."""

    ROW = auto()
    PARAGRAPH = auto()
    NONE = auto()


class Rules(Enum):
    """How a PDF draws a table's rules."""

    LINES = auto()  # a line per side of a cell
    BOXES = auto()  # a stroked rectangle per cell
    THIN = auto()  # filled rectangles half a point wide
    DOUBLE = auto()  # two lines 1.2 points apart
    DASHED = auto()
    OPEN = auto()  # no outer border at the left and right
    SHADED = auto()  # filled backgrounds behind the head, and lines
    BROKEN = auto()  # lines that end 0.8 points short of the corners
    NONE = auto()  # text alone; chance never chooses it


class Edge(Enum):
    """What becomes of a merged cell's text at the edge of a page."""

    ONCE = auto()  # printed whole in the larger part
    SPLIT = auto()  # begins on one page, ends on the next


class Turn(Enum):
    """How a landscape page is stored."""

    NONE = auto()
    ROTATED = auto()  # a portrait page with /Rotate 90
    SIDEWAYS = auto()  # a portrait page with its text turned by 90°


class WeightPrint(Enum):
    """How a weight is written."""

    PLAIN = auto()  # 1.5
    POINTS = auto()  # 1.5分
    WIDE = auto()  # １．５
    DECIMAL = auto()  # 2.0
    MIXED = auto()  # now this, now that


@dataclass(frozen=True, slots=True)
class Style:
    """The looks of a form; the defaults are the commonest.

    `seed` chooses where choices vary within one form. `size` is the table's font size in points.
    `merged` are further fields that are merged within a group where they say the same. `words` head
    columns otherwise than usual. `brackets` are used in turn for document numbers' years;
    `basis_joint` and `name_joint` part several documents or names in a cell. `bare_number` leaves
    out the brackets between a title and its number: then nobody can say for sure that they belong
    together, so chance never chooses it. `scheme` is the form's, which says columns and words.
    """

    seed: int = 0
    font: str = "uming"
    size: float = 8
    remark: bool = True
    weight_last: bool = False
    one_table: bool = True
    section_label: SectionLabel = SectionLabel.COLUMN
    label_brackets: bool = False
    category_merge: Merge = Merge.GROUP
    basis_merge: Merge = Merge.GROUP
    level1_merge: Merge = Merge.GROUP
    merged: tuple[Field, ...] = ()
    head_repeats: bool = True
    two_heads: bool = True
    words: tuple[Printed, ...] = ()
    total_word: str = "合计"
    wraps_deadline: bool = False
    brackets: tuple[str, ...] = ("〔〕",)
    careless_numbers: bool = False
    bare_number: bool = False
    basis_joint: str = "\n"
    name_joint: str = "\n"
    padded_names: bool = False
    half_width: bool = False
    weight_print: WeightPrint = WeightPrint.PLAIN
    note: NotePlace = NotePlace.ROW
    runs_split: bool = False
    page_numbers: bool = True
    rules: Rules = Rules.LINES
    edge: Edge = Edge.SPLIT
    rows_split: bool = False
    turn: Turn = Turn.NONE
    centred: bool = True
    dated_numbers: bool = False
    sheets: bool = False
    hidden_row: bool = False
    scheme: Scheme = field(default=LUOJIANG, hash=False)  # its words are a dict
