"""Points printed in a 合计 row or a label, against the scheme's (weight.declared)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers.model import Field
from pipeline.findings import Contrast, Subject, finding
from pipeline.points import plain

from .wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from normalizers.model import Form, Section
    from normalizers.scheme import Scheme
    from parsers.model import Place
    from pipeline.model import Finding


def check_declared(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """One finding per label and wrong number, however many pages repeat it."""
    yield from _labels(form, scheme)
    totals = {rules.name: rules.total for rules in scheme.sections}
    for section in form.sections:
        expected = totals.get(section.name)
        if expected is not None:
            yield from _total_row(section, expected)


def _labels(form: Form, scheme: Scheme) -> Iterator[Finding]:
    declared = _declared(scheme)
    seen = set()
    for printed in (p for s in form.sections for p in s.printed):
        key = wording(printed.label)
        expected = declared.get(key)
        if expected in (None, printed.points) or (key, printed.points) in seen:
            continue
        seen.add((key, printed.points))
        what = f"栏目“{printed.label}”标注的分值"
        yield _differs(what, (declared[key], printed.points), printed.source.place)


def _total_row(section: Section, expected: Decimal) -> Iterator[Finding]:
    total = section.total
    if total is not None and total.value is not None and total.value != expected:
        what = f"“{section.name}”合计行的分值"
        yield _differs(what, (expected, total.value), total.source.place)


def _declared(scheme: Scheme) -> dict[str, Decimal]:
    """The scheme's points by every name that a label may go by: a label strays over pages."""
    points = {wording(n): s.total for s in scheme.sections for n in (*s.aliases, s.name)}
    groups = (c for s in scheme.sections for c in s.categories)
    return {wording(c.name): c.total for c in groups if c.total is not None} | points


def _differs(what: str, points: tuple[Decimal, Decimal], place: Place) -> Finding:
    expected, found = (plain(p) for p in points)
    return finding(
        "weight.declared",
        f"{what}是“{found}分”，方案规定为{expected}分。",
        Subject(field=Field.POINTS, place=place),
        Contrast(expected, found),
        f"请单位改为{expected}分，或说明依据。",
    )
