"""A dataset published the year before -> LastYear: each unit's indicators of then."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from normalizers.sequence import without_last_part
from normalizers.unit_names import unit_among
from parsers.system_error import reason_of

from .columns import unguarded
from .office_file import OfficeFileProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from normalizers.scheme import Scheme


class LastYearProblem(OfficeFileProblem):
    """The folder is no published dataset; the message names file and row, and says why."""


SUBMISSIONS = "submissions.csv"
INDICATORS = "indicators.csv"
_COLUMNS = {
    SUBMISSIONS: ("提交编号", "参评单位", "年度"),
    INDICATORS: ("提交编号", "大类", "序号", "一级指标", "二级指标", "权重", "完成时限"),
}
"""The columns that are needed of each file; others are passed over."""


@dataclass(frozen=True, slots=True)
class FormerIndicator:
    """An indicator of last year's form; texts are empty where there were none."""

    section: str
    number: str
    level1: str
    level2: str
    weight: Decimal | None
    deadline: str

    @property
    def group(self) -> str:
        """The part of its number that one 一级指标 covers, empty where there is none."""
        return without_last_part(self.number) if self.level2 else ""


@dataclass(frozen=True, slots=True)
class FormerForm:
    """What a unit submitted the year before; `year` is None where it is not known."""

    submission: str
    unit: str
    year: int | None
    indicators: tuple[FormerIndicator, ...]


@dataclass(frozen=True, slots=True)
class LastYear:
    """The forms of the year before, those without any indicator left out."""

    forms: tuple[FormerForm, ...]
    _by_unit: Mapping[str, tuple[FormerForm, ...]] = field(init=False, repr=False, compare=False)
    _units: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_unit: dict[str, list[FormerForm]] = {}
        for form in self.forms:
            by_unit.setdefault(form.unit, []).append(form)
        object.__setattr__(self, "_by_unit", {u: tuple(forms) for u, forms in by_unit.items()})
        object.__setattr__(self, "_units", tuple(by_unit))

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit, in the order of the forms."""
        return self._units

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the forms are of, in order."""
        return tuple(sorted({form.year for form in self.forms if form.year is not None}))

    def form_of(self, unit: str, scheme: Scheme, year: int | None) -> FormerForm | None:
        """What the unit submitted for the year before `year`; None if it submitted nothing.

        Of several the one of that year; of those the fullest, else the first.
        """
        mine = self._by_unit.get(unit_among(unit, self._units, scheme) or "", ())
        wanted = None if year is None else year - 1
        return max(mine, key=lambda f: (f.year == wanted, len(f.indicators)), default=None)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a published file: `where` is what a sentence calls it."""

    where: str
    cells: dict[str, str]


def load_last_year(folder: str | Path) -> LastYear:
    """The dataset that was published into this folder the year before.

    Raises:
        LastYearProblem: it is no folder, lacks a file or a column, or a row cannot be understood.
    """
    place = Path(folder)
    if not place.is_dir():
        said = "不是文件夹" if place.exists() else "不存在"
        raise LastYearProblem(f"上年数据集“{place}”{said}。")
    submissions = tuple(_rows_of(place, SUBMISSIONS))
    indicators: dict[str, list[FormerIndicator]] = {
        row.cells["提交编号"]: [] for row in submissions
    }
    for row in _rows_of(place, INDICATORS):
        of = row.cells["提交编号"]
        if of not in indicators:
            raise LastYearProblem(f"{row.where}：提交编号“{of}”不在 {SUBMISSIONS} 里。")
        indicators[of].append(_indicator(row))
    forms = (_form(row, tuple(indicators[row.cells["提交编号"]])) for row in submissions)
    last_year = LastYear(tuple(form for form in forms if form.indicators and form.unit))
    if not last_year.forms:
        raise LastYearProblem(f"上年数据集“{place}”里没有一项知道是哪个单位的指标。")
    return last_year


def _rows_of(folder: Path, name: str) -> Iterator[_Row]:
    file = f"上年数据集的“{folder / name}”"
    text = _text_of(folder / name, file)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise LastYearProblem(f"{file}不是完好的 CSV 文件（{error}）。") from error
    head = rows[0] if rows else []
    lacking = [column for column in _COLUMNS[name] if column not in head]
    if lacking:
        reason = f"第1行没有“{'”“'.join(lacking)}”的表头"
        raise LastYearProblem(f"{file}{reason}，不是 kaoping run 发布的数据集。")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(head):
            reason = f"有{len(row)}格，表头有{len(head)}格"
            raise LastYearProblem(f"{file}第{number}行：{reason}。")
        cells = {heading: unguarded(cell) for heading, cell in zip(head, row, strict=True)}
        yield _Row(f"{file}第{number}行", cells)


def _text_of(path: Path, file: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LastYearProblem(f"{file}打不开：{reason_of(error)}。") from error
    except UnicodeDecodeError as error:
        raise LastYearProblem(f"{file}不是 UTF-8 编码的文件。") from error


def _form(row: _Row, indicators: tuple[FormerIndicator, ...]) -> FormerForm:
    year = row.cells["年度"]
    if year and not (year.isascii() and year.isdigit()):
        raise LastYearProblem(f"{row.where}：年度“{year}”不是年份。")
    cells = row.cells
    return FormerForm(cells["提交编号"], cells["参评单位"], int(year) if year else None, indicators)


def _indicator(row: _Row) -> FormerIndicator:
    cells = row.cells
    return FormerIndicator(
        section=cells["大类"],
        number=cells["序号"],
        level1=cells["一级指标"],
        level2=cells["二级指标"],
        weight=_weight(row, cells["权重"]),
        deadline=cells["完成时限"],
    )


def _weight(row: _Row, text: str) -> Decimal | None:
    try:
        weight = Decimal(text) if text else None
    except InvalidOperation:
        weight = Decimal("NaN")
    if weight is not None and not weight.is_finite():
        raise LastYearProblem(f"{row.where}：权重“{text}”不是数。")
    return weight
