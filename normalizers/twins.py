"""What two copies of one form say differently, value by value; never which of them is right.

Values are compared as they are published, so brackets of document numbers, blanks and widths make
no difference; nor does punctuation.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from parsers.model import NOWHERE

from .dates import written
from .lookalike import is_misreading
from .matching import are_alike, matched, sections_shared, text_in
from .model import Difference, Field, Presence
from .origin import is_recognised
from .wording import same_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from parsers.model import Place, Source

    from .matching import Matching
    from .model import Basis, Form, Indicator, Origin, Section, Value

    FieldValue = Value[str] | Value[tuple[str, ...]] | Value[tuple[Basis, ...]] | Value[Decimal]

FRAGMENT = 0.5
"""The share of a form's rows under which a copy is a piece of it: a page that was signed."""

SAME = 0.5
"""The share of paired rows that must say much the same for two forms to be copies of one."""

MERGED = frozenset({Field.CATEGORY, Field.BASIS, Field.LEVEL1})
"""Fields whose cells cover several rows: what differs in one of them is told once."""

VALUES: dict[Field, Callable[[Indicator], FieldValue]] = {
    Field.CATEGORY: lambda i: i.category,
    Field.BASIS: lambda i: i.bases,
    Field.LEVEL1: lambda i: i.level1,
    Field.LEVEL2: lambda i: i.level2,
    Field.WEIGHT: lambda i: i.weight,
    Field.DEADLINE: lambda i: i.deadline,
    Field.LEADERS: lambda i: i.leaders,
    Field.UNITS: lambda i: i.units,
    Field.OWNERS: lambda i: i.owners,
    Field.REMARK: lambda i: i.remark,
}
"""The fields of a row that are compared, beside its 序号."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two forms say differently; `alike` is False where they are no copies of one form.

    `fragment`: the other one has less than half of the rows, and only those are compared.
    """

    alike: bool
    fragment: bool
    differences: tuple[Difference, ...]


def compared(ours: Form, theirs: Form) -> Comparison:
    """Where two forms say something else: first what they print around the rows, then row by row.

    Forms that pair fewer than half of the smaller one's rows, or whose pairs mostly say other
    things, are no copies; nothing is told of them.
    """
    rows = matched(ours, theirs)
    fewer = min(len(ours.indicators), len(theirs.indicators))
    same = sum(are_alike(a, b) for a, b in rows.pairs)
    if len(rows.pairs) < SAME * fewer or same < SAME * len(rows.pairs) or not same:
        return Comparison(alike=False, fragment=False, differences=())
    fragment = len(theirs.indicators) < FRAGMENT * len(ours.indicators)
    found = [*_around(ours, theirs), *_of_rows(ours, theirs, rows)]
    if not fragment:
        found += [*_of_sections(ours, theirs), *_alone(ours, theirs, rows)]
    return Comparison(alike=True, fragment=fragment, differences=tuple(found))


def shown(value: object) -> str:
    """A value as a sentence quotes it; nothing where it is blank."""
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value or "")


def says_the_same(one: FieldValue, other: FieldValue) -> bool:
    """Whether two values of a field are one, however they are written."""
    a, b = one.value, other.value
    if isinstance(a, Decimal) or isinstance(b, Decimal):
        return a == b
    if isinstance(a, tuple) and isinstance(b, tuple):
        pairs = zip(a, b, strict=False)
        return len(a) == len(b) and all(same_wording(str(x), str(y)) for x, y in pairs)
    return same_wording(_text(one), _text(other))


def _text(value: FieldValue) -> str:
    """What is published, or what stood there that nobody could read."""
    return shown(value.value) or value.source.text.strip()


def _around(ours: Form, theirs: Form) -> Iterator[Difference]:
    """Dates, the letter's number and the totals, where both print them."""
    yield from _texts(Field.DATE, ours.date, theirs.date)
    if ours.letter and theirs.letter:
        yield from _texts(Field.LETTER_NUMBER, ours.letter.number, theirs.letter.number)
        yield from _days(ours.letter.date, theirs.letter.date)
    totals = {s.name: s.total for s in theirs.sections}
    for section in ours.sections:
        total, other = section.total, totals.get(section.name)
        if total and other and total.value and other.value and total.value != other.value:
            yield _difference("", f"{section.name}的合计", Field.POINTS, total, other)


