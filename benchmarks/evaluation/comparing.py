"""What became of each value of a form: published, compared with the truth."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizers import normalize
from normalizers.model import Field, Part
from normalizers.scheme import load_scheme
from normalizers.text import narrowed, squeezed
from pipeline.checks import check
from pipeline.columns import written
from pipeline.model import Result, Submission
from pipeline.tables import INDICATORS

from .draft import FIELDS
from .drawing import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from normalizers.model import Form, Indicator, Repair, Value
    from pipeline.model import Finding

    from .draft import Draft, Mark

SCHEME = load_scheme("luojiang-2024-series2")
SPREAD = frozenset({Field.CATEGORY, Field.BASIS, Field.LEVEL1})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one value.

    `read` is what its cell said. `concerned`: a damage touched it. `right`: it is published as it
    should be; of a value that cannot be had back, that it was told of and left. `told`: a finding
    or a suggestion is on it.
    """

    mark: Mark
    truth: str
    read: str
    published: str
    concerned: bool
    right: bool
    told: bool
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An item as it is published."""

    texts: Mapping[Field, str]
    indicator: Indicator


def outcomes_of(draft: Draft) -> list[Outcome]:
    """What became of each value of the form; a value that is blank and should be is left out."""
    form = normalize((Part("form", reading_of(draft)),), SCHEME)
    if form is None:
        return [
            Outcome((i, f), text, "", "", (i, f) in draft.concerned, right=False, told=True)
            for i, row in enumerate(draft.truth)
            for f, text in row.items()
        ]
    findings = check(form, SCHEME)
    told = _told(findings, form)
    rows = _paired(draft, _published(form, findings))
    return [o for i, row in enumerate(rows) for o in _of_row(draft, i, row, told)]


def value_of(indicator: Indicator, field: Field) -> Value[object]:
    """An indicator's value of a field."""
    values: dict[Field, Value[object]] = {
        Field.CATEGORY: indicator.category,
        Field.NUMBER: indicator.number,
        Field.BASIS: indicator.bases,
        Field.LEVEL1: indicator.level1,
        Field.LEVEL2: indicator.level2,
        Field.WEIGHT: indicator.weight,
        Field.DEADLINE: indicator.deadline,
        Field.LEADERS: indicator.leaders,
        Field.UNITS: indicator.units,
        Field.OWNERS: indicator.owners,
    }
    return values[field]


def _of_row(
    draft: Draft, index: int, row: Row | None, told: Mapping[str, frozenset[str]]
) -> Iterator[Outcome]:
    truth = draft.truth[index]
    for field in FIELDS:
        mark = (index, field)
        published = row.texts[field] if row else ""
        value = value_of(row.indicator, field) if row else None
        number = truth[field if field is Field.NUMBER else Field.NUMBER]
        flagged = bool(value and value.suggestions) or _is_told(field, number, row, told)
        wanted = draft.flagged.get(mark)
        concerned = mark in draft.concerned or wanted is not None
        if not (truth[field] or published or concerned):
            continue
        right = published == truth[field]
        if wanted is not None:
            right = flagged and _bare(wanted) in _bare(published)
        read = value.source.text if value else ""
        repairs = value.repairs if value else ()
        yield Outcome(mark, truth[field], read, published, concerned, right, flagged, repairs)


def _bare(text: str) -> str:
    return narrowed(squeezed(text))


def _is_told(
    field: Field, number: str, row: Row | None, told: Mapping[str, frozenset[str]]
) -> bool:
    """Whether a finding is on the value, or on the row as a whole."""
    if row is None:
        return bool(told.get(number))
    keys = {number, row.texts[Field.NUMBER]}
    if field in SPREAD:
        keys.add(_group(number))
    fields = frozenset[str]().union(*(told.get(k, ()) for k in keys if k))
    return field in fields or "" in fields or field in told.get("", ())


def _told(findings: Sequence[Finding], form: Form) -> Mapping[str, frozenset[str]]:
    """The fields that findings are on, by the 序号, and by group for what is merged over it."""
    found: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.number:
            found[finding.number].add(finding.field)
            if finding.field in SPREAD:
                found[_group(finding.number)].add(finding.field)
        elif finding.code == "form.column_missing":
            found[""].add(finding.field)
    for indicator in form.indicators:
        if indicator.uncertain_level1:
            found[indicator.group].add(Field.LEVEL1)
    return {key: frozenset(fields) for key, fields in found.items()}


def _group(number: str) -> str:
    return f"{number.rpartition('-')[0]}-"


def _published(form: Form, findings: tuple[Finding, ...]) -> list[Row]:
    submission = Submission("form", ())
    result = Result(submission, "", "", "", None, form, findings, scheme=SCHEME)
    table = INDICATORS.filled((result,)).only(FIELDS)
    return [
        Row(dict(zip(FIELDS, map(written, cells), strict=True)), indicator)
        for cells, indicator in zip(table.rows, form.indicators, strict=True)
    ]


def _paired(draft: Draft, rows: Sequence[Row]) -> list[Row | None]:
    """The published row of each item: by its number, else by its place between others."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        waiting[row.texts[Field.NUMBER] or row.texts[Field.CATEGORY]].append(index)
    places: list[int | None] = []
    for truth in draft.truth:
        same = waiting[truth[Field.NUMBER] or truth[Field.CATEGORY]]
        places.append(same.pop(0) if same else None)
    free = {index for left in waiting.values() for index in left}
    for item, place in enumerate(places):
        before = places[item - 1] if item else -1
        if place is None and before is not None and before + 1 in free:
            places[item] = before + 1
    return [None if place is None else rows[place] for place in places]
