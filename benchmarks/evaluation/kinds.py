"""Every kind of damage: its name, how it is done, and at which rates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from . import labels, names, rows, texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from .draft import Draft

    Damage = Callable[[Draft, Random, float], None]


class Print(Enum):
    """How the forms of a kind are printed."""

    MERGED = auto()  # with merged cells, as Word and Excel keep them
    LOST = auto()  # as lines of text
    EITHER = auto()


class Family(Enum):
    """What the goals are set for."""

    NAMES = "人名、单位"
    NUMBERS = "发文字号"
    VALUES = "其他值"
    ROWS = "行、栏"
    LABELS = "一级指标、依据"
    NONE = "无损坏"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of damage; `rates` are shares of the cells, rows or groups that it may concern.

    `habits`: the form is printed with a department's own habits besides. `decidable` is False
    where nothing in the form could tell what is right: such kinds count for no goal.
    """

    name: str
    family: Family
    damage: Damage | None
    rates: tuple[float, ...]
    print: Print = Print.EITHER
    habits: bool = False
    decidable: bool = True


_FEW = (0.01, 0.04, 0.12)
_SOME = (0.05, 0.2, 0.6)
_ALL = (0.1, 0.4, 1.0)

KINDS = (
    Kind("digital-clean", Family.NONE, None, (0.0,), Print.MERGED),
    Kind("merges lost", Family.NONE, None, (0.0,), Print.LOST),
    Kind("printing habits", Family.NONE, None, (0.0,), habits=True),
    Kind("look-alike in a person's name", Family.NAMES, names.misread_people, _FEW),
    Kind("look-alike in a unit", Family.NAMES, names.misread_units, _FEW),
    Kind("unit garbled", Family.NAMES, names.garbled_units, _FEW),
    Kind(
        "look-alike in a name printed once",
        Family.NAMES,
        names.misread_rare,
        _SOME,
        decidable=False,
    ),
    Kind(
        "lone namesake in the same unit",
        Family.NAMES,
        names.lone_namesakes,
        (0.01,),
        decidable=False,
    ),
    Kind("blanks within names", Family.NAMES, names.blank_in_names, _ALL),
    Kind("unit wrapped", Family.NAMES, names.blank_in_units, _ALL),
    Kind("names run together", Family.NAMES, names.run_together, (0.5, 1.0)),
    Kind("titles stuck to names", Family.NAMES, names.with_titles, _SOME),
    Kind("document numbers, other forms", Family.NUMBERS, texts.numbers_in_other_form, _ALL),
    Kind("document numbers, doubtful", Family.NUMBERS, texts.numbers_in_doubt, _SOME),
    Kind("titles over lines, 《》 lost", Family.NUMBERS, texts.broken_titles, _SOME),
    Kind("weights", Family.VALUES, texts.rewritten_weights, _SOME),
    Kind("deadlines wrapped", Family.VALUES, texts.wrapped_deadlines, _ALL),
    Kind("marks and widths in texts", Family.VALUES, texts.other_marks, _SOME),
    Kind("序号 in other forms", Family.VALUES, texts.numbers_in_other_dashes, _SOME),
    Kind("序号 read as dates", Family.VALUES, texts.dated_numbers, (0.3, 1.0)),
    Kind("staircase", Family.ROWS, rows.staircase, _ALL, Print.LOST),
    Kind("columns shifted on a page", Family.ROWS, rows.shifted_page, (0.3, 1.0), Print.LOST),
    Kind("column missing on a page", Family.ROWS, rows.column_missing, (0.3,), Print.LOST),
    Kind("header words in data", Family.ROWS, rows.head_words, (0.02, 0.1), Print.LOST),
    Kind("section labels bled", Family.ROWS, rows.bled_labels, (0.05, 0.2), Print.LOST),
    Kind("row split in two", Family.ROWS, rows.split_rows, (0.05, 0.2), Print.LOST),
    Kind("two rows fused", Family.ROWS, rows.fused_rows, (0.03, 0.1), Print.LOST),
    Kind("rows emptied", Family.ROWS, rows.emptied_rows, (0.03, 0.1), Print.LOST),
    Kind("一级指标 on another row", Family.LABELS, labels.on_other_row, _ALL, Print.LOST),
    Kind("一级指标 over the border", Family.LABELS, labels.over_the_border, (0.1, 0.3), Print.LOST),
    Kind("several 一级指标 in one cell", Family.LABELS, labels.in_one_cell, (0.1, 0.3), Print.LOST),
    Kind(
        "文件依据 cut by a page edge",
        Family.LABELS,
        labels.over_page_edges,
        (0.05, 0.15),
        Print.MERGED,
    ),
)