def _texts(field: Field, ours: Value[str], theirs: Value[str]) -> Iterator[Difference]:
    if ours.value and theirs.value and not same_wording(ours.value, theirs.value):
        yield _difference("", "", field, ours, theirs)


def _days(ours: Value[date], theirs: Value[date]) -> Iterator[Difference]:
    if ours.value and theirs.value and ours.value != theirs.value:
        one, other = written(ours.value), written(theirs.value)
        places = (ours.source.place, theirs.source.place)
        yield Difference("", "", Field.LETTER_DATE, one, other, *places)


def _of_rows(ours: Form, theirs: Form, rows: Matching) -> Iterator[Difference]:
    lacking = {f for form in (ours, theirs) for f in _missing(form)}
    grown = {_group(row) for row in (*rows.ours, *rows.theirs)}
    told: set[tuple[str, ...]] = set()
    for pair in rows.pairs:
        one, other = pair
        if one.number.value != other.number.value and _group(one) not in grown:
            yield _between(Field.NUMBER, pair, (one.number, other.number), ours.origin)
        for field, value_in in VALUES.items():
            values = value_in(one), value_in(other)
            if (one.section, field) in lacking or says_the_same(*values):
                continue
            key = (one.section, one.group, field, *map(_text, values))
            if field not in MERGED or key not in told:
                told.add(key)
                yield _between(field, pair, values, ours.origin)


def _missing(form: Form) -> Iterator[tuple[str, Field]]:
    return ((s.name, field) for s in form.sections for field in s.missing_columns)


def _group(row: Indicator) -> tuple[str, str]:
    """Where a row more or less changes the numbers of those below it."""
    return row.section, row.group or row.category.value or ""


def _between(
    field: Field,
    rows: tuple[Indicator, Indicator],
    values: tuple[FieldValue, FieldValue],
    origin: Origin,
) -> Difference:
    (one, other), (value, its) = rows, values
    read, written_there = _text(value), _text(its)
    return Difference(
        one.number.value or "",
        text_in(one),
        field,
        read,
        written_there,
        _place(value.source, one),
        _place(its.source, other),
        legible=is_recognised(value.source, origin) and is_misreading(read, written_there),
    )


def _place(source: Source, row: Indicator) -> Place:
    return row.place if source.place == NOWHERE else source.place


def _difference(
    number: str, item: str, field: Field, ours: FieldValue, theirs: FieldValue
) -> Difference:
    places = (ours.source.place, theirs.source.place)
    return Difference(number, item, field, shown(ours.value), shown(theirs.value), *places)


def _of_sections(ours: Form, theirs: Form) -> Iterator[Difference]:
    """Sections, and columns of a section, that one of the two lacks."""
    shared = set(sections_shared(ours, theirs))
    for form, presence in ((ours, Presence.OURS), (theirs, Presence.THEIRS)):
        for section in form.sections:
            if section.indicators and section.name not in shared:
                place = section.indicators[0].place
                yield _only(presence, section.name, Field.SECTION, place)
    by_name = {s.name: s for s in theirs.sections}
    for section in ours.sections:
        if section.name in shared:
            yield from _columns(section, by_name[section.name])


def _columns(ours: Section, theirs: Section) -> Iterator[Difference]:
    for mine, other, presence in ((ours, theirs, Presence.OURS), (theirs, ours, Presence.THEIRS)):
        for column in other.missing_columns:
            if column not in mine.missing_columns:
                yield _only(presence, ours.name, column, mine.indicators[0].place)


def _only(presence: Presence, name: str, field: Field, place: Place) -> Difference:
    ours, theirs = (place, NOWHERE) if presence is Presence.OURS else (NOWHERE, place)
    return Difference("", name, field, "", "", ours, theirs, presence)


def _alone(ours: Form, theirs: Form, rows: Matching) -> Iterator[Difference]:
    """The rows that only one of the two has; those of a section that it lacks are told with it."""
    shared = set(sections_shared(ours, theirs))
    for row in rows.ours:
        if row.section in shared:
            yield _lone(row, Presence.OURS)
    for row in rows.theirs:
        if row.section in shared:
            yield _lone(row, Presence.THEIRS)


def _lone(row: Indicator, presence: Presence) -> Difference:
    mine = presence is Presence.OURS
    texts = (text_in(row), "") if mine else ("", text_in(row))
    places = (row.place, NOWHERE) if mine else (NOWHERE, row.place)
    number = row.number.value or ""
    return Difference(number, text_in(row), Field.NUMBER, *texts, *places, presence)
