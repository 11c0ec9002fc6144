"""Names of one department's forms, judged by all of them together.

What proves a misreading is another form that prints the same row with the look-alike name, or that
names the place with it more often; what disproves one is the odd name in another row of another
form: names that both have support of their own are two people, however alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .certainty import certain_names
from .misreadings import misreadings
from .model import Field, Form, Indicator, Repair, Section, Value
from .people import SURE, with_repairs
from .slips import SHORT, Slip, is_unit_misread, slip_between
from .standing import standing_of
from .testimony import MISREAD, Names, Testimony, Witness, duty_in, keyed_rows, testimony_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

CERTAIN, SOUND, LIKELY, OPEN = 0.95, 0.9, 0.85, 0.5
"""The confidence in a name of the same row in another form: of a look-alike, of one that sounds
alike or shares a component, of any other character; and of what is left open."""

SUPPORT = 2
"""Rows that print a name from which on it stands for somebody."""

_ATTRIBUTES = {Field.LEADERS: "leaders", Field.UNITS: "units", Field.OWNERS: "owners"}


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What becomes of names of one role.

    `repairs` are of names that are misread, `supported` those that a form by itself took for
    misread, and that another form bears out.
    """

    repairs: Mapping[str, Repair]
    supported: frozenset[str]


def agreed(witnesses: Sequence[Witness], listed: frozenset[str] = frozenset()) -> tuple[Form, ...]:
    """The forms, in the order given, with the names that they prove of each other.

    A form about which nothing is proved is the same object. Names that are `listed` on a roster
    are right. The answer does not depend on the order of the forms.
    """
    order = sorted(range(len(witnesses)), key=lambda i: _order_of(witnesses[i]))
    found = [witnesses[i] for i in order]
    if len(found) > 1:
        for role in (Field.UNITS, Field.LEADERS, Field.OWNERS):
            verdict = _verdict(testimony_of(role, found), listed)
            if verdict.repairs or verdict.supported:
                found = [replace(w, form=_judged(w, role, verdict)) for w in found]
    forms = dict(zip(order, (w.form for w in found), strict=True))
    return tuple(forms[i] for i in range(len(witnesses)))


def _order_of(witness: Witness) -> tuple[str, ...]:
    """Sorts forms by what they print of people, so that their order is always the same."""
    rows = [
        (key, [duty_in(row, r).value or () for r in _ATTRIBUTES])
        for key, row in keyed_rows(witness.form)
    ]
    cells = {id(duty_in(i, r).source) for i in witness.form.indicators for r in _ATTRIBUTES}
    return (str(witness.recognised), f"{len(cells):6}", repr(rows))


def _verdict(testimony: Testimony, listed: frozenset[str]) -> _Verdict:
    supported = frozenset(n for n in _doubted(testimony) if _has_support(n, testimony))
    pooled = dict(misreadings(standing_of(testimony.role, testimony.rows)))
    repairs: dict[str, Repair] = {}
    for name in testimony.printed:
        if name in listed or _has_support(name, testimony):
            continue
        proved = _by_same_row(name, testimony)
        if proved is None or proved.confidence < SURE:
            proved = _by_place(pooled.get(name), testimony) or proved
        if proved is not None:
            repairs[name] = proved
    return _Verdict(repairs, supported)


def _doubted(testimony: Testimony) -> frozenset[str]:
    """The names that some form by itself repaired."""
    return frozenset(
        r.before
        for w in testimony.witnesses
        for i in w.form.indicators
        for r in duty_in(i, testimony.role).repairs
        if r.rule in MISREAD
    )


def _has_support(name: str, testimony: Testimony) -> bool:
    """Whether several forms print a name, and not in one and the same row.

    Nor in just the same rows: a scan and the Word file of one form are one witness of its slips.
    """
    printed = list(testimony.printed.get(name, {}).values())
    alike = all(rows == printed[0] for rows in printed)
    return len(printed) > 1 and not alike and len(testimony.rows_with(name)) >= SUPPORT


def _by_same_row(name: str, testimony: Testimony) -> Repair | None:
    """The repair to the one name that other forms print in the rows of this one.

    Where some row is somebody else's there, its people have changed, and nothing is proved.
    """
    others: dict[str, set[int]] = {}
    for other, form in testimony.others_for(name):
        others.setdefault(other, set()).add(form)
        if len(others) > 1:
            return None
    if not others:
        return None
    ((other, forms),) = others.items()
    if not _resembles(name, other, testimony.role):
        return None
    confidence = _confidence(name, other, frozenset(forms), testimony)
    if not confidence:
        return None
    rows = len(testimony.rows_with(other))
    evidence = (
        f"同一单位另一份报送材料的同一行写作“{other}”（该单位共{rows}行），与“{name}”"
        f"{_difference(name, other)}"
    )
    rule = "unit.other_form" if testimony.role is Field.UNITS else "name.other_form"
    return Repair(testimony.role, name, other, rule, confidence, evidence)


