"""A form as the dataset keeps it: values from the CSV files, merges from the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.published_csv import DatasetProblem, read_rows
from pipeline.tables import ID, INDICATORS, SUBMISSIONS, TOTALS

from .merges import read_merges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal
    from pathlib import Path

    from pipeline.published_csv import PublishedRow

    from .merges import Span

FIELDS = (
    *(Field.CATEGORY, Field.NUMBER, Field.BASIS, Field.LEVEL1, Field.LEVEL2, Field.WEIGHT),
    *(Field.DEADLINE, Field.LEADERS, Field.UNITS, Field.OWNERS, Field.REMARK),
)
"""The fields that the form's table has."""

_UNIT, _YEAR, _SERIES, _SECTION = "参评单位", "年度", "系列", "大类"
_LABELLED, _PRINTED, _SUM, _DUE = "标注分值", "合计行", "实际合计", "方案规定"
_MOST_NAMED = 5
_ALIKE = 0.5  # of difflib's ratio: of two names of four characters, two in order


class UnknownSubmission(ValueError):
    """The dataset has no form of this name; the Chinese message names those like it."""


@dataclass(frozen=True, slots=True)
class StoredSection:
    """A 大类: its rows as texts by field, and its merges by rows of the section, from 0.

    `labelled` are the points in its label, None where it bears none; `total` those of its 合计
    row, or what its weights come to where it has none; `due` those of the scheme.
    """

    name: str
    rows: tuple[dict[Field, str], ...]
    merges: tuple[Span, ...]
    labelled: Decimal | None
    total: Decimal | None
    due: Decimal | None


@dataclass(frozen=True, slots=True)
class StoredForm:
    """A form as it was published."""

    unit: str
    year: int | None
    series: str
    sections: tuple[StoredSection, ...]


def stored_form(folder: Path, submission: str) -> StoredForm:
    """The form of this 提交编号.

    Raises:
        UnknownSubmission: there is none.
        DatasetProblem: the folder is no published dataset, or its files do not belong together.
    """
    about = _about(folder, submission)
    rows = read_rows(folder, INDICATORS.filled(()), (ID, _SECTION, *FIELDS))
    own = [(place, row) for place, row in enumerate(rows) if row.text(ID) == submission]
    if not own:
        raise UnknownSubmission(f"“{submission}”没有读出考评表，写不成表；原因见问题清单。")
    first = own[0][0]
    merges = read_merges(folder, first, len(own))
    totals = read_rows(folder, TOTALS.filled(()), (ID, _SECTION, _LABELLED, _PRINTED, _SUM, _DUE))
    declared = {row.text(_SECTION): row for row in totals if row.text(ID) == submission}
    return StoredForm(
        about.text(_UNIT),
        about.whole(_YEAR),
        about.text(_SERIES),
        tuple(_sections([row for _, row in own], merges, declared)),
    )


def _about(folder: Path, submission: str) -> PublishedRow:
    rows = read_rows(folder, SUBMISSIONS.filled(()), (ID, _UNIT, _YEAR, _SERIES))
    found = next((row for row in rows if row.text(ID) == submission), None)
    if found is None:
        raise UnknownSubmission(_not_there(submission, rows))
    return found


def _not_there(submission: str, rows: Sequence[PublishedRow]) -> str:
    listed = "”“".join(_near(submission, rows)[:_MOST_NAMED])
    hint = f"相近的有：“{listed}”" if listed else f"数据集里有{len(rows)}份提交，没有相近的"
    return f"没有编号为“{submission}”的提交；{hint}。"


def _near(submission: str, rows: Sequence[PublishedRow]) -> list[str]:
    """The names, or those of the units, that hold what was asked for; else those spelt alike."""
    stem = _stem(submission)
    near = [r.text(ID) for r in rows if stem and (stem in r.text(ID) or stem in r.text(_UNIT))]
    by_stem = {_stem(row.text(ID)): row.text(ID) for row in rows}
    return near or [by_stem[s] for s in get_close_matches(stem, by_stem, _MOST_NAMED, _ALIKE)]


def _stem(name: str) -> str:
    """The last part of the name, without its ending."""
    last = name.rpartition("/")[2]
    return last.rpartition(".")[0] or last


def _sections(
    rows: Sequence[PublishedRow], merges: Sequence[Span], declared: dict[str, PublishedRow]
) -> Iterator[StoredSection]:
    names = [row.text(_SECTION) for row in rows]
    texts = [{field: row.text(field) for field in FIELDS} for row in rows]
    for name in dict.fromkeys(names):
        first, count = names.index(name), names.count(name)
        inside = [m for m in merges if first <= m.first and m.last < first + count]
        _require_one_value(inside, texts)
        totals = declared.get(name)
        printed = totals.points(_PRINTED) if totals else None
        yield StoredSection(
            name,
            tuple(texts[first : first + count]),
            tuple(m.moved(-first) for m in inside),
            totals.points(_LABELLED) if totals else None,
            printed if printed is not None or not totals else totals.points(_SUM),
            totals.points(_DUE) if totals else None,
        )


def _require_one_value(merges: Sequence[Span], texts: Sequence[dict[Field, str]]) -> None:
    for merge in merges:
        if len({texts[row][merge.field] for row in range(merge.first, merge.last + 1)}) > 1:
            raise DatasetProblem(
                "“考评汇总.xlsx”和 CSV 文件对不上，可能排过序或改过；请重新运行 kaoping run。"
            )
