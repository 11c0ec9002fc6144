"""责任分解: what each leader, unit and person of a form answers for, points as formulas."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.columns import guarded
from pipeline.duty_load import loads_of, runs_of
from pipeline.rows import number_of

from .overview_sheet import DECIMALS
from .sheet_model import Formula, Sheet, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizers.model import Form
    from pipeline.duty_load import Part
    from pipeline.model import Result

    from .places import Places
    from .sheet_model import SheetCell

TITLE = "责任分解"
MEANINGS = {
    "指标数": "以该角色负责的指标数",
    "其中共担": "其中与他人共同负责的指标数",
    "全额分值": "所负责指标的权重之和：共担的指标，每一位都计全部分值，因此各人相加会超过表的总分",
    "均摊分值": "共担的指标由同一角色的几位平均分摊：各人相加等于表的总分（没有填写责任人的除外）",
    "负责的序号": "所负责的指标",
}
"""What the sheet's own columns mean, for 字段说明."""

_HEADINGS = ("参评单位", "角色", "名称", *MEANINGS, "提交编号")
_USUAL = 1_000_000  # points: decimals round what is no greater
_MOST_RANGES = 255
"""Ranges that a SUM of Excel takes; so many, of up to 29 characters, fit its 8,192 too."""


SHEET = Sheet(TITLE, _HEADINGS)


def duty_stretch(result: Result, places: Places) -> Stretch:
    """The sheet's part of one result; `places` are those of its indicators."""
    if result.form is None:
        return Stretch(())
    return Stretch(tuple(_rows(result.submission.id, result.form, places)))


def _rows(name: str, form: Form, places: Places) -> Iterator[tuple[SheetCell, ...]]:
    submission, unit = guarded(name), guarded(form.unit.value)
    start = places.start or 0
    labels = [number_of(row) or row.category.value or "" for row in form.indicators]
    for load in loads_of(form):
        first = guarded(labels[load.rows[0]])
        yield (
            unit,
            str(load.role),
            guarded(load.name),
            places.linked(len(load.rows), first),
            load.shared,
            _sum((load.full,), start, places),
            _sum(load.even, start, places),
            guarded("、".join(labels[row] for row in load.rows)),
            submission,
        )


def _sum(parts: Sequence[Part], start: int, places: Places) -> SheetCell:
    value = _value(parts)
    if sum(len(runs_of(part.rows)) for part in parts) > _MOST_RANGES:
        return Decimal(str(value))
    terms = "+".join(_term(part, start, places) for part in parts)
    return Formula(f"=ROUND({terms},{DECIMALS})", value)


def _value(parts: Sequence[Part]) -> float:
    if len(parts) == 1 and parts[0].share == 1 and parts[0].points < _USUAL:  # as most are
        return float(round(parts[0].points, DECIMALS))
    return float(round(sum((part.value for part in parts), Fraction(0)), DECIMALS))


def _term(part: Part, start: int, places: Places) -> str:
    ranges = [
        places.range_of("权重", start + first, start + last) for first, last in runs_of(part.rows)
    ]
    return f"SUM({','.join(ranges)}){_times(part.share)}"


def _times(share: Fraction) -> str:
    above = "" if share.numerator == 1 else f"*{share.numerator}"
    below = "" if share.denominator == 1 else f"/{share.denominator}"
    return above + below