def _resembles(name: str, other: str, role: Field) -> bool:
    if role is Field.UNITS:
        return is_unit_misread(name, other)
    return slip_between(name, other) is not None


def _difference(name: str, other: str) -> str:
    slip = slip_between(name, other)
    return f"只差{slip.kind}" if slip else "用字相近"


def _confidence(name: str, other: str, forms: frozenset[int], testimony: Testimony) -> float:
    """How sure it is that a name is misread for what these other forms print in its rows; 0: not.

    What was typed is right against what was recognised; else the name that stands in one row only
    is wrong against one that stands in several.
    """
    own = testimony.forms_with(name)
    typed = testimony.is_recognised(own) and not testimony.is_recognised(forms)
    rare = len(own) == 1 and len(testimony.rows_with(name)) == 1
    proven = typed or (rare and len(testimony.rows_with(other)) >= SUPPORT)
    slip = slip_between(name, other)
    if testimony.role is Field.UNITS or slip is None:
        return SOUND if proven else OPEN
    if not proven:
        return OPEN if slip.is_clear or slip.is_weak else 0.0
    return _likeness_confidence(name, slip, typed=typed)


def _likeness_confidence(name: str, slip: Slip, *, typed: bool) -> float:
    if len(name) <= SHORT:
        if slip.is_clear:
            return SOUND
        return (LIKELY if typed else OPEN) if slip.is_weak else 0.0
    if slip.is_clear:
        return CERTAIN
    return SOUND if slip.is_weak else LIKELY


def _by_place(repair: Repair | None, testimony: Testimony) -> Repair | None:
    """What the rows of all forms together say of a name, if only one form prints it."""
    if repair is None or len(testimony.forms_with(repair.before)) > 1:
        return None
    slip = slip_between(repair.before, repair.after)
    if repair.confidence < SURE and not (slip and (slip.is_clear or slip.is_weak)):
        return None
    evidence = f"合并同一单位的{len(testimony.witnesses)}份报送材料看，{repair.evidence}"
    rule = repair.rule.replace(".misread", ".department")
    return replace(repair, rule=rule, evidence=evidence)


def _judged(witness: Witness, role: Field, verdict: _Verdict) -> Form:
    """The form with a verdict on its names; the same object where nothing changes.

    The rows of a merged cell share what is done to it.
    """
    form = witness.form
    done: dict[tuple[int, Names], Names] = {}

    def judged(value: Names) -> Names:
        key = (id(value.source), value)
        if key not in done:
            corrected = _corrected(value, verdict)
            done[key] = certain_names(corrected, witness.least)
        return done[key] if done[key] != value else value

    sections = tuple(_with_names(s, role, judged) for s in form.sections)
    if all(a is b for a, b in zip(sections, form.sections, strict=True)):
        return form
    return replace(form, sections=sections)


def _with_names(section: Section, role: Field, judged: Callable[[Names], Names]) -> Section:
    rows = tuple(_with_name(i, role, judged(duty_in(i, role))) for i in section.indicators)
    if all(a is b for a, b in zip(rows, section.indicators, strict=True)):
        return section
    return replace(section, indicators=rows)


def _with_name(indicator: Indicator, role: Field, value: Names) -> Indicator:
    if value is duty_in(indicator, role):
        return indicator
    match role:
        case Field.LEADERS:
            return replace(indicator, leaders=value)
        case Field.UNITS:
            return replace(indicator, units=value)
        case _:
            return replace(indicator, owners=value)


def _corrected(value: Names, verdict: _Verdict) -> Names:
    restored = _restored(value, verdict.supported)
    told = {s.before for s in restored.suggestions}
    wanted = {
        name: repair
        for name in restored.value or ()
        if (repair := verdict.repairs.get(name)) and (repair.confidence >= SURE or name not in told)
    }
    if not wanted:
        return restored
    made = {n for n, r in wanted.items() if r.confidence >= SURE}
    kept = tuple(s for s in restored.suggestions if s.before not in made)
    return with_repairs(replace(restored, suggestions=kept), wanted)


def _restored(value: Names, supported: frozenset[str]) -> Names:
    """The value with a repair undone whose name another form bears out; it is told as a doubt."""
    names = list(value.value or ())
    undone = tuple(
        r for r in value.repairs if r.rule in MISREAD and r.before in supported and r.after in names
    )
    if not undone:
        return value
    for repair in undone:
        last = len(names) - 1 - names[::-1].index(repair.after)
        names[last] = repair.before
    doubts = tuple(
        replace(
            r,
            confidence=OPEN,
            evidence=f"{r.evidence}；但同一单位另一份报送材料的别处也写作“{r.before}”，可能是两个名称",
        )
        for r in undone
    )
    return Value(
        tuple(names),
        value.source,
        tuple(r for r in value.repairs if r not in undone),
        (*value.suggestions, *doubts),
    )
