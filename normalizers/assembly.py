"""Indicators from rows: each field by its normaliser, merged fields by what covers the row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from parsers.model import Source

from .certainty import certain_names, certain_points, certain_text
from .context import context_of
from .coverage import covered
from .dates import due_of
from .duties import duties_of, moved
from .fixed import as_issued
from .groups import group_names, groups_of, pieces_of, stretches_of
from .labels import Covering, labelled
from .listed_people import repaired_by_roster
from .merges import carried_bases, dittoed, refilled
from .model import Basis, Field, Indicator, Repair, Value
from .people import repaired_people
from .references import references_in
from .roster import NOBODY
from .sequence import number_in, written_as
from .text import canonical, clean, text_of
from .variants import variants_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .context import Context
    from .groups import Group
    from .people import Duties
    from .roster import Staff
    from .rows import Row
    from .traits import Lexicon

T = TypeVar("T")
NOTHING = Source("")
MOST_LABELS = 16
"""Readings that are tried of a label in doubt."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The merged fields of every row, by its index; rows without an entry have none."""

    bases: Mapping[int, Source]
    carried: Mapping[int, Source]
    level1: Mapping[int, Covering]
    names: tuple[str, ...]
    labels: frozenset[str]


def indicators_of(
    rows: Sequence[Row],
    lexicon: Lexicon,
    merged: bool,  # noqa: FBT001 - a fact about the tables, no switch of ours
    staff: Staff = NOBODY,
) -> tuple[Indicator, ...]:
    """The indicators of the form's rows, in order; `staff` is whom a roster lists."""
    rows = dittoed(rows)
    rows = rows if merged else refilled(rows, stretches_of(rows))
    spread = _spread(rows, lexicon, merged=merged)
    context = context_of(rows, lexicon)
    found = duties_of(rows, staff, context)
    duties = repaired_people(repaired_by_roster(found, staff), staff.listed)
    return tuple(
        _indicator(index, row, spread, duties[index], context) for index, row in enumerate(rows)
    )


def _spread(rows: Sequence[Row], lexicon: Lexicon, *, merged: bool) -> Spread:
    groups = groups_of(rows)
    bases = covered(groups, rows, Field.BASIS, merged=merged)
    carried = {} if merged else carried_bases(groups, bases, lexicon.plain_bases)
    if merged or _one_each(groups, rows):
        sources = covered(groups, rows, Field.LEVEL1, merged=merged)
        level1 = {i: Covering(clean(s.text), s) for i, s in sources.items()}
    else:
        level1 = dict(labelled(groups, rows, lexicon.scheme.superior_lists))
    labels = frozenset(name for row in rows for _, name in _category_labels(row, lexicon))
    return Spread(bases, carried, level1, group_names(rows), labels)


def _one_each(groups: Sequence[Group], rows: Sequence[Row]) -> bool:
    """Whether each group prints its 一级指标 and no other, at most again below a page edge."""
    printed = (pieces_of(g, rows, Field.LEVEL1) for g in groups)
    return all(len({canonical(p.printed.source.text) for p in pieces}) == 1 for pieces in printed)


def _indicator(index: int, row: Row, spread: Spread, duties: Duties, context: Context) -> Indicator:
    scheme = context.scheme
    least = scheme.thresholds.repair
    printed, uncertain = _level1(index, row, spread, context)
    level1 = certain_text(printed, least)
    level2 = _text(row, Field.LEVEL2, context)
    moved_deadline = moved(row, Field.DEADLINE, context.deadline(_leaf(row, Field.DEADLINE)))
    deadline = certain_text(moved_deadline, least)
    weight = moved(row, Field.WEIGHT, context.weight(_leaf(row, Field.WEIGHT)))
    section = row.section
    lists = scheme.superior_lists
    return Indicator(
        section=section.name if section else "",
        category=_category(row, spread.labels, context.lexicon),
        number=_number(row, context),
        group=spread.names[index].replace("-", section.separator)
        if section and section.has_level2
        else "",
        bases=_bases(index, row, spread, context),
        level1=level1,
        level2=level2,
        weight=certain_points(weight, least),
        deadline=deadline,
        due=due_of(deadline.value, scheme.year) if deadline.value else None,
        leaders=certain_names(duties[Field.LEADERS], least),
        units=certain_names(duties[Field.UNITS], least),
        owners=certain_names(duties[Field.OWNERS], least),
        remark=_text(row, Field.REMARK, context),
        level1_references=references_in(level1.value, lists) if level1.value else (),
        level2_references=references_in(level2.value, lists) if level2.value else (),
        place=row.place,
        uncertain_level1=uncertain,
    )


