"""A form against what its unit submitted the year before: kept, changed, new, dropped, reweighed.

Indicators are matched by what they say, never by number: one that was only renumbered is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.model import Field
from normalizers.wording import wording

from .columns import written
from .model import Change, Comparison, Shift
from .rows import number_of
from .same_indicator import Turn, matched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator
    from normalizers.scheme import Scheme

    from .last_year import FormerForm, FormerIndicator
    from .same_indicator import Match


def compared(form: Form, former: FormerForm, scheme: Scheme) -> Comparison:
    """What has become of last year's indicators, in the order of the form; dropped ones last.

    A year in a text that has moved on with the form's is no difference.
    """
    turn = _turn(form, former)
    matches = matched(form.indicators, former.indicators, turn)
    differences = [tuple(_differences(m, turn)) for m in matches]
    changes = tuple(_once_a_group(matches, differences))
    pairs = sum(m.now is not None and m.before is not None for m in matches)
    reworded = sum(any(c.kind is Shift.REWORDED for c in found) for found in differences)
    return Comparison(
        kept=pairs - reworded,
        reworded=reworded,
        reweighed=sum(c.kind is Shift.REWEIGHED for c in changes),
        new=sum(m.before is None for m in matches),
        dropped=sum(m.now is None for m in matches),
        level1_before=former_level1_count(former, scheme),
        changes=changes,
    )


def former_level1_count(former: FormerForm, scheme: Scheme) -> int | None:
    """The number of 一级指标 in the sections that last year's limits, None if there were none.

    A row without a number tells by its 一级指标 whether it is one more.
    """
    limited = {s.name for s in scheme.sections if s.limited_by_last_year}
    rows = [i for i in former.indicators if i.section in limited]
    numbered = {(i.section, i.group) for i in rows if i.group}
    texts = {wording(i.level1) for i in rows if i.group}
    others = {wording(i.level1) for i in rows if not i.group} - texts
    return len(numbered) + len(others) or None


def _turn(form: Form, former: FormerForm) -> Turn:
    if form.year is None or former.year is None:
        return Turn()
    return Turn(str(former.year), str(form.year))


def _differences(match: Match, turn: Turn) -> Iterator[Change]:
    now, before = match.now, match.before
    if now is not None and before is not None:
        numbers = number_of(now), before.number
        for kind, field, then, after in _fields(now, before):
            if turn.moved_on(then) != wording(after):
                yield Change(kind, *numbers, field, then, after)
    elif now is not None:
        text = now.level2.value or now.level1.value or ""
        field = Field.LEVEL2 if now.level2.value else Field.LEVEL1
        yield Change(Shift.NEW, number_of(now), "", field, "", text)
    elif before is not None:
        field = Field.LEVEL2 if before.level2 else Field.LEVEL1
        text = before.level2 or before.level1
        yield Change(Shift.DROPPED, "", before.number, field, text, "")


def _fields(now: Indicator, before: FormerIndicator) -> Iterator[tuple[Shift, Field, str, str]]:
    yield Shift.REWORDED, Field.LEVEL1, before.level1, now.level1.value or ""
    yield Shift.REWORDED, Field.LEVEL2, before.level2, now.level2.value or ""
    yield Shift.REWEIGHED, Field.WEIGHT, written(before.weight), written(now.weight.value)
    yield Shift.RESCHEDULED, Field.DEADLINE, before.deadline, now.deadline.value or ""


def _once_a_group(
    matches: tuple[Match, ...], differences: list[tuple[Change, ...]]
) -> Iterator[Change]:
    """The differences; that of a 一级指标, which covers several rows, on the first of them."""
    told: set[tuple[str, str, str]] = set()
    for match, found in zip(matches, differences, strict=True):
        group = match.now.group if match.now is not None else ""
        for change in found:
            key = (group, change.before, change.after)
            if not (group and change.field is Field.LEVEL1 and key in told):
                yield change
            told.add(key)
