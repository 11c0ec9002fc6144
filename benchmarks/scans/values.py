"""What is published of a form, value by value, against the truth."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from evaluation.comparing import SPREAD, value_of
from form_truth import HEADINGS
from rapidfuzz.distance import Levenshtein

from normalizers.model import Field
from pipeline.columns import written
from pipeline.tables import INDICATORS

from .cells import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from form_model import Record, Truth

    from normalizers.model import Indicator
    from parsers.model import Place
    from pipeline.model import Result

ATTRIBUTES: Mapping[Field, str] = {Field.NUMBER: "number"} | {
    Field(heading): name for heading, name in HEADINGS.items()
}
"""The fields that are compared, with the attribute of the truth's record that holds each."""


@dataclass(frozen=True, slots=True)
class Published:
    """A row of indicators.csv, and what it was made of."""

    texts: Mapping[Field, str]
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value that is published wrong; `row` is its true 序号, or 项目 where it has none.

    `read` is what its cell said, `confidence` how sure recognition was, `page` and `box` where it
    stands (points). `told`: a finding or suggestion is on the value; `hinted`: one is on its row.
    """

    row: str
    field: Field
    truth: str
    published: str
    read: str = ""
    confidence: float = 0.0
    page: int | None = None
    box: str = ""
    told: bool = False
    hinted: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """A published value: how sure it is after reading in context, whether it is right, and told."""

    confidence: float
    right: bool
    told: bool


@dataclass(frozen=True, slots=True)
class ValueScore:
    """Rows and values of forms: how many there are, and how many came out right.

    `lost` rows are the 序号 (or 项目) of those that no published row stands for. `edits` are the
    characters to insert, delete or replace in published values, `characters` those of the truth.
    """

    rows: int = 0
    whole: int = 0
    extra: int = 0
    lost: tuple[str, ...] = ()
    values: Mapping[Field, int] = field(default_factory=dict)
    right: Mapping[Field, int] = field(default_factory=dict)
    wrong: tuple[Wrong, ...] = ()
    weighed: tuple[Weighed, ...] = ()
    edits: int = 0
    characters: int = 0


def value_score(truth: Truth, result: Result | None) -> ValueScore:
    """What became of every value of a form; None where there is no result at all."""
    pairs, extra = paired(truth.records, published_rows(result) if result else [])
    told = _told(result) if result else {}
    tally = _Values()
    whole, lost = 0, []
    for record, row in pairs:
        whole += tally.count(record, row, told)
        if row is None:
            lost.append(record.number or record.category)
    return ValueScore(
        len(pairs),
        whole,
        extra,
        tuple(lost),
        dict(tally.values),
        dict(tally.right),
        tuple(tally.wrong),
        tuple(tally.weighed),
        tally.edits,
        tally.characters,
    )


@dataclass(slots=True)
class _Values:
    """Values of a form, counted as they come."""

    values: Counter[Field] = field(default_factory=Counter)
    right: Counter[Field] = field(default_factory=Counter)
    wrong: list[Wrong] = field(default_factory=list)
    weighed: list[Weighed] = field(default_factory=list)
    edits: int = 0
    characters: int = 0

    def count(
        self, record: Record, row: Published | None, told: Mapping[str, frozenset[str]]
    ) -> bool:
        """Counts a row's values; whether all of them are right."""
        faults = 0
        for one in ATTRIBUTES:
            want, have = bare(_of(record, one)), bare(row.texts[one]) if row else ""
            if not want and not have:
                continue
            self.values[one] += 1
            self.right[one] += want == have
            self.characters += len(want)
            self.edits += Levenshtein.distance(want, have)
            if row and one is not Field.SECTION:
                self.weighed.append(_weighed(record, one, row, told, right=want == have))
            if want != have:
                faults += 1
                self.wrong += [_wrong(record, one, row, told)] if row else []
        return not faults


