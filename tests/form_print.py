"""What the cells of a row print: the truth, in the style's widths, blanks and brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from form_dice import dice
from form_style import WeightPrint

from normalizers.model import Field

if TYPE_CHECKING:
    from form_model import Document, Group, Row
    from form_style import Style

WIDE_DIGITS = str.maketrans("0123456789.", "０１２３４５６７８９．")
HALF_WIDTH = str.maketrans("（），：；", "(),:;")
NUMBER = re.compile(r"(?P<code>[^〔]+)〔(?P<year>\d{4})〕(?P<serial>\d+)号")
PADDED_LENGTH = 2  # only names of two characters are padded to the width of three
TWO_NAMES = 2


def printed_text(field: Field, group: Group, row: Row, style: Style) -> str:
    """The text of this field's cell; lines are parted by a line feed."""
    override = row.override(field)
    if override is not None:
        return override
    if field in {Field.LEADERS, Field.UNITS, Field.OWNERS}:
        return _names(field, row, style)
    if field is Field.BASIS:
        return style.basis_joint.join(_document(d, row, style) for d in bases_of(group, row))
    if field is Field.WEIGHT:
        return printed_weight(row, style)
    if field is Field.DEADLINE:
        return _deadline(row.deadline, style)
    return _plain(field, group, row, style)


def bases_of(group: Group, row: Row) -> tuple[Document, ...]:
    """The documents that this row rests on: its own, else its group's."""
    return group.bases if row.bases is None else row.bases


def level1_of(group: Group, row: Row) -> str:
    """What stands in 一级指标: the group's, or the item itself where there are no 二级指标."""
    return row.text if group.level1 is None else group.level1


def printed_weight(row: Row, style: Style) -> str:
    """The weight as this style writes it."""
    if not row.weight:
        return ""
    how = style.weight_print
    if how is WeightPrint.MIXED:
        kinds = [k for k in WeightPrint if k is not WeightPrint.MIXED]
        how = dice(style.seed, row.number, row.text).choice([*[WeightPrint.PLAIN] * 4, *kinds])
    whole = f"{row.weight}.0" if "." not in row.weight else row.weight
    return {
        WeightPrint.POINTS: f"{row.weight}分",
        WeightPrint.WIDE: row.weight.translate(WIDE_DIGITS),
        WeightPrint.DECIMAL: whole,
    }.get(how, row.weight)


def label_of(name: str, points: str, style: Style) -> str:
    """A label with its points: 职能工作目标68分, 依法履职（8分）."""
    if not points:
        return name
    text = f"{name}（{points}分）" if style.label_brackets else f"{name}{points}分"
    return text.translate(HALF_WIDTH) if style.half_width else text


def _plain(field: Field, group: Group, row: Row, style: Style) -> str:
    text = {
        Field.CATEGORY: label_of(group.category, group.points, style),
        Field.NUMBER: row.number,
        Field.LEVEL1: level1_of(group, row),
        Field.LEVEL2: row.text,
        Field.REMARK: row.remark,
    }[field]
    return text.translate(HALF_WIDTH) if style.half_width else text


def _names(field: Field, row: Row, style: Style) -> str:
    names = names_of(field, row)
    if field is not Field.UNITS and style.padded_names:
        names = tuple(_padded(n, style) for n in names)
    # Padded names parted by a blank could not be told apart, by people neither.
    blank = style.name_joint == " " and len(names) >= TWO_NAMES and style.padded_names
    return ("\n" if blank else style.name_joint).join(names)


def names_of(field: Field, row: Row) -> tuple[str, ...]:
    """The names in one of the three columns of 责任分解, in order, without blanks ones."""
    pick = {Field.LEADERS: "leader", Field.UNITS: "unit", Field.OWNERS: "owner"}[field]
    names = [str(getattr(duty, pick)) for duty in row.duties]
    return tuple(n for n in names if n)


def _padded(name: str, style: Style) -> str:
    if len(name) != PADDED_LENGTH:
        return name
    return name[0] + dice(style.seed, name).choice(["　", " "]) + name[1]


def _deadline(text: str, style: Style) -> str:
    if style.wraps_deadline and text.endswith("实施"):
        return text.removesuffix("实施") + "\n实施"
    return text


def _document(document: Document, row: Row, style: Style) -> str:
    if not document.number:
        return document.title
    chance = dice(style.seed, row.number, document.number, document.title)
    number = printed_number(document.number, style, chance.randrange(1000))
    if not document.title:
        return number
    if style.bare_number:
        return document.title + number
    return f"{document.title}({number})" if style.half_width else f"{document.title}（{number}）"


def printed_number(number: str, style: Style, turn: int) -> str:
    """A document number as this style writes it; `turn` chooses among its habits."""
    parts = NUMBER.fullmatch(number)
    if not parts:
        return number
    pair = style.brackets[turn % len(style.brackets)]
    year, serial = parts["year"], parts["serial"]
    if style.careless_numbers:
        year, serial = _careless(year, serial, turn)
    return f"{parts['code']}{pair[0]}{year}{pair[1]}{serial}号"


def _careless(year: str, serial: str, turn: int) -> tuple[str, str]:
    return (
        (year, f"第{serial}"),
        (year.translate(WIDE_DIGITS), serial.translate(WIDE_DIGITS)),
        (year, f"0{serial}"),
        (year, f"{serial} "),
        (f" {year}", serial),
        (year, serial),
    )[turn % 6]
