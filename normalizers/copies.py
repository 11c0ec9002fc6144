"""A form and its copies in other files: what they prove of each other, and where they differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.model import NOWHERE

from .department import agreed
from .legible import legible
from .model import FormCopy, Origin, OtherForm
from .testimony import Witness
from .twins import compared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Form
    from .roster import Roster
    from .scheme import Scheme

TYPED = frozenset({Origin.PDF, Origin.WORD, Origin.SHEET})
"""Origins whose characters somebody typed; a PDF's may be those of a scan, and then are unsure."""


def with_copies(form: Form, copies: Sequence[Form], scheme: Scheme, roster: Roster | None) -> Form:
    """The form, made legible by its copies, with what each of them says differently."""
    same = [c for c in copies if compared(form, c).alike]
    if same:
        form, *same = _agreed(_by_typed(form, same, scheme), same, scheme, roster)
    strange = tuple(_strange(c) for c in copies if not compared(form, c).alike)
    return replace(
        form,
        copies=tuple(_copy(form, c) for c in same),
        others=(*form.others, *strange),
    )


def is_typed(form: Form) -> bool:
    """Whether somebody typed a form's characters, and none of them was read off a picture."""
    sources = (v.source for i in form.indicators for v in (i.level2, i.level1, i.owners))
    return form.origin in TYPED and all(s.confidence == 1 for s in sources)


def _by_typed(form: Form, copies: Sequence[Form], scheme: Scheme) -> Form:
    for copy in copies:
        if is_typed(copy):
            form = legible(form, copy, "、".join(copy.files), scheme)
    return form


def _agreed(
    form: Form, copies: Sequence[Form], scheme: Scheme, roster: Roster | None
) -> tuple[Form, ...]:
    """The forms with the names that they prove of each other, as several files of a batch do."""
    staff = roster.staff_of(form.unit.value, scheme) if roster else None
    least = scheme.thresholds.repair
    witnesses = [Witness(f, not is_typed(f), least) for f in (form, *copies)]
    return agreed(witnesses, staff.listed if staff else frozenset())


def _copy(form: Form, copy: Form) -> FormCopy:
    found = compared(form, copy)
    rows = len(copy.indicators)
    return FormCopy(copy.files, copy.origin, rows, found.fragment, found.differences)


def _strange(copy: Form) -> OtherForm:
    """A form of the same unit and year with other rows: no copy, whatever it is."""
    place = copy.indicators[0].place if copy.indicators else NOWHERE
    title = copy.title.value or ""
    return OtherForm("、".join(copy.files), title, copy.unit.value, copy.year, place)
