"""Leaders, units and people of an item (people.*)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalizers.model import Field
from normalizers.roster import bare_unit, written
from pipeline.findings import BLANK, Contrast, Subject, finding

from .items import about, name_of, names_of, number_of, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.model import Form, Indicator, Value
    from normalizers.roster import Roster, Staff
    from normalizers.scheme import Scheme
    from pipeline.model import Finding

    from .background import Background

_ROLES = (Field.LEADERS, Field.UNITS, Field.OWNERS)

_NAMES_NOBODY = re.compile(r"(各|全体|所有|有关|相关).*|.*(负责人|人员|干部|成员|班子|领导)")
"""What stands for several people or units: 各股室负责人, 全体干部, 各股室."""

MOST_UNITS_NAMED = 3
"""Departments that a sentence names; a common name stands in many."""


def check_people(form: Form, scheme: Scheme) -> Iterator[Finding]:
    """Leaders, units and people are paired by order, so their numbers agree, or one is one."""
    for section, _ in sections_of(form, scheme):
        for indicator in section.indicators:
            counts = _counts(indicator)
            if min(counts) > 1 and len(set(counts)) > 1:
                yield _mismatch(indicator, counts)


def check_roster(form: Form, scheme: Scheme, background: Background) -> Iterator[Finding]:
    """Every name stands on the roster of the form's department; each that does not is told once.

    A name that is told as people.ambiguous, with what the roster has for it, is not told again.
    """
    roster = background.roster
    if roster is None or not form.indicators:
        return
    staff = roster.staff_of(form.unit.value, scheme)
    if staff is None:
        yield _unlisted_department(form)
        return
    for field in _ROLES:
        for name, rows in _unlisted(form, field, staff, scheme).items():
            yield _unknown(name, field, rows, _elsewhere(name, field, roster, staff))


def names_nobody(name: str) -> bool:
    """Whether it is nobody's name, and no unit's, but says who is meant: 各股室负责人."""
    return _NAMES_NOBODY.fullmatch(name) is not None


def _counts(indicator: Indicator) -> tuple[int, int, int]:
    leaders, units, owners = indicator.leaders, indicator.units, indicator.owners
    return len(leaders.value or ()), len(units.value or ()), len(owners.value or ())


def _mismatch(indicator: Indicator, counts: tuple[int, int, int]) -> Finding:
    leaders, units, owners = counts
    said = f"分管领导{leaders}名、责任单位{units}个、责任人{owners}名"
    place = about(indicator, Field.LEADERS).place
    return finding(
        "people.mismatch",
        f"{name_of(indicator)}有{said}，无法一一对应。",
        Subject(number_of(indicator), Field.OWNERS, place),
        Contrast("个数一致，或其中一栏只有一个", said),
    )


def _unlisted_department(form: Form) -> Finding:
    unit = form.unit.value
    said = f"名册上没有“{unit}”" if unit else "不知道是哪个单位的考评表"
    return finding(
        "people.unknown",
        f"{said}，表中的姓名无从按名册核对。",
        Subject(field=Field.UNIT, place=form.unit.source.place),
        Contrast("名册上的单位", unit or BLANK),
        "核对参评单位的名称，或在名册上补充该单位。",
    )


def _unlisted(
    form: Form, field: Field, staff: Staff, scheme: Scheme
) -> dict[str, tuple[Indicator, ...]]:
    """The names of a field that the roster lacks, with the rows that hold them."""
    found: dict[str, tuple[Indicator, ...]] = {}
    for indicator in form.indicators:
        value = _duty(indicator, field)
        doubted = {s.before for s in value.suggestions}
        for name in value.value or ():
            if name not in doubted and not is_listed(name, field, staff, scheme):
                found[name] = (*found.get(name, ()), indicator)
    return found


def _duty(indicator: Indicator, field: Field) -> Value[tuple[str, ...]]:
    if field is Field.LEADERS:
        return indicator.leaders
    return indicator.units if field is Field.UNITS else indicator.owners


def is_listed(name: str, field: Field, staff: Staff, scheme: Scheme) -> bool:
    """Whether the department has somebody, or an office, of this name; or it names nobody."""
    if names_nobody(name):
        return True
    if field is not Field.UNITS:
        return written(name) in staff.people
    is_department = bare_unit(name, scheme) == bare_unit(staff.unit, scheme)
    return is_department or not staff.offices or bool(staff.offices_meant(name))


def _elsewhere(name: str, field: Field, roster: Roster, staff: Staff) -> str:
    """The other departments that have somebody of this name, as part of a sentence."""
    others = [u for u in roster.units_with(name) if u != staff.unit]
    if field is Field.UNITS or not others:
        return ""
    more = "等" if len(others) > MOST_UNITS_NAMED else ""
    return f"，{'、'.join(others[:MOST_UNITS_NAMED])}{more}有同名的人"


def _unknown(name: str, field: Field, rows: tuple[Indicator, ...], elsewhere: str) -> Finding:
    first = rows[0]
    what = "责任单位" if field is Field.UNITS else "姓名"
    place = about(first, field).place
    return finding(
        "people.unknown",
        f"{field}“{name}”不在名册上该单位的{'股室' if field is Field.UNITS else '人员'}中"
        f"（{names_of(rows)}）{elsewhere}。",
        Subject(number_of(first) if len(rows) == 1 else "", field, place),
        Contrast(f"名册上的{what}", name),
        f"核对{what}；名册有变动的，请更新名册。",
    )