def published_rows(result: Result) -> list[Published]:
    """The rows of indicators.csv that this result makes."""
    if result.form is None:
        return []
    table = INDICATORS.filled((result,)).only(tuple(ATTRIBUTES))
    return [
        Published(dict(zip(ATTRIBUTES, map(written, cells), strict=True)), indicator)
        for cells, indicator in zip(table.rows, result.form.indicators, strict=True)
    ]


def paired(
    records: Sequence[Record], rows: Sequence[Published]
) -> tuple[list[tuple[Record, Published | None]], int]:
    """Each true row with the published one that stands for it, and how many stand for none.

    By 序号 (or 项目 where there is none), else by its place right after the one before.
    """
    waiting: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        waiting[bare(row.texts[Field.NUMBER] or row.texts[Field.CATEGORY])].append(index)
    places: list[int | None] = []
    for record in records:
        same = waiting[bare(record.number or record.category)]
        places.append(same.pop(0) if same else None)
    free = {index for left in waiting.values() for index in left}
    for item, place in enumerate(places):
        before = places[item - 1] if item else -1
        if place is None and before is not None and before + 1 in free:
            places[item] = before + 1
            free.remove(before + 1)
    found = [None if place is None else rows[place] for place in places]
    return list(zip(records, found, strict=True)), len(free)


def _of(record: Record, one: Field) -> str:
    text: str = getattr(record, ATTRIBUTES[one])
    return text


def _weighed(
    record: Record,
    one: Field,
    row: Published,
    told: Mapping[str, frozenset[str]],
    *,
    right: bool,
) -> Weighed:
    value = value_of(row.indicator, one)
    fields = frozenset[str]().union(*(told.get(k, ()) for k in _keys(record, row, one)))
    return Weighed(value.source.confidence, right, bool(value.suggestions) or one in fields)


def _wrong(record: Record, one: Field, row: Published, told: Mapping[str, frozenset[str]]) -> Wrong:
    number, want, have = record.number or record.category, _of(record, one), row.texts[one]
    if one is Field.SECTION:
        return Wrong(number, one, want, have)
    value = value_of(row.indicator, one)
    place = value.source.place
    fields = frozenset[str]().union(*(told.get(k, ()) for k in _keys(record, row, one)))
    return Wrong(
        number,
        one,
        want,
        have,
        value.source.text,
        value.source.confidence,
        place.page,
        _box(place),
        told=bool(value.suggestions) or one in fields,
        hinted=bool(value.suggestions or fields),
    )


def _box(place: Place) -> str:
    b = place.box
    return f"{b.x0:.0f},{b.y0:.0f},{b.x1:.0f},{b.y1:.0f}" if b else ""


def _keys(record: Record, row: Published, one: Field) -> Iterator[str]:
    """The numbers under which a finding may speak of this value."""
    numbers = {record.number, row.texts[Field.NUMBER]} - {""}
    yield from numbers
    if one in SPREAD:
        yield from (f"{number.rpartition('-')[0]}-" for number in numbers)


def _told(result: Result) -> Mapping[str, frozenset[str]]:
    """The fields that findings are on, by 序号; of merged ones by their group (`1-5-`) too.

    What is told of a merged cell, on its first row, is told of every row that it covers.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for finding in result.findings:
        if finding.number:
            found[finding.number].add(finding.field)
            if finding.field in SPREAD:
                found[f"{finding.number.rpartition('-')[0]}-"].add(finding.field)
    for indicator in result.form.indicators if result.form else ():
        if indicator.uncertain_level1:
            found[f"{indicator.group}-"].add(Field.LEVEL1)
    for before, indicator in pairwise(result.form.indicators if result.form else ()):
        told = found[before.number.value or ""]
        found[indicator.number.value or ""] |= told & set(_shared(before, indicator))
    return {number: frozenset(fields) for number, fields in found.items()}


def _shared(one: Indicator, other: Indicator) -> Iterator[str]:
    """The fields of two rows that one merged cell covers."""
    for field_ in ATTRIBUTES:
        if field_ is not Field.SECTION and (
            value_of(one, field_).source is value_of(other, field_).source
        ):
            yield field_