def _number(row: Row, context: Context) -> Value[str]:
    value = moved(row, Field.NUMBER, context.number(row.number or NOTHING, row.section))
    return written_as(value, row.section.separator if row.section else "-")


def _text(row: Row, field: Field, context: Context) -> Value[str]:
    value = moved(row, field, context.text(_leaf(row, field), field))
    return certain_text(value, context.scheme.thresholds.repair)


def _leaf(row: Row, field: Field) -> Source:
    return row.leaf.get(field, NOTHING)


def _level1(
    index: int, row: Row, spread: Spread, context: Context
) -> tuple[Value[str], str | None]:
    if row.section and not row.section.has_level2:
        value = context.text(_leaf(row, Field.LEVEL1), Field.LEVEL1)
        issued = as_issued(value, row.section, row.number, recognised=context.recognised)
        return moved(row, Field.LEVEL1, issued), None
    covering = spread.level1.get(index)
    if covering is None:
        return Value(None, NOTHING), None
    if covering.text == clean(covering.source.text) and not covering.repairs:
        return context.text(covering.source, Field.LEVEL1), covering.uncertain
    value = text_of(covering.source, Field.LEVEL1)
    return Value(covering.text, covering.source, (*value.repairs, *covering.repairs)), (
        covering.uncertain
    )


def _bases(index: int, row: Row, spread: Spread, context: Context) -> Value[tuple[Basis, ...]]:
    if not (row.section and row.section.has_level2):
        return Value(None, NOTHING)
    carried = spread.carried.get(index)
    if carried is None:
        return context.bases(spread.bases.get(index, NOTHING))
    value = context.bases(carried)
    text = carried.text.strip()
    evidence = f"本类各项的“{text}”只印在第一项旁，合并单元格已丢失，按它补"
    repair = Repair(Field.BASIS, "", text, "merge.filled", 0.9, evidence)
    return replace(value, repairs=(repair, *value.repairs))


def _category(row: Row, printed: frozenset[str], lexicon: Lexicon) -> Value[str]:
    """The label beside a row: the one that its 序号 begins with, by the scheme.

    `printed` are the labels that stand anywhere in the form: where a lost merge leaves the row
    blank, that is how such cells print; where the label stands nowhere, it is a repair.
    """
    named = _category_labels(row, lexicon)
    proper = _category_of_number(row) or _category_of_text(row)
    if proper is None:
        texts = [p.source for p in row.spread.get(Field.CATEGORY, ())]
        return Value(named[0][1], named[0][0]) if named else _unknown(texts)
    for source, name in named:
        if name == proper:
            return Value(name, source)
    if not named and proper in printed:
        return Value(proper, NOTHING)
    before = named[0][1] if named else ""
    evidence = f"序号以“{_prefix(row)}”开头的各项属“{proper}”" if _prefix(row) else "按统一内容判定"
    repair = Repair(Field.CATEGORY, before, proper, "category.number", 0.97, evidence)
    return Value(proper, named[0][0] if named else NOTHING, (repair,))


def _category_labels(row: Row, lexicon: Lexicon) -> list[tuple[Source, str]]:
    printed = [p.source for p in row.spread.get(Field.CATEGORY, ())]
    texts = [(s, text) for s in printed for text in _readings(s)]
    if len(printed) > 1:
        texts.append((printed[0], "".join(s.text for s in printed)))  # an edge may have cut it
    labels = [(s, label) for s, text in texts if (label := lexicon.label_of(text))]
    return [(s, label.name) for s, label in labels if not label.is_section]


def _readings(source: Source) -> list[str]:
    """The text of a label, and what else it may be where a trace stands beside it."""
    if not source.doubts:
        return [source.text]
    return [variant.text for variant in islice(variants_of(source), MOST_LABELS)]


def _unknown(printed: Sequence[Source]) -> Value[str]:
    return text_of(printed[-1], Field.CATEGORY) if printed else Value(None, NOTHING)


def _prefix(row: Row) -> str:
    number = number_in(row.number.text) if row.number else None
    return number.split("-", maxsplit=1)[0] if number else ""


def _category_of_number(row: Row) -> str | None:
    prefix = _prefix(row)
    categories = row.section.categories if row.section and prefix else ()
    return next((c.name for c in categories if c.prefix == prefix), None)


def _category_of_text(row: Row) -> str | None:
    if row.section is None or row.section.levels:
        return None
    text = canonical(_leaf(row, Field.LEVEL1).text)
    return next((i.category for i in row.section.fixed if canonical(i.text) == text), None)
