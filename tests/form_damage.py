"""What OCR programs do to a form's tables; nothing of the truth is lost by any of it.

A damage takes the lines of a table and gives them back damaged. They are applied in order, so
those that look for a column by its head come before those that shift columns, and `page_labels`
before those that move texts within a group.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from form_layout import Text, layout
from form_table import Table
from form_text import lines_of

if TYPE_CHECKING:
    from form_model import FormSpec
    from form_style import Style

Lines = list[list[str]]
Damage = Callable[[Lines], Lines]

NUMBER = re.compile(r"\d+(-\d+){1,2}")
MERGED = ("项目", "文件依据", "一级指标")
STAIRS = tuple(f"3-{i}" for i in range(1, 7))
STEP = 2  # columns that each row of a staircase lies further right
WORD_END = re.compile(r"(?<=[一-鿿]{4})(股|中心)$")


def damaged_transcript(spec: FormSpec, style: Style, damages: tuple[Damage, ...]) -> bytes:
    """The form as a tab-separated transcript with these damages."""
    texts = []
    for block in layout(spec, style):
        if isinstance(block, Table):
            texts.append(_spoilt(block, damages))
        elif isinstance(block, Text):
            texts.append(block.text)
    return ("\n\n".join(texts) + "\n").encode()


def _spoilt(table: Table, damages: tuple[Damage, ...]) -> str:
    lines = [[cell.replace("\n", " ") for cell in row] for row in table.matrix()]
    for damage in damages:
        lines = damage(lines)
    return lines_of(lines)


def page_labels(label: str, every: int) -> Damage:
    """The section's label between pages of so many rows; what is merged is printed again."""

    def damage(lines: Lines) -> Lines:
        columns = [c for word in MERGED if (c := _column(lines, word)) is not None]
        own = [i for i, line in enumerate(lines) if _number(line).count("-") == STEP]
        edges = set(own[every::every])
        out: Lines = []
        for i, line in enumerate(lines):
            if i in edges:
                out += [[], [label], [], _refilled(lines[own[0] : i + 1], columns)]
            else:
                out.append(line)
        return out

    return damage


def staircase(lines: Lines) -> Lines:
    """3-1 to 3-6: each row lies two columns further right than the one before."""
    stairs = {number: STEP * i for i, number in enumerate(STAIRS)}
    return [[""] * stairs.get(_number(line), 0) + line for line in lines]


def run_together(first: str, last: str) -> Damage:
    """The 一级指标 of these rows' groups stand in one cell, on the first row."""

    def damage(lines: Lines) -> Lines:
        column = _column(lines, "一级指标")
        if column is None:
            return lines
        numbers = [_number(line) for line in lines]
        if first not in numbers:
            return lines
        rows = range(numbers.index(first), numbers.index(last) + 1)
        together = " ".join(lines[r][column] for r in rows if lines[r][column])
        out = [list(line) for line in lines]
        for r in rows:
            out[r][column] = together if r == rows[0] else ""
        return out

    return damage


def level1_on_row(place: int) -> Damage:
    """Each 一级指标 stands on another row of its group: 1 the second, -1 the last."""

    def damage(lines: Lines) -> Lines:
        column = _column(lines, "一级指标")
        if column is None:
            return lines
        out = [list(line) for line in lines]
        for rows in _groups(lines).values():
            texts = [lines[r][column] for r in rows]
            if any(texts[1:]):
                continue
            target = rows[-1] if place < 0 else rows[min(place, len(rows) - 1)]
            out[rows[0]][column] = ""
            out[target][column] = texts[0]
        return out

    return damage


def shifted_left(*numbers: str) -> Damage:
    """These rows have lost the empty cell at their left: all else lies one column too far left."""

    def damage(lines: Lines) -> Lines:
        return [
            line[1:] if _number(line) in numbers and line and not line[0] else line
            for line in lines
        ]

    return damage


def shifted_right(*numbers: str) -> Damage:
    """These rows have gained an empty cell at their left."""

    def damage(lines: Lines) -> Lines:
        return [["", *line] if _number(line) in numbers else line for line in lines]

    return damage


def split_units(lines: Lines) -> Lines:
    """价格管理 股: long names of units are cut by a blank where their cell wrapped."""
    return [[WORD_END.sub(r" \1", cell) for cell in line] for line in lines]


def trimmed(lines: Lines) -> Lines:
    """Empty cells at the right are gone."""
    out: Lines = []
    for line in lines:
        filled = [i for i, cell in enumerate(line) if cell]
        out.append(line[: filled[-1] + 1] if filled else [])
    return out


def bled_label(label: str, number: str) -> Damage:
    """Another section's label stands before this row."""

    def damage(lines: Lines) -> Lines:
        return [
            [label, *line[1:]] if _number(line) == number and not line[0] else line
            for line in lines
        ]

    return damage


def _column(lines: Lines, word: str) -> int | None:
    return next((line.index(word) for line in lines[:3] if word in line), None)


def _number(line: list[str]) -> str:
    return next((cell for cell in line if NUMBER.fullmatch(cell)), "")


def _groups(lines: Lines) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        number = _number(line)
        if number.count("-") == STEP:
            groups.setdefault(number.rpartition("-")[0], []).append(i)
    return groups


def _refilled(above: Lines, columns: list[int]) -> list[str]:
    """The last of these lines with what its merged columns hold, wherever that was printed."""
    line = list(above[-1])
    for column in columns:
        line[column] = next((x[column] for x in reversed(above) if x[column]), "")
    return line
