"""A form from its tables and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsers.model import Source

from .assembly import NOTHING, indicators_of
from .columns import fields_of_columns
from .dates import date_of, years_in
from .layout import LineKind
from .letter import short_unit, unit_value
from .model import Field, Form, Repair, Residue, Section, Value, YearMention
from .points import printed_points, totals_of
from .roster import NOBODY
from .rows import known_roles, rows_of
from .text import HAN, clean, squeezed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .layout import Layout
    from .letter import Surroundings
    from .model import Indicator, Origin
    from .roster import Roster, Staff
    from .rows import Row
    from .scheme import Scheme, SectionScheme
    from .traits import Lexicon

_WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Content:
    """A form's tables, the texts of all files of the submission, and the roster.

    `names` are the files of the submission; `files` those that the tables stand in.
    """

    layout: Layout
    around: Surroundings
    texts: tuple[Source, ...]
    names: tuple[str, ...]
    files: tuple[str, ...]
    origin: Origin
    roster: Roster | None


def form_of(content: Content, lexicon: Lexicon) -> Form:
    """The form that these tables hold."""
    scheme, around = lexicon.scheme, content.around
    title = around.title or NOTHING
    unit, printed = _unit(content, scheme)
    listed = content.roster.staff_of(unit.value, scheme) if content.roster else None
    staff = listed or NOBODY
    text = clean(title.text)
    series = scheme.series if scheme.series in text or not text else _series(text)
    year = next(iter(years_in(text)), None)
    return Form(
        title=Value(text or None, title),
        unit=unit,
        unit_printed=printed,
        year=year or scheme.year,
        series=series,
        date=_date(around.date_line),
        sections=_sections(content.layout, lexicon, staff),
        letter=around.letter,
        plan=around.plan,
        attached=_attached(around),
        residues=tuple(_residues(content, scheme)),
        years=tuple(_years(content)),
        files=content.files,
        origin=content.origin,
    )


def _series(title: str) -> str:
    match = re.search(r"第[一二三四五六七八九十\d]+系列", title)
    return match.group() if match else ""


def _unit(content: Content, scheme: Scheme) -> tuple[Value[str], bool]:
    """Whose form it is: by its own line, else by the letter, its title, or its file's name."""
    around = content.around
    line = around.unit_line or NOTHING
    value = unit_value(line, scheme)
    if value.value:
        return value, True
    if around.letter and around.letter.unit.value:
        return around.letter.unit, False
    for source in (around.title, around.plan):
        name = _unit_in(source.text, scheme) if source else None
        if name and source:
            return Value(name, source), False
    for file_name in content.names:
        name = _unit_in(file_name, scheme)
        if name:
            evidence = f"表上没有填参评单位，按文件名“{file_name}”补"
            repair = Repair(Field.UNIT, "", name, "unit.file_name", 0.9, evidence)
            return Value(name, line, (repair,)), False
    return Value(None, line), False


def _unit_in(text: str, scheme: Scheme) -> str | None:
    """The name of a unit of the district that stands in a text."""
    endings = "局委办院会处中心团社队馆所台校室部"
    pattern = rf"{scheme.district}[{HAN}]{{2,20}}?(?:中心|[{endings}])(?![{HAN}]*(?:局|委员会))"
    match = re.search(pattern, clean(text).removeprefix(scheme.city))
    name = match.group() if match else None
    foreign = name is None or (bool(scheme.series) and scheme.series in name)
    return None if name is None or foreign else short_unit(name, scheme)


def _date(source: Source | None) -> Value[str]:
    if source is None:
        return Value(None, NOTHING)
    day = date_of(source.text)
    return Value(clean(source.text) if day else None, source)


def _sections(layout: Layout, lexicon: Lexicon, staff: Staff) -> tuple[Section, ...]:
    columns = tuple(fields_of_columns(run, lexicon) for run in layout.runs)
    rows = _rows(layout, columns, lexicon)
    indicators = indicators_of(rows, lexicon, layout.merged, staff)
    printed = printed_points(layout.blocks, lexicon)
    totals = totals_of(layout.runs, lexicon)
    found = []
    for scheme in lexicon.scheme.sections:
        own = tuple(i for i in indicators if i.section == scheme.name)
        points = printed.get(scheme.name, ())
        total = totals.get(scheme.name)
        if own or points or total:
            parts = {r.part for r in rows if r.section is scheme}
            named = frozenset(f for part in parts for f in columns[part] if f)
            named |= _labelled(layout, parts)
            missing = _missing_columns(scheme, own, named)
            found.append(Section(scheme.name, own, points, total, missing))
    return tuple(found)


def _rows(
    layout: Layout, columns: Sequence[Sequence[Field | None]], lexicon: Lexicon
) -> tuple[Row, ...]:
    """The form's rows; where some had to be realigned, read with what the others say of people."""
    rows = rows_of(layout.runs, columns, lexicon)
    if not any(row.moves for row in rows):
        return rows
    return rows_of(layout.runs, columns, replace(lexicon, roles=known_roles(rows)))


def _labelled(layout: Layout, parts: Collection[int]) -> frozenset[Field]:
    """项目, where it has no column but labels stand as lines of their own."""
    lines = (line for part in parts for line in layout.runs[part].lines)
    labelled = any(line.kind is LineKind.LABEL for line in lines)
    return frozenset({Field.CATEGORY} if labelled else ())


def _missing_columns(
    scheme: SectionScheme, indicators: Sequence[Indicator], named: frozenset[Field]
) -> tuple[Field, ...]:
    """The scheme's columns that the section's tables do not name and none of its items fills."""
    return tuple(
        f
        for f in scheme.columns
        if indicators and f not in named and not any(_filled(i, f) for i in indicators)
    )


def _filled(indicator: Indicator, field: Field) -> bool:
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
    return field not in values or bool(values[field].source.text.strip())


def _attached(around: Surroundings) -> tuple[str, ...]:
    sources = (around.plan, around.title)
    return tuple(clean(s.text) for s in sources if s)


def _residues(content: Content, scheme: Scheme) -> Iterator[Residue]:
    sources = [*content.texts, *_cell_sources(content.layout)]
    for source in sources:
        text = squeezed(source.text)
        for word in scheme.residue_words:
            if word in text:
                yield Residue(word, clean(source.text), source.place)
                break
        stray = next((w for w in _WORD.findall(source.text) if w in scheme.stray_words), None)
        if stray and re.search(f"[{HAN}]", text):
            yield Residue(stray, clean(source.text), source.place)


def _cell_sources(layout: Layout) -> Iterator[Source]:
    for run in layout.runs:
        for line in run.lines:
            yield from (c.source for c in line.own)


def _years(content: Content) -> Iterator[YearMention]:
    around = content.around
    letter = around.letter.title.source if around.letter else None
    for part, source in (("函", letter), ("方案", around.plan), ("考评表", around.title)):
        for year in years_in(source.text)[:1] if source else ():
            yield YearMention(part, year, source or NOTHING)
    for name in content.names:
        for year in re.findall(r"(?<!\d)(20\d{2})(?!\d)", name)[:1]:
            yield YearMention("文件名", int(year), Source(name))
